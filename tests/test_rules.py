"""The shipped relation rules: what each says it is for, and what it must leave alone."""

from __future__ import annotations

import datetime as dt

import pytest

from cx_extract import Article, Extractor, to_article
from cx_extract.explain import Trace, trace
from cx_extract.rulecheck import Marked, check_rules, read_example
from cx_extract.ruleset import Rule, load_rules

RULES = load_rules().rules
EXAMPLES = [
    pytest.param(rule.id, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
]
COUNTER_EXAMPLES = [
    pytest.param(rule.id, sentence, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, sentence in enumerate(rule.counter_examples, 1)
]


def seen_in(extractor: Extractor, text: str) -> Trace:
    """Return what the extractor sees in ``text``, an article of 30 June 2024."""
    article: Article = to_article(text, published=dt.date(2024, 6, 30))
    return trace(extractor, article)


def rules_of_facts(found: Trace) -> set[str]:
    """Return the rules on which the values of the records rest."""
    return {fact.rule_id for record in found.records for fact in record.facts}


def test_the_shipped_rules_pass_their_check() -> None:
    """``cx-extract rules check`` has nothing to say about form, examples or cost."""
    assert [str(problem) for problem in check_rules().problems] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_shows_what_it_is_for(rule: Rule) -> None:
    """A rule without a sentence for it and one against it can't be judged by who reads it."""
    assert rule.examples
    assert rule.counter_examples


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES)
def test_an_example_gives_values_by_its_rule(rule_id: str, example: str, extractor: Extractor) -> None:
    """The rule matches the marked slots, and a value of the record rests on it."""
    marked = read_example(example)
    assert isinstance(marked, Marked), marked
    found = seen_in(extractor, marked.text)
    matched = {
        (name, seen.start, seen.end)
        for sentence in found.sentences
        for relation in sentence.relations
        if relation.rule_id == rule_id
        for name, seen in relation.slots
    }
    assert matched <= marked.slots
    assert rule_id in rules_of_facts(found)


@pytest.mark.parametrize(("rule_id", "sentence"), COUNTER_EXAMPLES)
def test_a_counter_example_gives_no_value_by_its_rule(rule_id: str, sentence: str, extractor: Extractor) -> None:
    """No value of any record rests on the rule."""
    assert rule_id not in rules_of_facts(seen_in(extractor, sentence))
