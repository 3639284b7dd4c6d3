"""The spaCy component."""

import datetime as dt
import pickle
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

import cx_extract
from cx_extract.spacy_component import SPANS_KEY, ConsortiumComponent

TEXT = (
    "今年3月，由江汉光电科技有限公司牵头，联合华中科技大学、武汉理工大学等20余家单位，组建武汉市硅光芯片创新联合体"
    "（以下简称“硅光联合体”）。该公司负责人说，硅光联合体已发布两项团体标准。"
)
PUBLISHED = "2024-11-07"


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A blank Chinese pipeline with the component."""
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("cx_extract")
    return pipeline


def dated(pipeline: Language, text: str = TEXT) -> Doc:
    """Return the annotated Doc of a text published on PUBLISHED."""
    doc = pipeline.make_doc(text)
    doc._.published = PUBLISHED
    return pipeline(doc)


def test_doc_carries_the_records(nlp: Language) -> None:
    """``doc._.consortia`` holds exactly what the extractor gives."""
    doc = dated(nlp)
    assert doc._.consortia == cx_extract.extract(TEXT, PUBLISHED)
    assert len(doc._.consortia) == 1


def test_entities_have_labels_ids_and_records(nlp: Language) -> None:
    """Leads and members are ORG, names CONSORTIUM, dates DATE, counts CARDINAL; ids lead to value and record."""
    doc = dated(nlp)
    found = {(entity.text, entity.label_, entity.id_) for entity in doc.ents}
    assert {
        ("江汉光电科技有限公司", "ORG", "江汉光电科技有限公司"),
        ("华中科技大学", "ORG", "华中科技大学"),
        ("武汉市硅光芯片创新联合体", "CONSORTIUM", "武汉市硅光芯片创新联合体"),
        ("硅光联合体", "CONSORTIUM", "硅光联合体"),
        ("今年3月", "DATE", "2024-03"),
    } <= found
    assert "CARDINAL" in {entity.label_ for entity in doc.ents}
    assert {entity.kb_id_ for entity in doc.ents} == {doc._.consortia[0].record_id}


def test_span_group_holds_every_fact(nlp: Language) -> None:
    """``doc.spans["cx"]`` has one span per fact, labelled with its field."""
    doc = dated(nlp)
    facts = doc._.consortia[0].facts
    assert [(s.text, s.label_, s.id_) for s in doc.spans[SPANS_KEY]] == [
        (f.quote, f.field, str(f.value)) for f in facts
    ]
    assert {span.kb_id_ for span in doc.spans[SPANS_KEY]} == {doc._.consortia[0].record_id}


def test_text_without_consortium_gets_no_annotation(nlp: Language) -> None:
    """Unrelated news and the empty text come out bare."""
    for text in ("今天天气很好，市民纷纷出游。", ""):
        doc = nlp(text)
        assert (doc._.consortia, list(doc.spans[SPANS_KEY]), doc.ents) == ((), [], ())


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_offsets_are_right_whatever_the_tokens(nlp: Language, size: int) -> None:
    """Over tokens of any size the records stay exact, and each span is the fewest tokens that cover its fact."""
    words = [TEXT[i : i + size] for i in range(0, len(TEXT), size)]
    doc = Doc(nlp.vocab, words, [False] * len(words))
    doc._.published = PUBLISHED
    doc = nlp(doc)
    assert doc._.consortia == cx_extract.extract(TEXT, PUBLISHED)
    facts = doc._.consortia[0].facts
    for span, fact in zip(doc.spans[SPANS_KEY], facts, strict=True):
        assert TEXT[fact.start : fact.end] == fact.quote
        assert span.start_char <= fact.start < span.start_char + size
        assert span.end_char - size < fact.end <= span.end_char
    assert all(a.end <= b.start for a, b in zip(doc.ents, doc.ents[1:], strict=False))


def test_words_of_jieba_serve_as_tokens() -> None:
    """The segmenter that spaCy brings along gives the same records."""
    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    pipeline.add_pipe("cx_extract")
    assert dated(pipeline)._.consortia == cx_extract.extract(TEXT, PUBLISHED)


def test_another_language_serves_too() -> None:
    """The component reads the text, so a pipeline for another language finds the same."""
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("cx_extract")
    assert dated(pipeline)._.consortia == cx_extract.extract(TEXT, PUBLISHED)


def test_spaces_between_tokens_are_counted(nlp: Language) -> None:
    """Offsets refer to ``doc.text`` with its spaces."""
    doc = nlp(f"  \n\n{TEXT}")
    assert doc._.consortia
    assert all(doc.text[fact.start : fact.end] == fact.quote for fact in doc._.consortia[0].facts)


def test_entities_of_others_stay(nlp: Language) -> None:
    """An entity set before keeps its span and label; the overlapping one of ours is left out, the others come."""
    doc = nlp.make_doc(TEXT)
    start = TEXT.index("江汉光电")
    doc.ents = [Span(doc, start, start + 4, "BRAND")]
    doc = nlp(doc)
    labels = {entity.text: entity.label_ for entity in doc.ents}
    assert labels["江汉光电"] == "BRAND"
    assert "江汉光电科技有限公司" not in labels
    assert labels["华中科技大学"] == "ORG"
    assert ("江汉光电科技有限公司", "lead_units") in {(s.text, s.label_) for s in doc.spans[SPANS_KEY]}


def test_tokens_without_entity_stay_open_to_other_recognisers(nlp: Language) -> None:
    """Only our own tokens are decided: a recogniser after us may still label the rest."""
    doc = dated(nlp)
    assert {token.ent_iob_ for token in doc if not token.ent_type_} == {""}


def test_entity_ruler_works_before_and_after() -> None:
    """Together with another component in either order, each adds its own entities."""
    for order in ("before", "after"):
        pipeline = spacy.blank("zh")
        pipeline.add_pipe("cx_extract")
        ruler = pipeline.add_pipe("entity_ruler", **{order: "cx_extract"})
        ruler.add_patterns([{"label": "PERSON", "pattern": "负责人"}])
        labels = {entity.label_ for entity in dated(pipeline).ents}
        assert {"PERSON", "ORG", "CONSORTIUM"} <= labels


def test_match_changes_nothing(nlp: Language) -> None:
    """``match`` is pure; ``set_annotations`` alone writes, and replaces what it wrote before."""
    component = nlp.get_pipe("cx_extract")
    assert isinstance(component, ConsortiumComponent)
    doc = nlp.make_doc(TEXT)
    before = doc.to_bytes()
    records = component.match(doc)
    assert doc.to_bytes() == before
    component.set_annotations(doc, records)
    once = doc.to_bytes()
    component.set_annotations(doc, records)
    assert doc.to_bytes() == once
    assert doc._.consortia == records
    component.set_annotations(doc, ())
    assert (doc._.consortia, len(doc.spans[SPANS_KEY])) == ((), 0)


def test_records_of_another_text_are_refused(nlp: Language) -> None:
    """Offsets beyond the Doc's end are an error, not a silent loss."""
    component = nlp.get_pipe("cx_extract")
    assert isinstance(component, ConsortiumComponent)
    with pytest.raises(ValueError, match="lies outside the text"):
        component.set_annotations(nlp.make_doc("短"), cx_extract.extract(TEXT))


@pytest.mark.parametrize("published", [PUBLISHED, "2024年11月7日", dt.date(2024, 11, 7)])
def test_publication_date_in_any_form(nlp: Language, published: str | dt.date) -> None:
    """The attribute takes text or a date, keeps ISO 8601 text, and dates the facts."""
    doc = nlp.make_doc(TEXT)
    doc._.published = published
    assert doc._.published == doc.user_data["published"] == PUBLISHED
    (record,) = nlp(doc)._.consortia
    assert "2024-03" in [fact.value for fact in record.all("dates")]


def test_publication_date_in_user_data(nlp: Language) -> None:
    """Who fills ``doc.user_data`` directly gets the same."""
    doc = nlp.make_doc(TEXT)
    doc.user_data["published"] = PUBLISHED
    assert nlp(doc)._.consortia == cx_extract.extract(TEXT, PUBLISHED)


def test_wrong_publication_date_is_refused(nlp: Language) -> None:
    """A date that cannot be read is an error where it is set."""
    with pytest.raises(cx_extract.UsageError, match="no publication date"):
        nlp.make_doc(TEXT)._.published = "neulich"


def test_attribute_of_the_date_can_be_named() -> None:
    """An attribute that somebody else registered is read as it is."""
    if not Doc.has_extension("pubdate"):
        Doc.set_extension("pubdate", default=None)
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("cx_extract", config={"published": "pubdate"})
    doc = pipeline.make_doc(TEXT)
    doc._.pubdate = PUBLISHED
    assert pipeline(doc)._.consortia == cx_extract.extract(TEXT, PUBLISHED)


def test_rules_folder_is_used(tmp_path: Path) -> None:
    """A folder of rules in the configuration is loaded, and a wrong one refused at once."""
    pipeline = spacy.blank("zh")
    with pytest.raises(cx_extract.RuleError, match="no such rules folder"):
        pipeline.add_pipe("cx_extract", config={"rules": str(tmp_path / "none")})
    (tmp_path / "relations").mkdir()
    component = pipeline.add_pipe("cx_extract", config={"rules": str(tmp_path)})
    assert isinstance(component, ConsortiumComponent)
    assert component.match(pipeline.make_doc(TEXT)) == cx_extract.extract(TEXT)


def test_doc_survives_bytes_and_docbin(nlp: Language) -> None:
    """Everything comes back in a process that knows none of our strings."""
    doc = dated(nlp)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    for again in (
        Doc(Vocab()).from_bytes(doc.to_bytes()),
        next(DocBin(store_user_data=True).from_bytes(stored).get_docs(Vocab())),
    ):
        assert again._.consortia == doc._.consortia
        assert again._.published == PUBLISHED
        assert [(e.text, e.label_, e.kb_id_, e.id_) for e in again.ents] == [
            (e.text, e.label_, e.kb_id_, e.id_) for e in doc.ents
        ]
        assert [(s.text, s.label_, s.kb_id_, s.id_) for s in again.spans[SPANS_KEY]] == [
            (s.text, s.label_, s.kb_id_, s.id_) for s in doc.spans[SPANS_KEY]
        ]


def test_pipeline_survives_disk_bytes_and_pickle(nlp: Language, tmp_path: Path) -> None:
    """A stored pipeline extracts as before."""
    nlp.to_disk(tmp_path / "pipeline")
    copies = [
        spacy.load(tmp_path / "pipeline"),
        spacy.blank("zh", config=nlp.config).from_bytes(nlp.to_bytes()),
        pickle.loads(pickle.dumps(nlp)),
    ]
    for copy in copies:
        assert copy.pipe_names == ["cx_extract"]
        assert dated(copy)._.consortia == cx_extract.extract(TEXT, PUBLISHED)


def test_processes_give_the_same_as_one(nlp: Language) -> None:
    """``nlp.pipe`` over two processes returns the Docs in order, with all annotation."""
    docs = []
    for number in range(6):
        doc = nlp.make_doc(TEXT if number % 2 else "今天天气很好。")
        doc._.published = PUBLISHED
        docs.append(doc)
    expected = cx_extract.extract(TEXT, PUBLISHED)
    got = list(nlp.pipe(docs, n_process=2, batch_size=2))
    assert [doc._.consortia for doc in got] == [expected if number % 2 else () for number in range(6)]
    assert [bool(doc.ents) for doc in got] == [False, True] * 3


def test_analysis_names_what_is_assigned(nlp: Language) -> None:
    """``nlp.analyze_pipes`` tells what the component fills."""
    summary = nlp.analyze_pipes()["summary"]["cx_extract"]
    assert set(summary["assigns"]) == {"doc._.consortia", "doc.spans", "doc.ents"}
