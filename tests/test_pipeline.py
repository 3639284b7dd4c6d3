"""Whole articles: what is recognised, what is not, and what dirt does to it."""

from __future__ import annotations

import pytest
from marked import differences, extract

from cx_extract import Extractor, to_article

PUBLISHED = "2024-11-07"


@pytest.mark.parametrize(
    "marked",
    [
        "由<lead>江海光电科技有限公司</lead>牵头组建的<name>车载激光雷达创新联合体</name>在武汉成立。",
        (
            "<name>深海采矿装备创新联合体</name>由<lead>中南大学</lead>牵头，<member>"
            "长沙矿山研究院</member>、<member>湘潭大学</member>参与。"
        ),
        "<lead>西北工业大学</lead>领衔组建<name>航空复合材料创新联合体</name>。",
        (
            "<name>氢燃料重卡创新联合体</name>由<lead>潍柴动力</lead>主导，"
            "<member>青岛大学</member>等<count 8 exact>8家</count>单位参与。"
        ),
        "<name>盐碱地水稻创新联合体</name>的牵头单位包括<lead>海南大学</lead>、<lead>湖南农业大学</lead>。",
        "由<lead>吉林大学</lead>、<lead>长春理工大学</lead>共同牵头的<name>高端光学仪器创新联合体</name>正式成立。",
        "<name>智能矿山创新联合体</name>依托<lead>太原理工大学</lead>建设。",
        (
            "<lead>天津大学</lead>联合<member>南开大学</member>、<member>天津港集团</member>等<count 15 over>15余家</count>单位组建<name>"
            "绿色港口创新联合体</name>。"
        ),
        "作为<name>脑机接口创新联合体</name>牵头单位，<lead>浙江大学</lead>已联合<member>宁波大学</member>开展攻关。",
        "<lead>重庆长安汽车股份有限公司</lead>当选<name>智能座舱产业创新联盟</name>理事长单位。",
        "由<lead>福建海澜船舶工程有限公司</lead>发起成立<name>电动船舶创新联合体</name>。",
        (
            "由<member>复旦大学</member>、<member>同济大学</member>、<member>华东理工大学</member>共同发起的<name>"
            "合成生物产业创新联盟</name>在上海成立。"
        ),
        "在省科技厅指导下，由<lead>安徽光达半导体有限公司</lead>牵头的<name>光刻胶创新联合体</name>成立。",
        "<name>特种橡胶创新联合体</name>（牵头单位：<lead>青岛科技大学</lead>）获批建设。",
        (
            "<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>、<lead>"
            "江南造船（集团）有限责任公司</lead>双牵头。"
        ),
        "<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>和<lead>上海交通大学</lead>共同领衔。",
        "<lead>武汉理工大学</lead>与<lead>上海交通大学</lead>联合牵头组建<name>绿色船舶创新联合体</name>。",
        (
            "<name>绿色船舶创新联合体</name>牵头单位有两家，一是<lead>武汉理工大学</lead>，二是<lead>"
            "上海交通大学</lead>。"
        ),
        "以<lead>武汉理工大学</lead>为牵头单位的<name>绿色船舶创新联合体</name>成立。",
        (
            "会议推选<lead>武汉理工大学</lead>为<name>绿色船舶创新联盟</name>理事长单位，<member>"
            "上海交通大学</member>为副理事长单位。"
        ),
        "<name>碳纤维创新联合体</name>由<lead>蓝芯智能</lead>牵头。",
        "在湖北省科技厅的指导下，<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>牵头组建。",
        "<name>5G应用产业联盟</name>由<lead>清华大学</lead>牵头。",
        "<lead>清华大学</lead>联合<member>东海造船集团</member>组建<name>激光制造创新联合体</name>。",
    ],
)
def test_leads(extractor: Extractor, marked: str) -> None:
    """由…牵头, 领衔, 主导, 发起, 联合…组建, 依托, 理事长单位 and titles lead; guides, approvers and joint initiators do not."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "由<lead>沪南船舶（集团）有限公司</lead>牵头组建<name>极地船舶创新联合体</name>。",
        "由<lead>华锐重工（大连）有限公司</lead>牵头组建<name>大型铸锻件创新联合体</name>。",
        "由<lead>中国石化江汉油田分公司</lead>牵头组建<name>页岩油开采创新联合体</name>。",
        "由<lead>中国电子科技集团公司第十四研究所</lead>牵头组建<name>毫米波芯片创新联合体</name>。",
        "由<lead>香港中文大学（深圳）</lead>牵头组建<name>具身智能创新联合体</name>。",
        (
            "<name>固态变压器创新联合体</name>由<lead>西安高压电器研究院</lead>牵头，"
            "联合<member>ABB</member>、<member>施耐德电气</member>组建。"
        ),
        (
            "由<lead>湖南省农业科学院</lead>牵头，联合<member>袁隆平农业高科技股份有限公司</member>组建<name>"
            "耐盐碱水稻创新联合体</name>。"
        ),
        "由<lead>国家石墨烯创新中心</lead>牵头组建<name>石墨烯散热膜创新联合体</name>。",
        "由<lead>TCL华星</lead>牵头，联合<member>京东方</member>组建<name>印刷显示创新联合体</name>。",
        "由<lead>山东大学齐鲁医院</lead>牵头，联合<member>威高集团</member>组建<name>高端医用耗材创新联合体</name>。",
        "由<lead>黑龙江省农业科学院大豆研究所</lead>牵头组建<name>高油大豆创新联合体</name>。",
        "由<lead>远景能源</lead>牵头组建<name>陆上风电创新联合体</name>。",
        (
            "由<lead>科大讯飞</lead>牵头，"
            "<member>寒武纪</member>、<member>云知声</member>等<count 20 over>20多家</count>企业共同参与，"
            "组建<name>语音大模型创新联合体</name>。"
        ),
        (
            "<name>超导磁体创新联合体</name>由<lead>合肥工业大学</lead>牵头，"
            "<member>ABB</member>、<member>西门子</member>参与。"
        ),
        (
            "<name>自动驾驶创新联合体</name>由<lead>同济大学</lead>牵头，"
            "<member>博世</member>、<member>华为</member>等<count 18 exact>18家</count>企业参与。"
        ),
        "<name>量子计算创新联盟</name>由<lead>慕尼黑工业大学</lead>牵头，<member>清华大学</member>参与。",
    ],
)
def test_organisations_in_relations(extractor: Extractor, marked: str) -> None:
    """Brackets, branches, numbered institutes, foreign names, trade names, brands where a relation calls for them."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，"
            "成员单位包括<member>武汉大学</member>、<member>江汉大学</member>和<member>长飞光纤</member>。"
        ),
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<member>武汉大学</member>为副理事长单位。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，秘书处设在<member>江汉大学</member>。",
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，省科技厅指导，"
            "<member>江汉大学</member>参与。"
        ),
        "<member>武汉大学</member>加入了<name>激光制造创新联合体</name>。该联合体由<lead>华中科技大学</lead>牵头。",
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<count 10 tens>数十所</count>"
            "高校和上下游企业参与。"
        ),
        (
            "在湖北省科技厅支持下，<lead>华中科技大学</lead>牵头，"
            "<member>武汉大学</member>、<member>江汉大学</member>参与共建<name>激光制造创新联合体</name>。"
        ),
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。王明是武汉大学教授，长期研究激光。",
        (
            "<name>激光制造创新联合体</name>由<lead>"
            "华中科技大学</lead>联合<member>武汉大学</member>、<member>江汉大学</member>共同组建。"
        ),
        (
            "由<member>武汉大学</member>、<member>江汉大学</member>、<lead>华中科技大学</lead>共同发起、<lead>"
            "华中科技大学</lead>牵头的<name>激光制造创新联合体</name>成立。"
        ),
        "由华中科技大学牵头制定的激光加工标准已经发布，<name>激光制造创新联合体</name>参与讨论。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。联合体依托武汉大学实验室开展研究。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。王明任理事长，他是江汉大学教授。",
    ],
)
def test_members(extractor: Extractor, marked: str) -> None:
    """Lists, titles and joiners are members; descriptions, people and other bodies in the text are not."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "会上，国内首个<name>海藻纤维创新联合体</name>揭牌，由<lead>青岛大学</lead>牵头。",
        "双方共同发起<name>“智慧冷链”产业创新联盟</name>，由<lead>中国农业大学</lead>担任理事长单位。",
        "<lead>华侨大学</lead>牵头成立福建省首家<name>建筑废弃物资源化创新联合体</name>。",
        "我省正式启动<name>茶叶全产业链创新联合体</name>建设，由<lead>湖南农业大学</lead>牵头。",
        (
            "<date established ../2024-11-07>日前</date>，由<lead>武汉理工大学</lead>牵头的<name>"
            "绿色智能船舶与海洋装备创新联合体</name>成立。"
        ),
        "<lead>北京理工大学</lead>牵头的<name>5G+工业互联网创新联合体</name>成立。",
        "<lead>大连理工大学</lead>牵头成立了<name>C919机体材料创新联合体</name>。",
    ],
)
def test_names_begin_where_they_begin(extractor: Extractor, marked: str) -> None:
    """Verbs, determiners and places of others stay outside the name."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<name>氢能装备产业技术创新联盟</name>（以下简称“<alias>氢装联盟</alias>”）由<lead>清华大学</lead>牵头。",
        "<name>氢能装备产业技术创新联盟</name>（简称<alias>氢装联盟</alias>）由<lead>清华大学</lead>牵头。",
        "<name>氢能装备产业技术创新联盟</name>（<alias>HETA</alias>）由<lead>清华大学</lead>牵头。",
        "<name>氢能装备产业技术创新联盟</name>（下称“<alias>氢装联盟</alias>”）由<lead>清华大学</lead>牵头。",
        "<name>氢能装备产业技术创新联盟</name>（“<alias>氢装联盟</alias>”）由<lead>清华大学</lead>牵头。",
        "<name>氢能装备产业技术创新联盟</name>，简称“<alias>氢装联盟</alias>”，由<lead>清华大学</lead>牵头。",
        (
            "<name>氢能装备产业技术创新联盟</name>"
            "（以下简称“<alias>氢装联盟</alias>”或“<alias>HETA</alias>”）由<lead>清华大学</lead>牵头。"
        ),
        (
            "厦门海盈智能科技股份有限公司（以下简称“海盈智能”）主营传感器。"
            "<lead 厦门海盈智能科技股份有限公司>海盈智能</lead>牵头组建<name>智能传感创新联合体</name>。"
        ),
        (
            "厦门海盈智能科技股份有限公司主营传感器。由<lead 厦门海盈智能科技股份有限公司>厦门海盈</lead>牵头，"
            "组建<name>智能传感创新联合体</name>。"
        ),
        (
            "中国科学院金属研究所（简称金属所）成绩突出。由<lead 中国科学院金属研究所>金属所</lead>牵头组建<name>"
            "高温合金创新联合体</name>。"
        ),
        "华中科技大学（HUST）位于武汉。由<lead 华中科技大学>HUST</lead>牵头组建<name>激光制造创新联合体</name>。",
        (
            "江海光电科技有限公司（简称：江海光电）主营激光器。"
            "由<lead 江海光电科技有限公司>江海光电</lead>牵头组建<name>激光制造创新联合体</name>。"
        ),
    ],
)
def test_aliases(extractor: Extractor, marked: str) -> None:
    """Every form of definition and short forms of a name given in full."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "支持龙头企业牵头组建创新联合体，开展关键核心技术攻关。",
        "鼓励江海光电科技有限公司等企业牵头组建创新联合体。",
        "构建龙头企业牵头、高校院所支撑、各创新主体相互协同的创新联合体。",
        "全省已组建创新联合体46家，覆盖12个产业。",
        "我市已累计培育9家市级创新联合体。",
        "中铁四局与安徽水利开发股份有限公司组成联合体中标合肥地铁项目。",
        "本次招标接受联合体投标，联合体牵头单位须具有一级资质。",
        "由市人民医院牵头，联合12家社区卫生服务中心组建医联体。",
        "由市第一中学牵头成立教联体，覆盖8所学校。",
        "长江中游城市群省会城市联盟由武汉、长沙、南昌、合肥四市组成。",
        "东非共同体由八个国家组成。",
        "星空联盟由中国国际航空公司等26家成员航空公司组成。",
        "到2027年，力争组建50家以上创新联合体。",
        "各地要探索由领军企业牵头、高校参与的创新联合体运行机制。",
        "职业教育集团由职业技术学院牵头，联合30家企业组成就业联盟。",
        "创新联合体是以企业为主体的新型研发组织，应由行业龙头企业牵头。",
        "首批12个创新联合体今天集中授牌。",
        "市政府印发意见，提出由链主企业牵头组建创新联合体，每家给予500万元支持。",
        "专家建议，由行业骨干企业牵头，联合高校院所组建创新联合体。",
        "申报创新联合体的牵头单位应为注册满三年的企业，成员单位不少于5家。",
        "目前，全国已建立产业技术创新战略联盟160余家。",
        "江海建设集团有限公司与东湖设计院联合体中标武汉轨道交通12号线项目。",
        "采购公告：本项目允许联合体投标，联合体成员不得超过3家。",
        "市中医院与9家乡镇卫生院组建紧密型医共体、医联体。",
        "由武汉职业技术学院牵头的市域产教联合体成立，42家企业参与。",
        "长三角城市经济协调会推动城市联盟建设。",
        "西非国家经济共同体峰会举行。",
        "反法西斯同盟取得胜利。",
        "他呼吁企业携手组建创新联合体，共同攻关。",
        "什么是创新联合体？创新联合体由谁牵头？",
        "未来，武汉将组建一批创新联合体。",
        "湖北今年新组建28个产业技术创新联合体，参与企业312家。",
        "天气晴好，市民纷纷出游。",
        "",
    ],
)
def test_talk_of_consortia_in_general_gives_nothing(extractor: Extractor, marked: str) -> None:
    """Exhortation, definitions, counts of consortia, tenders, hospitals, schools, cities and states."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "由<lead>江海光电科技有限公司</lead>牵头,联合<member>"
            "华中科技大学</member>,<member>武汉大学</member>等<count 26 exact>26家</count>单位组建<name>"
            "激光制造创新联合体</name>."
        ),
        (
            "由<lead>沪东重工(集团)有限公司</lead>牵头组建<name>船用发动机创新联合体</name>"
            ",成员单位达<count 26 exact>26家</count>."
        ),
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，汇聚 <count 40 over>40 余家</count> 单位。",
        (
            "<name 激光制造创新联合体>激光制造 创新联合体</name>由<lead 华中科技大学>华中 科技大学</lead>牵头，"
            "<count 26 exact>26 家</count>单位参与。"
        ),
        (
            "由<lead>华中科技大学</lead>牵头，联合<member>武汉大学</member>、\n"
            "<member>江汉大学</member>等<count 26 exact>26家</count>单位，共同组建的<name>"
            "激光制造创新联合体</name>正式成立。"
        ),
        (
            "由<lead>华中科技大学</lead>牵头的<name 激光制造创新联合体>激光\u200b制造创新联合体</name>成立，"
            "成员单位<count 26 exact>２６家</count>。"
        ),
        (
            "<date established 2024-06-18>２０２４年６月１８日</date>，由<lead>华中科技大学</lead>牵头的<name>"
            "激光制造创新联合体</name>成立。"
        ),
        (
            "由<lead>華中科技大學</lead>牽頭，"
            "聯合<member>武漢大學</member>等<count 26 exact>26家</count>單位組建的<name>"
            "鐳射製造創新聯合體</name>成立。"
        ),
        (
            "由<lead>华中科技大学</lead>\u00a0牵头组建<name>激光制造创新联合体</name>，"
            "成员\u00a0<count 26 exact>26\u00a0家</count>。"
        ),
        (
            "\ufeff首页 > 新闻 > 正文\n来源：科技日报\n由<lead>华中科技大学</lead>牵头组建<name>"
            "激光制造创新联合体</name>。\n分享到： 微信 微博\n【打印】【关闭】"
        ),
        ('由<lead>华中科技大学</lead>牵头组建"<name>激光制造创新联合体</name>",<count 26 exact>26家</count>单位加入;'),
        "「<name>激光制造创新联合体</name>」由<lead>华中科技大学</lead>牵头。",
        (
            "由<lead>华中科技大学</lead>牵头组建<name>激光制造创新联合体</name>｡\r\n"
            "该联合体成员单位达<count 26 exact>26家</count>｡\r\n"
        ),
        (
            "<name>半導體材料創新聯合體</name>由<lead>清華大學</lead>牽頭，"
            "<member>武漢大學</member>、<member>復旦大學</member>參與。"
        ),
        (
            "<date established 2024-06>今年6月</date>，由<lead>清華大學</lead>牽頭的<name>"
            "半導體材料創新聯合體</name>成立，成員單位達<count 26 exact>26家</count>。"
        ),
    ],
)
def test_dirty_pages(extractor: Extractor, marked: str) -> None:
    """ASCII punctuation, blanks, breaks in mid-sentence, invisible characters, full-width digits, Traditional text."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    ("clean", "dirty"),
    [
        ("，", ","),
        ("26家", "２６家"),
        ("26家", "26 家"),
        ("26家", "2\u200b6家"),
        ("激光", "激\u200b光"),
        ("江汉大学等", "江汉 大学等"),
        ("、江汉", "、\n江汉"),
        ("、江汉", "、\r\n\r\n\u3000\u3000江汉"),
        ("由华中", "\u00a0由华中"),
        ("有限公司", "有限公司\ufeff"),
    ],
)
def test_dirt_changes_no_value(extractor: Extractor, clean: str, dirty: str) -> None:
    """A page with dirt in it gives the same values as the clean one."""
    text = "由华中光电有限公司牵头，联合武汉大学、江汉大学等26家单位组建的激光制造创新联合体成立。"
    assert clean in text

    def values(page: str) -> list[tuple[str, str]]:
        return [(f.field, f.normalised) for r in extract(extractor, page, PUBLISHED) for f in r.facts]

    assert values(text.replace(clean, dirty)) == values(text)
    assert {field for field, _ in values(text)} >= {"name", "lead_units", "member_units", "member_counts"}


@pytest.mark.parametrize("text", ["", "天气晴好。", "大学与公司签约。", "牵头", "联合国大会召开"])
def test_an_article_without_the_words_is_not_read(extractor: Extractor, text: str) -> None:
    """One scan tells that an article cannot speak of a consortium."""
    assert not extractor.is_relevant(text)
    assert extractor.extract(to_article(text)) == ()


@pytest.mark.parametrize("text", ["组建联合体", "創新聯合體", "产业联盟", "创新共同体", "协同创新体", "联 合 体"])
def test_an_article_with_the_words_is_read(extractor: Extractor, text: str) -> None:
    """Traditional script and inserted blanks are no hindrance."""
    assert extractor.is_relevant(text)


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("由<lead>武汉大学</lead>牵头组建激光制造创新联合体。", "spurious name"),
        ("由武汉大学牵头组建<name>激光制造创新联合体</name>。", "spurious lead_units"),
        ("由<member>武汉大学</member>牵头组建<name>激光制造创新联合体</name>。", "missing member_units"),
        ("由<lead>武汉大学</lead>牵头组建<name 激光联合体>激光制造创新联合体</name>。", "missing name '激光联合体'"),
        ("<lead 武汉大学>由</lead>武汉大学牵头组建<name>激光制造创新联合体</name>。", "quoted as '武汉大学' at 1"),
        ("由武汉大学牵头组建激光制造创新联合体。", "expected 0 records, got 1"),
        ("支持企业牵头组建<name>创新联合体</name>。", "expected 1 records, got 0"),
    ],
)
def test_wrong_gold_is_told(extractor: Extractor, marked: str, complaint: str) -> None:
    """The comparison that these tests rest on notices each kind of difference."""
    assert any(complaint in line for line in differences(extractor, marked, PUBLISHED))
