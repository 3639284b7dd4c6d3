"""The trace of an extraction."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.explain import trace
from cx_extract.model import Article
from cx_extract.pipeline import Extractor

PIECES = st.sampled_from(
    [
        "由清华大学牵头",
        "，联合北京大学、",
        "10余家单位",
        "组建海上风电创新联合体",
        "该联合体",
        "。",
        "\n",
        "，",
        "2023年6月",
        "\u200b",
        "Ａ",
    ]
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """Return one extractor for all tests."""
    return Extractor()


def article(text: str) -> Article:
    """Return an article of ``text``."""
    return Article("a", text, hashlib.sha256(text.encode()).hexdigest())


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14))
def test_tracing_changes_nothing_and_all_its_spans_fit(extractor: Extractor, pieces: list[str]) -> None:
    """The records are those of ``extract``, and every span cuts its text out of the article."""
    one = article("".join(pieces))
    found = trace(extractor, one)
    assert found.records == extractor.extract(one)
    for sentence in found.sentences:
        assert one.text[sentence.start : sentence.end] == sentence.text
        filled = [seen for relation in sentence.relations for _, seen in relation.slots]
        assert all(one.text[seen.start : seen.end] == seen.text for seen in (*sentence.mentions, *filled))


def test_a_relation_names_the_facts_that_rest_on_it(extractor: Extractor) -> None:
    """A match that became a value says which, one that did not says nothing."""
    found = trace(extractor, article("由清华大学牵头组建的海上风电运维创新联合体在北京成立。各地要组建创新联合体。"))
    first, second = found.sentences
    became = {fact for relation in first.relations for fact in relation.facts}
    assert {"1 lead_units", "1 status"} <= became
    assert not any(relation.facts for relation in second.relations)


def test_the_extractor_is_left_as_it_was(extractor: Extractor) -> None:
    """Watching works on a copy: what the extractor holds is the same object afterwards."""
    before = dict(vars(extractor))
    trace(extractor, article("由清华大学牵头组建的海上风电运维创新联合体成立。"))
    assert vars(extractor) == before


def test_an_article_about_something_else_has_no_sentences(extractor: Extractor) -> None:
    """Nothing was looked at, so nothing is shown."""
    found = trace(extractor, article("今天多云转晴。"))
    assert (found.sentences, found.records) == ((), ())
