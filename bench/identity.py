"""Identity on labelled names: ``python bench/identity.py [FILE]`` (``corpus/identity/dev.tsv`` unless given).

Prints pairwise and B-cubed precision, recall and F1 for organisations and consortia, and every pair that is wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cx_extract.identity.known import KnownNames
from cx_extract.identity.measure import Figures, score
from cx_extract.ruleset import load_rules


def main(path: Path) -> None:
    """Score the file and print the figures."""
    for kind, found in score(path, KnownNames(load_rules())).items():
        print(f"{kind}: {found.names} names of {found.entities} bodies, {found.review} pairs for review")
        for what, figures in (("pairwise", found.pairwise), ("B-cubed", found.b_cubed)):
            print(f"  {what:<10} {line(figures)}")
        for mistake in found.mistakes:
            print(f"  {mistake.kind}: {mistake.left} | {mistake.right}")


def line(figures: Figures) -> str:
    """Return the three figures in words."""
    return f"precision {figures.precision:.3f}  recall {figures.recall:.3f}  F1 {figures.f1:.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/identity/dev.tsv"))
