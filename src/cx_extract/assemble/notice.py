"""Official notices: what the heading says of a list holds for each consortium on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention

_HEAD_LENGTH = 400
_LIST = re.compile(
    r"(?:认定|公布|下达|立项|批准|备案|入选|同意|印发)[^。\n]{0,40}(?:联合体|联盟|共同体)"
    r"|(?:联合体|联盟|共同体)[^。\n]{0,14}(?:名单|认定结果|建设计划|立项)"
)
_TENTATIVE = re.compile(r"拟(?:认定|立项|支持|组建|批准|备案)|公示")
_DECIDED = re.compile(r"现认定|现?予以(?:认定|公布|批准|立项)|现(?:将|予)?[^。]{0,8}公布|批准|同意")
_ITEM = re.compile(r"^[\s\u3000]*(?:[（]?[\d一二三四五六七八九十]{1,3}[）．.、]|[①-⑳])")
_ALONE = re.compile(r"[\s*＊；;、。]*(?:\n|$)")
_SIGNED = re.compile(r"[\s\u3000]*(?:印发)?[\s\u3000。]*$")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: its date (the signature's, standing alone at the end) and whether it only announces a proposal."""

    date: Mention | None
    tentative: bool


def read_notice(document: Document, dates: list[Mention]) -> Notice | None:
    """Return the notice that the document is, None if it is none."""
    head = document.text[:_HEAD_LENGTH]
    if not _LIST.search(head):
        return None
    signed = None
    for mention in reversed(dates):
        line_start = document.text.rfind("\n", 0, mention.start) + 1
        line_end = document.text.find("\n", mention.end)
        after = document.text[mention.end : line_end if line_end >= 0 else None]
        before = document.text[line_start : mention.start].strip(" \u3000")
        if _SIGNED.fullmatch(after) and len(before) < 20 and "，" not in before:
            signed = mention
            break
    return Notice(signed, bool(_TENTATIVE.search(head)) and not _DECIDED.search(head))


def is_list_item(document: Document, mentions: list[Mention]) -> bool:
    """Tell whether one of a consortium's mentions opens a numbered line or is a line by itself."""
    for mention in mentions:
        if mention.kind is Kind.CX:
            line = document.text.rfind("\n", 0, mention.start) + 1
            head = document.text[line : mention.start]
            if _ITEM.match(head) and len(head) <= 6:
                return True
            if line and not head.strip() and _ALONE.match(document.text, mention.end):
                return True
    return False
