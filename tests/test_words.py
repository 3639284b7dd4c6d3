"""The two taggers: the fast one must give what the reference gives."""

import subprocess
import sys

import pytest

from cx_extract.text.words import Tagger, Word, default_tagger, reference_tagger, tag_words

pytest.importorskip("rjieba", reason="no wheel of rjieba for this platform: there is one tagger only")

SENTENCES = """\
近日，由江汉光电科技有限公司牵头组建的武汉市硅光芯片创新联合体在东湖高新区正式揭牌。
该联合体汇聚了华中科技大学、武汉理工大学、中国科学院精密测量院等20余家单位，其中高校6所、企业15家。
公司董事长周立新介绍说，联合体成员已从最初的17家增至26家，三年来累计攻克关键技术43项。
2023年12月，省科技厅批复同意组建“深海采矿装备产业技术创新战略联盟”，由沿海重工集团担任理事长单位。
昨天（9月26日），长三角量子信息协同创新共同体成立大会暨首届理事会在合肥召开。
“我们不是简单地拼人头，而是把问题摆到桌面上一起解。”该校副校长许志远如是说。
据悉，双方将围绕氢燃料电池电堆、双极板、膜电极等方向联合攻关，力争两年内实现国产替代。
项目总投资12.6亿元，预计达产后年产值超过30亿元，带动就业3000余人。
支持龙头企业牵头组建创新联合体，推动产学研深度融合，是今年政府工作报告明确的一项任务。
会议审议通过了《联盟章程》《专家委员会工作条例》，选举产生了第一届理事会成员。
历时五年，团队研制出国内首台套大口径碳化硅单晶生长炉，良品率提高到百分之八十二点五。
截至目前，全市已培育市级以上创新联合体38个，覆盖新能源、生物医药、集成电路等重点产业链。
来自北京、上海、广州、成都等地的近百名专家学者参加了研讨。
南方电力设计院有限责任公司与西北工业大学、哈尔滨工程大学签署了三方合作协议。
当天下午，与会代表还参观了展厅，听取了技术路线汇报。
今年以来，天气持续干旱，当地农户用上了新型滴灌设备，玉米长势喜人。
他说：“没有大家的支持，就没有这款芯片。”
市民王女士在超市里挑选水果，价格比上周便宜了一成左右。
下一步，联合体将继续面向产业一线征集需求，采取“揭榜挂帅”方式组织实施。
国家电网、中国中车、华为、比亚迪等企业先后加入，联盟的朋友圈越来越大。
铁路部门加开临客列车120余列，保障旅客平安有序出行。
该中心由自治区农业农村厅、自治区科学技术协会共同发起，依托区农科院建设。
其中发明专利56件、软件著作权21项、团体标准9项、论文130多篇。
厂房里机器轰鸣，工人们正在赶制一批出口订单。
二〇二二年春，三家企业和两所大学坐到了一起，商量怎么把这块硬骨头啃下来。
""".splitlines()


NOUNS = ("创新联合体", "理事长单位")


@pytest.fixture(scope="module")
def fast() -> Tagger:
    """The tagger in Rust."""
    return default_tagger()


@pytest.fixture(scope="module")
def reference() -> Tagger:
    """The tagger in Python."""
    return reference_tagger()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_taggers_agree(sentence: str, fast: Tagger, reference: Tagger) -> None:
    """Words and parts of speech are the same on news prose, figures, names and speech."""
    assert fast(sentence) == reference(sentence)


def test_taggers_agree_on_the_whole_text(fast: Tagger, reference: Tagger) -> None:
    """Tagging a text at once gives what tagging its sentences gives."""
    text = "\n".join(SENTENCES)
    line_by_line = [pair for sentence in SENTENCES for pair in [*fast(sentence), ("\n", "x")]][:-1]
    assert fast(text) == reference(text) == line_by_line


def test_taggers_agree_with_words_of_the_rules() -> None:
    """Words added as nouns are kept whole by both."""
    text = "星河创新联合体的理事长单位是一家民营企业。"
    fast, reference = default_tagger(NOUNS)(text), reference_tagger(NOUNS)(text)
    assert fast == reference
    assert {(word, "n") for word in NOUNS} <= set(fast)
    assert NOUNS[0] not in {word for word, _ in default_tagger()(text)}


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("GPT-4", ["GPT-4"], ["GPT", "-", "4"]),
        ("5G-A", ["5G-A"], ["5G", "-", "A"]),
        ("2021-2025", ["2021-2025"], ["2021", "-", "2025"]),
        ("3.6GWh", ["3.6GWh"], ["3.6", "GWh"]),
    ],
)
def test_runs_of_latin_letters_and_figures_differ(
    text: str, whole: list[str], parts: list[str], fast: Tagger, reference: Tagger
) -> None:
    """The one natural difference: rjieba keeps joined runs whole, jieba cuts them, all around is the same."""
    before, after = "团队采用了", "方案，联合攻关取得进展。"
    for tagger, words in ((fast, whole), (reference, parts)):
        pairs = tagger(before + text + after)
        start, end = len(tagger(before)), len(tagger(after))
        assert [word for word, _ in pairs[start:-end]] == words
        assert (pairs[:start], pairs[-end:]) == (fast(before), fast(after))


@pytest.mark.parametrize("text", ["", " ", "\u3000\n\t", "𠮷野家、啟動㎡カ", "联\u200b合体\x00", "👨‍👩‍👧 +-=@"])
def test_spans_cover_any_text(text: str, fast: Tagger, reference: Tagger) -> None:
    """Every code point belongs to one word, in order, whatever the characters."""
    for tagger in (fast, reference):
        words = tag_words(text, 7, tagger)
        assert "".join(word.text for word in words) == text
        assert [word.start for word in words] == [7, *(word.end for word in words)][: len(words)]
        assert all(word.tag and word.end - word.start == len(word.text) for word in words)


def test_word_spans_start_at_the_offset(fast: Tagger) -> None:
    """Spans count from the offset given."""
    assert tag_words("组建联盟", 3, fast) == [Word(3, 5, "组建", "v"), Word(5, 7, "联盟", "j")]


def test_jieba_of_others_is_left_alone() -> None:
    """Neither the words nor the tags of jieba's global dictionary change, in a process that shares it."""
    code = f"""
import jieba, jieba.posseg
from cx_extract.text.words import reference_tagger
reference_tagger({NOUNS!r})("星河创新联合体的理事长单位")
assert not jieba.dt.initialized and not jieba.dt.FREQ, "the global dictionary was loaded"
jieba.setLogLevel(60)
assert not set({NOUNS!r}) & set(jieba.lcut("创新联合体的理事长单位")), "it knows our words"
assert not set({NOUNS!r}) & set(jieba.posseg.dt.word_tag_tab), "it knows our tags"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
