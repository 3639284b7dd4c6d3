"""Rules as data: reading ``rules/`` (lexicons, gazetteers, relation rules) into one immutable Ruleset.

The folder ships inside the wheel; in a source checkout it stands at the top level. ``--rules DIR`` adds a second
folder of the same layout: its lists are merged into the shipped ones, a rule of the same id replaces the shipped
rule, and ``enabled = false`` switches a rule off.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cx_extract.errors import RuleError

_PACKAGED = Path(__file__).with_name("rules")
_CHECKOUT = Path(__file__).parents[2] / "rules"
SHIPPED_RULES = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
RULE_KEYS = frozenset(
    {
        "id",
        "pattern",
        "doc",
        "event",
        "status",
        "as_of",
        "category",
        "date",
        "subject",
        "enabled",
        "examples",
        "counter_examples",
        "confidence",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation rule as written in ``rules/relations/*.toml``."""

    id: str
    pattern: str
    file: str
    options: Mapping[str, str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One gazetteer row: the full name, what else it is called, and the other columns."""

    name: str
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    file: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Everything the extractor knows that is not code. ``hash`` identifies the contents."""

    lexicons: Mapping[str, Mapping[str, Any]]
    macros: Mapping[str, str]
    rules: tuple[Rule, ...]
    entries: tuple[Entry, ...]
    hash: str
    folders: tuple[Path, ...] = field(default=())


def load_rules(extra: Path | None = None) -> Ruleset:
    """Read the shipped rules and, if given, the folder ``extra`` on top of them.

    Raises RuleError naming the file for a missing folder, malformed TOML, an unknown key or a duplicate id.
    """
    return _load(SHIPPED_RULES, extra.resolve() if extra else None)


@functools.lru_cache(maxsize=4)
def _load(base: Path, extra: Path | None) -> Ruleset:
    folders = (base, extra) if extra else (base,)
    lexicons: dict[str, dict[str, Any]] = {}
    macros: dict[str, str] = {}
    rules: dict[str, Rule] = {}
    entries: list[Entry] = []
    digest = hashlib.sha256()
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such rules folder; give a folder with lexicon/, gazetteers/ or relations/")
        own: dict[str, Rule] = {}
        for path in sorted([*folder.rglob("*.toml"), *folder.rglob("*.tsv")]):
            data = path.read_bytes()
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + data + b"\0")
            if path.suffix == ".tsv":
                entries += _read_gazetteer(path, data)
            elif path.parent.name == "relations":
                for rule in _read_rules(path, data, macros):
                    if rule.id in own:
                        raise RuleError(f"{path}: rule id {rule.id!r} occurs twice; give each rule its own id")
                    own[rule.id] = rule
            else:
                _merge(lexicons.setdefault(path.stem, {}), _toml(path, data))
        rules |= own
    kept = tuple(rule for rule in rules.values() if rule.options.get("enabled") != "False")
    return Ruleset(lexicons, macros, kept, tuple(entries), digest.hexdigest(), folders)


def _toml(path: Path, data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not valid TOML in UTF-8: {error}") from error


def _merge(base: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict):
            _merge(base.setdefault(key, {}), value)
        elif isinstance(value, list):
            base[key] = [*base.get(key, []), *value]
        else:
            base[key] = value


def _read_rules(path: Path, data: bytes, macros: dict[str, str]) -> list[Rule]:
    table = _toml(path, data)
    macros |= table.pop("macros", {})
    found = []
    for row in table.pop("rule", []):
        unknown = set(row) - RULE_KEYS
        if unknown or "id" not in row or "pattern" not in row:
            what = f"unknown key {sorted(unknown)[0]!r}" if unknown else "a rule needs both 'id' and 'pattern'"
            raise RuleError(f"{path}: {row.get('id', 'a rule')}: {what}; known keys are {', '.join(sorted(RULE_KEYS))}")
        options = {
            key: str(row[key])
            for key in ("event", "status", "as_of", "category", "date", "subject", "enabled")
            if key in row
        }
        examples, counters = tuple(row.get("examples", ())), tuple(row.get("counter_examples", ()))
        found.append(
            Rule(row["id"], row["pattern"], path.name, options, examples, counters, float(row.get("confidence", 0.8)))
        )
    if table:
        raise RuleError(f"{path}: unknown table {sorted(table)[0]!r}; a relation file holds [macros] and [[rule]]")
    return found


def _read_gazetteer(path: Path, data: bytes) -> list[Entry]:
    header: list[str] = []
    entries = []
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        if line.startswith("# columns:"):
            header = line.removeprefix("# columns:").split()
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header or len(cells) > len(header):
            raise RuleError(
                f"{path}:{number}: expected the columns {header or 'named in a line # columns: name aliases …'}"
            )
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
        aliases, former = (tuple(filter(None, row.get(key, "").split("|"))) for key in ("aliases", "former"))
        entries.append(Entry(row["name"], aliases, former, path.stem, row))
    return entries
