"""Rules as data: reading, extending, replacing and refusing them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cx_extract import Extractor, RuleError, to_article
from cx_extract.ruleset import SHIPPED_RULES, Ruleset, load_rules

RULE = "[[rule]]\nid = \"lead.test\"\npattern = '由{lead:ORG}掌舵打造{name:CX}'\nconfidence = 0.99\n"
TEXT = "由华中科技大学掌舵打造激光制造创新联合体。"


def write(folder: Path, path: str, text: str) -> Path:
    """Write one file of a rules folder and return the folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")
    return folder


def ids(ruleset: Ruleset) -> list[str]:
    """Return the ids of the rules in order."""
    return [rule.id for rule in ruleset.rules]


def test_the_shipped_rules_are_there() -> None:
    """Lexicons, gazetteers and relation rules ship, each rule once, each confidence a probability."""
    ruleset = load_rules()
    assert SHIPPED_RULES in ruleset.folders
    assert len(set(ids(ruleset))) == len(ids(ruleset)) > 50
    assert {entry.file for entry in ruleset.entries} >= {"places", "universities", "central_soes", "foreign"}
    assert all(0 < rule.confidence <= 1 for rule in ruleset.rules)


@pytest.mark.parametrize("path", sorted(SHIPPED_RULES.rglob("*.tsv")), ids=lambda path: path.name)
def test_gazetteers_name_source_and_date(path: Path) -> None:
    """The header of each gazetteer says where its facts come from and as of when; no name comes twice."""
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith("# source: ")
    assert lines[1].startswith("# as of: ")
    names = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    assert names
    assert all(name == name.strip() != "" for name in names)
    if path.stem != "places":  # districts of two cities may share a name
        assert len(set(names)) == len(names)


def test_an_extra_folder_extends(tmp_path: Path) -> None:
    """A new rule, a new gazetteer row and a new word of a list come on top of the shipped ones."""
    write(tmp_path, "relations/mine.toml", RULE)
    write(tmp_path, "gazetteers/mine.tsv", "# columns: name aliases\n星澜科技公司\t星澜\n")
    write(tmp_path, "lexicon/words.toml", '[nouns]\nwords = ["星澜"]\n')
    base, ruleset = load_rules(), load_rules(tmp_path)
    assert ids(ruleset) == [*ids(base), "lead.test"]
    assert [e.name for e in ruleset.entries if e.file == "mine"] == ["星澜科技公司"]
    assert ruleset.lexicons["words"]["nouns"]["words"][-1] == "星澜"
    assert len(ruleset.lexicons["words"]["nouns"]["words"]) == len(base.lexicons["words"]["nouns"]["words"]) + 1
    assert ruleset.hash != base.hash


def test_a_new_rule_works(tmp_path: Path, extractor: Extractor) -> None:
    """What the shipped rules do not know, a folder of one rule does."""
    (before,) = extractor.extract(to_article(TEXT))
    (after,) = Extractor(write(tmp_path, "relations/mine.toml", RULE)).extract(to_article(TEXT))
    assert before.all("lead_units") == ()
    assert [(f.value, f.rule_id) for f in after.all("lead_units")] == [("华中科技大学", "lead.test")]


def test_a_rule_of_the_same_id_replaces(tmp_path: Path) -> None:
    """The shipped rule gives way, the others stay as they are."""
    base = load_rules()
    first = base.rules[0]
    write(tmp_path, "relations/mine.toml", RULE.replace("lead.test", first.id))
    ruleset = load_rules(tmp_path)
    assert sorted(ids(ruleset)) == sorted(ids(base))
    replaced = next(rule for rule in ruleset.rules if rule.id == first.id)
    assert replaced.pattern == "由{lead:ORG}掌舵打造{name:CX}"
    assert [r for r in ruleset.rules if r.id != first.id] == [r for r in base.rules if r.id != first.id]


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    """``enabled = false`` removes a shipped rule, and nothing else."""
    base = load_rules()
    write(tmp_path, "relations/mine.toml", f'[[rule]]\nid = "{base.rules[0].id}"\npattern = "x"\nenabled = false\n')
    assert ids(load_rules(tmp_path)) == ids(base)[1:]


def test_a_new_name_is_recognised(tmp_path: Path, extractor: Extractor) -> None:
    """A row of a gazetteer turns its alias into the full name that the article gives, or an organisation at least."""
    folder = write(tmp_path, "gazetteers/mine.tsv", "# columns: name aliases\n星澜科技公司\t星澜睿达\n")
    text = "星澜睿达加入激光制造创新联合体，联合体由江北大学牵头。"
    assert [f.value for r in extractor.extract(to_article(text)) for f in r.all("member_units")] == []
    assert [f.value for r in Extractor(folder).extract(to_article(text)) for f in r.all("member_units")] == ["星澜睿达"]


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("relations/a.toml", RULE + RULE, "'lead.test' occurs twice"),
        ("relations/a.toml", RULE + "weight = 3\n", "unknown key 'weight'"),
        ("relations/a.toml", "[[rule]]\npattern = 'x'\n", "needs both 'id' and 'pattern'"),
        ("relations/a.toml", "[[rule]]\nid = 'x'\n", "needs both 'id' and 'pattern'"),
        ("relations/a.toml", "[[rules]]\nid = 'x'\n", "unknown table 'rules'"),
        ("relations/a.toml", "[[rule]\n", "not valid TOML"),
        ("lexicon/words.toml", "nouns = [\n", "not valid TOML"),
        ("gazetteers/a.tsv", "星澜科技公司\t星澜\n", "columns"),
        ("gazetteers/a.tsv", "# columns: name\n星澜科技公司\t星澜\n", "columns"),
    ],
)
def test_what_is_malformed_is_named(tmp_path: Path, path: str, text: str, complaint: str) -> None:
    """An error names the file and what to change."""
    with pytest.raises(RuleError, match=complaint) as error:
        load_rules(write(tmp_path, path, text))
    assert Path(path).name in str(error.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The error names the folder and what belongs into it."""
    with pytest.raises(RuleError, match="no such rules folder") as error:
        load_rules(tmp_path / "nowhere")
    assert "nowhere" in str(error.value)


def test_a_broken_pattern_stops_the_extractor(tmp_path: Path) -> None:
    """A rule that does not compile is an error when the extractor is built, not when it meets an article."""
    folder = write(tmp_path, "relations/mine.toml", RULE.replace("{name:CX}", "{name:CONSORTIUM}"))
    with pytest.raises(RuleError, match=r"mine\.toml: lead\.test"):
        Extractor(folder)


def test_the_hash_tells_contents_apart(tmp_path: Path) -> None:
    """The same files give the same hash wherever they lie, one changed letter another."""
    one = load_rules(write(tmp_path / "one", "relations/mine.toml", RULE)).hash
    two = load_rules(write(tmp_path / "two", "relations/mine.toml", RULE)).hash
    three = load_rules(write(tmp_path / "three", "relations/mine.toml", RULE.replace("0.99", "0.98"))).hash
    assert one == two != three
