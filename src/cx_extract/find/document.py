"""The shared ground of all recognisers: one view with its sentences, words and known names."""

from __future__ import annotations

from dataclasses import dataclass, field

from cx_extract.find.gazetteer import Gazetteer, Hit
from cx_extract.text.sentences import Sentence, split_sentences
from cx_extract.text.view import View
from cx_extract.text.words import Tagger, Word, tag_words

_SHORT = 3
"""Places up to this length must be words by themselves: 日本 is none in 近日本报."""


@dataclass(slots=True)
class Document:
    """A view with sentences, words (by their end offset) and gazetteer hits (by their end offset)."""

    view: View
    sentences: list[Sentence]
    words: list[Word]
    word_ending: dict[int, Word] = field(default_factory=dict)
    word_at: dict[int, Word] = field(default_factory=dict)
    organisations: list[Hit] = field(default_factory=list)
    organisation_ending: dict[int, Hit] = field(default_factory=dict)
    place_ending: dict[int, Hit] = field(default_factory=dict)
    place_at: dict[int, Hit] = field(default_factory=dict)
    place_text_at: dict[int, Hit] = field(default_factory=dict)
    text: str = field(init=False)
    """The folded text that all recognisers read: the view's."""

    def __post_init__(self) -> None:
        """Keep the view's text at hand: it is read a hundred thousand times."""
        self.text = self.view.text

    def word_start(self, offset: int) -> int:
        """Return the start of the word that contains the code point at ``offset``."""
        while offset > 0 and offset not in self.word_at:
            offset -= 1
        return offset

    def words_over(self, offset: int) -> list[Word]:
        """Return the word that lies across ``offset``, if one does."""
        if self.is_boundary(offset):
            return []
        word = self.word_at.get(self.word_start(offset))
        return [word] if word else []

    def words_between(self, start: int, end: int) -> list[Word]:
        """Return the words that lie within ``[start, end)``."""
        found, offset = [], start
        while offset < end:
            word = self.word_at.get(offset)
            if word is None:
                offset += 1
                continue
            if word.end > end:
                break
            found.append(word)
            offset = word.end
        return found

    def as_written(self, name: str) -> str:
        """Return ``name`` in the original's own characters (Traditional, half-width) at its first occurrence."""
        at = self.text.find(name)
        return self.view.surface(at, at + len(name)) if at >= 0 else name

    def is_boundary(self, offset: int) -> bool:
        """Tell whether a word starts or ends at ``offset``."""
        return offset in self.word_ending or offset in self.word_at


def make_document(view: View, gazetteer: Gazetteer, tagger: Tagger | None = None) -> Document:
    """Cut and look up the whole view once, so that every recogniser reads the same evidence."""
    words = tag_words(view.text, tagger=tagger)
    document = Document(view, split_sentences(view.text), words)
    document.word_ending = {w.end: w for w in words}
    document.word_at = {w.start: w for w in words}
    document.organisations = gazetteer.organisations(view.text)
    document.organisation_ending = {hit.end: hit for hit in document.organisations}
    places = gazetteer.places(view.text)
    document.place_text_at = {hit.start: hit for hit in places}  # whether a word by itself or not
    document.place_ending = {
        hit.end: hit
        for hit in places
        if hit.end - hit.start > _SHORT or (document.is_boundary(hit.start) and document.is_boundary(hit.end))
    }
    document.place_at = {hit.start: hit for hit in document.place_ending.values()}
    return document
