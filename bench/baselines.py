"""Two systems that a user might build in an afternoon, scored beside ours: ``python bench/baselines.py GOLD``.

Both see the same triggers and link every value to the nearest consortium before or around it in the paragraph; they
differ in how they find names:

- ``jieba``: words that ``jieba.posseg`` tags ``nt``; a consortium is a run of content words up to a head (创新联合体)
- ``spacy``: token patterns of ``spacy.matcher.Matcher`` over ``spacy.blank("zh")`` (which segments with jieba): up to
  eight content tokens before 公司, 大学, 研究院 or a consortium's head

``GOLD`` is a folder of articles with gold. Scores are those of ``cx-extract evaluate``.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import jieba.posseg
import spacy
from spacy.matcher import Matcher

from cx_extract import Article, Extractor
from cx_extract.evaluate.gold import load_gold
from cx_extract.evaluate.records import GoldArticle, Item, from_consortia, record_of
from cx_extract.evaluate.score import evaluate
from cx_extract.model import FieldName
from cx_extract.readers import discover, load

Span = tuple[int, int]
Finder = Callable[[str], tuple[list[Span], list[Span]]]

HEADS = ("创新联合体", "联合体", "战略联盟", "产业联盟", "创新联盟", "联盟", "创新共同体", "共同体")
BODIES = ("公司", "集团", "大学", "学院", "研究院", "研究所", "中心", "医院")
EVENTS = {"established": "成立|组建", "launched": "揭牌|启动", "approved": "获批|批复", "accepted": "验收"}
RESULTS = {
    "technology": "攻克|突破",
    "product": "研发出|研制出|开发出",
    "standard": "发布[^，。]{0,12}标准|制定[^，。]{0,12}标准",
    "patent": "专利",
    "award": "荣获|获得[^，。]{0,16}奖",
    "application": "投入使用|推广应用|投产",
}
LEADS = re.compile("牵头|领衔|主导|发起")
COUNT = re.compile(r"(\d+)(余|多)?(家|所|个)(?:成员|单位|企业|高校|院所)?")
DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
CLAUSE = re.compile(r"[^，。；！？\n]+")
SENTENCE = re.compile(r"[^。！？\n]+")
PARTNERS = re.compile("联合|参与|参加|成员|共同|加入")


def main(folder: Path) -> None:
    """Score both baselines and the extractor on the articles of ``folder``."""
    gold = load_gold(folder)
    readings = [one for source in discover(folder) for one in load(source, None)]
    articles = [one for one in readings if isinstance(one, Article)]
    ours = Extractor()
    systems: dict[str, Callable[[Article], GoldArticle]] = {
        "jieba": lambda article: baseline(article, find_with_jieba),
        "spacy": lambda article: baseline(article, spacy_finder()),
        "cx-extract": lambda article: from_consortia(article.id, ours.extract(article), article.text),
    }
    scores = {name: evaluate(gold, [system(article) for article in articles]) for name, system in systems.items()}
    print(f"| strict F1 | {' | '.join(scores)} |")
    print("|---|" + "---|" * len(scores))
    for row in ("record", "name", "status", "lead_units", "member_units", "member_counts", "dates", "achievements"):
        cells = (score.tally(row).f1 for score in scores.values())
        print(f"| {row} | {' | '.join('n/a' if f1 is None else f'{f1:.3f}' for f1 in cells)} |")


def find_with_jieba(text: str) -> tuple[list[Span], list[Span]]:
    """Return consortia and organisations by jieba's own tags."""
    consortia, bodies, run, at = [], [], -1, 0
    for word, tag in jieba.posseg.cut(text):
        end = at + len(word)
        if tag == "nt":
            bodies.append((at, end))
        if word.endswith(HEADS) and run >= 0:
            consortia.append((run, end))
        run = (run if run >= 0 else at) if tag[0] in "nvabjlz" and not LEADS.search(word) else -1
        at = end
    return consortia, bodies


@functools.cache
def spacy_finder() -> Finder:
    """Return a finder by token patterns."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    matcher = Matcher(nlp.vocab)
    content = {"TEXT": {"REGEX": r"^[\u4e00-\u9fffA-Za-z0-9]{2,}$", "NOT_IN": ["联合", "牵头", "组建", "成立", "参与"]}}
    for label, heads in (("CX", HEADS), ("ORG", BODIES)):
        ending = {"TEXT": {"REGEX": f"(?:{'|'.join(heads)})$"}}
        patterns = [[content] * length + [ending] for length in range(9)]
        matcher.add(label, patterns, greedy="LONGEST")

    def find(text: str) -> tuple[list[Span], list[Span]]:
        doc = nlp(text)
        spans = [(span.label_, (span.start_char, span.end_char)) for span in matcher(doc, as_spans=True)]
        consortia = sorted(place for label, place in spans if label == "CX")
        return consortia, sorted(place for label, place in spans if label == "ORG")

    return find


def baseline(article: Article, find: Finder) -> GoldArticle:
    """Link what ``find`` and the triggers give to the nearest consortium; one record for each name."""
    text = article.text
    consortia, bodies = find(text)
    by_name: dict[str, list[tuple[FieldName, Item]]] = {}
    for start, end in consortia:
        name = text[start:end]
        by_name.setdefault(name, [("name", Item(start, end, name, name)), ("status", Item(0, 0, "established"))])
    for match in SENTENCE.finditer(text):
        owner = _nearest(consortia, match.span(), text)
        if owner:
            by_name[owner] += _values(text, match.span(), bodies)
    return GoldArticle(article.id, records=tuple(record_of(_once(items)) for items in by_name.values()), text=text)


def _nearest(consortia: Iterable[Span], sentence: Span, text: str) -> str:
    """The consortium in the sentence, else the last one before it in the same paragraph."""
    paragraph = text.rfind("\n", 0, sentence[0]) + 1
    inside = [place for place in consortia if sentence[0] <= place[0] < sentence[1]]
    before = [place for place in consortia if paragraph <= place[0] < sentence[0]]
    found = inside[:1] or before[-1:]
    return text[slice(*found[0])] if found else ""


def _values(text: str, sentence: Span, bodies: Iterable[Span]) -> Iterable[tuple[FieldName, Item]]:
    def item(start: int, end: int, value: str = "") -> Item:
        return Item(start, end, value or text[start:end], text[start:end])

    own = [place for place in bodies if sentence[0] <= place[0] < sentence[1]]
    trigger = LEADS.search(text, *sentence)
    lead = min(own, key=lambda place: abs(place[1] - trigger.start()), default=None) if trigger else None
    if lead:
        yield "lead_units", item(*lead)
    if PARTNERS.search(text, *sentence):
        yield from (("member_units", item(*place)) for place in own if place != lead)
    for match in COUNT.finditer(text, *sentence):
        yield "member_counts", replace(item(*match.span(), match[1]), qualifier="over" if match[2] else "exact")
    for event, words in EVENTS.items():
        date = DATE.search(text, *sentence)
        if date and re.compile(words).search(text, *sentence):
            value = "-".join(f"{int(part):02}" for part in date.groups() if part)
            yield "dates", replace(item(*date.span(), value), event=event)
    for clause in CLAUSE.finditer(text, *sentence):
        category = next((name for name, words in RESULTS.items() if re.search(words, clause[0])), "")
        if category:
            yield "achievements", replace(item(*clause.span()), category=category)


def _once(items: Iterable[tuple[FieldName, Item]]) -> list[tuple[FieldName, Item]]:
    """Keep the first of equal values."""
    return list({(field, i.value, i.event): (field, i) for field, i in reversed([*items])}.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
