"""Results: clauses that state what has been reached, their extent and category."""

from __future__ import annotations

import pytest
from marked import parse

from cx_extract import Extractor
from cx_extract.find.results import ResultFinder


@pytest.fixture(scope="module")
def finder(extractor: Extractor) -> ResultFinder:
    """Return the finder with the shipped verbs and categories."""
    return ResultFinder(extractor.ruleset)


def check(finder: ResultFinder, marked: str) -> None:
    """Compare the results of a sentence without mentions with the marked ones."""
    text, marks = parse(marked)
    found = [(text[r.start : r.end], r.category) for r in finder.find(text, 0, len(text), [])]
    assert found == [(m.text, m.note) for m in marks]


@pytest.mark.parametrize(
    "marked",
    [
        "<x technology>攻克关键技术12项</x>。",
        "<x technology>突破了高功率激光器封装技术</x>。",
        "已<x product>研制出万瓦级激光器</x>。",
        "先后<x product>开发出新产品8款</x>。",
        "<x patent>申请发明专利35件</x>。",
        "<x paper>发表论文56篇</x>。",
        "<x paper>发布了《激光产业蓝皮书》</x>。",
        "<x standard>制定国家标准3项</x>。",
        "<x award>荣获湖北省科技进步奖一等奖</x>。",
        "<x award>获得国家技术发明奖二等奖</x>。",
        "<x platform>建成中试平台2个</x>。",
        "<x revenue>实现产值12亿元</x>。",
        "<x technology>填补了国内空白</x>。",
        "<x team>培养博士研究生40名</x>。",
        "<x technology>攻克关键技术12项</x>，<x patent>申请发明专利35件</x>，<x standard>制定国家标准3项</x>。",
        "经过三年攻关，<x product>成功研制出首台样机</x>。",
        "截至目前，<x technology>攻克关键技术12项</x>。",
        "团队历时5年，<x product>成功研发出深海机器人</x>。",
        "<x product>首台样机下线</x>。",
    ],
)
def test_results_without_subject_and_adverbials(finder: ResultFinder, marked: str) -> None:
    """A result is its clause without what stands before the predicate, with the category of what was reached."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<x product>研制出新型轴承，寿命提高了3倍</x>。",
        "<x technology>攻克镀膜难题，合格率由61%提高到97%</x>。",
    ],
)
def test_a_clause_that_measures_belongs_to_its_result(finder: ResultFinder, marked: str) -> None:
    """How much better it became is no second result."""
    check(finder, marked)


@pytest.mark.parametrize(
    "text",
    [
        "旨在突破高功率激光器技术。",
        "将研制万瓦级激光器。",
        "力争三年内攻克关键技术10项。",
        "有望打破国外垄断。",
        "计划建成中试平台2个。",
        "预计实现产值100亿元。",
        "正在研制新一代样机。",
        "尚未突破这一技术。",
        "未来将攻克更多难题。",
        "支持企业突破关键技术。",
        "为行业发展提供支撑。",
        "联合体正式成立。",
        "成员单位已达26家。",
        "签署合作协议。",
        "召开第一次理事会。",
        "该项目总投资3亿元。",
        "若突破这一技术，成本将大幅下降。",
    ],
)
def test_aims_plans_and_the_consortiums_own_life_are_none(finder: ResultFinder, text: str) -> None:
    """What is aimed at, planned, hoped, denied or under way has not been reached; founding and growing is no result."""
    check(finder, text)


def test_an_aim_governs_what_follows_it(finder: ResultFinder) -> None:
    """The clauses of one chain share the plan that opens it, what is done already does not."""
    check(finder, "联合体将攻克关键技术10项，建成中试平台2个，形成标准5项。")
    check(finder, "联合体旨在打破垄断，目前已<x technology>攻克关键技术12项</x>。")
