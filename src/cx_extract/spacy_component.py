"""``nlp.add_pipe("cx_extract")``: the records as spaCy annotation, in any pipeline and over any tokens.

The extractor reads ``doc.text`` and knows nothing of the tokens, so its offsets are right whatever cut the text. Spans
are made of whole tokens: where a fact begins or ends inside one, its span in ``doc.spans["cx"]`` and ``doc.ents`` is
widened to the token's edge, while ``doc._.consortia`` keeps the exact offsets.

::

    nlp = spacy.blank("zh")
    nlp.add_pipe("cx_extract")
    doc = nlp.make_doc(text)
    doc._.published = "2024-11-07"
    doc = nlp(doc)
"""

# No "from __future__ import annotations": spaCy reads the factory's annotations, and older ones cannot read strings.
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from cx_extract.api import to_article, to_date
from cx_extract.model import Consortium, Fact, FieldName
from cx_extract.pipeline import Extractor

SPANS_KEY = "cx"
"""The group of ``doc.spans`` that holds one span per fact."""

_RECORDS = "cx_extract"
_ENT_LABELS: dict[FieldName, str] = {
    "name": "CONSORTIUM",
    "aliases": "CONSORTIUM",
    "lead_units": "ORG",
    "member_units": "ORG",
    "member_counts": "CARDINAL",
    "dates": "DATE",
}


class ConsortiumComponent:
    """Annotates a Doc with its consortium records.

    - ``doc._.consortia``: the records, a tuple of ``cx_extract.Consortium``.
    - ``doc.spans["cx"]``: one span per fact; ``label_`` is its field, ``kb_id_`` its record's id, ``id_`` its value.
    - ``doc.ents``: names and aliases as CONSORTIUM, leads and members as ORG, dates as DATE, counts as CARDINAL, with
      the same ``kb_id_`` and ``id_``. Entities that are there already stay; of overlapping ones the longest is set.

    The records are kept in ``doc.user_data["cx_extract"]`` as lists and dicts, which ``Doc.to_bytes`` and a
    ``DocBin(store_user_data=True)`` can write.
    """

    def __init__(self, rules: str | None = None, published: str = "published") -> None:
        """Load the rules; ``create`` tells what the settings mean. Raises RuleError if a rule is malformed."""
        self._settings = (rules, published)
        self._published = published
        self._extractor = Extractor(Path(rules) if rules else None)
        _register(published)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` and return it."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def __reduce__(self) -> tuple[type["ConsortiumComponent"], tuple[str | None, str]]:
        """Pickle the settings: worker processes build their own extractor."""
        return type(self), self._settings

    def match(self, doc: Doc) -> tuple[Consortium, ...]:
        """Return the records of ``doc`` in text order and leave it as it is.

        Raises UsageError if its publication date cannot be read.
        """
        return self._extractor.extract(to_article(doc.text, doc._.get(self._published)))

    def set_annotations(self, doc: Doc, records: Iterable[Consortium]) -> None:
        """Write ``records``, whose offsets count the code points of ``doc.text``, into ``doc``."""
        records = tuple(records)
        doc.user_data[_RECORDS] = [asdict(record) for record in records]
        facts = [(record.record_id, fact) for record in records for fact in record.facts]
        doc.spans[SPANS_KEY] = [_span(doc, fact, fact.field, record_id) for record_id, fact in facts]
        taken = {token.i for entity in doc.ents for token in entity}
        found = [_span(doc, fact, _ENT_LABELS[fact.field], id_) for id_, fact in facts if fact.field in _ENT_LABELS]
        free = [span for span in found if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents(filter_spans(free), default="unmodified")


@Language.factory(
    "cx_extract",
    assigns=["doc._.consortia", "doc.spans", "doc.ents"],
    default_config={"rules": None, "published": "published"},
)
def create(nlp: Language, name: str, rules: str | None, published: str) -> ConsortiumComponent:
    """Return the component for ``nlp.add_pipe("cx_extract", config={…})``.

    ``rules`` is a folder of rules on top of the shipped ones. ``published`` names the attribute ``doc._.<published>``
    that holds the publication date (a ``date`` or text such as 2024-11-07; the same as ``doc.user_data[published]``
    unless somebody else registered it), on which relative dates rest. Without one, the article's header lines count.
    """
    return ConsortiumComponent(rules, published)


def _span(doc: Doc, fact: Fact, label: str, record_id: str) -> Span:
    span = doc.char_span(fact.start, fact.end, label, kb_id=record_id, alignment_mode="expand", span_id=str(fact.value))
    if span is None:
        raise ValueError(f"[{fact.start}, {fact.end}) lies outside the text: were the records made from another Doc?")
    return span


class _Published:
    """Getter and setter of ``doc._.published``: text in ``user_data``, since ``Doc.to_bytes`` cannot write a date."""

    def __init__(self, key: str) -> None:
        self._key = key

    def get(self, doc: Doc) -> str | dt.date | None:
        value: str | dt.date | None = doc.user_data.get(self._key)
        return value

    def set(self, doc: Doc, value: str | dt.date | None) -> None:
        day = to_date(value)
        doc.user_data[self._key] = day.isoformat() if day else None


def _register(published: str) -> None:
    if not Doc.has_extension(published):
        attribute = _Published(published)
        Doc.set_extension(published, getter=attribute.get, setter=attribute.set)


def _records(doc: Doc) -> tuple[Consortium, ...]:
    return tuple(_decode(doc.user_data.get(_RECORDS, ())))


def _decode(stored: Iterable[dict[str, Any]]) -> Iterator[Consortium]:
    for record in stored:
        yield Consortium(record["record_id"], tuple(Fact(**fact) for fact in record["facts"]))


if not Doc.has_extension("consortia"):
    Doc.set_extension("consortia", getter=_records)
_register("published")
