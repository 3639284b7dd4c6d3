"""Names with their contexts: atoms that certainly say the same are looked at once, as one node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cx_extract.identity.atoms import Judgement, OrganisationAtom
from cx_extract.identity.fold import fold_name
from cx_extract.identity.names import Name, NameParser
from cx_extract.identity.places import Place, Places, relate


@dataclass(frozen=True, slots=True)
class Node:
    """Atoms of one name in one kind of context; ``keys`` are theirs in ascending order.

    ``name`` is the name as the context completes it, ``is_completed`` whether it had to (市科技局 in 厦门);
    ``aliases`` are folded and written out like names, ``articles`` those of the atoms; ``places`` tell where the body
    is: the one in its name, or those of its consortia.
    """

    keys: tuple[str, ...]
    name: Name
    is_completed: bool
    aliases: frozenset[str]
    places: frozenset[Place]
    consortia: frozenset[str]
    articles: frozenset[str]


def make_nodes(
    atoms: Sequence[OrganisationAtom], judgements: Sequence[Judgement], parser: NameParser, places: Places
) -> list[Node]:
    """Return the nodes of ``atoms`` (in the order of their keys), in the order of their smallest keys.

    Names that stand alone make one node wherever they occur, others one per region. An atom that a judgement keeps
    apart from any other is a node by itself.
    """
    split = {key for j in judgements if not j.same for key in (j.left_key, j.right_key)}
    groups: dict[tuple[object, ...], list[tuple[OrganisationAtom, Name, frozenset[Place], bool]]] = {}
    for atom in atoms:
        regions = frozenset(filter(None, map(places.get, atom.regions)))
        own = parser.parse(atom.name)
        name = complete(own, regions, parser, places)
        if atom.key in split:
            key: tuple[object, ...] = (atom.key,)
        elif own.stands_alone:
            key = (name.text, name.place)
        else:
            key = (name.text, name is own, frozenset(place.name for place in regions))
        groups.setdefault(key, []).append((atom, name, regions, name is not own))
    return [_node(parser, group) for group in groups.values()]


def complete(name: Name, regions: frozenset[Place], parser: NameParser, places: Places) -> Name:
    """Return ``name`` with the place that it leaves to its context (市科技局, 第一医院), itself if none is known."""
    if not name.is_generic or name.place is not None or len(regions) != 1:
        return name
    (region,) = regions
    place = places.ancestor(region, name.level) if name.level else region
    if place is None:
        return name
    bare = name.text[parser.level_length(name.text) :] if name.level else name.text
    return parser.parse(place.name + bare)


def are_elsewhere(left: Node, right: Node) -> bool:
    """Tell whether the contexts of two nodes lie in places that exclude each other."""
    sides = [(a, b) for a in left.places for b in right.places]
    return bool(sides) and all(relate(a, b) == "apart" for a, b in sides)


def _node(parser: NameParser, group: list[tuple[OrganisationAtom, Name, frozenset[Place], bool]]) -> Node:
    _, name, _, is_completed = group[0]
    return Node(
        tuple(atom.key for atom, *_ in group),
        name,
        is_completed,
        frozenset(parser.parse(alias).text for atom, *_ in group for alias in atom.aliases) - {""},
        frozenset({name.place})
        if name.place
        else frozenset(region for _, _, regions, _ in group for region in regions),
        frozenset(fold_name(one) for atom, *_ in group for one in atom.consortia) - {""},
        frozenset(atom.article for atom, *_ in group),
    )
