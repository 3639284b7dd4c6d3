"""Lists of bodies that only deal with a consortium: its customers, suppliers and visitors are no members."""

from __future__ import annotations

import re

_CLAUSE_MARKS = "，。；：！？\n"
_REACH = 120
_OUTSIDERS = re.compile(
    r"(?:客户|用户|供应商|经销商|代理商|股东|投资方|门店|子公司|竞争对手)[^，。；]{0,12}(?:有|包括|为|如|是|含|达|超|及)"
    r"|(?:应用|推广|安装|部署|落地|运用)(?:于|到|在|至)|销往|供货|供应给|卖给|出口|交付|服务于|惠及|参观|走访|调研|考察|到访|中标"
)


def is_of_outsiders(text: str, position: int) -> bool:
    """Tell whether the clause up to ``position`` lists those who buy, supply, use or visit."""
    floor = max(0, position - _REACH)
    start = max(text.rfind(mark, floor, position) for mark in _CLAUSE_MARKS) + 1 or floor
    return bool(_OUTSIDERS.search(text, start, position))
