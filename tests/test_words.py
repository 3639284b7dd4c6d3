"""The two taggers: the fast one must give what the reference gives."""

import copy
import logging

import jieba
import pytest

from cx_extract.text.words import Word, reference_tagger, tag_words

rjieba = pytest.importorskip("rjieba", reason="no wheel of rjieba for this platform: there is one tagger only")

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


@pytest.fixture(scope="module")
def fast() -> object:
    """The fast tagger's instance."""
    return rjieba.Jieba()


@pytest.fixture(scope="module")
def reference() -> object:
    """The reference tagger."""
    return reference_tagger()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_taggers_agree(sentence: str, reference: object) -> None:
    """Words and parts of speech are the same on news prose, figures, names and speech."""
    from cx_extract.text.words import default_tagger

    assert default_tagger()(sentence) == reference(sentence)
