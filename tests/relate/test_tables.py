"""Lists of notices and tables: rows of consortia under a header."""

from __future__ import annotations

import pytest
from marked import differences

from cx_extract import Extractor

PUBLISHED = "2024-11-07"


@pytest.mark.parametrize(
    "marked",
    [
        (
            "关于公布2024年度创新联合体建设名单的通知\n各有关单位：\n现将名单公布如下：\n1.<name>"
            "激光制造创新联合体</name>（牵头单位：<lead>华中科技大学</lead>）\n2.<name#2>智能纺机创新联合体</name>"
            "（牵头单位：<lead#2>武汉纺织大学</lead>）\n湖北省科学技术厅\n"
            "<date approved 2024-10-30><date#2 approved 2024-10-30>2024年10月30日</date></date>"
        ),
        (
            "序号|联合体名称|牵头单位|成员单位\n1|<name>激光制造创新联合体</name>|<lead>华中科技大学</lead>|"
            "<member>武汉大学</member>、<member>江汉大学</member>\n2|<name#2>智能纺机创新联合体</name>|<lead#2>"
            "武汉纺织大学</lead>|<member#2>江南大学</member>"
        ),
        (
            "| 联合体名称 | 牵头单位 | 参与单位 |\n| --- | --- | --- |\n| <name>激光制造创新联合体</name> | <lead>"
            "华中科技大学</lead> | <member>武汉大学</member> |"
        ),
        (
            "湖北省科技厅关于认定2024年度创新联合体的通知\n1.<name>激光制造创新联合体</name>，牵头单位：<lead>"
            "华中科技大学</lead>，参与单位：<member>武汉大学</member>、<member>江汉大学</member>。\n2.<name#2>"
            "智能纺机创新联合体</name>，牵头单位：<lead#2>武汉纺织大学</lead>，"
            "参与单位：<member#2>江南大学</member>。"
        ),
        (
            "序号|名称|牵头单位\n1|<name>激光制造创新联合体</name>|<lead>江海光电科技有限公司</lead>\n2|<name#2>"
            "智能纺机创新联合体</name>|<lead#2>武汉纺织大学</lead>\n\n<name#3>氢能装备创新联合体</name>由<lead#3>"
            "武汉理工大学</lead>牵头。"
        ),
        (
            "联合体名称|依托单位|成立时间\n<name>激光制造创新联合体</name>|<lead>华中科技大学</lead>|"
            "<date established 2023-05>2023年5月</date>"
        ),
        "序号|项目名称|承担单位\n1|激光器研制|华中科技大学\n2|纺机研制|武汉纺织大学",
        "单位|联系人|联合体意向\n华中科技大学|王明|有",
    ],
)
def test_rows_and_items(extractor: Extractor, marked: str) -> None:
    """Each row or item is a record with its lead, members and dates; a notice approves what it lists."""
    assert differences(extractor, marked, PUBLISHED) == []
