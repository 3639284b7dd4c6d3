"""Collecting the candidates of every consortium from rule matches, results and names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from cx_extract.assemble.composition import Composition
from cx_extract.assemble.coordinated import coordinated
from cx_extract.assemble.counting import count_members, end_of_mass
from cx_extract.assemble.draft import Candidate, Draft
from cx_extract.assemble.event_dates import EventDates
from cx_extract.assemble.mass_events import mass_events
from cx_extract.assemble.notice import is_list_item, read_notice
from cx_extract.assemble.outsiders import is_of_outsiders
from cx_extract.assemble.ownership import Ownership
from cx_extract.assemble.passages import passages
from cx_extract.assemble.region import RegionFinder
from cx_extract.assemble.reportage import Reportage, ReportageWords
from cx_extract.find.dates import DateMention
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.results import ResultFinder
from cx_extract.model import Modality, Status
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match
from cx_extract.relate.tables import TABLE_ROW
from cx_extract.resolve.dates import Resolved, resolve_all
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import Entity
from cx_extract.resolve.modality import BLANKED, ModalityReader
from cx_extract.resolve.organisations import OrganisationResolver
from cx_extract.resolve.subjects import Subjects

_DEPARTS = re.compile(r"[^，。；、]{0,12}?(?:退出|脱离)(?:了|该|本|这个)?[^，。；]{0,16}?(?:联合体|联盟|共同体)")
_GUIDED = re.compile(r"(?:指导|批准|批复|支持|授权|委托|鼓励引导|见证|推动|组织|倡导|号召|统筹|主管)下?(?:，|、|和)?$")
_UP_TO = re.compile(r"截[至止]到?$")
_IN_PREPARATION = ("（筹）", "（筹建）", "（拟）", "（暂定名）")


@dataclass(slots=True)
class Evidence:
    """What the collectors read, all of one article."""

    document: Document
    collapsed: list[Collapsed]
    matches: list[Match]
    discourse: Discourse
    organisations: OrganisationResolver
    modality: ModalityReader
    results: ResultFinder
    reportage_words: ReportageWords
    work_words: re.Pattern[str]
    state_words: re.Pattern[str]
    published: dt.date | None


class Collector:
    """Fills one Draft per consortium."""

    def __init__(self, evidence: Evidence, entities: list[Entity]) -> None:
        self._e = evidence
        self._text = evidence.document.text
        self._unnamed = _without_names(self._text, evidence.collapsed)
        self._mass: dict[int, bool] = {}
        self._subjects = Subjects(self._text, evidence.document.sentences, evidence.collapsed)
        self._ownership = Ownership(evidence.document, evidence.collapsed, evidence.discourse, evidence.organisations)
        self.drafts = {id(entity): Draft(entity) for entity in [*entities, *evidence.discourse.unnamed]}
        dates = [m for c in evidence.collapsed for m in c.mentions.values() if m.kind is Kind.DATE]
        self._event_dates = EventDates(evidence.document, evidence.collapsed)
        units = {m.start for c in evidence.collapsed for m in c.mentions.values() if m.kind is Kind.ORG}
        self._regions = RegionFinder(evidence.document, units)
        self._notice = read_notice(evidence.document, dates)
        payloads = [m.payload for m in dates]
        resolved = resolve_all(self._text, [p for p in payloads if isinstance(p, DateMention)], evidence.published)
        self._dates: dict[int, Resolved] = {m.start: r for m, r in zip(dates, resolved, strict=True)}

    def collect(self) -> list[Draft]:
        """Read every match and result; return the drafts in text order."""
        for match in self._e.matches:
            parts = self._e.discourse.bind_each(match)
            if not parts or (not match.slot("name") and self._counts_consortia(match.sentence)):
                continue
            for entity, part in parts:
                self._apply(part, entity, shared=len(parts) > 1)
        for match in self._e.matches:
            if "subject" in match.rule.options:
                self._elided(match)
        self._told_in_passages()
        self._compose()
        for number in range(len(self._e.document.sentences)):
            self._achievements(number)
        self._told_in_the_mass()
        for number in range(len(self._e.document.sentences)):
            self._departures(number)
        refuted = self._e.modality.is_refutation(self._text)
        for draft in self.drafts.values():
            self._names(draft)
            self._apply_notice(draft)
            spoken = self._sentences_of(draft.entity)
            draft.void = refuted or any(self._e.modality.is_void(s) for s in spoken)
            draft.only_wished = not draft.statuses and self._is_only_wished(draft.entity)
            draft.in_preparation = any(self._text.startswith(_IN_PREPARATION, m.end) for m in draft.entity.mentions)
            draft.of_states = any(self._e.state_words.search(s) for s in spoken)
            draft.works = any(self._e.work_words.search(s.replace(draft.entity.name or "\0", "")) for s in spoken)
        return sorted(self.drafts.values(), key=lambda d: d.entity.first)

    def _apply(self, match: Match, entity: Entity, *, shared: bool) -> None:
        """Add what the match says to the draft of its consortium, as the stance of its sentence allows."""
        floor = self._e.document.sentences[match.sentence].start
        stance = self._e.modality.stance(self._unnamed, match.start, match.end, floor)
        if match.rule is TABLE_ROW:
            stance = "asserted"
        draft = self.drafts[id(entity)]
        if stance == "denied":
            draft.departed |= {self._e.organisations.resolve(m)[0] for m in match.slot("member")}
            return
        if stance == "exhorted" and not entity.name:
            return
        planned = stance in ("planned", "exhorted")
        self._organisations(match, draft, planned)
        if stance == "exhorted":
            return  # an appeal founds nothing
        if not planned:
            draft.candidates += [self._dated(count, match.sentence) for count in count_members(self._text, match)]
        self._event(match, draft, planned)
        for other in () if shared else self._coordinated(match, entity):
            if match.slot("lead"):
                self._organisations(match, self.drafts[id(other)], planned)
            self._event(match, self.drafts[id(other)], planned)

    def _compose(self) -> None:
        """Add the members that no rule knows, from the sentences that tell what a consortium is made of."""
        e = self._e
        leads = {c.value for draft in self.drafts.values() for c in draft.of("lead_units")}
        for entity, mention in Composition(e.document, e.collapsed, e.discourse, e.organisations, e.matches).members():
            value, anchor = e.organisations.resolve(mention)
            draft = self.drafts[id(entity)]
            if value and value not in leads and not self._is_guide(mention) and value not in draft.departed:
                draft.candidates.append(
                    Candidate(
                        "member_units", value, mention.start, mention.end, "member.composition", 0.5, anchor=anchor
                    )
                )

    def _elided(self, match: Match) -> None:
        """A founding without a subject is led by the subject before it, if nobody else is said to lead."""
        entity = self._e.discourse.bind(match)
        subject = self._subjects.before(match.sentence, match.start)
        if entity is None or subject is None or self.drafts[id(entity)].of("lead_units"):
            return
        self._apply(replace(match, slots=match.slots | {"lead": (subject,)}), entity, shared=False)

    def _told_in_passages(self) -> None:
        """Add what reportage tells of a consortium in its own passages."""
        e = self._e
        reportage = Reportage(
            e.document,
            e.collapsed,
            organisations=e.organisations,
            modality=e.modality,
            words=e.reportage_words,
            dates=self._dates,
        )
        for passage in passages(e.document, e.collapsed, e.discourse):
            draft = self.drafts[id(passage.entity)]
            sentences = [number for number in passage.sentences if not self._counts_consortia(number)]
            draft.candidates += [*reportage.candidates(sentences, draft, counts=passage.names_it)]

    def _is_only_wished(self, entity: Entity) -> bool:
        stances = {
            self._e.modality.stance(self._unnamed, m.start, m.end, s.start)
            for s in self._e.document.sentences
            for m in entity.mentions
            if s.start <= m.start < s.end
        }
        return "asserted" not in stances

    def _sentences_of(self, entity: Entity) -> list[str]:
        return [
            self._text[s.start : s.end]
            for s in self._e.document.sentences
            if any(s.start <= m.start < s.end for m in entity.mentions)
        ]

    def _organisations(self, match: Match, draft: Draft, planned: bool) -> None:
        for slot, name in (("lead", "lead_units"), ("member", "member_units")):
            for mention in match.slot(slot):
                value, anchor = self._e.organisations.resolve(mention)
                outside = slot == "member" and is_of_outsiders(self._text, mention.start)
                if not value or outside or self._is_guide(mention):
                    continue
                draft.candidates.append(
                    Candidate(
                        "lead_units" if name == "lead_units" else "member_units",
                        value,
                        mention.start,
                        mention.end,
                        match.rule.id,
                        match.rule.confidence,
                        "planned" if planned else "asserted",
                        anchor=anchor,
                    )
                )

    def _is_guide(self, mention: Mention) -> bool:
        following = self._text[mention.end : mention.end + 12]
        return mention.group == "government" and bool(
            re.match(
                r"(?:、[^，。]{2,8})?(?:等)?(?:共同|联合)?(?:指导|批准|批复|支持|授权|委托|鼓励|推动|主管)", following
            )
        )

    def _event(self, match: Match, draft: Draft, planned: bool) -> None:
        status, event = match.rule.options.get("status"), match.rule.options.get("event")
        if not status or not event:
            return
        trigger = Candidate("status", status, match.start, match.end, match.rule.id, match.rule.confidence)
        draft.statuses.append(("planned" if planned else status, "planned" if planned else "asserted", trigger))
        dated = match.rule.options.get("date", "")
        if dated == "none" or (dated == "slot" and not match.slot("date")):
            return
        mention = self._event_dates.of(match)
        if mention is None:
            return
        resolved = self._dates.get(mention.start)
        if resolved is None or not resolved.edtf or (planned and self._dates_the_plan(mention, match)):
            return
        if planned and event == "accepted":
            return  # an acceptance still to come is no plan of the body's own
        draft.candidates.append(
            Candidate(
                "dates",
                resolved.edtf,
                mention.start,
                mention.end,
                match.rule.id,
                match.rule.confidence,
                "planned" if planned else "asserted",
                event="planned" if planned else event,
                anchor=resolved.anchor,
            )
        )

    def _dated(self, count: Candidate, sentence: int) -> Candidate:
        """Give a count the day up to which it holds, where the sentence says so (截至2024年6月20日，成员28家)."""
        mentions = self._e.collapsed[sentence].mentions.values()
        dates = [m for m in mentions if m.kind is Kind.DATE and m.end <= count.start]
        if count.as_of == "initial" or not dates or not _UP_TO.search(self._text, 0, dates[-1].start):
            return count
        resolved = self._dates.get(dates[-1].start)
        return replace(count, as_of=resolved.edtf) if resolved is not None else count

    def _dates_the_plan(self, date: Mention, match: Match) -> bool:
        """Tell whether the date is that of the planning (6月，两家公司拟组建Z), not the one planned for."""
        if date.start >= match.start or (isinstance(date.payload, DateMention) and date.payload.future):
            return False
        floor = self._e.document.sentences[match.sentence].start
        return self._e.modality.stance(self._unnamed, date.start, date.end, floor) != "planned"

    def _achievements(self, number: int) -> None:
        sentence = self._e.document.sentences[number]
        if self._counts_consortia(number) or not self._ownership.may_have_results(number):
            return
        mentions = list(self._e.collapsed[number].mentions.values())
        results = self._e.results.find(self._e.document, sentence.start, sentence.end, mentions)
        for result, entity in self._ownership.owned(number, results, self._units):
            self.drafts[id(entity)].candidates.append(
                Candidate(
                    "achievements",
                    self._e.document.view.quote(result.start, result.end),
                    result.start,
                    result.end,
                    result.rule_id,
                    0.6,
                    category=result.category,
                )
            )

    def _units(self, entity: Entity) -> set[object]:
        draft = self.drafts[id(entity)]
        return {c.value for c in draft.candidates if c.field in ("lead_units", "member_units")}

    def _counts_consortia(self, number: int) -> bool:
        """全省共组建联合体49家 speaks of consortia in the mass, and so does what follows until one is named."""
        if number not in self._mass:
            sentence = self._e.document.sentences[number]
            end = end_of_mass(self._text, sentence.start, sentence.end)
            mentions = self._e.collapsed[number].mentions.values()
            self._mass[number] = end is not None and not any(m.kind is Kind.CX and m.start >= end for m in mentions)
        return self._mass[number]

    def _names(self, draft: Draft) -> None:
        entity = draft.entity
        mention = next((m for m in entity.mentions if m.kind is Kind.CX and m.text == entity.name), None)
        if mention is not None:
            draft.candidates.append(Candidate("name", entity.name, mention.start, mention.end, mention.rule_id, 0.9))
        seen = set()
        for text, start, end in entity.aliases:
            if text not in seen:
                seen.add(text)
                draft.candidates.append(Candidate("aliases", text, start, end, "alias.mentioned", 0.85))
        references = [
            m
            for c in self._e.collapsed
            for m in c.mentions.values()
            if m.kind is Kind.CX_REF and self._e.discourse.entity_of(m) is entity
        ]
        region = self._regions.find(entity.mentions, references, draft.of("lead_units"))
        if region is not None:
            draft.candidates.append(region)

    def _coordinated(self, match: Match, entity: Entity) -> list[Entity]:
        mentions = self._e.collapsed[match.sentence].mentions.values()
        return coordinated(self._text, mentions, match, entity, self._e.discourse.entity_of)

    def _departures(self, number: int) -> None:
        """Who is said to have left a consortium is no member of it."""
        for mention in self._e.collapsed[number].mentions.values():
            if mention.kind is Kind.ORG and _DEPARTS.match(self._text, mention.end):
                entity = self._e.discourse.near(number, mention.start, mention.end)
                if entity is not None:
                    self.drafts[id(entity)].departed.add(self._e.organisations.resolve(mention)[0])

    def _told_in_the_mass(self) -> None:
        """Give the consortia of a list or number that was approved or launched their event and its date."""
        for mention, event, date in mass_events(self._e.document, self._e.collapsed):
            entity = self._e.discourse.entity_of(mention)
            if entity is None:
                continue
            draft = self.drafts[id(entity)]
            status: Status = "approved" if event == "approved" else "established"
            trigger = Candidate("status", status, mention.start, mention.end, "notice.named", 0.85)
            if not draft.statuses:
                draft.statuses.append((status, "asserted", trigger))
            resolved = self._dates.get(date.start) if date is not None else None
            dated = any(c.event == event for c in draft.of("dates"))
            if date is not None and resolved is not None and resolved.edtf and not dated:
                draft.candidates.append(
                    replace(
                        trigger,
                        field="dates",
                        value=resolved.edtf,
                        start=date.start,
                        end=date.end,
                        event=event,
                        anchor=resolved.anchor,
                    )
                )

    def _apply_notice(self, draft: Draft) -> None:
        """Give a consortium on an official list the approval and the date of the notice."""
        notice = self._notice
        if notice is None or not is_list_item(self._e.document, draft.entity.mentions):
            return
        if draft.of("dates") or any(status not in ("approved", "planned") for status, _, _ in draft.statuses):
            return
        if not draft.of("region"):
            references = [
                m
                for c in self._e.collapsed
                for m in c.mentions.values()
                if m.kind is Kind.CX_REF and m.group == "described"
            ]
            heading = self._regions.heading(references)
            draft.candidates += [heading] if heading is not None else []
        first = draft.entity.mentions[0]
        status: Status = "planned" if notice.tentative else "approved"
        modality: Modality = "planned" if notice.tentative else "asserted"
        draft.statuses.append(
            (status, modality, Candidate("status", status, first.start, first.end, "notice.list", 0.85))
        )
        resolved = self._dates.get(notice.date.start) if notice.date is not None else None
        if notice.date is not None and resolved is not None and resolved.edtf and not notice.tentative:
            draft.candidates.append(
                Candidate(
                    "dates",
                    resolved.edtf,
                    notice.date.start,
                    notice.date.end,
                    "notice.date",
                    0.85,
                    event="approved",
                    anchor=resolved.anchor,
                )
            )


def _without_names(text: str, sentences: list[Collapsed]) -> str:
    """The text with every name blanked, so that no word inside one (应化所, 某某计划) reads as a plan or an appeal."""
    pieces, position = [], 0
    for sentence in sentences:
        for mention in sentence.mentions.values():
            if mention.kind in (Kind.ORG, Kind.CX):
                pieces += [text[position : mention.start], BLANKED * (mention.end - mention.start)]
                position = mention.end
    return "".join([*pieces, text[position:]])
