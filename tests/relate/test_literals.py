"""The literals that a pattern needs."""

from __future__ import annotations

import re

import pytest

from cx_extract.api import to_article
from cx_extract.explain import trace
from cx_extract.pipeline import Extractor
from cx_extract.relate.literals import needed_literals
from cx_extract.relate.patterns import compile_rule


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("由.{1,9}牵头", {"牵头"}),
        ("由[甲乙]+", {"由"}),
        ("(?:组建|成立)了?", {"组建", "成立"}),
        ("(?P<lead>甲)(?:组建|成立)", {"组建", "成立"}),
        ("组建|成立了", {"组建", "成立了"}),
        ("组建?", {"组"}),
        ("组?", set()),
        ("(?:组建)?", set()),
        ("(?:组建){0,3}+由", {"由"}),
        ("(?:组建){2}", {"组建"}),
        ("(?!组建)(?<!成立)由", {"由"}),
        ("(?<=已经)(?=.{2})", {"已经"}),
        (r"\d+(?:家|个[月年]?)", {"家", "个"}),
        ("(?:组建|[甲乙])", set()),
        ("\ue000", {"\ue000"}),
        ("\ue000由", {"\ue000由"}),
        ("\ue000[甲乙]由", {"由"}),
        ("(?i)abc", set()),
        ("(?:组(?:建|成)|成立)", {"组", "成立"}),
        ("由(?:", {"由"}),
    ],
)
def test_a_pattern_needs_what_stands_on_every_path(pattern: str, needed: set[str]) -> None:
    """Optional parts, negations and sets need nothing; alternatives need one of theirs; the longest is chosen."""
    assert needed_literals(pattern) == needed


def test_what_a_shipped_rule_matches_holds_what_it_needs() -> None:
    """In the examples of all rules, collapsed, no rule matches a sentence without one of its literals."""
    extractor = Extractor()
    rules = [compile_rule(rule, extractor.ruleset.macros) for rule in extractor.ruleset.rules]
    needed = [needed_literals(rule.pattern) for rule in rules]
    for example in (example for rule in rules for example in rule.rule.examples):
        for sentence in trace(extractor, to_article(re.sub("<[^<>]*>", "", example))).sentences:
            for rule, literals in zip(rules, needed, strict=True):
                assert any(literal in sentence.collapsed for literal in literals) or not rule.regex.search(
                    sentence.collapsed
                )
