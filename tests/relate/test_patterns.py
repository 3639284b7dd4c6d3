"""Relation rules: typed slots, macros, and what a broken rule says."""

from __future__ import annotations

import pytest

from cx_extract.errors import RuleError
from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import CODES, collapse
from cx_extract.relate.engine import RelationFinder
from cx_extract.relate.patterns import compile_rule
from cx_extract.ruleset import Rule, Ruleset

ORG, REF, CX = CODES[Kind.ORG], CODES[Kind.ORG_REF], CODES[Kind.CX]
COUNT, DATE = CODES[Kind.COUNT], CODES[Kind.DATE]


def rule(pattern: str) -> Rule:
    """Return a rule with this pattern."""
    return Rule("lead.test", pattern, "test.toml", {}, (), (), 0.8)


@pytest.mark.parametrize(
    ("pattern", "text", "slots"),
    [
        ("由{lead:ORG}牵头", f"由{ORG}牵头", {"lead": ORG}),
        ("由{lead:ORG}牵头", f"由{REF}牵头", {"lead": REF}),
        ("由{lead:ORG+}牵头", f"由{ORG}、{ORG}和{ORG}牵头", {"lead": f"{ORG}、{ORG}和{ORG}"}),
        ("{member:ORGS}参与", f"{ORG}，{ORG}参与", {"member": f"{ORG}，{ORG}"}),
        (
            "有{member:LIST}",
            f"有{ORG}、{ORG}等高校，{ORG}等企业，以及{ORG}。",
            {"member": f"{ORG}、{ORG}等高校，{ORG}等企业，以及{ORG}"},
        ),
        ("有{member:LIST}", f"有{ORG}、{ORG}等高校，{ORG}派人。", {"member": f"{ORG}、{ORG}"}),
        ("有{member:LIST}", f"有{ORG}，{ORG}。", {"member": ORG}),
        ("有{member:LISTS}", f"有{ORG}，{ORG}。", {"member": f"{ORG}，{ORG}"}),
        ("由{lead:ORG+}牵头", f"由{ORG}、蓝芯、{ORG}牵头", {"lead": f"{ORG}、蓝芯、{ORG}"}),
        ("由{lead:BODY}牵头", "由蓝芯智能牵头", {"lead": "蓝芯智能"}),
        ("{name:CX}由{lead:ORG}", f"{CX}由{ORG}牵头", {"name": CX, "lead": ORG}),
        ("{count:COUNT}单位", f"{COUNT}单位", {"count": COUNT}),
        ("{date:DATE}{FOUND}", f"{DATE}成立", {"date": DATE}),
    ],
)
def test_slots_take_their_own_kind(pattern: str, text: str, slots: dict[str, str]) -> None:
    """A slot matches the collapsed mentions of its type, joined where the type says so."""
    match = compile_rule(rule(pattern), {"FOUND": "成立|组建"}).regex.search(text)
    assert match is not None
    assert match.groupdict() == slots


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("由{lead:ORG}牵头", f"由{CX}牵头"),
        ("由{lead:ORG}牵头", "由蓝芯智能牵头"),
        ("^由{lead:ORG}牵头", f"由{ORG}、{ORG}牵头"),
        ("^由{lead:ORG+}牵头", f"由{ORG}，{ORG}牵头"),
        ("{name:NAME}成立", f"{CODES[Kind.CX_REF]}成立"),
        ("{count:COUNT}单位", f"{DATE}单位"),
        ("{date:DATE}{FOUND}", f"{DATE}解散"),
    ],
)
def test_slots_refuse_other_kinds(pattern: str, text: str) -> None:
    """A consortium does not lead, an unknown word needs BODY, a comma needs ORGS, a reference is no NAME."""
    assert compile_rule(rule(pattern), {"FOUND": "成立|组建"}).regex.search(text) is None


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("由{lead:ORGANISATION}牵头", "unknown slot type or macro 'ORGANISATION'"),
        ("由{NOWHERE}牵头", "unknown slot type or macro 'NOWHERE'"),
        ("由{leader:ORG}牵头", "unknown slot 'leader'"),
        ("由{lead:ORG}(牵头", "does not compile"),
    ],
)
def test_a_broken_rule_names_itself(pattern: str, complaint: str) -> None:
    """The error names the file, the rule and what is wrong with it."""
    with pytest.raises(RuleError, match=complaint) as error:
        compile_rule(rule(pattern), {})
    assert str(error.value).startswith("test.toml: lead.test")


def test_macros_may_use_macros() -> None:
    """A macro is expanded wherever it occurs, in another macro as well."""
    compiled = compile_rule(rule("{VERBS}{name:CX}"), {"VERBS": "牵头{FOUND}", "FOUND": "组建|成立"})
    assert compiled.regex.search(f"牵头成立{CX}") is not None


def test_a_rule_is_tried_only_where_its_slots_can_be_filled() -> None:
    """A sentence without organisations can match no rule that needs one, a brand slot needs none."""
    needs = compile_rule(rule("由{lead:ORG}牵头{name:CX}"), {})
    assert needs.may_match(frozenset({ORG, CX}))
    assert needs.may_match(frozenset({REF, CX}))
    assert not needs.may_match(frozenset({CX}))
    assert not needs.may_match(frozenset({ORG}))
    assert compile_rule(rule("由{lead:BODY}牵头"), {}).may_match(frozenset({CX}))


def test_collapsing_keeps_the_way_back() -> None:
    """Each mention becomes one code point, and a match leads back to the offsets of the text."""
    text = "由武汉大学（简称武大）牵头组建激光创新联合体。"
    mentions = [
        Mention(Kind.ORG, 1, 5, "武汉大学", "org.known"),
        Mention(Kind.CX, 15, 22, "激光创新联合体", "cx.name"),
    ]
    sentence = collapse(text, 0, len(text), mentions, {5: 11})
    assert sentence.text == f"由{ORG}牵头组建{CX}。"
    assert sentence.span(1, 2) == (1, 5)
    assert sentence.span(0, len(sentence.text)) == (0, len(text))
    start, end = sentence.span(*[sentence.text.index("牵头"), sentence.text.index("牵头") + 2])
    assert text[start:end] == "牵头"


def test_private_characters_of_the_page_are_no_mentions() -> None:
    """A page that holds one of the code points itself cannot feign a mention."""
    text = f"由{ORG}牵头"
    assert collapse(text, 0, len(text), [], {}).text == "由□牵头"


def test_unknown_words_fill_brand_slots_only_if_they_can_be_bodies() -> None:
    """The engine asks for every unknown word whether it may be an organisation, and drops the match if none may."""
    finder = RelationFinder(Ruleset({}, {}, (rule("由{lead:BODY}牵头{name:CX}"),), (), ""))
    text = "由蓝芯智能牵头激光创新联合体"
    sentence = collapse(text, 0, len(text), [Mention(Kind.CX, 7, 14, "激光创新联合体", "cx.name")], {})
    asked: list[str] = []

    def as_body(start: int, end: int) -> Mention | None:
        asked.append(text[start:end])
        return Mention(Kind.ORG, start, end, text[start:end], "org.coordination")

    (match,) = finder.find(0, sentence, as_body)
    assert [m.text for m in match.slot("lead")] == asked == ["蓝芯智能"]
    assert (match.start, match.end) == (0, len(text))
    assert match.slot("member") == ()
    assert finder.find(0, sentence, lambda start, end: None) == []
