"""Consortia as discourse entities: which mentions are the same body, and which one a reference means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cx_extract.find.aliases import Alias
from cx_extract.find.mentions import Kind, Mention

_HEAD = re.compile(r"(创新联合体|联合体|创新联盟|联盟|共同体|创新体|集群)$")
_QUOTES = re.compile("[“”（）()]")
_STATE_FIRMS = re.compile("(?<!中)央企")
_BRANCH = "分联盟"
_KIND_WORDS = re.compile(r"(?:产业|技术|创新|战略|协同|攻关|研发|发展)+$")
_GLOSS = re.compile("（[^（）]*）(?=.)")
_LIGHT = re.compile("(?<!创)新(?!疆|乡|余|区|能源)|与|及|和|暨")
_ADMINISTRATIVE = re.compile(r"^([\u4e00-\u9fff]{2,3})(?:省|市|自治区)")


@dataclass(slots=True)
class Entity:
    """One consortium of the article; ``name`` is empty while it has none."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    aliases: list[tuple[str, int, int]] = field(default_factory=list)
    unnamed_at: Mention | None = None

    @property
    def first(self) -> int:
        """View offset of the entity's first mention."""
        return min(m.start for m in self.mentions)

    @property
    def head(self) -> str:
        """What kind of body the name says it is (联合体, 联盟), for agreement with references."""
        match = _HEAD.search(self.name)
        return match.group(1)[-3:].removeprefix("新") if match else ""


class EntityIndex:
    """The named consortia of a document, clustered by name, alias and short form."""

    def __init__(self, mentions: list[Mention], aliases: list[Alias]) -> None:
        self.entities: list[Entity] = []
        self._of: dict[str, Entity] = {}
        self._defined = {a.text: a for a in aliases if a.owner.kind is Kind.CX}
        named = [m for m in mentions if m.kind is Kind.CX]
        for value in sorted({m.value for m in named}, key=lambda v: (-len(v), v)):
            self._add(value)
        for mention in named:
            entity = self._of[mention.value]
            entity.mentions.append(mention)
            if _plain(mention.text) != _plain(entity.name):
                entity.aliases.append((mention.text, mention.start, mention.end))
        for alias in self._defined.values():
            entity = self._of[alias.owner.value]
            entity.aliases.append((alias.text, alias.start, alias.end))
        self.entities.sort(key=lambda e: e.first)

    def of(self, mention: Mention) -> Entity | None:
        """Return the entity that a named mention belongs to."""
        return self._of.get(mention.value)

    def _add(self, value: str) -> None:
        defined = self._defined.get(value)
        if defined is not None and defined.owner.value in self._of:
            self._of[value] = self._of[defined.owner.value]
            return
        longer = [e for e in self.entities if e.name.endswith(value)]
        variants = longer if len(longer) == 1 else [e for e in self.entities if is_variant(value, e.name)]
        if variants:
            self._of[value] = variants[0]
            return
        entity = Entity(value)
        self.entities.append(entity)
        self._of[value] = entity


def is_variant(short: str, full: str) -> bool:
    """Tell whether ``short`` names the consortium ``full`` with some of its words left out.

    Both must end in the same kind of body; what stands before it in ``short`` must be a contiguous part of ``full``,
    or ``full``'s words with a gap in the middle (冷链装备联合体 for 果蔬冷链装备绿色创新联合体).
    """
    short, full = (_LIGHT.sub("", _ADMINISTRATIVE.sub(r"\1", _plain(_GLOSS.sub("", n)))) for n in (short, full))
    if short == full:
        return True
    if full.endswith(_BRANCH) and not short.endswith(_BRANCH):
        return False
    kind = next((k for k in ("联合体", "联盟", "共同体", "创新体", "集群") if short.endswith(k)), None)
    if kind is None or not full.endswith(kind):
        return False
    modifier, rest = (_KIND_WORDS.sub("", name.removesuffix(kind)) for name in (short, full))
    return len(modifier) >= 2 and modifier in rest and (len(modifier) >= len(rest) / 2 or len(modifier) >= 4)


def _plain(name: str) -> str:
    return _STATE_FIRMS.sub("中央企业", _QUOTES.sub("", name))
