"""What extraction costs: ``python bench/benchmark.py [FOLDER]`` (``corpus`` unless given).

All figures are ratios or medians within one run, so that machines and loads compare:

- a relevant article (one with a trigger word) against ``jieba.cut`` of the same text; aim: at most a third
- an irrelevant article, from file to result, against reading its bytes with ``os.read``; aim: at most 5 times
- the time to the first record in a fresh process, and the peak memory of one that reads the whole folder
"""

from __future__ import annotations

import functools
import logging
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba

from cx_extract import Article, Extractor
from cx_extract.readers import Source, discover, load

HERE = Path(__file__).parent
REPETITIONS = 7
FRESH_PROCESSES = 5
BATCH = 50
"""Times an irrelevant file is read in a row: once takes but microseconds."""


def main(folder: Path) -> None:
    """Measure and print."""
    extractor = Extractor()
    sources = [source for source in discover(folder) if source.kind == "text"]
    read = [(source, article) for source in sources for article in load(source, None) if isinstance(article, Article)]
    relevant = [article for _, article in read if extractor.is_relevant(article.text)]
    irrelevant = [source for source, article in read if not extractor.is_relevant(article.text)]
    irrelevant += discover(HERE / "irrelevant.txt")
    if not relevant:
        sys.exit(f"{folder} holds no .txt or .md article with a trigger word such as 联合体: give another folder")
    size = sum(len(article.text) for article in relevant)
    print(f"{len(relevant)} relevant articles with {size:,} code points, {len(irrelevant)} irrelevant")
    report("relevant article, of jieba.cut of its text", cost_of_relevant(extractor, relevant), "0.33")
    report("irrelevant article, of reading its file", cost_of_irrelevant(extractor, irrelevant), "5")
    seconds, memory = fresh_process(folder)
    report("first record in a fresh process, seconds", seconds)
    report("peak memory of that process, MB", memory)


def report(what: str, values: list[float], aim: str = "") -> None:
    """Print the median and range of the repetitions."""
    spread = f"{min(values):.2f} to {max(values):.2f}"
    print(f"{what:<45} {statistics.median(values):8.2f}   ({spread}{f'; aim: at most {aim}' if aim else ''})")


def cost_of_relevant(extractor: Extractor, articles: list[Article]) -> list[float]:
    """Return, per repetition, the time of extraction over that of ``jieba.cut``, the two taking turns by article."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    ratios = []
    for _ in range(REPETITIONS + 1):
        ours = theirs = 0.0
        for article in articles:
            ours += seconds_of(functools.partial(extractor.extract, article))
            theirs += seconds_of(functools.partial(jieba.lcut, article.text))
        ratios.append(ours / theirs)
    return ratios[1:]  # the first one fills caches


def cost_of_irrelevant(extractor: Extractor, sources: list[Source]) -> list[float]:
    """Return, per repetition, the time from file to result over that of opening, reading and closing the file."""

    def extract(source: Source) -> None:
        for article in load(source, None, extractor.is_relevant):
            if isinstance(article, Article):
                extractor.extract(article)

    ratios = []
    for _ in range(REPETITIONS + 1):
        ours = theirs = 0.0
        for source in sources:
            ours += seconds_of(functools.partial(repeat, extract, source))
            theirs += seconds_of(functools.partial(repeat, read_bytes, source))
        ratios.append(ours / theirs)
    return ratios[1:]


def repeat(work: Callable[[Source], object], source: Source) -> None:
    """Do ``work`` on ``source`` a number of times."""
    for _ in range(BATCH):
        work(source)


def read_bytes(source: Source) -> bytes:
    """Return the bytes of a file in the fewest calls."""
    handle = os.open(source.path, os.O_RDONLY)
    try:
        return os.read(handle, os.fstat(handle).st_size)
    finally:
        os.close(handle)


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def fresh_process(folder: Path) -> tuple[list[float], list[float]]:
    """Return the seconds from starting Python to the first record, and the peak memory in MB, of several processes."""
    seconds, memory = [], []
    for _ in range(FRESH_PROCESSES):
        started = time.perf_counter()
        command = [sys.executable, str(HERE / "fresh_process.py"), str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            output = lines(process)
            if next(output, "") != "first record":
                sys.exit(f"{folder} gave no record")
            seconds.append(time.perf_counter() - started)
            memory.append(float(next(output)))
    return seconds, memory


def lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """Yield the lines that a process prints, as it does."""
    assert process.stdout is not None
    for line in process.stdout:
        yield line.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus"))
