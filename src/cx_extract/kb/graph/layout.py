"""Where the boxes of a neighbourhood stand: in columns to both sides of the middle, so that no two labels meet.

A spring layout would be simpler and a tangle: forty long names around one point cannot all be read. In columns each
name has a line of its own, whatever their number, and the order within a column keeps ties short.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import networkx as nx
from rich.cells import cell_len

from cx_extract.kb.graph.neighbourhood import Body, Neighbourhood

EM = 13
"""Size of the letters; all lengths are pixels."""
LINE = 18
_PAD, _GAP, _BETWEEN, _MARGIN = 12, 9, 110, 20
_WIDEST = 40
"""Columns of text (two for a Chinese character) after which a name goes on in a second line."""
_SWEEPS = 4
NO_NAME = "(no name)"


@dataclass(frozen=True, slots=True)
class Box:
    """A body's place: the middle of its box, its size, and the lines of its label. ``column`` is 0 in the middle."""

    column: int
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes by the ids of their bodies within a frame that begins at 0, 0."""

    width: int
    height: int
    boxes: Mapping[str, Box]


def lay_out(found: Neighbourhood) -> Picture:
    """Return the picture of a neighbourhood, the same for the same bodies and ties."""
    graph = found.graph()
    labels = {key: _label(body.name) for key, body in found.bodies.items()}
    heights = {key: len(lines) * LINE + 2 * _GAP for key, lines in labels.items()}
    columns = _columns(found, graph, heights)
    middle = found.middle.id
    places = {middle: 0.0}
    for side in (-1, 1):
        inner, outer = columns.get(side, []), columns.get(2 * side, [])
        places |= _side(graph, inner, outer, heights)
    widths = {
        number: max(_width(labels[key]) for key in column)
        for number, column in {0: [middle], **columns}.items()
        if column
    }
    edges = _inner_edges(widths)
    top = min(places[key] - heights[key] / 2 for key in places) - _MARGIN
    left = min(edges[number] - (widths[number] if number < 0 else 0) for number in widths) - _MARGIN
    boxes = {}
    for number, column in {0: [middle], **columns}.items():
        for key in column:
            width = _width(labels[key])
            x = edges[number] + (1 if number >= 0 else -1) * width / 2
            boxes[key] = Box(number, round(x - left), round(places[key] - top), width, heights[key], labels[key])
    right = max(box.x + box.width / 2 for box in boxes.values())
    bottom = max(box.y + box.height / 2 for box in boxes.values())
    return Picture(round(right) + _MARGIN, round(bottom) + _MARGIN, {key: boxes[key] for key in found.bodies})


def _label(name: str) -> tuple[str, ...]:
    """Return the lines of a label: a long name is cut in two, so that the halves are about as wide."""
    shown = name or NO_NAME
    if cell_len(shown) <= _WIDEST:
        return (shown,)
    cut = min(range(1, len(shown)), key=lambda at: (abs(cell_len(shown[:at]) - cell_len(shown[at:])), at))
    return shown[:cut], shown[cut:]


def _width(lines: Sequence[str]) -> int:
    return max(map(cell_len, lines)) * (EM + 1) // 2 + 2 * _PAD


def _inner_edges(widths: Mapping[int, int]) -> dict[int, float]:
    """Return where the inner side of each column is; that of the middle is its left one."""
    edges: dict[int, float] = {0: -widths[0] / 2}
    for side in (-1, 1):
        at = widths[0] / 2
        for number in (side, 2 * side):
            at += _BETWEEN
            edges[number] = side * at
            at += widths.get(number, 0)
    return edges


def _columns(found: Neighbourhood, graph: nx.Graph[str], heights: Mapping[str, int]) -> dict[int, list[str]]:
    """Return the bodies of each column but the middle: what hangs together without the middle is on one side."""
    leads = {key for tie in found.ties if tie.role == "lead" for key in (tie.consortium, tie.organisation)}
    order = {
        key: place for place, key in enumerate(sorted(found.bodies, key=lambda key: _rank(found.bodies[key], leads)))
    }
    groups = _groups(found, graph, order, heights)
    columns: dict[int, list[str]] = {}
    filled = {1: 0, -1: 0}
    for group in groups:
        side = min(filled, key=lambda one: (filled[one], -one))
        filled[side] += _height(found, group, heights)
        for key in sorted(group, key=order.__getitem__):
            columns.setdefault(side * found.bodies[key].distance, []).append(key)
    return columns


def _rank(body: Body, leads: set[str]) -> tuple[object, ...]:
    return body.id not in leads, body.name, body.id


def _groups(
    found: Neighbourhood, graph: nx.Graph[str], order: Mapping[str, int], heights: Mapping[str, int]
) -> list[set[str]]:
    """Return the groups to share out among the sides: those that reach far first, the highest of them before others.

    One that would take more than half of the height is taken apart.
    """
    rest = graph.subgraph([key for key in graph if key != found.middle.id])
    groups: list[set[str]] = [set(group) for group in nx.connected_components(rest)]
    half = sum(_height(found, group, heights) for group in groups) / 2
    apart: list[set[str]] = []
    for group in groups:
        near = sorted((key for key in group if found.bodies[key].distance == 1), key=order.__getitem__)
        if len(near) > 1 and _height(found, group, heights) > max(half, heights[near[0]] * 2):
            apart += _apart(graph, near, group)
        else:
            apart.append(group)
    far = {id(group): _height(found, group, heights) if len(group) > 1 else 0 for group in apart}
    return sorted(apart, key=lambda group: (-far[id(group)], min(order[key] for key in group)))


def _apart(graph: nx.Graph[str], near: Sequence[str], group: set[str]) -> list[set[str]]:
    """Cut a group so that each far body stays with the near one that has fewest others to take along."""
    made: dict[str, set[str]] = {key: {key} for key in near}
    for far in sorted(group.difference(near)):
        first = min((key for key in near if graph.has_edge(key, far)), key=lambda key: (len(made[key]), key))
        made[first].add(far)
    return list(made.values())


def _height(found: Neighbourhood, group: set[str], heights: Mapping[str, int]) -> int:
    """Return how much of its side a group takes: the higher of its columns."""
    return max(sum(heights[key] for key in group if found.bodies[key].distance == distance) for distance in (1, 2))


def _side(graph: nx.Graph[str], inner: list[str], outer: list[str], heights: Mapping[str, int]) -> dict[str, float]:
    """Return the height at which each box of a side stands, after putting both columns into an order of short ties."""
    for _ in range(_SWEEPS if outer else 0):
        outer.sort(key=_by_neighbours(graph, inner))
        inner.sort(key=_by_neighbours(graph, outer))
    anchor, other = (inner, outer) if _sum(inner, heights) >= _sum(outer, heights) else (outer, inner)
    places = _stacked(anchor, heights)
    wanted = {key: _mean([places[one] for one in graph[key] if one in places], 0.0) for key in other}
    return places | _spread(sorted(other, key=lambda key: (wanted[key], other.index(key))), wanted, heights)


def _by_neighbours(graph: nx.Graph[str], column: Sequence[str]) -> Callable[[str], float]:
    """Return a key that sorts bodies by the mean place of what they are tied to in ``column``."""
    place = {key: number for number, key in enumerate(column)}
    return lambda key: _mean([place[one] for one in graph[key] if one in place], len(column) / 2)


def _mean(values: Sequence[float], otherwise: float) -> float:
    return fmean(values) if values else otherwise


def _sum(column: Sequence[str], heights: Mapping[str, int]) -> int:
    return sum(heights[key] + _GAP for key in column)


def _stacked(column: Sequence[str], heights: Mapping[str, int]) -> dict[str, float]:
    at = -_sum(column, heights) / 2
    places = {}
    for key in column:
        places[key] = at + (heights[key] + _GAP) / 2
        at += heights[key] + _GAP
    return places


def _spread(column: Sequence[str], wanted: Mapping[str, float], heights: Mapping[str, int]) -> dict[str, float]:
    """Return places as near as can be to the ``wanted`` ones, in order and without overlap.

    Boxes that would overlap become one block, which moves to the mean of what its boxes want (pool adjacent violators).
    """
    blocks: list[tuple[float, list[str]]] = []
    offset, at = {}, 0.0
    for key in column:
        offset[key] = at + (heights[key] + _GAP) / 2
        at += heights[key] + _GAP
        blocks.append((wanted[key] - offset[key], [key]))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            keys = [*blocks[-2][1], *blocks[-1][1]]
            blocks[-2:] = [(fmean(wanted[one] - offset[one] for one in keys), keys)]
    return {key: shift + offset[key] for shift, keys in blocks for key in keys}
