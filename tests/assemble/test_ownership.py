"""Whose a result is."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor

_INTRODUCTION = "2021年5月，江北省密封件创新联合体成立，由江北大学牵头，远山重工集团参加。"


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("两年来，联合体研制出3种密封件。", ["研制出3种密封件"]),
        ("两年来，研制出3种密封件。", ["研制出3种密封件"]),
        ("联合体不好带，可联合体有了起色。深水密封件通过了船级社认证。", ["深水密封件通过了船级社认证"]),
        ("江北大学与远山重工集团合作研制出3种密封件。", ["合作研制出3种密封件"]),
        ("江北大学教授李江回忆，“那年研制出了3种密封件”。", ["研制出了3种密封件"]),
        ("两年来，3项行业标准由联合体编制完成。", ["3项行业标准由联合体编制完成"]),
        ("该技术已在8家泵厂推广应用。", ["该技术已在8家泵厂推广应用"]),
    ],
)
def test_the_consortiums(extractor: Extractor, text: str, results: list[str]) -> None:
    """It may be named, left out or told of by a speaker; a member's work and the thing made speak for it."""
    (record,) = extract(extractor, _INTRODUCTION + text)
    assert [f.quote for f in record.all("achievements")] == results


@pytest.mark.parametrize(
    "text",
    [
        "天平泵业有限公司研制出3种密封件。",
        "江北大学建于1958年。该校另研制出3种密封件。",
        "市场规模已突破百亿元，年增长15%。",
        "江北大学是国家重点高校，先后承担国家级项目300余项。",
        "合肥市建成省级平台98个。",
        "我国密封件产业规模突破1000亿元。",
        "据统计，国产密封件销量突破8000万件，价格降到50元。",
        "联合体的成立打通了产学研的堵点，攻克了合作难题。",
        "联合体的宗旨是突破密封技术，制定行业标准12项。",
        "本次大会发布科技成果30项。",
        "热闹散去。深水密封件通过了船级社认证。",
    ],
)
def test_somebody_elses(extractor: Extractor, text: str) -> None:
    """Strangers, own business, the market, a company as such, a town, statistics, the founding and the aim give none."""
    (record,) = extract(extractor, _INTRODUCTION + text)
    assert record.all("achievements") == ()


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("江北市智能眼镜产业联盟已发布团体标准12项。", ["发布团体标准12项"]),
        ("2023年，远山公司成为江北市密封件创新联合体成员，研制出3种密封件。", []),
        ("远山公司正与江北市密封件创新联合体合作，今年销售收入超过2亿元。", []),
    ],
)
def test_named_in_passing(extractor: Extractor, text: str, results: list[str]) -> None:
    """Who joins a consortium or deals with it is spoken of, not the consortium."""
    records = extract(extractor, f"{text}它由江北大学牵头。")
    assert [f.quote for record in records for f in record.all("achievements")] == results


def test_a_heading_in_a_digest_begins_another_matter(extractor: Extractor) -> None:
    """Behind the heading of the next piece of short news, results are not those of the consortium before it."""
    news = (
        "风电创新联合体成立\n风电创新联合体今天在南通成立。联合体有12家成员，联合体将每年开会。\n"
        "{}他们研制的水下滑翔机连续工作91天，创造了新的纪录。\n"
    )

    def results(heading: str) -> list[str]:
        return [f.quote for record in extract(extractor, news.format(heading)) for f in record.all("achievements")]

    assert results("")
    assert results("水下滑翔机再创新纪录\n") == []
