"""Text from articles on a terminal."""

from __future__ import annotations

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421, ord("\n"): ord("⏎"), ord("\t"): ord(" ")}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def printable(text: str) -> str:
    """Return ``text`` with a picture for each control character, which a terminal might obey; the length stays."""
    return text.translate(_PICTURES)
