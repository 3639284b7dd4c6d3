"""How far a fact can be trusted: the share of right facts of its rule on the development corpus.

The counts stand in ``rules/reliability.toml``. A rule's share is drawn towards its field's with the weight of
four facts, (right + 4 m) / (judged + 4): the posterior mean under a Beta prior with mean m (Gelman et al., "Bayesian
Data Analysis", section 2.4). A rule that was never judged has its field's share.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PRIOR_WEIGHT = 4


class Reliability:
    """Confidence of rules, from the counts of right and judged facts."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """``table`` has ``fields`` and ``rules``, each a map from a name to ``[right, judged]``."""
        self._fields: Mapping[str, list[int]] = table.get("fields", {})
        self._rules: Mapping[str, list[int]] = table.get("rules", {})

    def of(self, rule_id: str, field: str) -> float:
        """Return the confidence in 0..1, to two decimals, of a fact of ``field`` that rests on ``rule_id``."""
        right, judged = self._fields.get(field, [0, 0])
        mean = (right + 1) / (judged + 2)
        right, judged = self._rules.get(f"{field}:{rule_id}", [0, 0])
        return round((right + _PRIOR_WEIGHT * mean) / (judged + _PRIOR_WEIGHT), 2)
