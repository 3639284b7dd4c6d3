"""What a conversion has to tell: what it moved, assumed, left out, or could not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["moved", "assumed", "lost", "open"]
"""``moved``: other offsets, the same words; ``assumed``: decided by a stated default; ``lost``: the format cannot carry
it; ``open``: a person has to decide, the result is incomplete until then."""


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One thing to tell about one article."""

    article: str
    kind: Kind
    message: str

    def __str__(self) -> str:
        """Return the note on one line."""
        return f"{self.article}: {self.kind}: {self.message}"
