"""A trace on the terminal, and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from cx_extract.cli.console import printable
from cx_extract.explain import Relation, Seen, SentenceTrace, Trace
from cx_extract.model import Consortium, Fact

_STYLES = {
    "org": "green",
    "org_ref": "green italic",
    "cx": "bold magenta",
    "cx_ref": "magenta italic",
    "count": "yellow",
    "date": "cyan",
}
_RULE_WIDTH = 28


def trace_json(found: Trace) -> str:
    """Return the trace as one line of JSON, without the article's text, which is the file's."""
    article = found.article
    published = article.published.isoformat() if article.published else None
    return json.dumps(
        {
            "article": article.id,
            "sha256": article.sha256,
            "title": article.title,
            "published": published,
            "sentences": [asdict(sentence) for sentence in found.sentences],
            "records": [asdict(record) for record in found.records],
        },
        ensure_ascii=False,
    )


def print_trace(found: Trace) -> None:
    """Print the sentences with something in them, then the records; in colour if stdout is a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    article = found.article
    published = f"published {article.published}" if article.published else "no publication date"
    head = f"{article.id}: {article.title or '(no title)'}; {published}; {len(article.text)} code points"
    console.print(Text(printable(head), style="bold"))
    for sentence in found.sentences:
        if sentence.mentions or sentence.relations:
            console.print()
            _print_sentence(console, sentence)
    console.print()
    console.print(Text(f"{len(found.records)} records", style="bold"))
    for number, record in enumerate(found.records, 1):
        _print_record(console, number, record)


def _print_sentence(console: Console, sentence: SentenceTrace) -> None:
    text = Text(printable(sentence.text))
    for seen in sentence.mentions:
        text.stylize(_STYLES.get(seen.kind, ""), seen.start - sentence.start, seen.end - sentence.start)
    console.print(Text(_span(sentence.start, sentence.end), style="dim"), text)
    for seen in sentence.mentions:
        console.print(Text.assemble("  ", *_mention(seen)))
    for relation in sentence.relations:
        console.print(Text.assemble("  ", *_relation(relation)))


def _mention(seen: Seen) -> list[str | tuple[str, str]]:
    stands_for = [f" = {printable(seen.value)}"] if seen.value else []
    style = _STYLES.get(seen.kind, "")
    rule, span = f"{seen.rule_id:{_RULE_WIDTH}}", _span(seen.start, seen.end)
    return [(f"{seen.kind:9}", style), (rule, "dim"), (span, "dim"), " ", (printable(seen.text), style), *stands_for]


def _relation(relation: Relation) -> list[str | tuple[str, str]]:
    slots = " ".join(f"{name}={printable(seen.text)}" for name, seen in relation.slots)
    became = f"  → {', '.join(relation.facts)}" if relation.facts else ""
    rule, span = f"{relation.rule_id:{_RULE_WIDTH}}", _span(relation.start, relation.end)
    style = "bold" if relation.facts else "dim"
    return [("relation", "blue"), " ", (rule, "dim"), (span, "dim"), " ", (slots, style), (became, "bold blue")]


def _print_record(console: Console, number: int, record: Consortium) -> None:
    name = next((printable(str(fact.value)) for fact in record.all("name")), "(no name)")
    console.print()
    console.print(Text.assemble((f"{number} {name}", "bold magenta"), "  ", (record.record_id, "dim")))
    for fact in record.facts:
        console.print(Text.assemble("  ", *_fact(fact)))


def _fact(fact: Fact) -> list[str | tuple[str, str]]:
    said = [fact.qualifier, fact.unit, fact.as_of, fact.event, fact.category]
    details = [part for part in said if part]
    if fact.modality != "asserted":
        details.append(fact.modality)
    value = printable(str(fact.value)) + (f" ({', '.join(details)})" if details else "")
    quote = "" if fact.quote == fact.value else f"  “{printable(fact.quote)}”"
    proof = f"  {fact.rule_id}, {fact.confidence:.2f}" + (f", {fact.anchor}" if fact.anchor else "")
    return [f"{fact.field:14}", (_span(fact.start, fact.end), "dim"), " ", (value, "bold"), quote, (proof, "dim")]


def _span(start: int, end: int) -> str:
    return f"{f'[{start},{end})':14}"
