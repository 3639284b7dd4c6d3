"""Forms that fit several bodies."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cx_extract.identity.ambiguity import MARGIN, lower_ambiguous

PAIRS = list(combinations(range(7), 2))


@given(
    scores=st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.5, 0.7, 0.74, 0.75, 0.8, 0.9])),
    apart=st.sets(st.sampled_from(PAIRS)),
)
def test_a_pair_is_lowered_if_a_side_has_a_partner_as_good_that_is_another_body(
    scores: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    """Whatever the pairs and in whatever order they come, exactly those with a rival on one side are lowered."""
    found = lower_ambiguous({pair: (score, ()) for pair, score in scores.items()}, lambda *pair: pair in apart)
    for pair, score in scores.items():
        rivals = {
            (node, partner, rival)
            for node, partner in (pair, pair[::-1])
            for other, other_score in scores.items()
            if node in other and other_score > score - MARGIN
            for rival in set(other) - {node, partner}
            if (min(rival, partner), max(rival, partner)) in apart
        }
        assert ("fits_others" in found[pair][1]) == bool(rivals)
