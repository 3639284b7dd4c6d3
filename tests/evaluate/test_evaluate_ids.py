"""Which article is which when two sets begin at different folders."""

from __future__ import annotations

import pytest
from evaluate_builders import article, record

from cx_extract.errors import UsageError
from cx_extract.evaluate.ids import match_ids, renamed


@pytest.mark.parametrize(
    ("known", "others", "expected"),
    [
        (["a", "b"], ["b", "a"], {"a": "a", "b": "b"}),
        (["dev/01", "dev/02"], ["01", "02"], {"01": "dev/01", "02": "dev/02"}),
        (["01"], ["corpus/dev/01"], {"corpus/dev/01": "01"}),
        (["dev/01", "test/01"], ["01"], {}),
        (["01"], ["dev/01", "test/01"], {}),
        (["dev/01", "01"], ["01"], {"01": "01"}),
        (["dev/01"], ["test/01"], {}),
        (["1"], ["01", "x1"], {}),
        ([], ["a"], {}),
    ],
)
def test_ids_match_whole_or_by_their_only_end(known: list[str], others: list[str], expected: dict[str, str]):
    """An id that could be two others, or that only looks like an end, has no counterpart."""
    assert match_ids(known, others) == expected


def test_articles_take_the_ids_of_the_known_ones():
    """What has no counterpart keeps its own; if nothing has one, something is wrong."""
    known = [article(record("甲"), id="dev/1"), article(id="dev/2")]
    assert [a.id for a in renamed(known, [article(id="1"), article(id="9")])] == ["dev/1", "9"]
    with pytest.raises(UsageError, match="no article is in both; one side has such as 'dev/1', the other such as '8'"):
        renamed(known, [article(id="8"), article(id="9")])
    assert renamed(known, []) == []
    assert [a.id for a in renamed([], known)] == ["dev/1", "dev/2"]
