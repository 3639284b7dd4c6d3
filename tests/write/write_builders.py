"""Records for the tests of the writers."""

import hashlib
from typing import Any

from cx_extract.model import Article, Consortium, Fact, FieldName


def article(text: str = "正文", article_id: str = "a", **known: Any) -> Article:
    """Return an article with the hash of its text."""
    return Article(article_id, text, hashlib.sha256(text.encode()).hexdigest(), **known)


def fact(field: FieldName, value: str | int, **details: Any) -> Fact:
    """Return a fact whose quote is its value."""
    quote = details.pop("quote", str(value))
    start = details.pop("start", 0)
    sentence = details.pop("sentence", quote)
    rule_id = details.pop("rule_id", "test.rule")
    return Fact(field, value, quote, start, start + len(quote), sentence, rule_id, **details)


def record(*facts: Fact, record_id: str = "r1") -> Consortium:
    """Return a record of ``facts``."""
    return Consortium(record_id, facts)
