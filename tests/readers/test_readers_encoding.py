"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.errors import ReadError
from cx_extract.readers import decode

PROSE = "由滨海甲能科技股份有限公司牵头，联合滨海大学等12家单位共同组建的储能创新联合体在滨海市揭牌成立。\n"
TRADITIONAL = "這個聯合體由濱海大學領軍，會員單位已經從十二家增加到三十家，並將發展新的技術。\n"
JAPANESE = "経済産業省は、新しい半導体の研究開発のために、大学と企業の共同体を作ることを決めた。来年の春から始まる。\n"
KOREAN = "정부는 반도체 기술 개발을 위하여 대학과 기업이 함께 참여하는 연합체를 만들기로 했다.\n"
RUSSIAN = "Правительство решило создать консорциум университетов и предприятий.\n"
GERMAN = "Die Universität hat für die Förderung der Forschung größere Räume geöffnet.\n"
FRENCH = "Le consortium a été créé à Orléans; les élèves étaient réunis près du château.\n"

SPECIALS = "\ufff9\ufffa\ufffb\ufffc\ufffd"
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"], exclude_characters=SPECIALS), min_size=1
).filter(
    lambda text: (
        not text.isspace() and text.strip(" \xa0\u3000\u200b\u200c\u200d\u2060\ufeff") and not text.startswith("\ufeff")
    )
)
NEWS = st.lists(
    st.sampled_from([*PROSE.split("，"), *TRADITIONAL.split("，"), "\n", "\r\n", "　　", "5G-A "]), min_size=3
)


@given(ANY_TEXT)
def test_any_utf8_text_comes_back(text: str) -> None:
    """Text in UTF-8 decodes to itself, whatever it says."""
    assert decode(text.encode(), "a.txt") == text


@given(ANY_TEXT)
def test_utf8_mark_is_no_text(text: str) -> None:
    """The byte order mark of UTF-8 is dropped and nothing else."""
    assert decode(codecs.BOM_UTF8 + text.encode(), "a.txt") == text


@given(ANY_TEXT, st.sampled_from([("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)]))
def test_utf16_with_mark_comes_back(text: str, form: tuple[str, bytes]) -> None:
    """Text in UTF-16 of either order, with its mark, decodes to itself."""
    encoding, mark = form
    assert decode(mark + text.encode(encoding), "a.txt") == text


@given(NEWS, st.sampled_from("镕堃喆㛃𬭛émüぁ☆→"), st.sampled_from(["gb18030", "gbk", "gb2312"]))
def test_chinese_in_gb_comes_back(pieces: list[str], rare: str, encoding: str) -> None:
    """Chinese news in GB18030, GBK or GB2312, with a rare character in it, decodes to itself."""
    text = PROSE + "".join(pieces) + rare
    data = text.encode(encoding, "ignore")
    assert decode(data, "a.txt") == data.decode(encoding)


@given(st.binary())
def test_bytes_decode_or_say_why(data: bytes) -> None:
    """Arbitrary bytes give text or a ReadError that names the file, nothing else."""
    try:
        text = decode(data, "dir/a.txt")
    except ReadError as error:
        assert str(error).startswith("dir/a.txt ")
    else:
        assert text.strip()


@pytest.mark.parametrize("encoding", ["big5", "cp950"])
def test_big5_is_no_chinese_in_gb(encoding: str) -> None:
    """Big5 decodes as GB18030 without error; it must not pass as text."""
    with pytest.raises(ReadError, match=r"a\.txt is not UTF-8 .* UTF-16 .* GB18030 .*iconv"):
        decode((TRADITIONAL * 3).encode(encoding, "ignore"), "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
        (GERMAN, "latin-1"),
        (FRENCH, "cp1252"),
        (PROSE, "utf-16-le"),
        (PROSE, "utf-16-be"),
        (PROSE, "utf-32"),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_other_encodings_are_errors(text: str, encoding: str, times: int) -> None:
    """What no supported encoding explains is an error, short or long."""
    with pytest.raises(ReadError, match=r"^a\.txt "):
        decode((text * times).encode(encoding), "a.txt")


def test_utf8_broken_in_the_middle_is_an_error() -> None:
    """A UTF-8 file with a broken byte is not read as GB18030, and the message tells where it breaks."""
    data = PROSE.encode() * 5
    with pytest.raises(ReadError, match=r"not UTF-8 \(byte 300\)"):
        decode(data[:300] + b"\xff" + data[301:], "a.txt")
    with pytest.raises(ReadError, match=r"byte order mark of UTF-8 but is not UTF-8 \(byte 303\)"):
        decode(codecs.BOM_UTF8 + data[:300] + b"\xff" + data[301:], "a.txt")


def test_short_gb_titles_are_read() -> None:
    """A title of a few characters is enough to tell GB18030, in either script."""
    for title in ("创新联合体", "台州远山科技股份有限公司", "我国首个氢能联盟", "新能源汽車產業聯盟成立", "AI与5G"):
        assert decode(title.encode("gb18030"), "a.txt") == title


def test_binary_is_an_error() -> None:
    """Images, archives and control characters are binary, not text."""
    for data in (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0",
        bytes(range(1, 32)) * 9,
        b"\xff\xfe\0\0\0\0A\0",
    ):
        with pytest.raises(ReadError, match=r"^a\.bin "):
            decode(data, "a.bin")


def test_one_stray_control_character_is_no_binary() -> None:
    """A page with one stray control character is still read, character for character."""
    text = PROSE[:9] + "\x08" + PROSE[9:]
    assert decode(text.encode(), "a.txt") == text


def test_random_utf16_is_an_error() -> None:
    """Private-use characters behind a byte order mark are no text."""
    with pytest.raises(ReadError, match="no text behind it"):
        decode(codecs.BOM_UTF16_LE + "\ue012\ue345中\ue111文\ue234".encode("utf-16-le"), "a.txt")
    with pytest.raises(ReadError, match=r"not UTF-16 \(byte \d+\)"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8\x41", "a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u3000\u200b\n".encode(), codecs.BOM_UTF16_BE])
def test_nothing_to_read_is_empty(data: bytes) -> None:
    """Files without bytes, or with blanks and marks alone, are empty."""
    with pytest.raises(ReadError, match=r"^a\.txt is empty$"):
        decode(data, "a.txt")


def test_newlines_stay() -> None:
    """Carriage returns are part of the text: offsets count them."""
    assert decode("甲\r\n乙\r丙\n".encode(), "a.txt") == "甲\r\n乙\r丙\n"


def test_claimed_charset_helps_only_gb() -> None:
    """A page's claim of GBK is believed for text too short to judge; a claim of Big5 is only reported."""
    data = "邺垚".encode("gbk")
    assert decode(data, "a.html", "GB2312") == "邺垚"
    with pytest.raises(ReadError, match="it calls itself big5"):
        decode(data, "a.html", "Big5")


def test_english_page_with_late_chinese_in_gb_is_read() -> None:
    """Chinese that comes behind long ASCII decides, not the ASCII before it."""
    text = "var x = 1;\n" * 500 + PROSE
    assert decode(text.encode("gbk"), "a.html") == text
    with pytest.raises(ReadError, match="no Chinese"):
        decode(("var x = 1;\n" * 500 + TRADITIONAL * 2).encode("big5", "ignore"), "a.html")
