"""Count right and judged facts per field and rule on gold annotations and write rules/reliability.toml.

    python bench/calibrate.py corpus/dev

A fact is right if the scorer's strict comparison finds its partner in the aligned gold record (achievements: the
relaxed one). The file is data like the rules: review the difference before committing it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from cx_extract.errors import CxError
from cx_extract.evaluate.gold import from_consortia, load_gold
from cx_extract.evaluate.score import evaluate
from cx_extract.pipeline import Extractor
from cx_extract.readers import Failure, discover, load
from cx_extract.ruleset import SHIPPED_RULES

_HEAD = """# [right, judged] on the development corpus, per field and per field:rule. Written by bench/calibrate.py; the
# confidence of a fact is computed from these counts as src/cx_extract/assemble/confidence.py says.
"""


def main(folder: Path) -> None:
    """Extract every article of ``folder``, compare with its gold and write the counts."""
    gold = load_gold(folder)
    known = {article.id for article in gold}
    extractor = Extractor()
    predicted, judged, wrong = [], Counter[str](), Counter[str]()
    for source in discover(folder):
        for article in load(source, None):
            if isinstance(article, Failure) or article.id not in known:
                raise CxError(f"{article}: no such article in the gold")
            records = extractor.extract(article)
            predicted.append(from_consortia(article.id, records, article.text))
            judged.update(f"{fact.field}:{fact.rule_id}" for record in records for fact in record.facts)
    for case in evaluate(gold, predicted).errors:
        if case.rule_id and case.predicted:
            wrong[f"{case.field}:{case.rule_id}"] += 1
    rules = {key: (max(0, count - wrong[key]), count) for key, count in sorted(judged.items())}
    fields: dict[str, tuple[int, int]] = {}
    for key, (right, count) in rules.items():
        field = key.partition(":")[0]
        before = fields.get(field, (0, 0))
        fields[field] = (before[0] + right, before[1] + count)
    lines = [_HEAD, "[fields]", *(f"{name} = {list(counts)}" for name, counts in sorted(fields.items()))]
    lines += ["", "[rules]", *(f'"{name}" = {list(counts)}' for name, counts in rules.items())]
    (SHIPPED_RULES / "reliability.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
