"""All mentions of a document, in text order and without overlaps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cx_extract.find.aliases import Alias, find_aliases, find_short_forms
from cx_extract.find.bodies import BodyJudge
from cx_extract.find.consortia import ConsortiumFinder
from cx_extract.find.coordination import Coordination
from cx_extract.find.dates import find_dates
from cx_extract.find.document import Document
from cx_extract.find.employers import find_employers
from cx_extract.find.mentions import Kind, Mention, keep_longest
from cx_extract.find.numbers import CountMention, find_counts
from cx_extract.find.orgs import OrganisationFinder
from cx_extract.find.references import find_references
from cx_extract.find.renaming import find_renamings
from cx_extract.find.short_names import find_short_names, without_mistaken
from cx_extract.find.trades import find_trades
from cx_extract.ruleset import Ruleset
from cx_extract.text.search import occurrences

_SURE_NAME = 4
"""Characters from which a name is the same organisation wherever it stands."""
_MEMBER_UNITS = frozenset({"家", "所", "个", "户", "方", "", "间", "名", "多家"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """Non-overlapping mentions in text order, and the aliases that the text defines."""

    mentions: list[Mention]
    aliases: list[Alias]


class Recogniser:
    """Runs every recogniser over a document."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._organisations = OrganisationFinder(ruleset)
        self._consortia = ConsortiumFinder(ruleset)
        self.bodies = BodyJudge(ruleset)
        self._coordination = Coordination(self.bodies)

    def recognise(self, document: Document) -> Recognised:
        """Return the document's mentions; where two overlap, consortia win over organisations, those over the rest."""
        organisations = self._organisations.find(document)
        dates, counts = _dates(document), _counts(document)
        consortia = self._consortia.find(document, [*organisations, *dates, *counts])
        named = _stack(consortia, organisations)
        aliases = [*find_aliases(document, named), *find_renamings(document, named)]
        short_forms = find_short_forms(document, organisations)
        short_names = find_short_names(document, named)
        named = without_mistaken(document, named, short_names)
        named = keep_longest([*_occurrences(document, aliases), *short_names, *named, *_as_mentions(short_forms)])
        named = keep_longest([*named, *self._coordination.prolong(document, named)])
        quantities = _stack(dates, counts)
        named = _stack(named, find_trades(document, named, self.bodies))
        named = _stack(named, find_employers(document, named, self.bodies))
        named = _stack(named, _again(document, named))
        named = _stack(named, self._coordination.expand(document, named))
        mentions = _stack(named, find_references(document, named), quantities)
        return Recognised(mentions, aliases)


def _stack(*layers: list[Mention]) -> list[Mention]:
    """Merge layers; a mention is dropped if one of an earlier layer overlaps it."""
    taken: list[Mention] = []
    starts: set[int] = set()
    for layer in layers:
        fresh = [m for m in layer if starts.isdisjoint(range(m.start, m.end))]
        taken += fresh
        for mention in fresh:
            starts.update(range(mention.start, mention.end))
    return sorted(taken, key=lambda m: m.start)


def _occurrences(document: Document, aliases: list[Alias]) -> list[Mention]:
    found = []
    for alias in aliases:
        kind, value, group = alias.owner.kind, alias.owner.value, alias.owner.group
        if kind is Kind.CX_REF or alias.text in {"联盟", "联合体", "公司", "集团", "学校", "本公司"}:
            continue
        for at in occurrences(document.text, alias.text):
            found.append(Mention(kind, at, at + len(alias.text), alias.text, "alias.defined", value, group))
    return keep_longest(found)


def _again(document: Document, named: list[Mention]) -> list[Mention]:
    """Return the other places of names that have been found to be organisations (药理学会, cut there as 药理学|会)."""
    names = {m.text: m for m in named if m.kind is Kind.ORG and len(m.text) >= _SURE_NAME}
    return keep_longest(
        [
            replace(name, start=at, end=at + len(text))
            for text, name in names.items()
            for at in occurrences(document.text, text)
        ]
    )


def _as_mentions(aliases: list[Alias]) -> list[Mention]:
    return [Mention(a.owner.kind, a.start, a.end, a.text, "alias.short", a.owner.value, a.owner.group) for a in aliases]


def _dates(document: Document) -> list[Mention]:
    return [Mention(Kind.DATE, d.start, d.end, d.text, "date", payload=d) for d in find_dates(document.text)]


def _counts(document: Document) -> list[Mention]:
    return [
        Mention(Kind.COUNT, c.start, c.end, document.text[c.start : c.end], "count", payload=c)
        for c in find_counts(document.text)
        if c.unit in _MEMBER_UNITS and not c.ordinal and not c.one and _counts_bodies(document.text, c)
    ]


def _counts_bodies(text: str, count: CountMention) -> bool:
    """名 counts people unless a word for members follows."""
    return count.unit != "名" or text.startswith(("会员", "成员", "盟员"), count.end)
