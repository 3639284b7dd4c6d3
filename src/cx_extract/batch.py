"""A folder of articles to a folder of tables: one lazy stream, on one process or several, with the same bytes."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path

from cx_extract.errors import UsageError
from cx_extract.model import Article, Consortium
from cx_extract.pipeline import Extractor
from cx_extract.readers import Failure, Source, load, survey
from cx_extract.write.folder import TEXTS, OutputFolder
from cx_extract.write.manifest import Manifest, is_output

_CHUNK = 4
_AHEAD = 4
_LONGEST_REASON = 300

Progress = Callable[[int, int], None]
"""Called with the number of files done and of all files."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to; ``articles`` counts the ``failed`` ones too."""

    out: Path
    articles: int
    with_records: int
    consortia: int
    facts: int
    failed: int
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        """Return the summary on one line, without the warnings' text."""
        articles = f"{self.articles} article{'' if self.articles == 1 else 's'}, {self.with_records} with records"
        consortia = f"{self.consortia} consorti{'um' if self.consortia == 1 else 'a'}"
        facts = f"{self.facts} fact{'' if self.facts == 1 else 's'}"
        return f"{articles}, {consortia}, {facts}, {self.failed} failed → {self.out}"


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with its records; with ``keep_text`` its text is to be written beside the results."""

    article: Article
    records: tuple[Consortium, ...]
    path: str
    keep_text: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a JSONL file, read already: a file of many articles is then shared among the workers."""

    path: str
    read: Article | Failure


_Item = Source | _Line
_Outcome = _Read | Failure


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What a worker gets at a time; ``files`` counts the files begun so far, for the progress bar."""

    items: tuple[_Item, ...]
    files: int


def run(
    folder: Path,
    out: Path,
    published: dt.date | None = None,
    rules: Path | None = None,
    jobs: int = 1,
    *,
    progress: Progress | None = None,
) -> RunSummary:
    """Extract every article under ``folder`` and write the results to the folder ``out``, made if need be.

    ``published`` is the publication date of articles that state none; ``rules`` a folder of rules on top of the
    shipped ones; ``jobs`` the number of processes: with more than one, a script must call this under
    ``if __name__ == "__main__":``, since each worker imports it. Files under ``out``, and the texts that earlier runs
    wrote elsewhere under ``folder``, are not read.

    An article that cannot be read or extracted becomes a row of failures.csv and stops nothing. Raises UsageError when
    ``folder`` or ``out`` cannot be used, RuleError when a rule is malformed.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs: at least one process has to work")
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder: give the folder that holds the articles")
    if out.resolve() == folder.resolve() or folder.resolve().is_relative_to(out.resolve() / TEXTS):
        raise UsageError(f"results in {out} would mix with the articles of {folder}: give another folder for them")
    worker = _Worker(rules, published)
    found = survey(folder)
    sources = _without_results(found.sources, folder, out)
    manifest = Manifest(worker.extractor.ruleset.hash, rules is not None, published.isoformat() if published else "")
    with OutputFolder(out, manifest) as results, closing(_stream(sources, worker, jobs)) as stream:
        for files, outcomes in stream:
            for outcome in outcomes:
                _keep(outcome, results)
            if progress:
                progress(files, len(sources))
        results.commit(found.warnings)
    counts = manifest.counts
    return RunSummary(
        out=out,
        articles=counts["articles"],
        with_records=counts["with_records"],
        consortia=counts["consortia"],
        facts=counts["facts"],
        failed=counts["failed"],
        warnings=tuple(found.warnings),
    )


def _without_results(sources: Sequence[Source], folder: Path, out: Path) -> list[Source]:
    """Drop what lies under ``out``, and the texts of earlier runs elsewhere: results are no articles."""
    home, target = folder.resolve(), out.resolve()

    @functools.cache
    def holds_results(path: str) -> bool:
        real = Path(path).resolve()
        if target.is_relative_to(home) and real.is_relative_to(target):
            return True
        above = itertools.takewhile(lambda parent: parent.is_relative_to(home), (real, *real.parents))
        return any(p.name == TEXTS and p != home and is_output(p.parent) for p in above)

    return [source for source in sources if not holds_results(os.path.dirname(source.path))]


def _keep(outcome: _Outcome, results: OutputFolder) -> None:
    if isinstance(outcome, Failure):
        results.add_failure(outcome.article_id, outcome.path, outcome.reason)
        return
    text = ""
    if outcome.keep_text:
        try:
            text = results.write_text(outcome.article)
        except OSError as error:
            reason = f"its text cannot be written beside the results ({error.strerror}): rename the file"
            results.add_failure(outcome.article.id, outcome.path, reason)
            return
    results.add(outcome.article, outcome.records, text)


class _Worker:
    """An extractor and what it needs to know; each process has one."""

    def __init__(self, rules: Path | None, published: dt.date | None) -> None:
        self.settings = (rules, published)
        self.extractor = Extractor(rules)

    def load(self, source: Source) -> Iterator[Article | Failure]:
        """As ``readers.load``; an error that it did not foresee becomes a Failure of the whole source."""
        try:
            yield from load(source, self.settings[1], getattr(self.extractor, "is_relevant", None))
        except Exception as error:  # one broken article must not stop the others
            yield Failure(source.id, source.name, _unforeseen(error))

    def work(self, item: _Item) -> Iterator[_Outcome]:
        """Yield what becomes of the articles of ``item``."""
        if isinstance(item, _Line):
            yield self._extract(item.read, item.path, keep_text=True)
            return
        for read in self.load(item):
            yield self._extract(read, item.name, keep_text=item.kind != "text")

    def _extract(self, read: Article | Failure, path: str, *, keep_text: bool) -> _Outcome:
        if isinstance(read, Failure):
            return read
        try:
            records = self.extractor.extract(read)
        except Exception as error:
            return Failure(read.id, path, _unforeseen(error))
        return _Read(read, records, path, keep_text)


def _stream(
    sources: Sequence[Source], worker: _Worker, jobs: int
) -> Generator[tuple[int, Iterable[_Outcome]], None, None]:
    """Yield the outcomes in the order of ``sources``, whatever ``jobs``, and with them how many sources are done."""
    if jobs > 1:
        yield from _Pool(worker.settings, jobs).map(_chunks(sources, worker))
        return
    for number, source in enumerate(sources, 1):
        yield number, worker.work(source)


def _chunks(sources: Iterable[Source], worker: _Worker) -> Iterator[_Chunk]:
    files = 0

    def items() -> Iterator[_Item]:
        nonlocal files
        for source in sources:
            files += 1
            if source.kind != "jsonl":
                yield source
                continue
            for read in worker.load(source):
                yield _Line(source.name, read)

    every = items()
    while chunk := tuple(itertools.islice(every, _CHUNK)):
        yield _Chunk(chunk, files)


def _unforeseen(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
    return f"{what} (an error of cx-extract: please report it with this article)"


class _Pool:
    """Worker processes that each build one extractor.

    They are spawned, not forked, on every platform: the parent has threads (the progress bar, the tagger's), and a
    fork of such a process can deadlock.
    """

    def __init__(self, settings: tuple[Path | None, dt.date | None], jobs: int) -> None:
        self._settings, self._jobs = settings, jobs

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, self._settings)

    def map(self, chunks: Iterable[_Chunk]) -> Iterator[tuple[int, list[_Outcome]]]:
        """Yield the outcomes of each chunk in order, reading ``chunks`` only a little ahead of the workers."""
        executor = self._start(self._jobs)
        waiting: deque[tuple[_Chunk, Future[list[_Outcome]]]] = deque()
        upcoming = iter(chunks)
        try:
            while True:
                for chunk in itertools.islice(upcoming, _AHEAD * self._jobs - len(waiting)):
                    waiting.append((chunk, _submit(executor, chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                try:
                    outcomes = future.result()
                except BrokenProcessPool:
                    executor.shutdown()
                    outcomes = [outcome for item in chunk.items for outcome in self._alone(item)]
                    executor = self._start(self._jobs)
                    waiting = deque((c, _submit(executor, c)) for c, _ in waiting)
                yield chunk.files, outcomes
        finally:
            executor.shutdown(cancel_futures=True)

    def _alone(self, item: _Item) -> list[_Outcome]:
        """Work on one item in a process of its own: of a chunk that killed its worker, only the culprit fails."""
        with self._start(1) as executor:
            try:
                return _submit(executor, _Chunk((item,), 0)).result()
            except BrokenProcessPool:
                reason = "the process that worked on it died, perhaps for want of memory: split the article"
                if isinstance(item, Source):
                    return [Failure(item.id, item.name, reason)]
                article_id = item.read.id if isinstance(item.read, Article) else item.read.article_id
                return [Failure(article_id, item.path, reason)]


def _submit(executor: ProcessPoolExecutor, chunk: _Chunk) -> Future[list[_Outcome]]:
    """As ``executor.submit``, which may start a worker and may find that all have died: the future then says so."""
    with _interrupts_held_back():
        try:
            return executor.submit(_work_chunk, chunk)
        except BrokenProcessPool as error:
            broken: Future[list[_Outcome]] = Future()
            broken.set_exception(error)
            return broken


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C, which reaches a whole process group, pass by workers started meanwhile: the parent ends them."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:  # Windows: workers ignore it as soon as they run
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


_worker: _Worker


def _start_worker(rules: Path | None, published: dt.date | None) -> None:
    global _worker  # noqa: PLW0603  a worker process has one extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = _Worker(rules, published)


def _end_with_parent() -> None:
    """A worker waits for work on a pipe that it holds open itself, so it would survive a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_chunk(chunk: _Chunk) -> list[_Outcome]:
    return [_without_text(outcome) for item in chunk.items for outcome in _worker.work(item)]


def _without_text(outcome: _Outcome) -> _Outcome:
    """Send no text back to the parent unless it has to write it."""
    if isinstance(outcome, Failure) or outcome.keep_text:
        return outcome
    return replace(outcome, article=replace(outcome.article, text=""))
