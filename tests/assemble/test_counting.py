"""Which lists and numbers are of members, and which are of others."""

from __future__ import annotations

import pytest
from marked import differences

from cx_extract import Extractor


@pytest.mark.parametrize(
    "marked",
    [
        ("<name>数控机床创新联合体</name>由<lead>江北机床集团</lead>牵头。该公司客户有江北大学、远山重工等12家企业。"),
        "<name>数控机床创新联合体</name>由<lead>江北机床集团</lead>牵头，骨干曾到访江北大学、远山重工等12家单位。",
        (
            "<name>数控机床创新联合体</name>由<lead>江北机床集团</lead>牵头，新增了<member>江北大学</member>、"
            "<member>远山重工</member>等6家理事单位。"
        ),
        (
            "<name>数控机床创新联合体</name>由<lead>江北机床集团</lead>牵头，吸纳<member>江北应化研究所</member>"
            "等<count 6 exact>6家</count>单位。"
        ),
        (
            "去年全市组建了6个创新联合体，其中由<lead>江北机床集团</lead>牵头的<name>数控机床创新联合体</name>"
            "有成员单位<count 9 exact>9家</count>。"
        ),
    ],
)
def test_members(extractor: Extractor, marked: str) -> None:
    """Customers are no members, newcomers no total, and a word inside a name (应) makes no appeal."""
    assert not differences(extractor, marked)
