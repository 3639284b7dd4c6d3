"""When a number of members holds."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor


@pytest.mark.parametrize(
    ("sentence", "as_of"),
    [
        ("截至2024年6月20日，联合体成员单位达到28家。", "2024-06-20"),
        ("截至今年6月底，联合体成员单位达到28家。", "2024-06"),
        ("目前，联合体成员单位达到28家。", "current"),
        ("2024年6月20日，联合体开会，成员单位有28家。", ""),
    ],
)
def test_a_number_holds_up_to_the_day_stated(extractor: Extractor, sentence: str, as_of: str) -> None:
    """截至 dates a number; a date that is something else's does not."""
    (record,) = extract(extractor, "特种玻璃创新联合体由武汉理工大学牵头。" + sentence, "2024-11-07")
    assert [(fact.value, fact.as_of) for fact in record.all("member_counts")] == [(28, as_of)]
