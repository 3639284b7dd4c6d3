"""Consortia by name: exact left boundaries; references and alliances of other kinds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from marked import parse

from cx_extract.find.mentions import Kind
from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


def spans(recognise: Recognise, text: str, kind: Kind) -> list[tuple[int, int]]:
    """Return the spans of the mentions of one kind."""
    return [(m.start, m.end) for m in recognise(text).mentions if m.kind is kind]


def check(recognise: Recognise, marked: str) -> None:
    """Compare names and references with the marks ``name`` and ``ref``."""
    text, marks = parse(marked)
    for tag, kind in (("name", Kind.CX), ("ref", Kind.CX_REF)):
        wanted = [(m.start, m.end) for m in marks if m.tag == tag]
        assert spans(recognise, text, kind) == wanted, f"{tag}: {[text[a:b] for a, b in spans(recognise, text, kind)]}"


@pytest.mark.parametrize(
    "marked",
    [
        "组建<name>激光制造创新联合体</name>。",
        "牵头组建了<name>激光制造创新联合体</name>。",
        "批复建设<name>激光制造创新联合体</name>。",
        "共同发起<name>激光制造产业技术创新战略联盟</name>。",
        "国内首个<name>激光制造创新联合体</name>揭牌。",
        "全国首家<name>激光制造创新联合体</name>落户武汉。",
        "我省第一个<name>激光制造创新联合体</name>成立。",
        "该校牵头的<name>激光制造创新联合体</name>成立。",
        "由清华大学牵头的<name>激光制造创新联合体</name>成立。",
        "清华大学与武汉大学共建<name>激光制造创新联合体</name>。",
        "加入<name>激光制造创新联合体</name>后，效益大增。",
        "同时，<name>激光制造创新联合体</name>成立。",
        "名为<name>激光制造创新联合体</name>的组织成立。",
        "11月5日，<name>激光制造创新联合体</name>成立。",
        "12家单位组成<name>激光制造创新联合体</name>。",
        "江海集团建设<name>“天和一号”产业链联盟</name>。",
        "为促进<name>激光制造产业联盟</name>健康发展，夺取新时代<name>激光制造产业联盟</name>建设的胜利。",
    ],
)
def test_verbs_determiners_and_counts_end_a_name(recognise: Recognise, marked: str) -> None:
    """What founds, joins, counts or praises a consortium is no part of its name."""
    check(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "组建<name>湖北省激光制造创新联合体</name>。",
        "组建<name>武汉市光谷激光制造创新联合体</name>。",
        "组建<name>长三角新能源汽车创新联合体</name>。",
        "组建<name>绿色智能船舶与海洋装备创新联合体</name>。",
        "组建<name>固废资源化和高值利用创新联合体</name>。",
        "组建<name>国家“东数西算”产业联盟</name>。",
        "组建<name>“智慧冷链”产业创新联盟</name>。",
        "组建“<name>激光制造创新联合体</name>”。",
        "组建<name>6G太赫兹创新联合体</name>。",
        "组建<name>RISC-V处理器创新联合体</name>。",
        "组建<name>新能源汽车热管理创新联合体</name>。",
        "组建<name>海上风电运维创新联合体</name>。",
        "组建<name>碳捕集利用与封存创新联合体</name>。",
        "组建<name>氢能装备协同创新共同体</name>。",
        "组建<name>量子计算攻关联合体</name>。",
        "组建<name>油茶国家创新联盟</name>。",
        "组建<name>云南咖啡全产业链创新联合体</name>。",
        "组建<name>重油（沥青）化工产业技术创新战略联盟</name>。",
        "组建<name>钢渣可循环利用创新联合体</name>。",
    ],
)
def test_places_conjunctions_quotes_and_latin_belong_to_a_name(recognise: Recognise, marked: str) -> None:
    """Places, conjunctions between its own nouns, quotation marks and Latin letters are part of the name."""
    check(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<ref>该联合体</ref>成立以来，成果不断。",
        "<ref>联合体</ref>成立以来，成果不断。",
        "<ref>本联盟</ref>由清华大学牵头。",
        "<ref>这一联合体</ref>由清华大学牵头。",
        "牵头组建<ref>创新联合体</ref>，开展攻关。",
    ],
)
def test_references_are_no_names(recognise: Recognise, marked: str) -> None:
    """A head without a modifier of its own refers to a consortium."""
    check(recognise, marked)


@pytest.mark.parametrize(
    "text",
    [
        "支持龙头企业牵头组建创新联合体。",
        "构建任务型、体系化的创新联合体。",
        "组建高水平创新联合体。",
        "组建国家级创新联合体。",
        "培育产学研深度融合的创新联合体。",
        "全省已建成创新联合体46家。",
        "全省共组建实质性产学研联盟近700个。",
    ],
)
def test_kinds_of_consortia_are_no_names(recognise: Recognise, text: str) -> None:
    """A modifier that only praises or classifies names no consortium."""
    assert spans(recognise, text, Kind.CX) == []


@pytest.mark.parametrize(
    "text",
    [
        "市人民医院牵头成立医疗联合体。",
        "由三家公司组成投标联合体。",
        "由设计院组成的EPC联合体中标该项目。",
        "成立“短剧出海共创联盟”。",
        "长江中游城市联盟成立。",
        "非洲联盟召开首脑会议。",
        "两所中学组成教育联盟。",
        "构建人类命运共同体。",
        "她参加了大学生就业联盟。",
        "欧洲足球联盟公布赛程。",
        "肿瘤专科联盟成立。",
        "激光技术联盟杯乒乓球赛开幕。",
        "联盟化办学成效显著。",
    ],
)
def test_alliances_of_other_kinds_are_none(recognise: Recognise, text: str) -> None:
    """Hospitals, bidders, cities, states, schools and sportsmen ally for other ends."""
    assert spans(recognise, text, Kind.CX) == []


def test_a_joint_programme_with_partners_is_a_consortium(recognise: Recognise) -> None:
    """A programme started by name, with partners that work together, is treated as one."""
    check(recognise, "省里启动了“<name>星火芯片计划</name>”，清华大学、复旦大学、京东方联合攻关。")


def test_a_programme_without_partners_is_none(recognise: Recognise) -> None:
    """A training programme is no consortium."""
    assert spans(recognise, "学校启动了星火人才计划，每年培养博士40名。", Kind.CX) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<name>桦木国家创新联盟</name>成立。领导专程到<name>桦木国家创新联盟</name>展台参观。",
        "会上，<name>灵芝产业创新联盟</name>揭牌。秘书长王建国和<name>灵芝产业创新联盟</name>会员座谈。",
        "<name>柑橘产业创新联盟</name>落户赣州。脐橙节助推乡村振兴暨<name>柑橘产业创新联盟</name>大会闭幕。",
        "<name>桦木国家创新联盟</name>揭牌。会上发布《高质量建设<name>桦木国家创新联盟</name>倡议》。",
        "“<name>氢气源及储氢产业创新联盟</name>”揭牌。会议由<name>氢气源及储氢产业创新联盟</name>主办。",
    ],
)
def test_a_sure_beginning_corrects_the_other_mentions(recognise: Recognise, marked: str) -> None:
    """Where a name is quoted or opens its clause, its other mentions begin with the same word."""
    check(recognise, marked)


def test_a_fuller_name_is_not_cut_to_its_short_form(recognise: Recognise) -> None:
    """What only places and nouns precede is the fuller name, not a wrong boundary."""
    check(recognise, "<name>G60走廊机器人产业联盟</name>成立。会上，<name>机器人产业联盟</name>发布白皮书。")


def test_one_of_a_class_names_the_class(recognise: Recognise) -> None:
    """首批河南省X联盟之一 says of what kind a consortium is."""
    text = "“桦木国家创新联盟”是首批林草国家创新联盟之一。"
    assert [text[a:b] for a, b in spans(recognise, text, Kind.CX)] == ["桦木国家创新联盟"]


def test_a_name_can_begin_in_latin_letters(recognise: Recognise) -> None:
    """What stands right behind 成立了 and begins so is the name, whatever verbs it has."""
    check(recognise, "大会期间，正式成立了<name>5G-A超级上行赋能Mobile AI生态联盟</name>。")


def test_a_class_leaves_references_alone(recognise: Recognise) -> None:
    """联盟 by itself still refers where a class of 联盟 is named too."""
    text = "省里公布首批林草国家创新联盟。桦木国家创新联盟入选。今年年初，联盟撤销。"
    found = [m for m in recognise(text).mentions if m.kind is Kind.CX_REF and m.group == "bare"]
    assert [m.text for m in found] == ["联盟"]


def test_a_list_of_consortia_is_no_reference(recognise: Recognise) -> None:
    """第四批省级创新联合体名单 names none, a dateline and a verb end a name."""
    assert not recognise("公布的第四批省级创新联合体名单已下发。").mentions
    check(recognise, "新华社兰州5月6日电，<name>国家牦牛产业科技创新联盟</name>在兰州成立。")


@pytest.mark.parametrize(
    "marked",
    [
        "由中铝集团牵头组建的<name>浅海、深海矿产勘探创新联合体</name>成立。",
        "发起<name>页岩油、煤层气勘探产业技术创新联盟</name>。",
        "成立人工智能、<ref>产业联盟</ref>。",
        "九家央企组建的<name>深地煤炭资源勘探开发领域创新联合体</name>成立。",
        "组建国内首个<ref>元宇宙领域创新联合体</ref>。",
    ],
)
def test_two_subjects_and_a_field_can_stand_in_a_name(recognise: Recognise, marked: str) -> None:
    """A name can enumerate two subjects or end in a particular field; what is the first of its field is described."""
    check(recognise, marked)


def test_an_ordinal_is_no_name(recognise: Recognise) -> None:
    """第六个产业联盟 counts consortia."""
    assert spans(recognise, "这是走廊成立的第六个产业联盟。", Kind.CX) == []


@pytest.mark.parametrize("marked", ["<name>中国茶产业联盟</name>成立。", "<name>海南稻产业技术创新联盟</name>成立。"])
def test_a_crop_and_a_place_make_a_name(recognise: Recognise, marked: str) -> None:
    """One character is enough where a place stands before it."""
    check(recognise, marked)


def test_a_branch_is_named_after_its_roof(recognise: Recognise) -> None:
    """The words up to 分联盟 belong to the name of a branch, and the roof alliance has a name of its own."""
    check(recognise, "<name>激光产业联盟湖北分联盟</name>成立，<name>激光产业联盟</name>致贺。")


def test_a_defined_short_name_is_no_reference(recognise: Recognise) -> None:
    """（下称湖北分联盟） makes the short name a name."""
    check(recognise, "<name>激光产业联盟湖北分联盟</name>（下称<name>湖北分联盟</name>）成立。")


@pytest.mark.parametrize(
    "marked",
    [
        "<name>武汉市医疗装备产业创新联盟</name>成立。",
        "<name>心血管健康产业技术创新联合体</name>启动。",
        "<name>烟气治理创新联合体</name>揭牌。",
        "<name>城市轨道交通产业联盟</name>成立。",
        "<name>消费电子产业创新联盟</name>成立。",
        "<name>动物疫苗产业创新联盟</name>成立。",
        "<name>医疗器械孵化联盟</name>成立。",
    ],
)
def test_industry_in_the_name_makes_it_one_of_industry(recognise: Recognise, marked: str) -> None:
    """医疗, 城市 and 消费 rule out 医疗联盟 and 城市联盟, not an alliance of the industry that serves them."""
    check(recognise, marked)


@pytest.mark.parametrize("text", ["职业教育产教融合创新联盟成立。", "文化旅游产业联盟成立。", "足球产业创新联盟成立。"])
def test_teaching_arts_and_sports_are_no_industry(recognise: Recognise, text: str) -> None:
    """Some fields are none whatever the alliance calls itself."""
    assert spans(recognise, text, Kind.CX) == []


@pytest.mark.parametrize("text", ["重庆、吉林等地也成立了新能源汽车产业联盟。", "多地纷纷组建储能产业联盟。"])
def test_what_many_places_found_is_none_in_particular(recognise: Recognise, text: str) -> None:
    """各地成立了X联盟 speaks of several, none of them named."""
    assert spans(recognise, text, Kind.CX) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<name>金融区块链合作联盟（武汉）</name>（以下简称“<name>金链盟</name>”）成立。",
        "<name>中央企业新型储能创新联合体</name>成立。",
        "<name>新型显示产业创新联盟</name>成立。",
        "<name>昆山未来产业创新联盟</name>成立。",
        "我国成立了<name>开放指令生态（RISC-V）联盟</name>。",
        "<name>湖北低空安全与运行保障创新联合体</name>成立。",
        "<name>全球甲醇电动生态联盟</name>成立。",
        "<name>山桐子（油葡萄）国家创新联盟</name>成立。",
        "<name>全国油茶技术协作组</name>成立。",
        "江海集团牵头的<name>湖北省电子级化学品创新联合体</name>成立。",
        "换电设备商一起组成<name>换电标准创新联合体</name>。",
        "国内首个<name>第一视角数据研究联盟</name>成立。",
        "<name>生命科学与健康研究联盟</name>成立。",
        "<name>厦门Mini/Micro LED创新联合体</name>成立。",
        "，<name>江汉油田智采联合体</name>成立。",
        "<name>河南省盾构再制造创新联合体</name>成立。",
        "<name>深圳市8K超高清视频产业协作联盟</name>发布标准。",
        "来自钒钛领域的专家学者、<name>钒钛产业创新联合体</name>成员到会。",
        "<name>石景山区数据要素产业联盟（联合体）</name>成立。",
    ],
)
def test_seats_new_fields_and_latin_brackets_belong_to_a_name(recognise: Recognise, marked: str) -> None:
    """（武汉） behind the head, 新型 before a field and the future of a place are part of the name."""
    check(recognise, marked)


@pytest.mark.parametrize(
    "text",
    [
        "“桦木国家创新联盟”被评为高活跃度林草国家创新联盟。",
        "“桦木国家创新联盟”成为首批林草国家创新联盟。",
        "记者走访了“桦木国家创新联盟”和国内主要的林业产业联盟。",
        "建成实验室、研究院和5G产业联盟等一批平台，“桦木国家创新联盟”也在内。",
        "“桦木国家创新联盟”是国际性的林业技术创新联盟。",
        "“桦木国家创新联盟”是由北方林业大学联合倡议，聚焦育种目标，成立的非营利林业技术创新联盟。",
    ],
)
def test_a_grade_a_class_and_a_predicate_describe(recognise: Recognise, text: str) -> None:
    """What a consortium is, is graded as or is one of the first of is no second consortium."""
    assert [text[a:b] for a, b in spans(recognise, text, Kind.CX)] == ["桦木国家创新联盟"]


def test_who_belongs_to_another_is_no_description(recognise: Recognise) -> None:
    """X是Y的成员 names two."""
    check(recognise, "<name>桦木产业联盟</name>是<name>林业技术创新联盟</name>的团体会员。")


def test_a_blank_in_a_headline_ends_a_name(recognise: Recognise) -> None:
    """Headlines write a blank for a comma."""
    check(recognise, "强链补链添动力 <name>激光制造创新联合体</name>落户武汉\n正文从这里开始。")


def test_a_coined_name_with_its_foreign_name_is_one(recognise: Recognise) -> None:
    """A word that the dictionary takes for a verb names a body where its foreign name follows."""
    check(
        recognise,
        "<name>云链联盟</name>（<name>CloudLink Alliance</name>）发布标准。加入<name>云链联盟</name>的有三家。",
    )
