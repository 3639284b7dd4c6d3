"""Results: clauses that state what has been reached, their extent and category."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from marked import parse

from cx_extract import Extractor
from cx_extract.find.document import make_document
from cx_extract.find.gazetteer import Gazetteer
from cx_extract.find.results import Result, ResultFinder
from cx_extract.text.view import make_view

Find = Callable[[str], list[Result]]


@pytest.fixture(scope="module")
def finder(extractor: Extractor) -> Find:
    """Return what finds results in one sentence without mentions, by the shipped verbs and categories."""
    results, gazetteer = ResultFinder(extractor.ruleset), Gazetteer(extractor.ruleset)
    return lambda text: results.find(make_document(make_view(text), gazetteer), 0, len(text), [])


def check(find: Find, marked: str) -> None:
    """Compare the results of a sentence without mentions with the marked ones."""
    text, marks = parse(marked)
    assert [(text[r.start : r.end], r.category) for r in find(text)] == [(m.text, m.note) for m in marks]


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
def test_results_without_subject_and_adverbials(finder: Find, marked: str) -> None:
    """A result is its clause without what stands before the predicate, with the category of what was reached."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<x product>研制出新型轴承，寿命提高了3倍</x>。",
        "<x technology>攻克镀膜难题，合格率由61%提高到97%</x>。",
        "<x application>研制的电机在19座煤矿投用，节电两成</x>。",
        "<x product>开发的传感器通过整车厂验证，进入两家主机厂供应链</x>。",
    ],
)
def test_a_clause_that_measures_belongs_to_its_result(finder: Find, marked: str) -> None:
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
def test_aims_plans_and_the_consortiums_own_life_are_none(finder: Find, text: str) -> None:
    """What is aimed at, planned, hoped, denied or under way has not been reached; founding and growing is no result."""
    check(finder, text)


def test_an_aim_governs_what_follows_it(finder: Find) -> None:
    """The clauses of one chain share the plan that opens it, what is done already does not."""
    check(finder, "联合体将攻克关键技术10项，建成中试平台2个，形成标准5项。")
    check(finder, "联合体旨在打破垄断，目前已<x technology>攻克关键技术12项</x>。")


@pytest.mark.parametrize(
    "marked",
    [
        "<x technology>突破了密封技术</x>、<x product>研制了3款样机</x>，产业链更加完整。",
        "<x project>承担国家级项目6项</x>、<x patent>取得发明专利43件</x>。",
        "<x technology>攻克设计、制造、测试等关键技术12项</x>。",
        "<x product>推出轴承、齿轮、丝杠等新产品30种</x>。",
    ],
)
def test_a_comma_of_lists_parts_predicates_and_no_nouns(finder: Find, marked: str) -> None:
    """Two results can be joined by 、 as two nouns can."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<x product>盘活闲置设备120台</x>。",
        "<x other>孵化科技企业9家</x>。",
        "<x product>翻修了老旧设备16套</x>。",
        "走访企业120家。",
        "召开技术研讨会30场。",
        "吸纳会员单位40家。",
        "设立了5个专业委员会。",
        "汇聚配套企业超过100家。",
    ],
)
def test_any_verb_with_a_counted_object_unless_it_tells_of_the_bodys_own_life(finder: Find, marked: str) -> None:
    """A number behind the object says that the thing is done, whichever the verb."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<x standard>牵头编制的两项规程颁布</x>。",
        "<x product>自主研发的仿真软件今天在成都发布</x>。",
        "<x patent>申请的17件专利全部转让给两家企业</x>。",
        "<x application>该技术在3家面粉企业转化</x>。",
        "<x application>研制的除草机器人，在8个农场使用</x>。",
        "研制的检测设备。",
        "开展技术服务与产品研发工作。",
        "研发的平台可服务中小企业。",
    ],
)
def test_whatever_is_said_of_a_thing_that_was_made(finder: Find, marked: str) -> None:
    """研制的 in front of a subject makes its predicate a result without any sign of completion, but states none itself."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<x technology>将良率从60%提高到95%</x>。",
        "<x technology>把单台成本降到了原来的3成</x>。",
        "<x product>将首台样机研制成功</x>。",
        "将攻克密封难题。",
    ],
)
def test_what_is_changed_may_stand_before_its_verb(finder: Find, marked: str) -> None:
    """将 in front of an object is 把, and else a plan."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "聚焦深海装备，<x technology>攻克关键技术12项</x>，<x product>研制样机</x>。",
        "聚焦深海装备，攻克关键技术。",
        "在各方支持下，<x platform>建成中试平台</x>。",
        "全市新增高新技术企业320家，突破关键技术50项。",
    ],
)
def test_what_governs_a_chain_of_clauses(finder: Find, marked: str) -> None:
    """A field of work needs a number or a sign of completion behind it, a result carries bare verbs along; a town's are none."""
    check(finder, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "第二件是整机——<x product>研制出首台激光器</x>。",
        "<x application>3种整体叶盘锻件通过用户鉴定</x>。",
        "<x technology>提溴率从65%提到78%</x>。",
        "<x technology>超高纯海藻酸盐的内毒素含量降到每克50单位以下</x>。",
        "<x technology>电工钢铁损降低12%</x>。",
        "工艺不断提高，难题越来越难突破。",
        "产值同比增长12%。",
    ],
)
def test_what_became_of_a_thing(finder: Find, marked: str) -> None:
    """A change says how much itself; a count of things can be a subject; a dash begins anew."""
    check(finder, marked)
