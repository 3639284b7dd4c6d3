"""Which nodes are compared at all: those that share a key, so that no step is quadratic in all of them.

Keys are gazetteer rows, whole forms and aliases, trade names, beginnings of cores, first and last characters of
abbreviations, and for near spellings the rarest pairs of characters (blocking: Christen, "Data Matching", 2012, ch. 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Protocol, TypeVar

from cx_extract.identity.likeness import CONTRACTED, NameComparer
from cx_extract.identity.names import Name
from cx_extract.identity.nodes import Node
from cx_extract.identity.places import Place, Places

LARGEST_BLOCK = 60
"""Nodes in one block; a larger one is cut by province, and in what is still larger a window moves over the nodes."""
WINDOW = 10
"""Followers that a node of such a block is compared with (sorted neighbourhood: Hernández & Stolfo, SIGMOD 1995)."""
_RARE = 2
_LONG_ENOUGH = 5
_BEGINNING = 3

Key = tuple[str, ...]


class Placed(Protocol):
    """What can be blocked: it lies in some places, perhaps in none."""

    @property
    def places(self) -> frozenset[Place]:
        """The places that tell where it is."""


T = TypeVar("T", bound=Placed)


def block_pairs(nodes: Sequence[T], keys_of: Callable[[T], Iterable[Key]], places: Places) -> list[tuple[int, int]]:
    """Return the pairs of indexes into ``nodes`` that share a key of ``keys_of``, in ascending order."""
    blocks: dict[Key, list[int]] = {}
    for index, node in enumerate(nodes):
        for key in sorted(set(keys_of(node))):
            blocks.setdefault(key, []).append(index)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > 1:
            found.update(_pairs(block, nodes, places))
    return sorted(found)


def organisation_pairs(nodes: Sequence[Node], comparer: NameComparer, places: Places) -> list[tuple[int, int]]:
    """Return the pairs of indexes into ``nodes`` that are worth comparing, in ascending order."""
    frequency: Counter[str] = Counter()
    for node in nodes:
        frequency.update(set(_bigrams(node.name.core)))
    return block_pairs(nodes, lambda node: _keys(node, comparer, frequency), places)


def _keys(node: Node, comparer: NameComparer, frequency: Counter[str]) -> Iterator[Key]:
    own = node.name
    for row in own.rows:
        yield ("form", row)
    yield ("form", own.text)
    for form in (*node.aliases, *own.second):
        yield ("form", form)
    for name in comparer.forms(own):
        yield ("form", name.text)
        yield from _name_keys(name)
    if len(own.core) >= _LONG_ENOUGH:
        for pair in sorted(set(_bigrams(own.core)), key=lambda pair: (frequency[pair], pair))[:_RARE]:
            yield ("pair", pair)


def _name_keys(name: Name) -> Iterator[Key]:
    place = name.place.name if name.place else ""
    if name.body == "分公司" and name.place:
        yield ("place", place, name.parent[-2:])
    if len(name.core) > 1:
        yield ("core", name.core)
        yield ("place", place, name.core[-2:])
    if len(name.core) >= _BEGINNING:
        yield ("begin", name.core[:_BEGINNING])
    if len(name.core) in CONTRACTED:
        yield ("brand", name.core[:2])
    if len(name.brand) > 1:
        yield ("brand", name.brand)
    if name.body == "大学" or name.text.endswith("大"):
        yield ("university", name.text[0])
    if name.parent and name.number:
        yield ("number", name.parent[:2], name.body[-1:], str(name.number))
    if name.body or name.parent:
        yield ("part", place, name.core[:1], name.body[-1:], str(name.number))


def _pairs(block: list[int], nodes: Sequence[Placed], places: Places) -> Iterator[tuple[int, int]]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    by_province: dict[str, list[int]] = {}
    for index in block:
        provinces = {one.name for place in nodes[index].places if (one := places.ancestor(place, "province"))}
        for province in provinces or {""}:
            by_province.setdefault(province, []).append(index)
    for part in by_province.values():
        if len(part) <= LARGEST_BLOCK:
            yield from combinations(part, 2)
        else:
            yield from ((a, b) for i, a in enumerate(part) for b in part[i + 1 : i + 1 + WINDOW])


def _bigrams(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]
