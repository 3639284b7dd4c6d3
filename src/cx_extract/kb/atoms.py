"""Statements as identity resolution sees them: one atom per organisation name and per consortium in each article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, or_, select

from cx_extract.identity.atoms import ConsortiumAtom, Judgement, OrganisationAtom, Resolution
from cx_extract.identity.consortia import resolve_consortia
from cx_extract.identity.known import KnownNames
from cx_extract.identity.organisations import resolve_organisations
from cx_extract.kb.schema import articles, extractions, judgements, statements
from cx_extract.kb.told import Told
from cx_extract.ruleset import load_rules

ORGANISATION, CONSORTIUM = "organisation", "consortium"
_ROLES = ("lead_units", "member_units")
_ALIAS = "alias:"
_SHORT = ("简称", "下称")
_NAMED_BEHIND = re.compile(r"[（(](?:以下)?(?:简称|下称)[为：:]?[“「]?([^”」“「（(）)，。；、]{2,40})[”」]?[）)]")


@dataclass(frozen=True, slots=True)
class Record:
    """One consortium as one article tells of it; two records of one name in one article are one."""

    key: str
    name: str
    told: list[Told] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """Return the normalised values of a field in text order."""
        return [one.value for one in self.told if one.field == name]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who: records and the resolutions of their atoms."""

    records: tuple[Record, ...]
    names: dict[str, dict[str, str]]
    """For each kind, the name as its article has it by atom key."""
    resolutions: dict[str, Resolution]

    organisation_by_statement: dict[str, str]
    """The id of the organisation that a lead or a member statement names, by the statement's id."""

    def organisation_of(self, told: Told) -> str:
        """Return the id of the organisation that a lead or a member statement names."""
        return self.organisation_by_statement[told.id]


def organisation_key(told: Told) -> str:
    """Return the key of the atom that a lead or a member statement names."""
    return f"{told.article_sha256}:{told.value}"


def identify(connection: Connection, told: Sequence[Told]) -> Identities:
    """Return who is who among the statements, under the judgements that stand.

    Raises UsageError if the judgements contradict each other.
    """
    records = _records(told)
    known = KnownNames(load_rules())
    organisations = _organisation_atoms(records, _defined(connection))
    consortia = [_consortium_atom(record) for record in records]
    found = resolve_organisations(organisations, judged(connection, ORGANISATION), known)
    return Identities(
        records,
        {
            ORGANISATION: {atom.key: atom.name for atom in organisations},
            CONSORTIUM: {atom.key: atom.name for atom in consortia},
        },
        {
            ORGANISATION: found,
            CONSORTIUM: resolve_consortia(consortia, judged(connection, CONSORTIUM), found.clusters, known),
        },
        {one.id: found.cluster_of[organisation_key(one)] for one in told if one.field in _ROLES},
    )


def judged(connection: Connection, kind: str) -> list[Judgement]:
    """Return the judgements of a kind that were not undone.

    What was said of a name in an article holds for the name in its edited text, which has another hash.
    """
    query = select(judgements).where(judgements.c.kind == kind, judgements.c.undone_at.is_(None))
    edited = select(articles.c.sha256, articles.c.superseded_by).where(articles.c.superseded_by.is_not(None))
    later = {row.sha256: row.superseded_by for row in connection.execute(edited)}
    found = []
    for row in connection.execute(query):
        left, right = _present(row.left_key, later), _present(row.right_key, later)
        found.append(Judgement(min(left, right), max(left, right), row.verdict == "same"))
    return found


def _present(key: str, later: Mapping[str, str]) -> str:
    """Return an atom's key in the latest text of its article; one of an offset stays, since offsets move."""
    sha256, _, rest = key.partition(":")
    while sha256 in later and not rest.startswith("@"):
        sha256 = later[sha256]
    return f"{sha256}:{rest}"


def _records(told: Sequence[Told]) -> tuple[Record, ...]:
    grouped: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        grouped.setdefault((one.article_sha256, one.record_id), []).append(one)
    records: dict[str, Record] = {}
    for (sha256, _), lines in grouped.items():
        name = next((one for one in lines if one.field == "name"), None)
        first = min(one.start_offset for one in lines)
        key = f"{sha256}:{name.value}" if name else f"{sha256}:@{first}"
        records.setdefault(key, Record(key, name.original_value if name else "")).told.extend(lines)
    return tuple(records.values())


def _defined(connection: Connection) -> dict[str, set[str]]:
    """Return by atom key the short forms that an article gives an organisation in brackets behind its name."""
    table = statements.c
    query = (
        select(table.article_sha256, table.value, table.quote, table.sentence)
        .join(extractions, extractions.c.id == table.extraction_id)
        .where(extractions.c.is_current == 1, table.field.in_(_ROLES))
        .where(or_(*(table.sentence.contains(word) for word in _SHORT)))
    )
    found: dict[str, set[str]] = {}
    for row in connection.execute(query):
        behind = row.sentence.find(row.quote) + len(row.quote)
        named = _NAMED_BEHIND.match(row.sentence, behind)
        if named:
            found.setdefault(f"{row.article_sha256}:{row.value}", set()).add(named[1])
    return found


def _organisation_atoms(records: Sequence[Record], defined: Mapping[str, set[str]]) -> list[OrganisationAtom]:
    names: dict[str, str] = {}
    aliases: dict[str, set[str]] = {}
    regions: dict[str, set[str]] = {}
    consortia: dict[str, set[str]] = {}
    for record in records:
        region, name = record.values("region"), record.values("name")
        for one in record.told:
            if one.field not in _ROLES:
                continue
            key = organisation_key(one)
            names.setdefault(key, one.original_value)
            regions.setdefault(key, set()).update(region)
            consortia.setdefault(key, set()).update(name)
            short = aliases.setdefault(key, set())
            if one.anchor.startswith(_ALIAS):
                short.add(one.quote)
    return [
        OrganisationAtom(
            key,
            name,
            key.partition(":")[0],
            frozenset(aliases[key] | defined.get(key, set())),
            frozenset(regions[key]),
            frozenset(consortia[key]),
        )
        for key, name in names.items()
    ]


def _consortium_atom(record: Record) -> ConsortiumAtom:
    founded = [one.valid for one in record.told if one.event == "established" and one.modality == "asserted"]
    return ConsortiumAtom(
        record.key,
        record.name,
        record.key.partition(":")[0],
        frozenset(record.values("aliases")),
        next(iter(record.values("region")), ""),
        frozenset(record.values("lead_units")),
        frozenset(record.values("member_units")),
        max(founded, key=precision, default=""),
        next((one.published for one in record.told if one.published), ""),
    )


def precision(edtf: str) -> tuple[bool, int, bool]:
    """Return a key that orders EDTF dates from the vaguest to the most precise."""
    return "/" not in edtf, sum(char.isdecimal() for char in edtf), "~" not in edtf
