"""A sentence with each mention collapsed to one code point, so that rules read like sentences.

``由⟨org⟩牵头组建⟨cx⟩`` is what ``由江海重型机械（集团）有限公司牵头组建…`` becomes: length limits in a
rule then count words of the construction, not letters of a company's name. The quotation marks around a consortium's
name are part of its code point, so that rules need not say that a name may be quoted. The code points are from the
private use area.
"""

from __future__ import annotations

from dataclasses import dataclass

from cx_extract.find.mentions import Kind, Mention

CODES: dict[Kind, str] = {
    Kind.ORG: "\ue000",
    Kind.ORG_REF: "\ue001",
    Kind.CX: "\ue002",
    Kind.CX_REF: "\ue003",
    Kind.COUNT: "\ue004",
    Kind.DATE: "\ue005",
}
_PRIVATE = dict.fromkeys(range(57344, 57360), 9633)


@dataclass(frozen=True, slots=True)
class Collapsed:
    """``text`` is the collapsed sentence; ``offsets[i]`` the view offset of its i-th code point (and of its end)."""

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, Mention]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the view span of a collapsed span; a mention counts with its own end, not its bracket's."""
        if end > start and end - 1 in self.mentions:
            return self.offsets[start], self.mentions[end - 1].end
        return self.offsets[start], self.offsets[end]


def collapse(text: str, start: int, end: int, mentions: list[Mention], closings: dict[int, int]) -> Collapsed:
    """Collapse ``text[start:end]``; ``closings`` maps a mention's end to the end of its alias bracket."""
    pieces: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Mention] = {}
    position = start
    for mention in mentions:
        if mention.start < position or mention.end > end:
            continue
        opening, close = _quoted(text, mention, closings.get(mention.end, mention.end))
        opening = max(opening, position)
        pieces.append(text[position:opening].translate(_PRIVATE))
        offsets.extend(range(position, opening))
        placed[len(offsets)] = mention
        pieces.append(CODES[mention.kind])
        offsets.append(mention.start)
        position = min(close, end)
    pieces.append(text[position:end].translate(_PRIVATE))
    offsets.extend(range(position, end + 1))
    return Collapsed("".join(pieces), tuple(offsets), placed)


def _quoted(text: str, mention: Mention, close: int) -> tuple[int, int]:
    """Return the span that the mention's code point stands for: with the quotation marks around a consortium's name."""
    if mention.kind is not Kind.CX or text[mention.start - 1 : mention.start] != "“":
        return mention.start, close
    if text[mention.end : mention.end + 1] == "”":
        return mention.start - 1, max(close, mention.end + 1)
    return mention.start, close
