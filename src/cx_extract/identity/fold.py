"""Names in one script, one width and one style of brackets, so that spelling alone never makes two."""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

_T2S = opencc.OpenCC("t2s")
_BRACKETS = str.maketrans("[]{}〔〕【】〈〉", "()()()()()")
_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\"'“”‘’「」『』《》〝〞]+")
_DOTS = re.compile("[•‧・･∙]")


@functools.lru_cache(maxsize=1 << 17)
def fold_name(name: str) -> str:
    """Return ``name`` in Simplified characters and NFKC, without blanks and quotation marks, brackets as ``()``.

    Characters go over one by one by OpenCC's t2s table, as in ``text.view``: what the article's own view folds
    gives the same here.
    """
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)
    return "".join([_simplified(c) if c > "\u33ff" else c for c in _DOTS.sub("·", folded)]).upper()


@functools.cache
def _simplified(character: str) -> str:
    simplified = _T2S.convert(character)
    return simplified if len(simplified) == 1 else character
