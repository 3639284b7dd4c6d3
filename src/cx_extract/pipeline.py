"""The extractor: one article in, its consortium records out."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

from cx_extract.assemble.collect import Collector, Evidence
from cx_extract.assemble.confidence import Reliability
from cx_extract.assemble.records import to_record
from cx_extract.assemble.reportage import ReportageWords
from cx_extract.find.document import Document, make_document
from cx_extract.find.gazetteer import Gazetteer
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.recogniser import Recogniser
from cx_extract.find.results import ResultFinder
from cx_extract.model import Article, Consortium
from cx_extract.relate.collapse import Collapsed, collapse
from cx_extract.relate.engine import RelationFinder
from cx_extract.relate.tables import find_table_rows
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import EntityIndex
from cx_extract.resolve.modality import ModalityReader
from cx_extract.resolve.organisations import OrganisationResolver
from cx_extract.ruleset import load_rules
from cx_extract.text.search import occurrences
from cx_extract.text.view import make_view
from cx_extract.text.words import default_tagger

_TRIGGERS = (
    ("盟", ("联盟", "聯盟")),
    ("体", ("联合体", "共同体", "协作体")),
    ("體", ("聯合體", "共同體", "創新體", "協作體")),
    ("攻", ("联合攻关", "攻关组")),
    ("组", ("协作组",)),
)
"""Trigger words by a character of theirs: looking for one character costs a tenth of looking for a word."""
_INNOVATION_BODY = re.compile("创新体(?![系制])")
_PROGRAMME = re.compile("联合[^，。]{0,8}计划|(?:启动|实施|发起|推出)了[^，。]{2,24}计划，")
_PROGRAMME_REACH = 27
"""Characters of a programme's words before 计划."""
_BLANKS = (" ", "\u3000", "\u200b")
_SPACED = re.compile(r"[联聯]\s?\u200b?合\s?\u200b?[体體]|[联聯]\s?\u200b?盟|共\s?\u200b?同\s?\u200b?[体體]")
_SPACED_FIRST = "联聯共"
_ISSUED = re.compile("公告|记录表|年报|报告|公司.*关于|答记者问|我校|我院")


class Extractor:
    """Extracts consortium records with one set of rules; build it once, use it for any number of articles."""

    def __init__(self, rules: Path | None = None) -> None:
        """Load the shipped rules and, if given, the folder ``rules`` on top; raises RuleError if one is malformed."""
        self.ruleset = load_rules(rules)
        self._tagger = default_tagger(tuple(self.ruleset.lexicons["words"]["nouns"]["words"]))
        self._gazetteer = Gazetteer(self.ruleset)
        self._recogniser = Recogniser(self.ruleset)
        self._relations = RelationFinder(self.ruleset)
        self._reliability = Reliability(self.ruleset.lexicons["reliability"])
        self._modality = ModalityReader(self.ruleset)
        other = self.ruleset.lexicons["consortia"]["not_consortium"]
        self._work_words = re.compile("|".join(other["work_words"]))
        self._state_words = re.compile("|".join(other["state_words"]))
        self._results = ResultFinder(self.ruleset)
        self._reportage_words = ReportageWords(self.ruleset)

    @staticmethod
    def is_relevant(text: str) -> bool:
        """Tell in one pass whether ``text`` can speak of a consortium at all."""
        for character, words in _TRIGGERS:
            if character in text:
                for word in words:
                    if word in text:
                        return True
        if "创新体" in text and _INNOVATION_BODY.search(text):
            return True
        if any(_PROGRAMME.search(text, max(0, at - _PROGRAMME_REACH), at + 3) for at in occurrences(text, "计划")):
            return True
        broken = ("盟" in text or "体" in text or "體" in text) and any(blank in text for blank in _BLANKS)
        return broken and any(_SPACED.match(text, at) for first in _SPACED_FIRST for at in occurrences(text, first))

    def extract(self, article: Article) -> tuple[Consortium, ...]:
        """Return the records of ``article`` in text order, none if it speaks of no concrete consortium."""
        if not self.is_relevant(article.text):
            return ()
        document = make_document(make_view(article.text), self._gazetteer, self._tagger)
        recognised = self._recogniser.recognise(document)
        index = EntityIndex(recognised.mentions, recognised.aliases)
        closings = {alias.owner.end: alias.close for alias in recognised.aliases}
        collapsed = _collapse_all(document, recognised.mentions, closings)
        matches = []
        for number, sentence in enumerate(collapsed):
            matches += self._relations.find(
                number, sentence, lambda start, end: self._recogniser.bodies.as_body(document, start, end)
            )
        matches += find_table_rows(document.text, document.sentences, collapsed)
        discourse = Discourse(document, index, collapsed, matches)
        resolver = OrganisationResolver(document, recognised.mentions, recognised.aliases, self._issuer(article.title))
        evidence = Evidence(
            document,
            collapsed,
            matches,
            discourse,
            resolver,
            self._modality,
            self._results,
            self._reportage_words,
            self._work_words,
            self._state_words,
            article.published,
        )
        drafts = Collector(evidence, index.entities).collect()
        starts = [s.start for s in document.sentences]

        def sentence_of(offset: int) -> str:
            sentence = document.sentences[max(0, bisect_right(starts, offset) - 1)]
            return document.view.quote(sentence.start, sentence.end).strip()

        records = (to_record(draft, document, article.sha256, sentence_of, self._reliability) for draft in drafts)
        return tuple(record for record in records if record is not None)

    def _issuer(self, title: str) -> Mention | None:
        """The organisation whose announcement or report the title says this is."""
        if not _ISSUED.search(title):
            return None
        document = make_document(make_view(title), self._gazetteer, self._tagger)
        return next((m for m in self._recogniser.recognise(document).mentions if m.kind is Kind.ORG), None)


def _collapse_all(document: Document, mentions: list[Mention], closings: dict[int, int]) -> list[Collapsed]:
    collapsed, position = [], 0
    for sentence in document.sentences:
        while position < len(mentions) and mentions[position].start < sentence.start:
            position += 1
        own = []
        while position < len(mentions) and mentions[position].start < sentence.end:
            own.append(mentions[position])
            position += 1
        collapsed.append(collapse(document.text, sentence.start, sentence.end, own, closings))
    return collapsed
