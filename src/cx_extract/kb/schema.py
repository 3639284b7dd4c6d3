"""The tables of a knowledge base, the same on SQLite and PostgreSQL.

Two layers. The **ledger** only grows: runs, articles, extractions, statements and judgements. The **beliefs** are
computed from it (``cx_extract.kb.beliefs``) and may be dropped and rebuilt at any time.

Everything is plain text, whole numbers and floats, so that any SQL tool can read it: days are ISO text (they sort),
partial dates EDTF, flags 0 or 1. Text that nobody states is empty; days, numbers and references that nobody states are
NULL, so that a comparison does not find them. Ids are 16 hexadecimal digits made of the content they name, the same
in every base; only judgements are numbered, since people type those numbers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def _key(name: str, target: str = "") -> Column[Any]:
    """A part of the primary key; with ``target`` it refers to another table."""
    return Column(name, Text, *([ForeignKey(target)] if target else []), primary_key=True)


def _text(name: str) -> Column[Any]:
    """Text that is empty where nobody states it."""
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[Any]:
    """A day, a moment or a long text that may be unknown (NULL)."""
    return Column(name, Text)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _score(name: str) -> Column[Any]:
    """A float in 0..1."""
    return Column(name, Double, nullable=False)


def _ref(name: str, target: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Text, ForeignKey(target), nullable=optional)


def _sources() -> list[Column[Any]]:
    """How well a belief is founded: articles that tell it, their publication days, the best statement's confidence."""
    return [_number("articles"), _maybe("first_published"), _maybe("last_published"), _score("confidence")]


# --- the ledger ---

runs = Table(
    "runs",
    metadata,
    _key("id"),  # SHA-256 of run.json
    _text("version"),  # of cx-extract
    _text("versions"),  # JSON: of everything that results depend on
    _text("rules_sha256"),
    _number("rules_extended"),
    _text("options"),  # JSON
    _number("articles"),
    _number("facts"),
    _number("failed"),
    _text("loaded_at"),
)

articles = Table(
    "articles",
    metadata,
    _key("sha256"),  # of the text in UTF-8
    _text("article"),  # its id: the path under the input folder
    _text("title"),
    _text("source"),
    _text("url"),
    _maybe("published"),
    _maybe("text"),  # NULL where the run was loaded without its texts
    Column("superseded_by", Text, ForeignKey("articles.sha256")),  # the edited text that took its place
    _maybe("removed_at"),
    _text("loaded_at"),
    Index(None, "article"),
    Index(None, "url"),
)

extractions = Table(
    "extractions",
    metadata,
    _key("id"),
    _ref("article_sha256", "articles.sha256"),
    _ref("run_id", "runs.id"),  # the first run that brought it
    _text("version"),
    _text("rules_sha256"),
    _text("article"),
    _text("title"),
    _text("source"),
    _text("url"),
    _maybe("published"),
    _number("statements"),
    Column("superseded_by", Text, ForeignKey("extractions.id")),
    _number("is_current"),  # derived: 1 if its statements count, i.e. nothing superseded or removed it
    Index(None, "article_sha256"),
    Index(None, "is_current"),
)

statements = Table(
    "statements",
    metadata,
    _key("id"),
    _ref("extraction_id", "extractions.id"),
    _ref("article_sha256", "articles.sha256"),
    _text("record_id"),  # the subject: one consortium as one article tells of it
    _text("field"),  # the property
    _text("value"),  # normalised
    _text("original_value"),  # as the article writes it
    Column("number", Integer),  # the value of a member count
    _text("qualifier"),
    _text("unit"),
    _text("as_of"),
    _text("event"),
    _text("category"),
    _text("valid"),  # EDTF: when it holds, where the article says so
    _maybe("valid_from"),
    _maybe("valid_to"),
    _maybe("published"),
    _text("modality"),
    _score("confidence"),
    _text("quote"),
    _number("start_offset"),
    _number("end_offset"),
    _text("sentence"),
    _text("anchor"),
    _text("rule_id"),
    _text("rules_sha256"),
    _ref("run_id", "runs.id"),
    Index(None, "extraction_id"),
    Index(None, "article_sha256"),
    Index(None, "record_id"),
    Index(None, "field", "value"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _number("decision"),  # what a person did at once: a split is several judgements, and is undone as one
    _text("act"),  # accept, reject, merge or split
    _text("kind"),  # organisation or consortium
    _text("left_key"),  # atom keys; the smaller one is left
    _text("right_key"),
    _text("verdict"),  # same or different
    _text("judged_by"),
    _text("judged_at"),
    _text("note"),
    _maybe("undone_at"),
    CheckConstraint("kind IN ('organisation', 'consortium')", "kind"),
    CheckConstraint("verdict IN ('same', 'different')", "verdict"),
    Index(None, "decision"),
)

former_ids = Table(
    "former_ids",
    metadata,
    _key("former_id"),
    _text("kind"),
    _text("present_id"),
)

# --- the beliefs ---

organisations = Table("organisations", metadata, _key("id"), _text("name"), *_sources(), Index(None, "name"))

organisation_names = Table(
    "organisation_names",
    metadata,
    _key("organisation_id", "organisations.id"),
    _key("name"),
    *_sources(),
    Index(None, "name"),
)

consortia = Table(
    "consortia",
    metadata,
    _key("id"),
    _text("name"),  # empty for one without a name
    _text("status"),  # the furthest reached
    _text("region"),
    _text("founded"),  # EDTF
    _maybe("founded_from"),
    _maybe("founded_to"),
    Column("member_count", Integer),  # the latest
    _text("member_count_qualifier"),
    _text("member_count_valid"),  # EDTF
    *_sources(),
    Index(None, "name"),
    Index(None, "region"),
    Index(None, "status"),
)

consortium_names = Table(
    "consortium_names",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _text("name"),
    _text("kind"),  # name or alias
    *_sources(),
    Index(None, "consortium_id"),
    Index(None, "name"),
)

memberships = Table(
    "memberships",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _ref("organisation_id", "organisations.id"),
    _text("role"),  # lead or member
    _text("modality"),  # planned if no article says more
    _text("valid"),  # EDTF interval, where a statement dates it
    _maybe("valid_from"),
    _maybe("valid_to"),
    *_sources(),
    Index(None, "consortium_id"),
    Index(None, "organisation_id"),
)

counts = Table(
    "counts",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _number("value"),
    _text("qualifier"),
    _text("unit"),
    _text("modality"),
    _text("valid"),  # EDTF: when there were that many
    _maybe("valid_from"),
    _maybe("valid_to"),
    _text("dated_by"),  # article, founding, publication, or empty where nothing dates it
    *_sources(),
    Index(None, "consortium_id"),
)

events = Table(
    "events",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _text("event"),
    _text("date"),  # EDTF
    _maybe("date_from"),
    _maybe("date_to"),
    _text("modality"),  # asserted or planned
    Column("fulfilled_by", Text, ForeignKey("events.id")),  # of a planned event
    *_sources(),
    Index(None, "consortium_id"),
    Index(None, "event", "date_from"),
)

achievements = Table(
    "achievements",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _text("achievement"),
    _text("category"),
    *_sources(),
    Index(None, "consortium_id"),
    Index(None, "category"),
)

conflicts = Table(
    "conflicts",
    metadata,
    _key("id"),
    _ref("consortium_id", "consortia.id"),
    _text("kind"),
    _text("detail"),
    _text("left_value"),
    _text("right_value"),
    _ref("left_statement_id", "statements.id"),
    _ref("right_statement_id", "statements.id"),
    Index(None, "consortium_id"),
    Index(None, "kind"),
)

evidence = Table(
    "evidence",
    metadata,
    _key("belief_kind"),
    _key("belief_id"),
    _key("statement_id", "statements.id"),
    Index(None, "statement_id"),
)
"""What a belief rests on. The kinds: ``consortium_name``, ``membership``, ``count``, ``event``, ``achievement`` with
the id of that row; ``status`` and ``region`` with the consortium's id."""

identities = Table(
    "identities",
    metadata,
    _key("kind"),
    _key("atom_key"),
    _text("name"),  # as that article has it
    _ref("article_sha256", "articles.sha256"),
    Column("organisation_id", Text, ForeignKey("organisations.id")),
    Column("consortium_id", Text, ForeignKey("consortia.id")),
    CheckConstraint("(organisation_id IS NULL) <> (consortium_id IS NULL)", "one_entity"),
    Index(None, "organisation_id"),
    Index(None, "consortium_id"),
    Index(None, "article_sha256"),
)

identity_links = Table(
    "identity_links",
    metadata,
    _key("kind"),
    _key("left_key"),
    _key("right_key"),
    _score("score"),
    _text("evidence"),
)

review_queue = Table(
    "review_queue",
    metadata,
    _key("id"),
    _text("kind"),
    _text("left_key"),
    _text("right_key"),
    _score("score"),
    _text("evidence"),
)

LEDGER = (runs, articles, extractions, statements, judgements, former_ids)
"""Tables that hold what was loaded and decided."""

BELIEFS = (
    organisations,
    organisation_names,
    consortia,
    consortium_names,
    memberships,
    counts,
    events,
    achievements,
    conflicts,
    evidence,
    identities,
    identity_links,
    review_queue,
)
"""Tables computed from the ledger, those that others refer to first."""
