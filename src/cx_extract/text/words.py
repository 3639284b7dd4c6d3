"""Words and parts of speech from jieba's dictionary and HMM: evidence for boundaries, never coordinates.

``rjieba`` (the same algorithm and dictionary in Rust) is used where its wheel is installed; ``jieba`` itself,
on an instance of its own so that nobody's global dictionary is touched, is the reference and the fallback.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

Tagger = Callable[[str], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word ``[start, end)`` of a view with its ICTCLAS part-of-speech tag."""

    start: int
    end: int
    text: str
    tag: str


def reference_tagger() -> Tagger:
    """Return a tagger on a private ``jieba`` instance (loads the dictionary: about one second)."""
    import logging  # noqa: PLC0415

    import jieba  # noqa: PLC0415
    import jieba.posseg  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    return lambda text: [(pair.word, pair.flag) for pair in tokenizer.cut(text)]


@functools.cache
def default_tagger() -> Tagger:
    """Return the fastest tagger installed; both give the same words on ordinary text."""
    try:
        import rjieba  # noqa: PLC0415
    except ImportError:
        return reference_tagger()
    instance = rjieba.Jieba()
    return lambda text: list(instance.tag(text, hmm=True))


def tag_words(text: str, offset: int = 0, tagger: Tagger | None = None) -> list[Word]:
    """Cut ``text`` into words whose spans start at ``offset``."""
    words: list[Word] = []
    position = offset
    for surface, tag in (tagger or default_tagger())(text):
        words.append(Word(position, position + len(surface), surface, tag))
        position += len(surface)
    return words
