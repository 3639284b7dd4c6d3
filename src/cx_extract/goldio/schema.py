"""What a gold file must be: its JSON Schema, and that it contradicts neither itself nor its article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from cx_extract.errors import ReadError
from cx_extract.model import FIELDS
from cx_extract.resolve.edtf import bounds

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

_SCHEMA = "gold.schema.json"
_EDTF = "write an EDTF date such as 2024, 2024-06~, 2024-21, 197X or ../2024-11-07"
_PUBLISHED = "write YYYY-MM-DD, or null"


def schema_text() -> str:
    """Return the published JSON Schema (draft 2020-12) of one gold article."""
    return resources.files(__package__).joinpath(_SCHEMA).read_text("utf-8")


def require(data: Any, where: str, text: str = "", *, predicted: bool = False) -> None:
    """Raise ReadError naming the first place at which one decoded gold article is wrong; ``where`` names its source.

    With ``text``, the article's own, every quote is held against it; ``predicted`` as for ``problems``.
    """
    found = problems(data, text, predicted=predicted)
    if found:
        more = f" (and {len(found) - 1} more; list them with: cx-extract gold check)" if len(found) > 1 else ""
        raise ReadError(f"{where}: {found[0]}{more}")


def problems(data: Any, text: str = "", *, predicted: bool = False) -> list[str]:
    """Return one sentence per thing wrong with a decoded gold article, each beginning with its place in the JSON.

    A gold article contradicts itself if a quote is not as long as its offsets say, a date is on no calendar, two
    records have one name, a body both leads and is a member, or a value stands twice at one place; it contradicts its
    article if ``text[start:end]`` is not the quote. Records that are ``predicted`` may contradict themselves.
    """
    broken = [f"{_place(e.absolute_path)}{_wording(e)}" for e in sorted(_validator().iter_errors(data), key=_order)]
    contradictions = () if predicted else _contradictions(data)
    return broken or [*contradictions, *(_misquotes(data, text) if text else ())]


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  (0.1 s)

    schema = json.loads(schema_text())
    return Draft202012Validator(_inlined(schema, schema["$defs"]))


def _inlined(node: Any, definitions: Mapping[str, Any]) -> Any:
    """Return the schema with its definitions in place: looking them up would take as long as checking."""
    if isinstance(node, list):
        return [_inlined(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].rpartition("/")[2]], definitions)
    return {key: _inlined(one, definitions) for key, one in node.items() if key != "$defs"}


def _order(error: Any) -> list[str]:
    return [f"{part:09}" if isinstance(part, int) else str(part) for part in error.absolute_path]


def _place(path: Any) -> str:
    """Return ``consortia[0].dates[1].value: ``, or nothing for the article itself."""
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{parts.lstrip('.')}: " if parts else ""


def _wording(error: Any) -> str:
    if error.instance is None and error.validator in ("type", "enum"):
        return "null will not do; fill it in"
    if error.validator not in ("pattern", "anyOf"):
        return str(error.message)
    hint = _PUBLISHED if list(error.absolute_path) == ["published"] else _EDTF
    return f"{error.instance!r} will not do; {hint}"


def values(data: Mapping[str, Any]) -> Iterator[tuple[int, str, int | None, dict[str, Any]]]:
    """Yield (record, field, number in the field or None, value) of everything quoted in a decoded gold article."""
    for n, record in enumerate(data["consortia"]):
        for field in FIELDS:
            given = record.get(field)
            if isinstance(given, dict):
                yield n, field, None, given
            elif isinstance(given, list):
                for number, one in enumerate(given):
                    yield n, field, number, one


def place_of(record: int, field: str, number: int | None) -> str:
    """Return ``consortia[0].dates[1]``, as in the messages of ``problems``."""
    return f"consortia[{record}].{field}" + ("" if number is None else f"[{number}]")


def _contradictions(data: Mapping[str, Any]) -> Iterator[str]:
    if data.get("published") and not _is_date(data["published"]):
        yield f"published: {data['published']!r} is on no calendar; {_PUBLISHED}"
    for record, field, number, one in values(data):
        where = place_of(record, field, number)
        if one["end"] - one["start"] != len(one["quote"]):
            yield f"{where}: offsets {one['start']}..{one['end']} do not fit the quote {one['quote']!r}"
        if field == "dates" and not _on_calendar(one["value"]):
            yield f"{where}: {one['value']!r} is on no calendar, or ends before it begins"
    names: dict[str, int] = {}
    for n, record in enumerate(data["consortia"]):
        yield from _within(n, record)
        name = _value(record.get("name") or {})
        if name and name in names:
            other = f"consortia[{names[name]}]"
            yield f"consortia[{n}].name: {name!r} is the name of {other}, too; one record per consortium"
        names.setdefault(name, n)


def _within(n: int, record: Mapping[str, Any]) -> Iterator[str]:
    leads = {_value(one) for one in record.get("lead_units", ())}
    for number, one in enumerate(record.get("member_units", ())):
        if _value(one) in leads:
            yield f"consortia[{n}].member_units[{number}]: {_value(one)!r} is among the leads, too: keep it there only"
    for field in FIELDS:
        seen: set[str] = set()
        for number, one in enumerate(record[field] if isinstance(record.get(field), list) else ()):
            content = json.dumps({**one, "value": _value(one)}, sort_keys=True)
            if content in seen:
                yield f"consortia[{n}].{field}[{number}]: {_value(one)!r} stands there twice"
            seen.add(content)


def _misquotes(data: Mapping[str, Any], text: str) -> Iterator[str]:
    for record, field, number, one in values(data):
        said = text[one["start"] : one["end"]]
        if said != one["quote"] and one["end"] - one["start"] == len(one["quote"]):
            at = f"{one['start']}..{one['end']}"
            yield f"{place_of(record, field, number)}: the article has {said!r} at {at}, the quote is {one['quote']!r}"


def _value(one: Mapping[str, Any]) -> str:
    return str(one.get("value", one.get("quote", "")))


def _is_date(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _on_calendar(edtf: str) -> bool:
    """Return whether an EDTF value of our subset means some day; unknown digits and open ends may mean any."""
    if "X" in edtf:
        return True
    if any(end != ".." and bounds(end) == (None, None) for end in edtf.split("/")):
        return False
    first, last = bounds(edtf)
    return first is None or last is None or first <= last
