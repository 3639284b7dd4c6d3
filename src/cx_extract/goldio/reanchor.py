"""Offsets that drifted, put right by the words they stand for.

Tools count in other units than code points of the original text: UTF-16 code units (JavaScript), CR LF as one character
(text opened with universal newlines) or LF as two, with or without a byte order mark. One such unit must explain an
article's offsets together; what no unit explains (the text was edited) is looked up by its quote. Every move is told,
and where the words stand several times and nothing tells which are meant, nobody guesses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, product

_BOM = "\ufeff"
_LONGEST_LIST = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text; ``quote`` is what stands there by the one who marked it, empty if he does not say."""

    start: int
    end: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a span really stands, with the article's own words, and how that was found (empty: it was right)."""

    start: int
    end: int
    quote: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A span that no single place in the article fits, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Units:
    """A way of counting; widths in code points of the original text."""

    utf16: bool = False
    newline: str = ""
    mark: int = 0

    def positions(self, text: str) -> list[int]:
        """Return the position of every code point of ``text``, and of its end, counted this way."""
        around = zip(" " + text, text, text[1:] + " ", strict=False)
        return list(accumulate((self._width(*three) for three in around), initial=self.mark))

    def _width(self, before: str, char: str, after: str) -> int:
        if self.newline == "CR LF as one" and char + after == "\r\n":
            return 0
        if self.newline == "LF as two" and char == "\n" and before != "\r":
            return 2
        return 2 if self.utf16 and ord(char) > 0xFFFF else 1

    def __str__(self) -> str:
        marked = {1: "with the byte order mark", -1: "without the byte order mark", 0: ""}[self.mark]
        parts = ["UTF-16 code units" if self.utf16 else "", self.newline, marked]
        return "offsets count " + ", ".join(filter(None, parts))


_SYSTEMS = tuple(
    _Units(utf16, newline, mark)
    for mark, newline, utf16 in product((0, 1, -1), ("", "CR LF as one", "LF as two"), (False, True))
)
"""The plain one first, then those that differ from it in ever more respects."""


def reanchor(text: str, spans: Sequence[Span], source: str = "") -> list[Placed | Unplaced]:
    """Return for every span its place in ``text``, the article's original.

    ``source`` is the text that the tool showed, if it is known; spans without a quote take theirs from there, or, if
    there is none, from ``text``. The result has ``text[start:end] == quote``.
    """
    shown = source or text
    counted = _count(shown, spans)
    if shown == text:
        found: list[Placed | None] = [None if c is None else _placed(text, c[0], c[1], c[2]) for c in counted]
    else:
        moved = _Moves(shown, text)
        found = [None if c is None else moved.place(*c) for c in counted]
    quotes = [span.quote or (shown[c[0] : c[1]] if c else "") for span, c in zip(spans, counted, strict=True)]
    return _look_up(text, spans, quotes, found)


def _placed(text: str, start: int, end: int, how: str) -> Placed:
    return Placed(start, end, text[start:end], how)


def _count(text: str, spans: Sequence[Span]) -> list[tuple[int, int, str] | None]:
    """Return (start, end, how) in code points of ``text`` for the spans that the best way of counting explains."""
    best: list[tuple[int, int, str] | None] = []
    most = -1
    for units in _SYSTEMS:
        found = _counted_in(units, text, spans)
        fits = sum(1 for one in found if one)
        if fits > most:
            best, most = found, fits
        if most == len(spans):
            break
    return best


def _counted_in(units: _Units, text: str, spans: Sequence[Span]) -> list[tuple[int, int, str] | None]:
    plain = units == _Units()
    places = range(len(text) + 1) if plain else units.positions(text)
    how = "" if plain else str(units)
    found: list[tuple[int, int, str] | None] = []
    for span in spans:
        start, end = (_index(places, position) for position in (span.start, span.end))
        fits = 0 <= start < end <= len(text) and (not span.quote or _same(text[start:end], span.quote))
        found.append((start, end, how if (start, end) != (span.start, span.end) else "") if fits else None)
    return found


def _index(places: Sequence[int], position: int) -> int:
    """Return the first index at which ``position`` is counted, -1 if it lies inside a character or outside."""
    found = bisect_left(places, position)
    return found if found < len(places) and places[found] == position else -1


def _same(words: str, quote: str) -> bool:
    """Compare words with a quote that may come from a text with other line ends."""
    return words == quote or _plain(words) == _plain(quote)


def _plain(words: str) -> str:
    return words.replace("\r", "").replace(_BOM, "")


class _Moves:
    """Which character of one text is which of another."""

    def __init__(self, source: str, text: str) -> None:
        self._source, self._text = source, text
        self._to = [-1] * len(source)
        for start, other, size in _blocks(source, text):
            self._to[start : start + size] = range(other, other + size)

    def place(self, start: int, end: int, how: str) -> Placed | None:
        """Return where the words of ``source[start:end]`` stand in the text, None if they were changed."""
        first, last = self._to[start], self._to[end - 1]
        if first < 0 or last < first or not _same(self._text[first : last + 1], self._source[start:end]):
            return None
        moved = "" if (first, last + 1) == (start, end) else "the text differs from the tool's"
        return _placed(self._text, first, last + 1, how or moved)


def _blocks(a: str, b: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start in a, start in b, length) of the parts both have in common: lines first, then within lines."""
    ours, theirs = a.splitlines(keepends=True), b.splitlines(keepends=True)
    starts, others = ([0, *accumulate(map(len, lines))] for lines in (ours, theirs))
    keys, other_keys = ([line.rstrip("\r\n") for line in lines] for lines in (ours, theirs))
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, keys, other_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            for line, other in zip(range(a1, a2), range(b1, b2), strict=True):
                yield starts[line], others[other], len(keys[line])
                yield from _line_ends(ours[line], theirs[other], starts[line], others[other], len(keys[line]))
        elif tag == "replace":
            left, right = a[starts[a1] : starts[a2]], b[others[b1] : others[b2]]
            for start, other, size in _changed(left, right):
                yield starts[a1] + start, others[b1] + other, size


def _changed(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """As ``_blocks`` within changed lines; what is common at both ends first, since comparing the rest is quadratic."""
    head = _alike(left, right)
    tail = _alike(left[head:][::-1], right[head:][::-1])
    inner, other = left[head : len(left) - tail], right[head : len(right) - tail]
    yield 0, 0, head
    for block in SequenceMatcher(None, inner, other, autojunk=False).get_matching_blocks():
        yield head + block.a, head + block.b, block.size
    yield len(left) - tail, len(right) - tail, tail


def _alike(a: str, b: str) -> int:
    """Return the length of the common beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _line_ends(ours: str, theirs: str, start: int, other: int, length: int) -> Iterator[tuple[int, int, int]]:
    """Pair the line feeds of two equal lines, whatever stands before them."""
    if ours.endswith("\n") and theirs.endswith("\n"):
        yield start + len(ours) - 1, other + len(theirs) - 1, 1


def _look_up(
    text: str, spans: Sequence[Span], quotes: Sequence[str], found: Sequence[Placed | None]
) -> list[Placed | Unplaced]:
    """Find what is not placed yet by its quote: where it stands once, or where its placed neighbours point."""
    result: list[Placed | Unplaced] = []
    shifts = sorted((s.start, p.start - s.start) for s, p in zip(spans, found, strict=True) if p)
    missing = {n: _occurrences(text, quotes[n]) for n, place in enumerate(found) if place is None}
    shifts += [(spans[n].start, places[0][0] - spans[n].start) for n, places in missing.items() if len(places) == 1]
    shifts.sort()
    for n, place in enumerate(found):
        result.append(place or _choose(text, spans[n], quotes[n], missing[n], shifts))
    return result


def _choose(
    text: str, span: Span, quote: str, places: Sequence[tuple[int, int]], shifts: Sequence[tuple[int, int]]
) -> Placed | Unplaced:
    if len(places) == 1:
        return _placed(text, *places[0], "found by its quote")
    if not quote:
        return Unplaced(f"{span.start}..{span.end} is no place in the text")
    if not places:
        return Unplaced(f"{quote!r} at {span.start}..{span.end} is not in the article")
    at = bisect_left(shifts, (span.start, 0))
    near = {shift for _, shift in (*shifts[max(0, at - 1) : at], *shifts[at : at + 1])}
    meant = [place for place in places if place[0] - span.start in near]
    if len(meant) == 1:
        how = f"one of {len(places)} places with its quote, the one that moved like its neighbours"
        return _placed(text, *meant[0], how)
    where = ", ".join(f"{start}..{end}" for start, end in places[:_LONGEST_LIST])
    more = ", …" if len(places) > _LONGEST_LIST else ""
    return Unplaced(f"{quote!r} at {span.start}..{span.end} stands {len(places)} times in the article ({where}{more})")


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Return all places of ``quote`` in ``text``, overlapping ones too; failing that, those that differ in blanks."""
    if not quote.strip():
        return []
    exact = [(at, at + len(quote)) for at in _all(text, quote)]
    if exact:
        return exact
    kept = [n for n, char in enumerate(text) if not _is_blank(char)]
    squeezed = "".join(text[n] for n in kept)
    words = "".join(char for char in quote if not _is_blank(char))
    return [(kept[at], kept[at + len(words) - 1] + 1) for at in _all(squeezed, words)] if words else []


def _is_blank(char: str) -> bool:
    return char.isspace() or char in "\ufeff\u200b"


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
