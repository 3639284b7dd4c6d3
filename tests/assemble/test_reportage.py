"""What an article on several consortia says of each in its own passages, without the words of a relation."""

import pytest

import cx_extract
from cx_extract.model import Consortium, FieldName

OTHER = "由天津港集团牵头，智慧港口创新联合体2019年在天津成立，9家单位参与。"
FILLER = "夜里的车间仍亮着灯，机器的声音一阵紧过一阵，几个年轻人围着一张图纸低声说话，谁也没有要走的意思。" * 18
NAME = "特种玻璃创新联合体"


def record_of(paragraphs: str, filler: str = FILLER) -> Consortium:
    """Return the record of the consortium in question, in a reportage that tells of another one too."""
    found = cx_extract.extract(f"{OTHER}\n{filler}\n{paragraphs}\n", published="2024-11-07")
    return next(one for one in found if (name := one.first("name")) and name.value == NAME)


def values(record: Consortium, field: FieldName) -> list[str | int]:
    """Return the values of a field in text order."""
    return [fact.value for fact in record.all(field)]


STORY = (
    f"{NAME}里，配方归武汉理工大学管，窑炉是蚌埠玻璃工业设计研究院的，南方玻璃集团股份有限公司只问一句话：能不能用。"
)


def test_whoever_the_passage_names_takes_part() -> None:
    """Roles told as a story make members, for the passage is about the consortium."""
    assert values(record_of(STORY), "member_units") == [
        "武汉理工大学",
        "蚌埠玻璃工业设计研究院",
        "南方玻璃集团股份有限公司",
    ]


def test_short_news_gives_no_such_licence() -> None:
    """In a short text the same sentence makes no members."""
    assert values(record_of(STORY, filler=""), "member_units") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "样品在武汉理工大学测了一个月。",
        "第一批货卖给南方玻璃集团股份有限公司。",
        "记者从武汉理工大学获悉，配方已定。",
        "武汉理工大学教授李明远认为，难在窑炉。",
        "此外，武汉理工大学的冰川馆开放了。",
        "瓷砖厂和陶机厂都来看热闹。",
        "中国硅酸盐学会为它发了证。",
    ],
)
def test_venues_customers_sources_and_kinds_take_no_part(sentence: str) -> None:
    """A venue, a customer, a source, a speaker, an aside, a kind of body and a learned society are no members."""
    assert values(record_of(f"{NAME}的炉子还热着。{sentence}"), "member_units") == []


def test_the_paragraph_behind_goes_on_and_a_heading_stops_it() -> None:
    """A paragraph without a consortium goes on with the one before it, unless a heading stands between."""
    more = "武汉理工大学改了配方，南方玻璃集团股份有限公司让出了窑。"
    assert len(values(record_of(f"{NAME}的炉子还热着。\n{more}"), "member_units")) == 2
    assert values(record_of(f"{NAME}的炉子还热着。\n另一片天地\n{more}"), "member_units") == []


def test_what_leads_up_to_the_first_mention_belongs_to_it() -> None:
    """Those named before the consortium's first mention in its paragraph take part."""
    story = f"武汉理工大学懂配方，南方玻璃集团股份有限公司懂窑。后来便有了{NAME}。"
    assert len(values(record_of(story), "member_units")) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "武汉理工大学坐上了头把交椅。",
        "武汉理工大学做盟主，南方玻璃集团股份有限公司也在。",
        "武汉理工大学于是找来南方玻璃集团股份有限公司。",
        "带头的反倒是武汉理工大学。",
    ],
)
def test_leads_in_whatever_words(sentence: str) -> None:
    """Who is at the head of the others leads, if no rule found a lead."""
    assert values(record_of(f"{NAME}的炉子还热着。{sentence}"), "lead_units") == ["武汉理工大学"]


def test_a_found_lead_is_not_overruled() -> None:
    """Where a rule found the lead, the passage's words give none."""
    story = f"{NAME}由武汉理工大学牵头。南方玻璃集团股份有限公司带头换了窑。"
    assert values(record_of(story), "lead_units") == ["武汉理工大学"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("起步时7家，如今19家。", [7, 19]),
        ("在章程上签了字的有21家。", [21]),
        ("十二家单位，量的东西五花八门。", [12]),
        ("其中3家，在外省。", []),
        ("它服务用户160家。", []),
        ("两家，一家烧窑一家配料。", []),
        ("三款车企定点，5家车企在谈。", []),
    ],
)
def test_numbers_of_bodies_count_members(sentence: str, expected: list[int]) -> None:
    """A number of bodies without a noun of its own counts members, unless it counts others or a part."""
    assert values(record_of(f"{NAME}的炉子还热着。{sentence}"), "member_counts") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2021年6月，这群人便这样攒了起来。", [("established", "2021-06")]),
        ("去年3月授牌那天，下着雨。", [("launched", "2023-03")]),
        ("2022年，省科技厅批复第一批，它就在里面。", [("approved", "2022")]),
        ("2023年春天，大家散伙。", [("ended", "2023-21")]),
        ("2021年6月，大家建成中试基地。", []),
        ("2021年6月，武汉理工大学正式揭牌。", []),
    ],
)
def test_dates_beside_words_of_founding(sentence: str, expected: list[tuple[str, str]]) -> None:
    """A date before a word of founding, approval or end dates the consortium, unless something else has that event."""
    record = record_of(f"{NAME}的炉子还热着。{sentence}")
    assert [(fact.event, fact.value) for fact in record.all("dates")] == expected


def test_facts_of_passages_say_so() -> None:
    """The rule behind such a fact is the passage's, so that a reader can tell it from a stated relation."""
    rules = {fact.rule_id for fact in record_of(STORY).all("member_units")}
    assert rules == {"member.passage"}
