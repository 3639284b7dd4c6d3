"""What the tests of extraction share: building it once costs less than building it for each test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cx_extract import Extractor
from cx_extract.find.document import make_document
from cx_extract.find.gazetteer import Gazetteer
from cx_extract.find.recogniser import Recognised, Recogniser
from cx_extract.text.view import make_view
from cx_extract.text.words import default_tagger


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Return the extractor with the shipped rules."""
    return Extractor()


@pytest.fixture(scope="session")
def recognise(extractor: Extractor) -> Callable[[str], Recognised]:
    """Return what finds the mentions of a text."""
    gazetteer, recogniser = Gazetteer(extractor.ruleset), Recogniser(extractor.ruleset)
    tagger = default_tagger(tuple(extractor.ruleset.lexicons["words"]["nouns"]["words"]))
    return lambda text: recogniser.recognise(make_document(make_view(text), gazetteer, tagger))
