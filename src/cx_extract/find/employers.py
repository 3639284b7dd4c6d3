"""Unknown words that a role beside them makes organisations: 星海光电董事长李某, 蓝鲸重工牵头组建….

Whoever has a chairman or leads a consortium is a body, whether a list knows it or not. The word is read from the role
to the left, up to a mark, a function word or a verb.
"""

from __future__ import annotations

import re

from cx_extract.find.bodies import BodyJudge
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.text.guard import guarded

_ROLE = guarded(
    r"(?:的(?=(?:[总副]|董事长|创始人|老板|厂长)))?(?:(?:党委书记|总支书记)、?)?(?:副董事长|董事长|副总经理|总经理|副总裁|总裁|首席执行官|首席技术官|首席科学家|首席专家|创始人"
    r"|联合创始人|(?<=的)老板|(?<=的)厂长|副总工程师|总工程师|副总工|总工|技术总监|研发总监|技术负责人|研发负责人|CEO|CTO)"
    r"|(?<![双正拟])(?<!正在)(?<!筹划)(?<!计划)(?<!准备)(?<!打算)(?=(?:正|正在|拟|已)?(?:筹划|计划|准备|打算)?(?:双|共同|联合)?(?:牵头|领衔|领建)(?!单位|企业|人|者|方|专家))"
    r"|(?=(?:分别)?(?:为|任|是|担任|当选为?|被选为|被推选为|被选举为)[^，。；、]{0,8}(?:理事长|理事|成员|会员|牵头|组长)单位)"
)
_DEED = guarded(
    r"(?=(?:联合|携手|会同|联手|牵手)[^。；]{1,100}?(?:组建|成立|共建|打造|发起|创建)|(?:与|和)[^。；，]{2,60}?(?:组建|成立|共建|发起)了?“?[^，。；]{2,30}(?:联盟|联合体|共同体)"
    r"|(?:宣布|率先|牵头)?(?:发起|成立|组建)了?“?[^，。；的]{2,30}(?:联盟|联合体|共同体)|(?:则|主要)?(?:负责|承担|主攻|提供)[^，。；]{2})"
)
"""What bodies do, but others as well: the word before it must look like a name by itself."""
_COUNTED = re.compile(r"[\d一二三四五六七八九十百数几多两][余多]?$")
_COINED = frozenset({"v", "t", "f", "s"})
"""Tags of words that trade names are made of as well: 飞驰, 九天, 北方."""
_REACH = 12
_JOINED = frozenset("·&-.")


def find_employers(document: Document, named: list[Mention], judge: BodyJudge) -> list[Mention]:
    """Return the unknown words before an executive's title, 牵头 or a deed; known names there stay as they are."""
    ends = {m.end for m in named if m.kind is Kind.ORG}
    found = []
    places = [(m.start(), judge.as_body) for m in _ROLE.finditer(document.text)]
    places += [(m.start(), judge.as_neighbour) for m in _DEED.finditer(document.text)]
    for end, judged in places:
        if end in ends or end == 0:
            continue
        body = judged(document, _start(document, end, judge), end)
        if body is not None and not _COUNTED.search(document.text, max(0, body.start - 2), body.start):
            found.append(body)
    return found


def _start(document: Document, end: int, judge: BodyJudge) -> int:
    start = end
    if not document.is_boundary(end):  # 宜宾晨光|电芯正|筹划
        start = next((at for at in range(end - 1, max(-1, end - 4), -1) if at in document.word_at), end)
    while start > 0 and end - start < _REACH:
        word = document.word_ending.get(start)
        if word is None:
            if document.text[start - 1] not in _JOINED:
                break
            start -= 1
            continue
        coined = word.tag in _COINED and judge.is_trade_name(document.text[word.start : end])
        if word.text in judge.stop or not (judge.may_belong(word) or coined):
            break
        start = word.start
    return start
