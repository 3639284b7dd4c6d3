"""The names that the RDF export uses: those of the W3C and schema.org, and the few of our own."""

from __future__ import annotations

from rdflib import Graph, Namespace
from rdflib.namespace import ORG, PROV, RDF, RDFS, SKOS, TIME, XSD

__all__ = ["CX", "EDTF", "ID", "ORG", "PROV", "RDF", "RDFS", "SCHEMA", "SKOS", "TIME", "XSD", "new_graph"]

CX = Namespace("urn:cx-extract:vocabulary#")
"""Properties that no published vocabulary has: status, qualifier, EDTF dates, offsets, rules, modality, confidence."""
ID = Namespace("urn:cx-extract:")
SCHEMA = Namespace("https://schema.org/")
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/").EDTF
"""The Library of Congress's datatype for EDTF."""


def new_graph() -> Graph:
    """Return an empty graph with the prefixes bound."""
    graph = Graph(bind_namespaces="none")
    spaces = {"org": ORG, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "time": TIME, "xsd": XSD}
    for prefix, space in {**spaces, "schema": SCHEMA, "cx": CX, "id": ID}.items():
        graph.bind(prefix, space)
    return graph
