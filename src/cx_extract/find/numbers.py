"""Numbers and counted quantities (``10余家``, ``近百家企业``, ``3所高校``) in folded Simplified Chinese text.

All functions are pure; offsets are code points of the string passed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.model import Qualifier

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_POWERS = _TENS | _MYRIADS
_MAX_LENGTH = 24
"""No quantity in prose is longer; also keeps ``int`` far from Python's limit on digit strings."""

_ARABIC = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?([十百千万亿]*)")
_YEAR_LIKE = re.compile(r"[〇○零一二三四五六七八九]{2,}")


def parse_number(s: str) -> int | None:
    """Return the whole number that ``s`` writes, or None if it writes none.

    Understands Arabic digits with thousands commas (``1,300``), decimals that a multiplier makes whole
    (``1.2万``), Chinese numerals (``一百二十``, ``两千``, ``廿三``), digit strings (``二〇二四``) and mixtures
    (``12万5千``). Qualified or vague numbers (``二十余``, ``数十``) are no numbers: see `find_counts`.
    """
    if not s or len(s) > _MAX_LENGTH:
        return None
    if not s[0].isascii():
        return _parse_chinese(s)
    match = _ARABIC.match(s)
    if match is None:
        return None
    whole, fraction, multipliers = match[1].replace(",", ""), match[2] or "", match[3]
    scale = 1
    for char in multipliers:
        scale *= _POWERS[char]
    denominator: int = 10 ** len(fraction)
    scaled, remainder = divmod(int(whole + fraction) * scale, denominator)
    rest = s[match.end() :]
    if remainder:
        return None
    if not rest:
        return scaled
    tail = parse_number(rest.removeprefix("零")) if multipliers else None
    return scaled + tail if tail is not None and tail < scale else None


def _parse_chinese(s: str) -> int | None:
    if _YEAR_LIKE.fullmatch(s):
        return int("".join(str(_DIGITS[c]) for c in s))
    total = section = 0
    digit: int | None = None
    last_unit = 10**9
    implied = 1  # what a last digit counts whose unit is left off: 四百五, 一万三
    for char in s.replace("廿", "二十"):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            implied = implied if digit else 1
        elif char in _TENS:
            unit = _TENS[char]
            if unit >= last_unit:
                return None
            section += (digit or 1) * unit
            digit, last_unit, implied = None, unit, unit // 10
        elif char in _MYRIADS:
            unit = _MYRIADS[char]
            low = total % unit
            amount = low + section + (digit or 0)
            total = total - low + amount * unit if amount else (total or 1) * unit
            section, digit, last_unit, implied = 0, None, 10**9, unit // 10
        else:
            return None
    return total + section + (digit or 0) * implied


@dataclass(frozen=True, slots=True)
class CountMention:
    """A counted quantity; ``[start, end)`` spans qualifiers, number and measure word, not the noun.

    ``value`` is the number the qualifier speaks of: 10 of ``10余家`` (over), 100 of ``近百家`` (nearly), the lower
    end of a range ``10至20家`` (about), 10 and 100 of ``数十家`` and ``上百家``. ``unit`` is the measure word, or
    empty where the noun follows at once (``17单位``). ``ordinal`` marks ``第17家``, ``首家`` and ``前10名``, which
    count nothing; ``one`` marks ``一家``, which may be no more than an article.
    """

    start: int
    end: int
    value: int
    qualifier: Qualifier
    unit: str
    ordinal: bool = False
    one: bool = False


_FIRST = "0-9〇零一二两三四五六七八九十廿百千万数几"
# Each measure word is followed by what it must not begin, so that 三方面, 12个月, 5支撑 count nothing.
_UNITS = (
    "家(?!号|争鸣|讲坛|姓|灯火)|所(?!示|谓|述|有|在|需|以|得|属|致|能|不)|个(?!月|百分|小时|工作日|季度|世纪|星期|亿|多)"
    "|户|间(?!接|隔|距|断)|方(?![面案向式法针米圆程便块才程])|名(?!单|额|称|录|片|牌|字|誉|校|企|列)"
    "|位(?!一体|于|居|列|数|置|次|元)|支(?![撑持付援出行部线点柱架])|项(?!目(?!标))|件|款(?!式|项)|种(?![子植业类群养])"
    "|条(?![件例约])|座(?!谈|椅|标)|台(?![湾风北州阶账海商胞上])|套(?!路|装|餐)|篇|部(?![门委分署队长级件])|类"
    "|只|辆|艘|人(?![工民才次均形类大口数机员力体])|批(?![准复示评])"
)
_NOUNS = "成员|单位|企业|高校|院所|机构|会员|理事"
_COUNT = re.compile(
    rf"(?P<num>(?:(?<=数)[0-9]|(?!数[0-9])[{_FIRST}](?<![{_FIRST}][{_FIRST}]))(?<![0-9][.,][0-9])[{_FIRST}亿,.\-—–~～至到]{{0,23}}+)"
    rf"(?P<more>[余多来+]?)(?P<scale>[万亿]?)(?:(?P<unit>{_UNITS})|(?={_NOUNS}))"
    rf"(?:(?:(?:成员)?(?:{_NOUNS}))?(?P<post>以上|挂零|左右|上下(?!游)))?"
)
_BEFORE = re.compile(
    r"(?P<over>超过|超出|超|逾|突破|(?<![通经])过(?=[百千万])|至少|不下于?|不少于|不低于|多于)"
    r"|(?P<nearly>将近|接近|(?<![附最靠邻临亲远])近|不到|不足|不满|少于)"
    r"|(?P<about>大约|大概|(?<![预签邀合条契节特公履违])约有?)"
)
_MORE: dict[str, Qualifier] = {"余": "over", "多": "over", "+": "over", "来": "about"}
_POST: dict[str, Qualifier] = {"以上": "over", "挂零": "over", "左右": "about", "上下": "about"}
_RANGE = re.compile(r"[\-—–~～至到]+")
_VAGUE = re.compile(r"(?P<head>[数几])(?P<unit>[十百千万]+)")
_SOME_MORE = re.compile(r"(?P<head>.+)几(?P<unit>[万亿]*)")
_ROUGH_PAIR = re.compile(
    r"(?P<low>(?:.{0,6}[十百千万])?[一二两三四五六七八])(?:[二三四五六七八九]|两(?=[百千万]))(?P<unit>[十百千万]*)"
)
_SOME: dict[str, Qualifier] = {"十": "tens", "百": "hundreds"}
_NAMED_NUMBERS = frozenset({"985", "211"})
_CODE = re.compile(r"(?:[A-Za-z0-9./%-]|[0-9] )$")
"""Before digits: the number is part of a name or a longer figure (Top10, T3, 1/3, 1 4 torn apart)."""
_RANKED = re.compile(r"(?:第|(?<![目此之以日天年月提])前)$")
_ORDINAL = re.compile(r"首(?P<unit>[家个所支款项件台套座批位名])")


def find_counts(text: str) -> list[CountMention]:
    """Return the counted quantities of ``text`` in order; they never overlap.

    Quantities without a value (``几家``, ``多家``, ``数家``, ``若干家``) are left out. Decisions where usage is
    open: bare ``百家`` is about 100; ``数千家`` and ``上千家`` are over 1000, as the model's qualifiers end at
    hundreds.
    """
    found = [m for match in _COUNT.finditer(text) if (m := _count(text, match)) is not None]
    if "首" in text:
        found.extend(
            CountMention(m.start(), m.end(), 1, "exact", m["unit"], ordinal=True)
            for m in _ORDINAL.finditer(text)
            if m["unit"] != "批"
        )
        found.sort(key=lambda m: m.start)
    return found


def _count(text: str, match: re.Match[str]) -> CountMention | None:
    start, number, unit = match.start(), match["num"], match["unit"] or ""
    before = text[max(0, start - 4) : start]
    if number[0].isascii() and _CODE.search(before):
        return None
    if not unit and not _countable_without_unit(number):
        return None
    if number in {"几", "数"} or (unit == "批" and number == "一") or text.startswith("千家万户", start):
        return None
    parsed = _value(number, before, match["scale"])
    if parsed is None or not parsed[0]:
        return None
    value, qualifier, shift = parsed
    if _RANKED.search(before):
        return CountMention(start - 1, match.end(), value, "exact", unit, ordinal=True)
    start -= shift
    if match["more"]:
        qualifier = _MORE[match["more"]]
    elif match["post"]:
        qualifier = _POST[match["post"]]
    prefix = _prefix(text, start)
    if prefix is not None:
        start, outer = prefix
        if qualifier == "exact" or (qualifier == "about" and outer != "about"):
            qualifier = outer
    one = qualifier == "exact" and number == "一"
    return CountMention(start, match.end(), value, qualifier, unit, one=one)


def _countable_without_unit(number: str) -> bool:
    """Whether a number right before a noun counts it: not a year, not 985高校, not 一单位."""
    if number in _NAMED_NUMBERS or number in {"一", "数", "几", "百", "千", "万"}:
        return False
    return not (len(number) == 4 and number.isdecimal() and number[:2] in {"19", "20"})


def _value(number: str, before: str, scale: str) -> tuple[int, Qualifier, int] | None:
    """Return value, qualifier and how many characters before the number belong to it (上 of 上百家)."""
    if (vague := _VAGUE.fullmatch(number + scale)) is not None:
        return parse_number(vague["unit"]) or 0, _SOME.get(vague["unit"], "over"), 0
    if number in _POWERS and not scale:
        return _bare_power(number, before)
    if before.endswith("上") and not before.endswith("以上") and set(number + scale) <= _POWERS.keys():
        return parse_number(number + scale) or 0, "over", 1
    low, qualifier = _rough_value(number, scale)
    return None if low is None else (low, qualifier, 0)


def _rough_value(number: str, scale: str) -> tuple[int | None, Qualifier]:
    """Return the value of a plain number, of 十几, of 二三十, of 十七八 and of a range; None if it is none of them."""
    if (some := _SOME_MORE.fullmatch(number + scale)) is not None:
        value, unit = parse_number(some["head"]), parse_number(some["unit"] or "1")
        return (None if value is None or unit is None else value * unit), "over"
    if (pair := _ROUGH_PAIR.fullmatch(number + scale)) is not None:
        return parse_number(pair["low"] + pair["unit"]), "about"
    ends = _RANGE.split(number)
    if len(ends) == 1:
        return parse_number(number + scale), "exact"
    low, high = parse_number(ends[0] + scale), parse_number(ends[-1] + scale)
    increasing = len(ends) == 2 and low is not None and high is not None and low < high
    return (low if increasing else None), "about"


def _bare_power(number: str, before: str) -> tuple[int, Qualifier, int] | None:
    value = parse_number(number) or 0
    if before.endswith("上") and not before.endswith("以上"):
        return value, _SOME.get(number, "over"), 1
    if before.endswith(("千家", "诸子")):
        return None
    return value, "about", 0


def _prefix(text: str, start: int) -> tuple[int, Qualifier] | None:
    """Return where a qualifier that ends at ``start`` begins, and what it says."""
    # One character more, for the qualifiers that look at the number.
    window = text[max(0, start - 5) : start + 1]
    for match in _BEFORE.finditer(window):
        if match.end() == len(window) - 1:
            kind = match.lastgroup
            qualifier: Qualifier = "over" if kind == "over" else "nearly" if kind == "nearly" else "about"
            return start - len(match[0]), qualifier
    return None
