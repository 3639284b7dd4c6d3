"""Where a consortium belongs: the place in its name, its approver, its seat, its founder or its paragraph's frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from cx_extract.assemble.draft import Candidate
from cx_extract.find.document import Document
from cx_extract.find.gazetteer import Hit
from cx_extract.find.mentions import Kind, Mention

_APPROVES = re.compile(
    r"(?:[^，。；]{0,12}(?:厅|局|委|部|政府|委员会))?[^，。；]{0,4}?(?:批复|批准|认定|备案|公布|授牌|鼓励|引导|指导|支持|推动|统筹)"
)
_SEATED = re.compile(r"(?:[在于]|落户|设在|位于|落地|扎根)$")
_SEAT_OF = re.compile(
    r"(?:[市省县区])?[^，。；]{0,10}?(?<!将)(?:成立|登记|注册|备案|组建|落户|设立|发起)(?!大会|仪式|典礼|发布)|[市省县区]?(?=[，。；]|落户)"
)
_FIRST_OF = re.compile(r"[市省县]?(?:的)?(?:首个|首家|第一[个家])")
_JOINED = re.compile("[省市]?(?:、|和|与)")
_FOUNDS = re.compile(r"(?:启动|组建|成立|实施|发起|推出)了")
_SOME_FOUND = re.compile(
    r"[市省]?(?:的|本地的?)?[几数多\d一二三四五六七八九十]+[家位个名][^。；、]{2,40}?(?:组建|成立|发起|办起|结成)"
)
_FRAME_BEFORE = re.compile(
    r"^(?:[●■\s\u3000]*|(?:再?[在到]|而在|同样在|走进|来到|地处|从|再往[东南西北]，?)(?:[\u4e00-\u9fff]{0,4}))$"
)
_FRAME_AFTER = re.compile(
    r"(?:市|省)?(?:[\u4e00-\u9fff]{2,4}(?:新区|区|镇|乡|县)(?=，))?"
    r"(?:，|：|的(?:做法|探索|实践|经历|经验)|则|人|正|提出|也)"
)
_CONSORTIA_OF = re.compile("[省市区]?(?:的)?(?:产业|科技|技术|[省市]级)*(?:创新)?(?:联合体|联盟|共同体)")
_OF_NO_PLACE = re.compile("中国|全国|国家|国际|全球|世界|京津冀|长三角|长江|黄河|粤港澳|[东西]部|中部")
_ORGANISED = re.compile(r"[^，。：；\n]{0,16}(?:公司|大学|学院|研究[院所]|集团|医院|股份)")
_COUNTY = re.compile("[\u4e00-\u9fff]{2,3}(?:县|自治旗)(?!域|级)")
_HEADING = 30
_SMALL = ("县", "市")


class RegionFinder:
    """Finds the region of one consortium in a document."""

    def __init__(self, document: Document, organisations: Collection[int] = ()) -> None:
        """Take the document and where its organisations start: a place in one's name (宁德时代) is no frame."""
        self._organised = organisations
        self._document = document
        self._text = document.text
        hits = sorted((h for h in document.place_ending.values() if is_region(h)), key=lambda h: h.start)
        self._hits = _provinces_with_cities(hits)

    def find(self, mentions: list[Mention], references: list[Mention], leads: list[Candidate]) -> Candidate | None:
        """Return the best region for a consortium with these mentions by name and by reference, None without one."""
        return next(self._candidates(mentions, references, leads), None)

    def heading(self, described: list[Mention]) -> Candidate | None:
        """Return the place in front of a described consortium (云南省创新联合体), as a notice's heading has it."""
        for mention in described:
            hit = next((h for h in self._hits if h.start == mention.start), None)
            if hit is not None:
                return _candidate(self._text, hit, "region.notice", 0.8)
        return None

    def _candidates(
        self, mentions: list[Mention], references: list[Mention], leads: list[Candidate]
    ) -> Iterator[Candidate]:
        described = [m for m in references if m.group == "described"]
        spots = sorted([m for m in mentions if m.kind is Kind.CX] + described, key=lambda m: m.start)
        for spot in spots:
            inside = next((h for h in self._hits if spot.start <= h.start and h.end < spot.end), None)
            if inside is not None:
                yield _candidate(self._text, inside, "region.in_name", 0.85)
            county = self._county(spot)
            if county:
                yield Candidate("region", spot.text[:county], spot.start, spot.start + county, "region.in_name", 0.8)
        for sentence in self._document.sentences:
            if any(sentence.start <= m.start < sentence.end for m in mentions):
                yield from self._in_sentence(sentence.start, sentence.end)
        for sentence in self._document.sentences:
            if any(sentence.start <= m.start < sentence.end for m in [*mentions, *references]):
                yield from self._seat(sentence.start, sentence.end)
        for lead in leads:
            foreign = next(
                (h for h in self._hits if h.start == lead.start and h.entry.columns["kind"] == "country"), None
            )
            if foreign is not None:
                yield _candidate(self._text, foreign, "region.of_lead", 0.6)
        for spot in spots:
            yield from self._frame(spot)
        if spots and not any(_OF_NO_PLACE.match(m.text) for m in spots):
            yield from self._above(spots)

    def _county(self, spot: Mention) -> int:
        """How long a county's name is at the start of a consortium's, in full or as the article shortens it."""
        full = _COUNTY.match(spot.text)
        if full:
            return full.end()
        return next((n for n in (3, 2) if _COUNTY.fullmatch(f"{spot.text[:n]}县") and self._names_county(spot, n)), 0)

    def _names_county(self, spot: Mention, length: int) -> bool:
        return re.search(f"[市省，。、]{re.escape(spot.text[:length])}县", self._text) is not None

    def _in_sentence(self, start: int, end: int) -> Iterator[Candidate]:
        for hit in self._hits:
            if start <= hit.start < end:
                if _APPROVES.match(self._text, hit.end) and not self._is_one_of_two(hit):
                    yield _candidate(self._text, hit, "region.approver", 0.7)
                elif _SOME_FOUND.match(self._text, hit.end):
                    yield _candidate(self._text, hit, "region.founder", 0.6)
                elif hit.entry.columns["kind"] == "country" and _FOUNDS.match(self._text, hit.end):
                    yield _candidate(self._text, hit, "region.founder", 0.7)

    def _seat(self, start: int, end: int) -> Iterator[Candidate]:
        """The place where the sentence says that the consortium was founded or settled, or whose first it is."""
        for hit in self._hits:
            if not start <= hit.start < end:
                continue
            settled = _SEATED.search(self._text, start, hit.start)
            after = _SEAT_OF.match(self._text, hit.end)
            if settled and after and (after.group().strip("市省县区") or settled.group() not in "在于"):
                yield _candidate(self._text, hit, "region.seat", 0.6)
            elif _FIRST_OF.match(self._text, hit.end):
                yield _candidate(self._text, hit, "region.first_of", 0.6)

    def _is_one_of_two(self, hit: Hit) -> bool:
        """Two approving provinces (四川、重庆两地科技部门批复) make no region."""
        return any(
            _JOINED.fullmatch(self._text, first.end, second.start)
            for first, second in pairwise(self._hits)
            if hit in (first, second) and first.end < second.start
        )

    def _frame(self, spot: Mention) -> Iterator[Candidate]:
        paragraph = self._text.rfind("\n", 0, spot.start) + 1
        sentence = max((s.start for s in self._document.sentences if s.start <= spot.start), default=0)
        clause = self._text.rfind("；", sentence, spot.start) + 1
        for opening in (clause or sentence, sentence, paragraph):
            hit = next((h for h in self._hits if opening <= h.start < min(opening + 8, spot.start)), None)
            if (
                hit is not None
                and _FRAME_BEFORE.match(self._text[opening : hit.start])
                and _FRAME_AFTER.match(self._text, hit.end)
            ):
                yield _candidate(self._text, hit, "region.frame", 0.6)

    def _above(self, spots: list[Mention]) -> Iterator[Candidate]:
        """The place that the heading above names (包头：从联盟到公司), else the one that opens the headline.

        广西创新联合体 in the headline will do too: whose consortia the article tells of.
        """
        headings = Counter(self._heading_before(spot.start) for spot in spots)
        for start, end in (headings.most_common(1)[0][0], (0, self._text.find("\n"))):
            place = next((h for h in self._hits if start <= h.start and h.end <= end), None)
            if place is None or place.start in self._organised or _ORGANISED.match(self._text, place.end):
                continue
            opens = not self._text[start : place.start].strip()
            heads = opens and (start == 0 or self._text.startswith("：", place.end))
            if heads or (start == 0 and _CONSORTIA_OF.match(self._text, place.end)):
                yield _candidate(self._text, place, "region.heading", 0.5)

    def _heading_before(self, position: int) -> tuple[int, int]:
        end = self._text.rfind("\n", 0, position)
        while end > 0:
            start = self._text.rfind("\n", 0, end) + 1
            line = self._text[start:end].strip()
            if line and len(line) < _HEADING and ("：" in line[:8] or not line.endswith(("。", "”", "？", "！"))):
                return start, end
            end = start - 1
        return 0, 0


def _provinces_with_cities(hits: list[Hit]) -> list[Hit]:
    """Unite a province or city and the city or county written behind it (湖北宜昌, 嘉兴桐乡)."""
    united: list[Hit] = []
    for hit in hits:
        before = united[-1] if united and united[-1].end == hit.start else None
        if before is not None and before.entry.columns.get("kind") in {"province", "city"}:
            united[-1] = Hit(before.start, hit.end, hit.entry)
        else:
            united.append(hit)
    return united


def is_region(hit: Hit) -> bool:
    """A province, a city, a county or a foreign country; 中国 says nothing of where a Chinese consortium belongs."""
    kind = hit.entry.columns.get("kind")
    if kind == "district":
        return hit.entry.name.endswith(_SMALL)
    return kind in {"province", "city", "country"} and hit.entry.name != "中国"


def _candidate(text: str, hit: Hit, rule_id: str, confidence: float) -> Candidate:
    return Candidate("region", text[hit.start : hit.end], hit.start, hit.end, rule_id, confidence)
