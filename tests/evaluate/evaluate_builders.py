"""Short ways to write records for the scorer's tests, and hypothesis strategies for whole sets of articles."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from cx_extract.evaluate.records import GoldArticle, Item, Record, record_of
from cx_extract.model import CATEGORIES, EVENTS, QUALIFIERS, STATUSES

BODIES = ("甲大学", "乙大学", "丙研究院", "丁股份有限公司", "戊集团有限公司", "己中心")
NAMES = ("海藻能源创新联合体", "海藻能源联合体", "深冷装备产业联盟", "光子计算创新联合体", "光子计算协同创新体")
DATES = ("2021", "2021-03", "2021-03-05", "2022", "../2022-01-09", "202X")


def item(value: str, start: int = 0, length: int | None = None, **more: Any) -> Item:
    """Return an item whose quote is its value unless ``length`` says that another quote stands there."""
    quote = more.pop("quote", value if length is None else "某" * length)
    return Item(start, start + len(quote), value, quote, **more)


def count(value: int, qualifier: str = "exact", start: int = 0, **more: Any) -> Item:
    """Return a member count quoted as ``N家``."""
    return item(str(value), start, quote=f"{value}家", qualifier=qualifier, **more)


def record(name: Item | str | None = None, status: str | None = "established", **fields: Any) -> Record:
    """Return a record from loose fields; a name given as text stands at 0."""
    return Record(
        name=item(name) if isinstance(name, str) else name,
        status=Item(0, 0, status) if status else None,
        **{k: v if isinstance(v, Item) else tuple(v) for k, v in fields.items()},
    )


def article(*records: Record, id: str = "a", text: str = "") -> GoldArticle:
    """Return an article of the given records."""
    return GoldArticle(id=id, records=records, text=text)


def _placed(values: tuple[str, ...], **details: st.SearchStrategy[str]) -> st.SearchStrategy[Item]:
    return st.builds(
        lambda value, start, more: Item(start, start + len(value), value, value, **more),
        st.sampled_from(values),
        st.integers(0, 40),
        st.fixed_dictionaries(details),
    )


orgs = st.lists(_placed(BODIES), max_size=3, unique_by=lambda i: i.value)
records = st.builds(
    lambda name, aliases, status, leads, members, counts, dates, achievements, region: record_of(
        [
            *((("name", name),) if name else ()),
            *(("aliases", i) for i in aliases),
            ("status", Item(0, 0, status)),
            *(("lead_units", i) for i in leads),
            *(("member_units", i) for i in members),
            *(("member_counts", i) for i in counts),
            *(("dates", i) for i in dates),
            *(("achievements", i) for i in achievements),
            *((("region", region),) if region else ()),
        ]
    ),
    st.none() | _placed(NAMES),
    st.lists(_placed(NAMES), max_size=1),
    st.sampled_from(STATUSES),
    orgs,
    orgs,
    st.lists(_placed(("3", "10", "26"), qualifier=st.sampled_from(QUALIFIERS)), max_size=2),
    st.lists(_placed(DATES, event=st.sampled_from(EVENTS)), max_size=2),
    st.lists(_placed(("研制出样机两台", "建成平台", "获奖"), category=st.sampled_from(CATEGORIES)), max_size=3),
    st.none() | _placed(("福建省", "福建", "厦门")),
)
"""Small records from so few values and places that chance agreement, overlap and ties are frequent."""

sets = st.dictionaries(st.sampled_from("abcdef"), st.lists(records, max_size=3), max_size=5).map(
    lambda found: [GoldArticle(id=k, records=tuple(v)) for k, v in found.items()]
)
"""Whole sets of articles with distinct ids."""
