"""The measures on cases done by hand, and the floors on the development set."""

from __future__ import annotations

from pathlib import Path

import pytest
from identity_builders import KNOWN

from cx_extract.errors import ReadError
from cx_extract.identity.atoms import Cluster, Resolution
from cx_extract.identity.measure import compare, read_labelled, score

DEV = Path(__file__).parents[2] / "corpus" / "identity" / "dev.tsv"
FLOORS = {"organisation": (0.99, 0.93, 0.99, 0.97), "consortium": (0.99, 0.92, 0.99, 0.97)}
"""Pairwise precision and recall, B-cubed precision and recall; they only rise."""


def resolution(*clusters: str) -> Resolution:
    """Return a resolution whose clusters have the letters of each word as members."""
    made = tuple(Cluster(word, word, tuple(word)) for word in clusters)
    return Resolution(made, (), (), {key: one.id for one in made for key in one.members})


def test_bagga_and_baldwin() -> None:
    """The example of their paper, figure 1 and 2: twelve items, two of three chains put together."""
    gold = dict.fromkeys("12345", "one") | dict.fromkeys("67", "two") | dict.fromkeys("89ABC", "three")
    found = compare(resolution("12345", "6789ABC"), gold)
    assert found.b_cubed.precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)  # 0.76
    assert found.b_cubed.recall == 1
    assert compare(resolution("1234589ABC", "67"), gold).b_cubed.precision == pytest.approx(7 / 12)  # 0.58


def test_pairs_are_counted() -> None:
    """Pairwise figures count pairs; every wrong pair is listed."""
    found = compare(resolution("ab", "cd"), {"a": "x", "b": "y", "c": "y", "d": "y"})
    assert (found.pairwise.precision, found.pairwise.recall) == (1 / 2, 1 / 3)
    assert found.pairwise.f1 == pytest.approx(0.4)
    assert [(m.kind, m.left, m.right) for m in found.mistakes] == [
        ("joined", "a", "b"),
        ("missed", "b", "c"),
        ("missed", "b", "d"),
    ]


def test_without_pairs_nothing_is_wrong() -> None:
    """Single names of single bodies score 1."""
    found = compare(resolution("a", "b"), {"a": "x", "b": "y"})
    assert found.pairwise.f1 == found.b_cubed.f1 == 1


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_figures_stay_above_their_floors(kind: str) -> None:
    """No figure on the development set falls below its floor."""
    found = score(DEV, KNOWN)[kind]
    pairwise, b_cubed = found.pairwise, found.b_cubed
    figures = (pairwise.precision, pairwise.recall, b_cubed.precision, b_cubed.recall)
    assert all(figure >= floor for figure, floor in zip(figures, FLOORS[kind], strict=True)), figures


def test_the_development_set_is_large_and_hard() -> None:
    """At least 300 names; every one of them in one article once."""
    rows = read_labelled(DEV)
    assert len(rows) >= 300
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize(
    "line", ["organisation\ta\n", "# columns: kind\tentity\nfirm\ta\n", "# columns: kind\norganisation\ta\n"]
)
def test_a_malformed_line_is_named(line: str, tmp_path: Path) -> None:
    """A labelled file without its columns, with an unknown kind or too many cells is an error."""
    path = tmp_path / "x.tsv"
    path.write_text(line, "utf-8")
    with pytest.raises(ReadError, match=r"x\.tsv:\d"):
        read_labelled(path)
