"""The Python interface: what the commands do, for one text or a folder, in a few lines.

::

    import cx_extract

    records = cx_extract.extract(text, published="2024-11-07")
    for fact in records[0].all("lead_units"):
        print(fact.value, text[fact.start : fact.end], fact.rule_id)
    table = cx_extract.to_frame(records)
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cx_extract.errors import ReadError, UsageError
from cx_extract.model import Article, Consortium
from cx_extract.pipeline import Extractor
from cx_extract.readers import Failure, discover, load, parse_date, parse_header
from cx_extract.readers.stated_date import FORMS
from cx_extract.write.overview import CONSORTIA_COLUMNS, consortium_row

if TYPE_CHECKING:
    import pandas as pd

    from cx_extract.batch import RunSummary

_NO_ARTICLE = Article("", "", "")
_OF_THE_ARTICLE = ("article", "title", "published")
_WHOLE_NUMBERS = {"member_count": "Int64"}


def extract(
    text: str, published: str | dt.date | None = None, rules: str | Path | None = None
) -> tuple[Consortium, ...]:
    """Return the consortium records of one article's text, in text order; offsets count its code points.

    ``published`` is the publication date that relative dates rest on (None: the one its header lines state, if any);
    ``rules`` a folder of rules on top of the shipped ones. The first call loads the rules (0.3 s), later ones do not.
    Raises UsageError for a date that cannot be read, RuleError for malformed rules, ReadError for half a surrogate.
    """
    return _extractor(Path(rules) if rules else None).extract(to_article(text, published))


def to_article(text: str, published: str | dt.date | None = None, article_id: str = "text") -> Article:
    """Return the article that ``Extractor.extract`` takes, with what its header lines state. Raises as ``extract``."""
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ReadError(f"half a surrogate pair at offset {error.start}: decode with errors='replace'") from None
    header = parse_header(text)
    day = to_date(published) or header.published
    return Article(article_id, text, digest, header.title, header.source, day, header.url)


def to_date(published: str | dt.date | None) -> dt.date | None:
    """Return the day that ``published`` names, None for nothing; raises UsageError if it is no date."""
    if isinstance(published, dt.datetime):
        return published.date()
    if isinstance(published, dt.date) or not published:
        return published or None
    day = parse_date(published) if isinstance(published, str) else None
    if day is None:
        raise UsageError(f"{published!r} is no publication date: write {FORMS}")
    return day


def read(folder: str | Path, published: str | dt.date | None = None) -> Iterator[Article | Failure]:
    """Yield the articles under ``folder`` (or of one file) in order, a Failure for each that cannot be read.

    ``published`` is the date of articles that state none. Raises UsageError or ReadError as ``cx-extract run`` does.
    """
    day = to_date(published)
    for source in discover(Path(folder)):
        yield from load(source, day)


def run(
    folder: str | Path,
    out: str | Path,
    published: str | dt.date | None = None,
    rules: str | Path | None = None,
    jobs: int = 1,
) -> RunSummary:
    """Do what ``cx-extract run FOLDER --out OUT`` does, with the same bytes, and return the summary.

    With ``jobs`` above one, call it under ``if __name__ == "__main__":``. Raises UsageError for folders that cannot be
    used, RuleError for malformed rules; an article that fails is listed in failures.csv and counted in the summary.
    """
    from cx_extract import batch  # noqa: PLC0415  (with what it takes to run several processes: 0.1 s)

    return batch.run(Path(folder), Path(out), to_date(published), Path(rules) if rules else None, jobs)


def to_frame(records: Iterable[Consortium]) -> pd.DataFrame:
    """Return one row per record: its id and the cells of consortia.csv (several values joined by ``；``)."""
    import pandas as pd  # noqa: PLC0415  (0.4 s)

    kept = [number for number, column in enumerate(CONSORTIA_COLUMNS) if column not in _OF_THE_ARTICLE]
    rows = []
    for record in records:
        cells = consortium_row(_NO_ARTICLE, record)
        rows.append([record.record_id, *(None if cells[number] == "" else cells[number] for number in kept)])
    frame = pd.DataFrame(rows, columns=["record_id", *(CONSORTIA_COLUMNS[number] for number in kept)])
    return frame.astype(_WHOLE_NUMBERS)


def to_facts_frame(records: Iterable[Consortium]) -> pd.DataFrame:
    """Return one row per fact: the record's id and every attribute of ``Fact``, offsets as whole numbers."""
    import pandas as pd  # noqa: PLC0415

    from cx_extract.model import Fact  # noqa: PLC0415

    rows = [{"record_id": record.record_id, **asdict(fact)} for record in records for fact in record.facts]
    return pd.DataFrame(rows, columns=["record_id", *Fact.__dataclass_fields__])


@lru_cache(maxsize=4)
def _extractor(rules: Path | None) -> Extractor:
    return Extractor(rules)
