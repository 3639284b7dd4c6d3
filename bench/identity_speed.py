"""What identity costs: ``python bench/identity_speed.py [NAMES]`` (100,000 unless given).

Makes names of organisations that no article has (firms with short forms, bodies of places, known bodies and parts of
them), resolves them on one core and prints the seconds of processor time.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

from cx_extract.identity.atoms import OrganisationAtom
from cx_extract.identity.known import KnownNames
from cx_extract.identity.organisations import resolve_organisations
from cx_extract.ruleset import Entry, Ruleset, load_rules

PER_ARTICLE = 6
BODIES = ("人民医院", "中心医院", "科学技术局", "农业科学研究院", "职业技术学院", "质量检测中心")
PARTS = ("第一研究所", "材料学院", "厦门研究院", "南京分公司", "附属医院", "技术中心")
FORMS = ("股份有限公司", "有限公司", "科技集团有限公司")


def main(count: int) -> None:
    """Make the names, resolve them and print how long that took."""
    ruleset = load_rules()
    known = KnownNames(ruleset)
    atoms = list({atom.key: atom for atom in make_atoms(ruleset, count)}.values())
    started = time.process_time()
    found = resolve_organisations(atoms, (), known)
    seconds = time.process_time() - started
    distinct = len({atom.name for atom in atoms})
    print(f"{len(atoms):,} names in articles, {distinct:,} distinct: {seconds:.1f} s of processor time")
    print(f"{len(found.clusters):,} bodies, {len(found.review):,} pairs for review")


def make_atoms(ruleset: Ruleset, count: int) -> Iterator[OrganisationAtom]:
    """Yield ``count`` atoms of about half as many bodies."""
    rng = random.Random(1)
    places = [e for e in ruleset.entries if e.file == "places" and e.columns["kind"] in ("city", "district")]
    known = [e for e in ruleset.entries if e.file != "places"]
    bodies = [make_body(ruleset, rng, rng.choice(places), rng.choice(known)) for _ in range(count // 2)]
    for number in range(count):
        names, region = rng.choice(bodies)
        name, article = rng.choice(names), f"article{number // PER_ARTICLE}"
        aliases = frozenset({rng.choice(names)} - {name}) if rng.random() < 0.2 else frozenset()
        regions = frozenset({region}) if rng.random() < 0.7 else frozenset()
        yield OrganisationAtom(f"{article}:{name}", name, article, aliases, regions)


def make_body(ruleset: Ruleset, rng: random.Random, place: Entry, known: Entry) -> tuple[list[str], str]:
    """Return the names of one body and its region: a firm or body of ``place``, or ``known`` or a part of it."""
    kind = rng.random()
    if kind < 0.6:
        words, characters = ruleset.lexicons["identity"]["industry"]["words"], ruleset.lexicons["identity"]["common"]
        short = (*place.aliases, place.name)[0]
        brand = "".join(rng.choice(characters["characters"]) for _ in range(rng.choice((2, 2, 3))))
        trade = rng.choice(words) + rng.choice(("", rng.choice(words)))
        return [short + brand, brand + trade, short + brand + trade + rng.choice(FORMS)], place.name
    if kind < 0.8:
        body = rng.choice(BODIES)
        return [place.name + body, "市" + body], place.name
    part = rng.choice(PARTS) if rng.random() < 0.5 else ""
    return [name + part for name in (known.name, *known.aliases)], place.name


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
