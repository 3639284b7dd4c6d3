"""Commands for QuickStatements, with which Wikidata is edited in bulk: a new item for each named consortium.

The V1 commands of https://www.wikidata.org/wiki/Help:QuickStatements: parts divided by tabs; ``CREATE`` makes an item
that the lines after it call ``LAST``; a statement is followed by its qualifiers (``P…``) and its references (``S…``).

Nothing is guessed: a body can stand as a value only by its Wikidata item, so that only organisations whose items are
given are written, and the others are listed for whoever wants to look them up. Dates and numbers that Wikidata cannot
hold without another meaning (over 10, 2021-24, tens) are left out and listed too. A person has to see that a
consortium has no item yet before the commands are run.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cx_extract.errors import ReadError
from cx_extract.kb.export.snapshot import Row, Snapshot
from cx_extract.write.cells import one_line
from cx_extract.write.tables import Table

INSTANCE_OF, ORGANISATION = "P31", "Q43229"
INCEPTION, DISSOLVED, START = "P571", "P576", "P585"
MEMBER_COUNT, PARTS = "P2124", "P527"
CIRCUMSTANCES, CIRCA = "P1480", "Q5727902"
URL, TITLE, PUBLISHED, QUOTED = "S854", "S1476", "S577", "S1683"
_DATE = re.compile(r"(\d{4}|\d{3}X)(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?(~?)")
_ITEM = re.compile(r"Q[1-9]\d*")
_ADDRESS = re.compile("https?://.+")
_LEFT_OUT = ("consortium_id", "consortium", "what", "value", "why")


def write_quickstatements(snapshot: Snapshot, folder: Path, items: Mapping[str, str]) -> list[Path]:
    """Write ``kb.quickstatements.tsv`` and ``left-out.csv``; ``items`` gives Wikidata items by organisation name."""
    commands, left = folder / "kb.quickstatements.tsv", folder / "left-out.csv"
    writer = _Writer(snapshot, items)
    with commands.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(command) + "\n" for command in writer.commands())
    with left.open("w", encoding="utf-8-sig", newline="") as file:
        table = Table(file, _LEFT_OUT)
        for row in writer.left_out:
            table.add(row)
    return [commands, left]


def read_items(path: Path) -> dict[str, str]:
    """Read a tab-separated file of organisation names and Wikidata items (Q…).

    Raises ReadError naming the line that is none.
    """
    items = {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ReadError(f"{path} cannot be read ({reason}): give UTF-8 lines of a name, a tab and an item") from None
    for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not row or row[0].startswith("#"):
            continue
        if len(row) != 2 or not _ITEM.fullmatch(row[1].strip()):
            raise ReadError(f"{path}, line {number}: write a name, a tab and an item, as 浙江大学<tab>Q197543")
        items[row[0].strip()] = row[1].strip()
    return items


class _Writer:
    def __init__(self, snapshot: Snapshot, items: Mapping[str, str]) -> None:
        self._snapshot = snapshot
        self._items = items
        self.left_out: list[tuple[str, str, str, str, str]] = []
        self._owned = {
            name: _by(snapshot.tables[name], "consortium_id") for name in ("counts", "events", "memberships")
        }
        self._aliases = _by(snapshot.tables["consortium_names"], "consortium_id")
        self._forms = _by(snapshot.tables["organisation_names"], "organisation_id")

    def commands(self) -> Iterator[list[str]]:
        for row in self._snapshot.tables["consortia"]:
            if not row["name"]:
                self._leave(row, "consortium", "", "it has no name")
            elif row["status"] == "planned":
                self._leave(row, "consortium", row["name"], "it is only planned")
            else:
                yield from self._consortium(row)

    def _consortium(self, row: Row) -> Iterator[list[str]]:
        yield ["CREATE"]
        yield ["LAST", "Lzh", _string(row["name"])]
        for alias in sorted({one["name"] for one in self._aliases.get(row["id"], ())} - {row["name"]}):
            yield ["LAST", "Azh", _string(alias)]
        named = next((one["id"] for one in self._aliases.get(row["id"], ()) if one["name"] == row["name"]), "")
        yield ["LAST", INSTANCE_OF, ORGANISATION, *self._references("consortium_name", named)]
        for event in self._owned["events"].get(row["id"], ()):
            yield from self._event(row, event)
        for count in self._owned["counts"].get(row["id"], ()):
            yield from self._count(row, count)
        for membership in self._owned["memberships"].get(row["id"], ()):
            yield from self._member(row, membership)

    def _event(self, row: Row, event: Row) -> Iterator[list[str]]:
        prop = {"established": INCEPTION, "ended": DISSOLVED}.get(event["event"])
        if prop is None or event["modality"] == "planned":
            return
        time, circa = _time(event["date"])
        if time:
            yield ["LAST", prop, time, *circa, *self._references("event", event["id"])]
        else:
            self._leave(row, event["event"], event["date"], "Wikidata has no such date")

    def _count(self, row: Row, count: Row) -> Iterator[list[str]]:
        if count["modality"] == "planned":
            return
        if count["qualifier"] not in ("exact", "about"):
            self._leave(row, "member count", f"{count['qualifier']} {count['value']}", "Wikidata has no such number")
            return
        time, circa = _time(count["valid"])
        when = [START, time] if time else []
        about = [CIRCUMSTANCES, CIRCA] if circa or count["qualifier"] == "about" else []
        yield ["LAST", MEMBER_COUNT, str(count["value"]), *when, *about, *self._references("count", count["id"])]

    def _member(self, row: Row, membership: Row) -> Iterator[list[str]]:
        forms = [membership["organisation"]]
        forms += [one["name"] for one in self._forms.get(membership["organisation_id"], ())]
        item = next((self._items[form] for form in forms if form in self._items), "")
        if item:
            yield ["LAST", PARTS, item, *self._references("membership", membership["id"])]
        else:
            self._leave(row, membership["role"], membership["organisation"], "no Wikidata item was given")

    def _references(self, kind: str, belief: str) -> list[str]:
        """The earliest source as one reference: address, title, day and quotation."""
        sources = self._snapshot.sources(kind, belief)
        if not sources:
            return []
        article = self._snapshot.articles[sources[0]["article_sha256"]]
        found = [URL, _string(article["url"])] if _ADDRESS.fullmatch(article["url"]) else []
        found += [TITLE, f"zh:{_string(article['title'])}"] if article["title"] else []
        found += [PUBLISHED, _time(article["published"])[0]] if article["published"] else []
        return [*found, QUOTED, f"zh:{_string(sources[0]['quote'])}"]

    def _leave(self, row: Row, what: str, value: str, why: str) -> None:
        self.left_out.append((row["id"], row["name"], what, value, why))


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _string(value: str) -> str:
    """Quoted text; a quotation mark or tab inside would end it, and the syntax has no escape."""
    return f'"{one_line(value).replace(chr(34), "”").replace(chr(9), " ").strip()}"'


def _time(edtf: str) -> tuple[str, list[str]]:
    """A Wikidata time with its precision (11 day, 10 month, 9 year, 8 decade), and the qualifier that says circa."""
    match = _DATE.fullmatch(edtf or "")
    if match is None:
        return "", []
    year, month, day, circa = match.groups()
    precision = 8 if year.endswith("X") else 9 + (month is not None) + (day is not None)
    time = f"+{year.replace('X', '0')}-{month or '00'}-{day or '00'}T00:00:00Z/{precision}"
    return time, [CIRCUMSTANCES, CIRCA] if circa else []
