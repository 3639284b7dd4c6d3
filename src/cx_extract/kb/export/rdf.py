"""The base as RDF: the W3C Organization ontology for bodies and memberships, schema.org for what they did, PROV-O for
where each belief comes from; SHACL shapes say what a graph of ours must hold.

Sources: W3C Recommendations "The Organization Ontology" (2014), "PROV-O" (2013), "Time Ontology in OWL" (2017),
"SHACL" (2017); schema.org's types Consortium, Organization, Observation, Event and NewsArticle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef

from cx_extract.errors import StoreError
from cx_extract.kb.export.snapshot import Row, Snapshot
from cx_extract.kb.export.vocabulary import CX, EDTF, ID, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, TIME, XSD, new_graph

SHAPES = Path(__file__).with_name("shapes.ttl")
"""The SHACL shapes."""
_LANGUAGE = "zh"
_CALENDAR = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
"""XSD's type of a plain date of that many characters."""
_PLAIN_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")
_ROLES = {"lead": "leads the consortium", "member": "takes part in the consortium"}
_NOT_IN_IRI = re.compile(r"[\s<>\"{}|\\^`]")


def to_graph(snapshot: Snapshot) -> Graph:
    """Return the beliefs of ``snapshot`` as RDF, each with the statements it was derived from."""
    writer = _Writer(snapshot)
    writer.bodies()
    writer.memberships()
    writer.counts()
    writer.events()
    writer.achievements()
    writer.provenance()
    return writer.graph


def write_turtle(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write ``kb.ttl``, checked against the shapes. Raises StoreError if the graph does not conform."""
    return [_write(snapshot, folder / "kb.ttl", lambda graph, path: graph.serialize(path, "turtle", encoding="utf-8"))]


def write_jsonld(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write ``kb.jsonld`` with its context inside, checked against the shapes. Raises as ``write_turtle``."""

    def serialize(graph: Graph, path: Path) -> None:
        context = {prefix: str(space) for prefix, space in graph.namespaces() if prefix != "xml"}
        nodes = _in_order(json.loads(graph.serialize(format="json-ld", context=context)))
        path.write_text(json.dumps(nodes, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")

    return [_write(snapshot, folder / "kb.jsonld", serialize)]


def _in_order(node: Any) -> Any:
    """Order what JSON-LD leaves open: rdflib writes sets as they come."""
    if isinstance(node, dict):
        return {key: _in_order(node[key]) for key in sorted(node)}
    if isinstance(node, list):
        return sorted(map(_in_order, node), key=lambda one: json.dumps(one, ensure_ascii=False))
    return node


def check(graph: Graph) -> None:
    """Hold ``graph`` against the shapes. Raises StoreError with what is wrong where it does not conform."""
    from pyshacl import validate  # noqa: PLC0415  (0.5 s)

    conforms, _, report = validate(graph, shacl_graph=_shapes(), inference="none", advanced=False)
    if not conforms:
        raise StoreError(f"the graph does not conform to its shapes; please report this:\n{report}")


def _write(snapshot: Snapshot, path: Path, serialize: Callable[[Graph, Path], Any]) -> Path:
    graph = to_graph(snapshot)
    check(graph)
    serialize(graph, path)
    return path


@cache
def _shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


class _Writer:
    def __init__(self, snapshot: Snapshot) -> None:
        self.graph = new_graph()
        self._snapshot = snapshot

    def bodies(self) -> None:
        for row in self._snapshot.tables["consortia"]:
            node = ID[f"consortium:{row['id']}"]
            self._types(node, ORG.OrganizationalCollaboration, SCHEMA.Consortium, PROV.Organization)
            self._name(node, row["name"])
            self._text(node, CX.status, row["status"])
            if row["region"]:
                place = ID[f"place:{quote(row['region'], safe='')}"]
                self._types(place, SCHEMA.Place)
                self._name(place, row["region"])
                self._add(node, SCHEMA.location, place)
            self._when(node, row["founded"], SCHEMA.foundingDate)
            for kind in ("status", "region"):
                self._derived(node, kind, row["id"])
        for row in self._snapshot.tables["organisations"]:
            node = ID[f"organisation:{row['id']}"]
            self._types(node, ORG.Organization, SCHEMA.Organization, PROV.Organization)
            self._name(node, row["name"])
        for kind in ("consortium", "organisation"):
            self._other_names(kind)

    def _other_names(self, kind: str) -> None:
        for row in self._snapshot.tables[f"{kind}_names"]:
            node = ID[f"{kind}:{row[f'{kind}_id']}"]
            name = Literal(row["name"], lang=_LANGUAGE)
            if (node, SKOS.prefLabel, name) not in self.graph:
                self._add(node, SKOS.altLabel, name)
                self._add(node, SCHEMA.alternateName, name)
            if "id" in row:
                self._derived(node, f"{kind}_name", row["id"])

    def memberships(self) -> None:
        for role, label in _ROLES.items():
            self._types(ID[f"role:{role}"], ORG.Role)
            self._add(ID[f"role:{role}"], RDFS.label, Literal(label, lang="en"))
        for row in self._snapshot.tables["memberships"]:
            node = ID[f"membership:{row['id']}"]
            consortium, body = ID[f"consortium:{row['consortium_id']}"], ID[f"organisation:{row['organisation_id']}"]
            self._types(node, ORG.Membership, PROV.Entity)
            self._add(node, ORG.organization, consortium)
            self._add(node, ORG.member, body)
            self._add(node, ORG.role, ID[f"role:{row['role']}"])
            self._text(node, CX.modality, row["modality"])
            self._add(consortium, SCHEMA.member, body)
            if row["valid"]:
                interval = ID[f"interval:{row['id']}"]
                self._types(interval, TIME.Interval)
                self._add(node, ORG.memberDuring, interval)
                self._add(interval, CX.edtf, Literal(row["valid"], datatype=EDTF))
                for bound, end in ((TIME.hasBeginning, "valid_from"), (TIME.hasEnd, "valid_to")):
                    if row[end]:
                        instant = ID[f"instant:{row[end]}"]
                        self._types(instant, TIME.Instant)
                        self._add(interval, bound, instant)
                        self._add(instant, TIME.inXSDDate, Literal(row[end], datatype=XSD.date))
            self._belief(node, "membership", row)

    def counts(self) -> None:
        for row in self._snapshot.tables["counts"]:
            node = ID[f"count:{row['id']}"]
            self._types(node, SCHEMA.Observation, PROV.Entity)
            self._add(node, SCHEMA.observationAbout, ID[f"consortium:{row['consortium_id']}"])
            self._add(node, SCHEMA.measuredProperty, CX.memberCount)
            self._add(node, SCHEMA.value, Literal(row["value"], datatype=XSD.integer))
            self._text(node, SCHEMA.unitText, row["unit"])
            self._text(node, CX.qualifier, row["qualifier"])
            self._text(node, CX.modality, row["modality"])
            self._when(node, row["valid"], SCHEMA.observationDate)
            self._belief(node, "count", row)

    def events(self) -> None:
        for row in self._snapshot.tables["events"]:
            node = ID[f"event:{row['id']}"]
            self._types(node, SCHEMA.Event, PROV.Entity)
            self._add(node, SCHEMA.about, ID[f"consortium:{row['consortium_id']}"])
            self._text(node, CX.event, row["event"])
            self._text(node, CX.modality, row["modality"])
            self._when(node, row["date"], SCHEMA.startDate)
            if row["fulfilled_by"]:
                self._add(node, CX.fulfilledBy, ID[f"event:{row['fulfilled_by']}"])
            self._belief(node, "event", row)

    def achievements(self) -> None:
        for row in self._snapshot.tables["achievements"]:
            node = ID[f"achievement:{row['id']}"]
            consortium = ID[f"consortium:{row['consortium_id']}"]
            self._types(node, CX.Achievement, PROV.Entity)
            self._add(node, SCHEMA.about, consortium)
            self._add(node, PROV.wasAttributedTo, consortium)
            self._add(node, SCHEMA.description, Literal(row["achievement"], lang=_LANGUAGE))
            self._text(node, CX.category, row["category"])
            self._belief(node, "achievement", row)

    def provenance(self) -> None:
        for row in self._snapshot.articles.values():
            self._article(row)
        used = set()
        for row in self._snapshot.statements.values():
            node, article = ID[f"statement:{row['id']}"], ID[f"article:{row['article_sha256']}"]
            run = ID[f"run:{row['run_id']}"]
            used.add(row["run_id"])
            self._types(node, PROV.Entity, CX.Statement)
            self._add(node, PROV.wasQuotedFrom, article)
            self._add(node, PROV.wasGeneratedBy, run)
            self._add(node, SCHEMA.text, Literal(row["quote"], lang=_LANGUAGE))
            self._add(node, CX.start, Literal(row["start_offset"], datatype=XSD.nonNegativeInteger))
            self._add(node, CX.end, Literal(row["end_offset"], datatype=XSD.nonNegativeInteger))
            self._text(node, CX.field, row["field"])
            self._text(node, CX.rule, row["rule_id"])
            self._text(node, CX.modality, row["modality"])
            self._confidence(node, row)
        for key in sorted(used):
            self._run(key, self._snapshot.runs[key])

    def _article(self, row: Row) -> None:
        node = ID[f"article:{row['sha256']}"]
        self._types(node, SCHEMA.NewsArticle, PROV.Entity)
        self._text(node, SCHEMA.identifier, row["article"])
        if row["title"]:
            self._add(node, SCHEMA.headline, Literal(row["title"], lang=_LANGUAGE))
        self._text(node, SCHEMA.creditText, row["source"])
        if row["published"]:
            self._add(node, SCHEMA.datePublished, Literal(row["published"], datatype=XSD.date))
        if row["url"] and not _NOT_IN_IRI.search(row["url"]):
            self._add(node, SCHEMA.url, URIRef(row["url"]))

    def _run(self, key: str, row: Row) -> None:
        node, software = ID[f"run:{key}"], ID[f"software:{quote(row['version'], safe='')}"]
        self._types(node, PROV.Activity)
        self._add(node, PROV.wasAssociatedWith, software)
        self._text(node, CX.rulesSha256, row["rules_sha256"])
        self._types(software, PROV.SoftwareAgent)
        self._add(software, RDFS.label, Literal(f"cx-extract {row['version']}"))

    def _add(self, node: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((node, predicate, value))

    def _types(self, node: URIRef, *types: URIRef) -> None:
        for one in types:
            self._add(node, RDF.type, one)

    def _text(self, node: URIRef, predicate: URIRef, value: str) -> None:
        if value:
            self._add(node, predicate, Literal(value))

    def _name(self, node: URIRef, name: str) -> None:
        if name:
            self._add(node, SKOS.prefLabel, Literal(name, lang=_LANGUAGE))
            self._add(node, SCHEMA.name, Literal(name, lang=_LANGUAGE))

    def _when(self, node: URIRef, edtf: str, predicate: URIRef) -> None:
        """A date as the base has it, and with schema.org's property where XSD can write it without loss."""
        if not edtf:
            return
        self._add(node, CX.edtf, Literal(edtf, datatype=EDTF))
        if _PLAIN_DATE.fullmatch(edtf):
            self._add(node, predicate, Literal(edtf, datatype=_CALENDAR[len(edtf)]))

    def _confidence(self, node: URIRef, row: Row) -> None:
        self._add(node, CX.confidence, Literal(f"{row['confidence']:.3f}", datatype=XSD.decimal))

    def _belief(self, node: URIRef, kind: str, row: Row) -> None:
        self._confidence(node, row)
        self._derived(node, kind, row["id"])

    def _derived(self, node: URIRef, kind: str, belief: str) -> None:
        for statement in self._snapshot.sources(kind, belief):
            self._add(node, PROV.wasDerivedFrom, ID[f"statement:{statement['id']}"])
