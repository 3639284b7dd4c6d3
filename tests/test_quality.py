"""The ratchet: the figures on the development corpus never fall below corpus/floors.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cx_extract.evaluate.gold import from_consortia, load_gold
from cx_extract.evaluate.score import Score, evaluate
from cx_extract.pipeline import Extractor
from cx_extract.readers import Failure, discover, load

CORPUS = Path(__file__).parents[1] / "corpus"
FLOORS: dict[str, float] = json.loads((CORPUS / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def score() -> Score:
    """The development corpus, extracted and scored once."""
    extractor = Extractor()
    predicted = []
    for source in discover(CORPUS / "dev"):
        for article in load(source, None):
            assert not isinstance(article, Failure), article
            predicted.append(from_consortia(article.id, extractor.extract(article), article.text))
    return evaluate(load_gold(CORPUS / "dev"), predicted)


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_figure_stays_above_its_floor(figure: str, score: Score) -> None:
    """Strict F1 of each field on dev (relaxed where the name says so) is at least its floor."""
    field, _, mode = figure.partition(".")
    f1 = score.tally(field, mode or "strict").f1
    assert f1 is not None
    assert f1 >= FLOORS[figure], f"{figure} fell to {f1:.3f}; floors only rise"


def test_no_record_where_there_is_none(score: Score) -> None:
    """Articles of dev that tell of no consortium yield no record."""
    assert score.spurious_per_100_negatives == 0
