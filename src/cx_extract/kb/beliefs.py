"""From the ledger to the beliefs: the one place where they are computed, always from all that counts at present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, select, update

from cx_extract.kb import schema
from cx_extract.kb.atoms import CONSORTIUM, ORGANISATION, Identities, Record, identify
from cx_extract.kb.believe import Beliefs, believe
from cx_extract.kb.bulk import Sync, content_id, fetch, insert, no_collections
from cx_extract.kb.told import Told, current, mark_current, sources

_ROLES = ("lead_units", "member_units")


def rebuild(connection: Connection) -> None:
    """Make the belief tables what current statements and judgements come to, within the connection's transaction.

    The same ledger gives the same beliefs, whatever order it was filled in. Raises UsageError if judgements contradict
    each other.
    """
    mark_current(connection)
    before = _entities(connection)
    with no_collections():
        beliefs = _compute(connection)
        sync = Sync(connection)
        for table in schema.BELIEFS:
            sync.put(table, beliefs.rows[table])
        sync.finish()
    _keep_former_ids(connection, before, _entities(connection))


def _compute(connection: Connection) -> Beliefs:
    told = current(connection)
    found = identify(connection, told)
    beliefs = Beliefs()
    records = _by_consortium(found)
    for cluster in found.resolutions[CONSORTIUM].clusters:
        believe(beliefs, cluster.id, cluster.name, records[cluster.id], found.organisation_of)
    _organisations(beliefs, found, told)
    _identities(beliefs, found)
    return beliefs


def _by_consortium(found: Identities) -> dict[str, list[Record]]:
    cluster_of = found.resolutions[CONSORTIUM].cluster_of
    records: dict[str, list[Record]] = {}
    for record in found.records:
        records.setdefault(cluster_of[record.key], []).append(record)
    return records


def _organisations(beliefs: Beliefs, found: Identities, told: list[Told]) -> None:
    lines: dict[str, list[Told]] = {}
    for one in told:
        if one.field in _ROLES:
            lines.setdefault(found.organisation_of(one), []).append(one)
    for cluster in found.resolutions[ORGANISATION].clusters:
        beliefs.add(schema.organisations, cluster.id, cluster.name, *sources(lines[cluster.id]))
        names: dict[str, list[Told]] = {}
        for one in lines[cluster.id]:
            names.setdefault(one.value, []).append(one)
        for name, group in names.items():
            beliefs.add(schema.organisation_names, cluster.id, name, *sources(group))


def _identities(beliefs: Beliefs, found: Identities) -> None:
    for kind, resolution in found.resolutions.items():
        for cluster in resolution.clusters:
            for key in cluster.members:
                entity = (cluster.id, None) if kind == ORGANISATION else (None, cluster.id)
                beliefs.add(schema.identities, kind, key, found.names[kind][key], key.partition(":")[0], *entity)
        for link in resolution.links:
            reasons = ", ".join(link.evidence)
            beliefs.add(schema.identity_links, kind, link.left_key, link.right_key, link.score, reasons)
        for pair in resolution.review:
            made_id = content_id("review", kind, pair.left_key, pair.right_key)
            reasons = ", ".join(pair.evidence)
            beliefs.add(schema.review_queue, made_id, kind, pair.left_key, pair.right_key, pair.score, reasons)


Entities = Mapping[tuple[str, str], str]
"""The id of the entity by kind and atom key."""


def _entities(connection: Connection) -> Entities:
    table = schema.identities.c
    rows = fetch(connection, select(table.kind, table.atom_key, table.organisation_id, table.consortium_id))
    return {(kind, key): organisation or consortium for kind, key, organisation, consortium in rows}


def _keep_former_ids(connection: Connection, before: Entities, after: Entities) -> None:
    """Note for each id that is gone the id of the entity that most of its atoms are part of now.

    An id is made of an entity's atoms, so it changes when the base grows; links to the old one should stay good.
    """
    present = set(after.values())
    moved: dict[tuple[str, str], Counter[str]] = {}
    for (kind, key), entity in before.items():
        if entity not in present and (kind, key) in after:
            moved.setdefault((kind, entity), Counter())[after[kind, key]] += 1
    table = schema.former_ids
    now = {gone: min(to, key=lambda entity: (-to[entity], entity)) for (_, gone), to in moved.items()}
    kinds = {gone: kind for kind, gone in moved}
    old = [tuple(row) for row in connection.execute(select(table))]
    back = [{"b": gone} for gone, _, _ in old if gone in present]
    onward = [{"b": gone, "to": now[to]} for gone, _, to in old if to in now and gone not in present]
    if back:
        connection.execute(delete(table).where(table.c.former_id == bindparam("b")), back)
    if onward:
        change = update(table).where(table.c.former_id == bindparam("b"))
        connection.execute(change.values(present_id=bindparam("to")), onward)
    insert(connection, table, [(gone, kinds[gone], to) for gone, to in sorted(now.items())])
