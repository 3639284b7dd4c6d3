"""Charts of the base with Chinese labels: SVG whose text stays text, and PNG where a Chinese font is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from cx_extract.kb.statistics import TOP, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONTS = (
    *("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei"),
    "Noto Sans CJK JP",  # the one face of the Noto collection that matplotlib before 3.11 knows; it has all characters
)
"""Fonts with Chinese characters, in the order in which a viewer, or the PNG, takes the first it has."""
CATEGORY_NAMES = {
    "award": "奖项",
    "technology": "技术",
    "product": "产品",
    "standard": "标准",
    "patent": "专利",
    "paper": "论文",
    "platform": "平台",
    "application": "应用",
    "project": "项目",
    "revenue": "收入",
    "ranking": "排名",
    "team": "人才与团队",
    "other": "其他",
}
_INK, _SOFT, _BAR = "#1b2733", "#55636f", "#0b5d66"
_WIDTH, _EDGE, _ROW, _TALL, _HEAD, _FOOT = 8.0, 0.3, 0.3, 3.2, 0.8, 0.7
"""Inches: the width, the free edge, a bar with its gap, the columns; what the title and the note take of the height."""
_POINTS = 11
_WIDEST = 48
"""Columns of text that a label may take, two for a Chinese character."""
_DPI = 150
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be searched, and the viewer's own font shows it
    "svg.hashsalt": "cx-extract",  # ids within the file are the same every time
    "axes.unicode_minus": False,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their numbers, from the top down or, ``by_time``, to the right; ``note`` says what is left out."""

    name: str
    title: str
    rows: Table
    note: str = ""
    by_time: bool = False


def charts(tables: Mapping[str, Table]) -> tuple[Chart, ...]:
    """Return the charts of ``cx_extract.kb.statistics.tables``: ``year``, ``region``, ``category`` and ``leads``."""
    years = {int(label): number for label, number in tables["year"] if label.isdecimal()}
    span = range(min(years), max(years) + 1) if years else range(0)
    categories = [(CATEGORY_NAMES[label], number) for label, number in tables["category"]]
    leads = [(_short(label), number) for label, number in tables["leads"]]
    undated = sum(number for label, number in tables["year"] if not label.isdecimal())
    nowhere = sum(number for label, number in tables["region"] if not label)
    return (
        Chart(
            "year",
            "各年成立的创新联合体",
            [(str(year), years.get(year, 0)) for year in span],
            _left_out(undated, "具体的成立年份"),
            True,
        ),
        Chart("region", "各地区的创新联合体", [row for row in tables["region"] if row[0]], _left_out(nowhere, "地区")),
        Chart("category", "各类成果", categories),
        Chart("leads", "牵头最多的单位", leads, f"仅列前{TOP}个" if len(leads) == TOP else ""),
    )


def font() -> str:
    """Return the first of ``FONTS`` that is installed, empty if none is."""
    from matplotlib import font_manager  # noqa: PLC0415  (0.5 s)

    for look in (font_manager.get_font_names, _installed_since):
        installed = set(look())
        found = next((name for name in FONTS if name in installed), "")
        if found:
            return found
    return ""


def _installed_since() -> list[str]:
    """Return the names of all fonts, those too that were installed after matplotlib made its list of them."""
    from matplotlib import font_manager  # noqa: PLC0415

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        with suppress(OSError, RuntimeError, NotImplementedError):  # a font of a kind that it cannot read
            font_manager.fontManager.addfont(path)
    return font_manager.get_font_names()


def draw(made: Sequence[Chart], folder: Path) -> list[Path]:
    """Write each chart that has bars to ``folder``, made if need be: ``NAME.svg``, and ``NAME.png`` if there is a font.

    The same numbers give the same bytes of SVG. Raises OSError if the folder cannot be written.
    """
    chosen = font()
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for chart in made:
        if not chart.rows:
            continue
        with _quiet():
            figure = _figure(chart)
            figure.savefig(folder / f"{chart.name}.svg", metadata={"Date": None, "Creator": None, "Title": chart.title})
            written.append(folder / f"{chart.name}.svg")
            if chosen:
                figure.savefig(folder / f"{chart.name}.png", dpi=_DPI, metadata={"Software": None})
                written.append(folder / f"{chart.name}.png")
    return written


def _short(label: str) -> str:
    return label if cell_len(label) <= _WIDEST else set_cell_size(label, _WIDEST - 1).rstrip() + "…"


def _left_out(number: int, what: str) -> str:
    return f"另有{number}个未说明{what}" if number else ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Set the style; that a font of other systems is missing here, or a glyph in ours, says nothing about the SVG."""
    import logging  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    import matplotlib as mpl  # noqa: PLC0415

    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)  # the fonts that other systems have are named in the SVG, and missing here
    try:
        with mpl.rc_context({**_SETTINGS, "font.family": [*FONTS, "sans-serif"]}), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
            yield
    finally:
        log.setLevel(level)


def _figure(chart: Chart) -> Figure:
    from matplotlib.figure import Figure  # noqa: PLC0415

    labels, numbers = zip(*chart.rows, strict=True)
    height = _HEAD + _FOOT + (_TALL if chart.by_time else len(chart.rows) * _ROW)
    left = _EDGE if chart.by_time else _EDGE + (max(map(cell_len, labels)) / 2 + 0.4) * _POINTS / 72
    figure = Figure(figsize=(_WIDTH, height))
    place = (left / _WIDTH, _FOOT / height, (_WIDTH - left - 2 * _EDGE) / _WIDTH, (height - _HEAD - _FOOT) / height)
    axes = figure.add_axes(place)
    if chart.by_time:
        _columns(axes, [int(label) for label in labels], numbers)
    else:
        _bars(axes, labels, numbers)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=_POINTS, labelcolor=_INK)
    figure.text(_EDGE / _WIDTH, 1 - 0.5 / height, chart.title, fontsize=15, fontweight="bold", color=_INK)
    figure.text(_EDGE / _WIDTH, 0.18 / height, chart.note, fontsize=9.5, color=_SOFT)
    return figure


def _bars(axes: Any, labels: Sequence[str], numbers: Sequence[int]) -> None:
    places = range(len(labels))
    bars = axes.barh(places, numbers, height=0.68, color=_BAR)
    axes.bar_label(bars, padding=4, fontsize=_POINTS, color=_INK)
    axes.set_yticks(places, labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(0, max(numbers))
    axes.set_xticks([])


def _columns(axes: Any, years: Sequence[int], numbers: Sequence[int]) -> None:
    bars = axes.bar(years, numbers, width=0.72, color=_BAR)
    axes.bar_label(
        bars, labels=[str(number) if number else "" for number in numbers], padding=3, fontsize=10, color=_INK
    )
    step = 1 + (len(years) - 1) // 12
    axes.set_xticks([year for year in years if (years[-1] - year) % step == 0])
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    axes.set_yticks([])
