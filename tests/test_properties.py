"""Properties of extraction that hold for any text."""

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cx_extract import Extractor, to_article
from cx_extract.model import CATEGORIES, EVENTS, FIELDS, QUALIFIERS, STATUSES, Consortium

WORDS = (
    "由 牵头 领衔 主导 发起 联合 组建 成立 揭牌 启动 获批 批复 验收 解散 加入 退出 参与 依托 担任 拟 将 计划 尚未 支持 "
    "创新联合体 创新联盟 产业技术创新战略联盟 协同创新共同体 联合体 联盟 该联合体 该公司 我们 学校 集团公司 双方 "
    "远大 江汉光电科技有限公司 华中科技大学 中国科学院 省科技厅 武汉 湖北省 厦门市 （集团） 等 余 家 所 个 多 近 百 数十 "
    "成员单位 首批成员 理事长单位 牵头单位 分别为 其中 包括 增至 从 由 至 和 与 及 、 ， 。 ； ： “ ” ‘ ’ 《 》 （ ） 【 】 ( ) "
    "（以下简称 简称 又称 近日 昨天 去年底 今年3月 2023年 2024年11月7日 二〇二三年 “十四五”期间 上世纪70年代 9月26日 "
    "研制出 突破 发布 首台 关键技术 专利 标准 蓝皮书 一等奖 产业化 国内首个 旨在 力争 的 了 在 为 已 共同 "
    "聯盟 創新聯合體 牽頭 有限公司 集團 GPT-4 ABC-X 5G 17 26 40 １７ 三十 百余 ～ - / · 记者 来源： 本报讯 新华社北京11月7日电 "
    "1. 一、 （一） | \t http://a.cn"
).split(" ")
ODD = [
    "\n",
    "\r\n",
    "\n\n",
    "\x00",
    "\u200b",
    "\ufeff",
    "\u00a0",
    "\u3000",
    "\u2028",
    "𠮷",
    "🚀",
    "é",
    "\U000e0001",
    " ",
]
DAYS = st.none() | st.dates(dt.date(1949, 10, 1), dt.date(2100, 12, 31))

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
spliced = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(ODD) | st.from_regex(r"[0-9]{1,6}", fullmatch=True), max_size=60
).map("".join)
names = st.text(st.sampled_from("江海天华中光电智能材料远大新能源港"), min_size=1, max_size=6)
SENTENCES = (
    "由{a}股份有限公司牵头，联合{b}大学、{c}研究院等{n}家单位组建{d}创新联合体",
    "{d}产业技术创新联盟（以下简称“{d}联盟”）由{a}公司与{b}大学共同发起",
    "成员单位从最初{n}家增至{n}余家",
    "{a}集团作为{d}创新联合体牵头单位，已研制出{n}台{c}装备",
    "该联合体于{n}年{n}月{n}日揭牌，{b}大学为理事长单位",
    "{a}公司拟牵头组建{d}创新联合体",
    "{d}创新联合体成员包括{a}公司、{b}大学和{c}研究所",
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Return sentences that give records, with odd characters and words thrown in anywhere."""
    sentences = []
    for template in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5)):
        filled = template.format(
            a=draw(names), b=draw(names), c=draw(names), d=draw(names), n=draw(st.integers(0, 99999))
        )
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(filled)))
            filled = filled[:at] + draw(st.sampled_from(ODD + WORDS)) + filled[at:]
        sentences.append(filled)
    return draw(st.sampled_from(["。", "\n", "；", "，"])).join(sentences)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor for all examples."""
    return Extractor()


slowly = settings(deadline=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
widely = settings(slowly, max_examples=400)


def check(extractor: Extractor, text: str, published: dt.date | None) -> tuple[Consortium, ...]:
    """Extract and assert what must hold of every result."""
    article = to_article(text, published)
    records = extractor.extract(article)
    assert len({record.record_id for record in records}) == len(records)
    for record in records:
        assert record.facts
        for field in ("name", "status", "region"):
            assert len(record.all(field)) <= 1
        for fact in record.facts:
            assert 0 <= fact.start < fact.end <= len(text)
            assert text[fact.start : fact.end] == fact.quote
            assert fact.field in FIELDS
            assert fact.rule_id
            assert fact.sentence
            assert 0 < fact.confidence <= 1
            assert fact.modality in ("asserted", "planned")
            assert fact.qualifier in ("", *QUALIFIERS)
            assert fact.event in ("", *EVENTS)
            assert fact.category in ("", *CATEGORIES)
            assert fact.field != "status" or fact.value in STATUSES
            assert isinstance(fact.value, int) == (fact.field == "member_counts")
            assert str(fact.value).strip()
    return records


@given(any_text, DAYS)
@slowly
def test_any_unicode_text(extractor: Extractor, text: str, published: dt.date | None) -> None:
    """Arbitrary text never fails; what comes out, if anything, has its proof."""
    check(extractor, text, published)


@given(any_text, any_text, st.sampled_from(["联盟", "创新联合体", "聯盟"]))
@slowly
def test_any_unicode_text_around_a_trigger(extractor: Extractor, before: str, after: str, trigger: str) -> None:
    """Arbitrary text goes through all stages once a trigger word is in it."""
    check(extractor, before + trigger + after, None)


@given(spliced, DAYS)
@widely
def test_fragments_in_any_order(extractor: Extractor, text: str, published: dt.date | None) -> None:
    """Words of the domain in any order, with odd characters between them, keep every property."""
    check(extractor, text, published)


@given(articles(), DAYS)
@widely
def test_dirty_sentences(extractor: Extractor, text: str, published: dt.date | None) -> None:
    """Sentences that give records, with anything inserted anywhere, keep every property."""
    check(extractor, text, published)


@given(articles(), DAYS)
@slowly
def test_extraction_is_deterministic(extractor: Extractor, text: str, published: dt.date | None) -> None:
    """The same article gives the same records, whatever was extracted before and by whichever extractor."""
    article = to_article(text, published)
    first = extractor.extract(article)
    extractor.extract(to_article(text[::-1], published))
    assert extractor.extract(article) == first
    assert Extractor().extract(article) == first


def test_the_sentences_give_records(extractor: Extractor) -> None:
    """The properties are not empty: the templates as they stand give names, leads, members, counts and dates."""
    fields = set()
    for template in SENTENCES:
        text = template.format(a="海天光电", b="华中", c="新材料", d="智能材料", n=12) + "。"
        for record in check(extractor, text, dt.date(2024, 11, 7)):
            fields |= {fact.field for fact in record.facts}
    assert {"name", "status", "lead_units", "member_units", "member_counts"} <= fields


@pytest.mark.parametrize(
    "unit", ["由", "（", "“", "联盟", "创新联合体、", "公司", "3家", "2024年", "牵头组建", "由公司牵头", "、"]
)
def test_long_repetition_comes_to_an_end(extractor: Extractor, unit: str) -> None:
    """Ten thousand code points of one construction are read, which a pattern that backtracks badly would not live to."""
    check(extractor, "联盟" + unit * (10_000 // len(unit)), None)


def test_records_of_one_text_do_not_depend_on_its_neighbours(extractor: Extractor) -> None:
    """Articles extracted in any order give the same."""
    texts = [
        template.format(a="海天光电", b="华中", c="新材料", d=name, n=12)
        for template, name in zip(SENTENCES, "光海港材源华天", strict=True)
    ]
    alone = {text: Extractor().extract(to_article(text)) for text in texts}
    for order in itertools.islice(itertools.permutations(texts), 0, 5040, 720):
        assert {text: extractor.extract(to_article(text)) for text in order} == alone
