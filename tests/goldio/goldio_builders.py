"""One invented article with everything that gold can say, and ways to write its values."""

from __future__ import annotations

import json
from typing import Any

from cx_extract.goldio.documents import Document

TEXT = (
    "“潮汐能”的新路\n"
    "2024年6月18日，晨光大学牵头组建的潮汐能创新联合体（简称潮联体）在滨海市揭牌，"
    "云帆重工股份有限公司、远洋研究院等12家单位参加。\n"
    "联合体已研制出兆瓦级样机。该校还联合远洋研究院，拟组建一个海藻能源攻关联合体，并已备案；\n"
    "另由云帆重工牵头，3所高校参与的攻关组去年底成立。\n"
)
ALONE = "创新中心昨日挂牌，与联合体无关。\n"


def at(quote: str, text: str = TEXT, nth: int = 0, **more: Any) -> dict[str, Any]:
    """Return the place of the ``nth`` occurrence of ``quote``, with further keys in front."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return {**more, "quote": quote, "start": start, "end": start + len(quote)}


def article() -> dict[str, Any]:
    """Return the gold of ``TEXT``: a full record, a planned one, and one without a name; two share a member."""
    shared = at("远洋研究院", nth=1, value="远洋研究院")
    return {
        "article": "x",
        "title": "“潮汐能”的新路",
        "published": "2024-07-01",
        "consortia": [
            {
                "name": at("潮汐能创新联合体", value="潮汐能创新联合体"),
                "aliases": [at("潮联体", value="潮联体")],
                "status": "established",
                "lead_units": [at("晨光大学", value="晨光大学", aliases=["晨大", "a;b|c%"])],
                "member_units": [
                    at("云帆重工股份有限公司", value="云帆重工股份有限公司"),
                    at("远洋研究院", value="远洋研究院"),
                ],
                "member_counts": [at("12家", value=12, qualifier="exact", unit="家", as_of="current")],
                "dates": [at("2024年6月18日", value="2024-06-18", event="launched")],
                "achievements": [at("研制出兆瓦级样机", category="technology")],
                "region": at("滨海市", value="滨海市"),
                "note": "两处简称",
            },
            {
                "name": at("海藻能源攻关联合体", value="海藻能源攻关联合体"),
                "status": "planned",
                "lead_units": [at("该校", value="晨光大学")],
                "member_units": [dict(shared)],
                "aliases": [],
                "member_counts": [],
                "dates": [],
                "achievements": [],
                "region": None,
            },
            {
                "name": None,
                "status": "established",
                "lead_units": [at("云帆重工", nth=1, value="云帆重工股份有限公司")],
                "member_units": [dict(shared)],
                "aliases": [],
                "member_counts": [at("3所", value=3, qualifier="exact", unit="所")],
                "dates": [at("去年底", value="2023-12~", event="established")],
                "achievements": [],
                "region": None,
            },
        ],
    }


def document(text: str = TEXT, **changes: Any) -> Document:
    """Return the article as a document."""
    return Document("x", {**article(), **changes}, "x.json", text)


def meaning(data: dict[str, Any]) -> list[str]:
    """Return the records in a form without the order of values and without empty details."""

    def clean(one: Any) -> Any:
        return {k: v for k, v in one.items() if v not in ("", [], None)} if isinstance(one, dict) else one

    records = [
        {k: sorted(map(dump, map(clean, v))) if isinstance(v, list) else clean(v) for k, v in record.items()}
        for record in data["consortia"]
    ]
    return sorted(map(dump, records))


def dump(value: Any) -> str:
    """Return a value as JSON with its keys in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
