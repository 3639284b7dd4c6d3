"""The lints of the relation rules, each on a small folder of rules."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.cli import commands
from cx_extract.errors import RuleError
from cx_extract.rulecheck import Marked, Problem, backtracks, check_rules, read_example

GOOD = """
[[rule]]
id = "lead.test"
pattern = '由{lead:ORG}掌舵打造(?:了)?{name:CX}'
confidence = 0.99
examples = ['由<lead>清华大学</lead>掌舵打造<name>海上风电运维创新联合体</name>。']
counter_examples = ['由清华大学掌舵打造的实验室加入了海上风电运维创新联合体。']
"""


def check(folder: Path, *texts: str, name: str = "test") -> list[Problem]:
    """Return the problems of the rules in ``texts`` (a file each), those of the shipped rules left out."""
    (folder / "relations").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "relations" / f"{name}{number}.toml").write_text(text, "utf-8")
    return [problem for problem in check_rules(folder).problems if problem.file.startswith(f"relations/{name}")]


def messages(problems: list[Problem]) -> list[str]:
    """Return the problems' messages."""
    return [problem.message for problem in problems]


def test_a_good_rule_has_no_problem(tmp_path: Path) -> None:
    """Examples match with their slots and win, counter-examples give nothing."""
    assert check(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("confidence = 0.99", "confidense = 0.99", "unknown key 'confidense'"),
        ("confidence = 0.99", "confidence = 1.5", "confidence 1.5"),
        ("confidence = 0.99", "confidence = true", "confidence True"),
        ("confidence = 0.99", "confidence = 'high'", "confidence 'high'"),
        ("pattern =", "doc =", "'pattern' is missing"),
        ('id = "lead.test"', "", "'id' is missing"),
        ("[[rule]]", "[[rules]]", "unknown table 'rules'"),
        ("[[rule]]", "[rule]", "no list of tables"),
        ("[[rule]]", "[macros]\nX = 1\n[[rule]]", "macros is no table of patterns"),
        ("examples = ['由", "examples = '由", "not valid TOML"),
        (
            "counter_examples = ['由清华大学掌舵打造的实验室加入了海上风电运维创新联合体。']",
            "counter_examples = [1]",
            "no list of sentences",
        ),
        ("(?:了)?", "(?:了", "does not compile"),
        ("{name:CX}", "{name:CXX}", "unknown slot type or macro 'CXX'"),
        ("{lead:ORG}", "{leader:ORG}", "unknown slot 'leader'"),
    ],
)
def test_a_malformed_rule_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """Every mistake of form is found, with its file."""
    assert old in GOOD
    problems = check(tmp_path, GOOD.replace(old, new, 1))
    assert any(complaint in message for message in messages(problems))


def test_an_id_used_twice_is_named_with_the_other_file(tmp_path: Path) -> None:
    """Rules of one folder need ids of their own; replacing a shipped rule is no duplicate."""
    (problem,) = check(tmp_path / "a", GOOD, GOOD)
    assert problem.message.startswith("the id occurs in relations/test0.toml already")
    assert not any("occurs in" in m for m in messages(check(tmp_path / "b", GOOD.replace("lead.test", "lead.by"))))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "examples = ['由<lead>清华大学</lead>掌舵打造<name>海上风电运维创新联合体</name>。']\n",
            "",
            "has no examples",
        ),
        (
            "counter_examples = ['由清华大学掌舵打造的实验室加入了海上风电运维创新联合体。']\n",
            "",
            "has no counter_examples",
        ),
        ("掌舵打造<name>", "掌舵开创<name>", "example 1: does not match"),
        ("由<lead>清华大学</lead>", "由清华大学", "marked is name=海上风电运维创新联合体"),
        ("由<lead>清华大学</lead>", "由<lead>清华</lead>大学", "marked is lead=清华,"),
        ("<lead>", "<leader>", "example 1: unknown slot <leader>"),
        ("打造的实验室加入了", "打造", "counter-example 1: gives lead_units 清华大学"),
        ("confidence = 0.99", "confidence = 0.01", "never wins"),
    ],
)
def test_examples_run_through_the_extractor(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """Slots have to be exactly those marked, values have to come out of examples and not of counter-examples."""
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    if complaint == "never wins":
        text += GOOD.replace("lead.test", "lead.better")
    assert any(complaint in message for message in messages(check(tmp_path, text)))


def test_a_mark_without_slot_says_what_the_record_holds(tmp_path: Path) -> None:
    """A name marked in the example of a rule that has no name slot has to be the record's."""
    without = GOOD.replace("{name:CX}", "{CX}")
    assert check(tmp_path / "right", without) == []
    wrong = without.replace("<name>海上", "海上<name>")
    assert any("marks name 风电运维创新联合体, the record has" in m for m in messages(check(tmp_path / "wrong", wrong)))


def test_a_pattern_that_backtracks_is_found(tmp_path: Path) -> None:
    """Nested repeats over a list of organisations cost more with every further one."""
    bad = GOOD.replace("由{lead:ORG}掌舵", "(?:(?:{ORG}、?)+、?)+由{lead:ORG}掌舵")
    assert any(message.startswith("backtracks: ") for message in messages(check(tmp_path, bad)))


@pytest.mark.parametrize("pattern", ["(a+)+b", "(?:a|aa)+b", "a*a*a*a*b", "(?:a、?)*(?:a、?)*(?:a、?)*b"])
def test_exponential_and_cubic_patterns_are_found_before_they_take_for_ever(pattern: str) -> None:
    """The number of repeats grows until the cost shows, and no further."""
    assert "times over" in backtracks(re.compile(pattern), ["aaaa。"])


@pytest.mark.parametrize("pattern", ["a[^。]{0,40}?b", "(?:a、)*b", "(?<=a)b", "[^，。；]{0,22}?(?:aab|aac)"])
def test_bounded_patterns_are_not_blamed(pattern: str) -> None:
    """Gaps of some dozens of characters, and one list, are what rules are made of."""
    assert backtracks(re.compile(pattern), ["aaaa、a，aa。", "a、a、a、aab"]) == ""


@pytest.mark.parametrize(
    ("example", "found"),
    [
        ("由<lead>甲</lead>牵头", Marked("由甲牵头", frozenset({("lead", 1, 2)}))),
        ("没有标记", Marked("没有标记", frozenset())),
        ("<name><lead>甲</lead>联合体</name>", Marked("甲联合体", frozenset({("lead", 0, 1), ("name", 0, 4)}))),
        ("<lead>甲", "<lead> is not closed"),
        ("甲</lead>", "</lead> closes nothing"),
        ("<lead>甲<name>乙</lead></name>", "</lead> closes nothing"),
        ("a<b 且 c>d", Marked("a<b 且 c>d", frozenset())),
    ],
)
def test_marks_are_read(example: str, found: Marked | str) -> None:
    """Marks may nest; crossing and open ones are told."""
    assert read_example(example) == found


@given(st.lists(st.tuples(st.sampled_from(["", "lead", "name", "count"]), st.text("甲乙丙、", min_size=1)), max_size=6))
def test_marks_cut_out_what_they_enclose(parts: list[tuple[str, str]]) -> None:
    """The text is that without marks, and each span cuts out the marked words."""
    marked = read_example("".join(f"<{slot}>{words}</{slot}>" if slot else words for slot, words in parts))
    assert isinstance(marked, Marked)
    assert marked.text == "".join(words for _, words in parts)
    cut = sorted((slot, marked.text[start:end]) for slot, start, end in marked.slots)
    assert cut == sorted((slot, words) for slot, words in parts if slot)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """A folder that is not there is no folder without problems."""
    with pytest.raises(RuleError, match="no such rules folder"):
        check_rules(tmp_path / "none")


def test_the_command_prints_a_line_per_problem_and_tells_by_its_status(tmp_path: Path) -> None:
    """Problems go to stdout with file and id, the count to stderr, and the status is 1."""
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations/x.toml").write_text(GOOD.replace("confidence", "confidense"), "utf-8")
    done = CliRunner().invoke(commands, ["rules", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert done.stdout.startswith("relations/x.toml: lead.test: unknown key 'confidense'")
    assert done.stderr.endswith(": 1 problem\n")
