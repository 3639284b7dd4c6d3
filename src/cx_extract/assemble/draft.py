"""A record in the making: candidate facts of one consortium, each with its stance and its evidence in view offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from cx_extract.model import FieldName, Modality
from cx_extract.resolve.entities import Entity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact before conflicts are settled; offsets count the view."""

    field: FieldName
    value: str | int
    start: int
    end: int
    rule_id: str
    confidence: float
    modality: Modality = "asserted"
    qualifier: str = ""
    unit: str = ""
    as_of: str = ""
    event: str = ""
    category: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Draft:
    """All candidates of one consortium."""

    entity: Entity
    candidates: list[Candidate] = field(default_factory=list)
    statuses: list[tuple[str, Modality, Candidate]] = field(default_factory=list)
    void: bool = False
    """whether the article says that it never came to be"""
    only_wished: bool = False
    """whether every sentence that names it asks for it, plans it or denies it"""
    in_preparation: bool = False
    """whether its name is followed by （筹）"""
    works: bool = False
    """whether a sentence that names it speaks of research or industry"""
    of_states: bool = False
    """whether a sentence that names it speaks of states and their heads"""
    departed: set[str] = field(default_factory=set)

    def of(self, name: FieldName) -> list[Candidate]:
        """Return the candidates of one field."""
        return [c for c in self.candidates if c.field == name]
