"""The parts of an organisation's name: parent, place, number, trade name, industry, kind of body, legal form.

The registered name of a Chinese firm is put together as place, trade name (字号), industry and legal form
(企业名称登记管理规定, article 6); names of institutes and branches put a parent in front. Short forms leave parts out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cx_extract.identity.fold import fold_name
from cx_extract.identity.known import KnownNames, alternatives
from cx_extract.identity.places import CHINA, Place

_BRACKET = re.compile(r"\(([^()]*)\)")
_FOREIGN_FRONT = re.compile(r"^[A-Z0-9&.\-]{2,}(?=[\u4e00-\u9fff]{3})")
_NUMERAL = r"[一二三四五六七八九十百零〇]{1,5}|\d{1,4}"
_UNIT = "研究所|研究院|设计院|工程局|院|所|局|厂"
_NUMBER = re.compile(rf"第({_NUMERAL})|({_NUMERAL})(?={_UNIT}|医院|中学|附属)")
_NUMBERED = re.compile(rf"([\u4e00-\u9fff]{{2,}}?)(?<![一二三四五六七八九十百零〇第])(第?(?:{_NUMERAL})(?:{_UNIT}))$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100}
TELLING_NUMBER = 100
"""Numbers of three digits (708所) are given out once, smaller ones by every group."""
_STOCK = "股份"
_SHORTEST_PARENT = 3
_SHORTEST_TRADE_NAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; what it lacks is empty.

    ``text`` is the whole name folded and written out; ``rows`` the gazetteer rows it is a form of; ``second`` names
    given in brackets; ``parent`` the name in front of a part (branch, institute, campus) and ``via`` what stands
    between them; the other parts are those of the name behind its parent. ``level`` is the kind of place that a name
    like 市科技局 leaves to the context; ``brand`` is ``core`` without ``industry``; ``number`` is 0 for none.
    """

    text: str
    rows: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    parent: str = ""
    via: str = ""
    place: Place | None = None
    level: str = ""
    number: int = 0
    core: str = ""
    brand: str = ""
    industry: str = ""
    body: str = ""
    is_group: bool = False
    is_complete: bool = False
    is_company: bool = False
    is_stock: bool = False
    """A company limited by shares, as a group's listed firm is."""
    is_school: bool = False
    has_seat: bool = False
    """The place stands in brackets, as the seat of a subsidiary does."""
    is_generic: bool = False
    """Neither place nor parent nor a word of its own: 市中心医院, 省农科院, 技术创新中心."""
    is_common: bool = False
    """The trade name is one that many firms bear: 宏达."""

    @property
    def stands_alone(self) -> bool:
        """Whether the name itself says which body it means, wherever it stands."""
        if self.rows or (self.parent and (self.core or self.number or self.place)):
            return True
        if self.number >= TELLING_NUMBER:
            return True
        if self.is_generic:
            return False
        if self.place is not None:
            return bool(self.core) or self.place.full
        return bool(self.brand or self.core) and not self.is_common


class NameParser:
    """Takes names apart by the words of one set of rules; remembers what it has seen."""

    def __init__(self, known: KnownNames) -> None:
        lexicon = known.lexicon
        self._known = known
        self._cache: dict[str, Name] = {}
        self._legal = re.compile(f"(?:{alternatives(lexicon['legal']['forms'])})+$")
        self._group = re.compile(alternatives(lexicon["legal"]["group"]))
        self._complete = re.compile(alternatives(lexicon["legal"]["complete"]))
        self._ignored = frozenset(lexicon["legal"]["bracketed"])
        self._parents = re.compile(alternatives(lexicon["parents"]["heads"]))
        self._joints = re.compile(f"^(?:{alternatives(lexicon['parents']['joints'])})")
        self._campus: str = lexicon["parents"]["campus"]
        self._needless = re.compile(f"(?:{alternatives((*lexicon['legal']['needless'], self._campus))})$")
        heads = [head for words in known.heads.values() for head in words] + lexicon["parents"]["parts"]
        self._branch = re.compile(f"(?:{alternatives(known.heads['branch'])})$")
        self._own_names = frozenset(lexicon["places_not"]["bodies"])
        self._levels_not = tuple(lexicon["levels_not"]["words"])
        self._schools = frozenset(known.heads["university"])
        self._company_heads = frozenset(known.heads["company"])
        self._head = re.compile(f"(?:{alternatives(heads)})$")
        self._national = re.compile(f"(?:{alternatives(lexicon['consortium']['words']['national'])})")
        self._levels: Mapping[str, str] = lexicon["levels"]
        self._level = re.compile(f"^(?:{alternatives(self._levels)})")
        self._beginnings = _Expander(lexicon["beginnings"], "^(?:{})")
        self._words = _Expander(lexicon["words"], "{}")
        self._endings = _Expander(lexicon["endings"], "(?:{})$")
        self._endings_not = tuple(lexicon["endings_not"]["words"])
        self._common = frozenset(fold_name(lexicon["common"]["characters"]))
        self._describing = known.generic | known.industries
        self._longest_industry = max(map(len, known.industries))

    def parse(self, name: str) -> Name:
        """Return the parts of ``name`` (any string)."""
        folded = fold_name(name)
        if folded not in self._cache:
            self._cache[folded] = self._parse(folded)
        return self._cache[folded]

    def level_length(self, text: str) -> int:
        """Return the length of the word at the beginning of ``text`` that leaves its place to the context (市)."""
        level = self._level.match(text)
        return level.end() if level else 0

    def _parse(self, folded: str) -> Name:
        text, second, bracketed, group = self._without_brackets(folded)
        written = self._written_out(text)
        rows = self._rows(folded, text, written, bracketed)
        parent, part = self._split_parent(text, written)
        if not parent and bracketed is not None and not self._legal.search(written):
            parent, part = written, self._campus  # 哈尔滨工业大学(深圳)
        if rows & self._known.rows_of(parent) or (rows and self._is_trade(part)):
            parent, part = "", written  # 中国石油 is no parent of 中国石油化工股份有限公司
        name = self._parts(part, Name(written, rows, second, parent))
        if bracketed is not None:
            name = replace(name, place=bracketed, has_seat=True, text=f"{written}({bracketed.name})")
        name = replace(name, is_group=name.is_group or group)
        proper = bool(name.rows or name.parent or name.place or name.is_complete)
        proper = proper or name.number >= TELLING_NUMBER or self._national.match(written) is not None
        return replace(
            name,
            is_generic=bool(name.level and not name.place) or (not proper and self._is_generic(name.core)),
            is_common=self._is_common(name),
        )

    def _without_brackets(self, folded: str) -> tuple[str, frozenset[str], Place | None, bool]:
        """Return the name without brackets, names and a place that stood in them, and whether 集团 did."""
        second, place, group = set(), None, False
        for content in _BRACKET.findall(folded):
            found = CHINA if content == CHINA.name else self._known.places.get(content.removesuffix(self._campus))
            group = group or bool(self._group.search(content))
            if found is not None:
                place = found
            elif content not in self._ignored and (self._head.search(content) or self._known.rows_of(content)):
                second.add(content)
        return _BRACKET.sub("", folded) or folded, frozenset(second), place, group

    def _written_out(self, text: str) -> str:
        text = self._words(self._beginnings(text))
        return text if text.endswith(self._endings_not) else self._endings(text)

    def _rows(self, folded: str, text: str, written: str, bracketed: Place | None) -> frozenset[str]:
        """Return the gazetteer rows of a name, also of one with a place or acronym in front, or 公司 or 校区 behind."""
        rows_of = self._known.rows_of
        forms = [folded] if bracketed else [folded, text, written, _FOREIGN_FRONT.sub("", text)]
        for form in forms:
            if len(form) > 1 and rows_of(form):
                return rows_of(form)
        for form in forms:
            needless = self._needless.search(form)
            if needless and needless.start() > 1 and rows_of(form[: needless.start()]):
                is_group = self._group.search(needless.group())
                rows = rows_of(form[: needless.start()])
                return frozenset(row for row in rows if not is_group or self._group.search(row))
        place, length = self._known.places.begin(text)
        if place is not None and bracketed is None and len(text) - length > _SHORTEST_TRADE_NAME:
            return frozenset(row for row in rows_of(text[length:]) if self._lies_in(row, place))
        return frozenset()

    def _lies_in(self, row: str, place: Place) -> bool:
        found, _ = self._known.places.begin(row)
        return found is not None and (place.name in found.chain or found.name in place.chain)

    def _split_parent(self, text: str, written: str) -> tuple[str, str]:
        """Return the parent in front and the part behind, the parent empty if the name has none."""
        for form in (text, written):
            known = self._known.known_beginning(form)
            if known and self._is_part(form[len(known) :]):
                return known, self._written_out(form[len(known) :])
        if self._known.rows_of(written[:2]) and self._is_plain_part(written[2:]):
            return written[:2], written[2:]
        for match in self._parents.finditer(written):
            if match.end() > _SHORTEST_PARENT and self._is_part(written[match.end() :]):
                place, length = self._known.places.begin(written)
                inner = written[length : match.end()]
                if place is not None and self._known.rows_of(inner) and not self._known.rows_of(written[: match.end()]):
                    return inner, written[:length] + written[match.end() :]  # 深圳清华大学研究院
                return written[: match.end()], written[match.end() :]
        numbered = _NUMBERED.match(written)
        if numbered and self._known.places.get(numbered.group(1)) is None:
            return numbered.group(1), numbered.group(2)  # 中国船舶七〇八所
        return "", written

    def _is_part(self, rest: str) -> bool:
        return len(rest) > 1 and not self._legal.fullmatch(rest) and bool(self._head.search(rest))

    def _is_trade(self, rest: str) -> bool:
        """Tell whether ``rest`` is but industry and legal form, as a firm's own name has behind its trade name."""
        legal = self._legal.search(rest)
        return legal is not None and self._is_generic(rest[: legal.start()])

    def _is_plain_part(self, rest: str) -> bool:
        """Tell whether a part follows that its beginning shows to be one (浙大附属…), unlike 北大荒."""
        inner = self._parents.search(rest)
        shown = (
            self._joints.match(rest)
            or self._known.places.begin(rest)[1]
            or (inner and self._is_part(rest[inner.end() :]))
        )
        return bool(shown) and self._is_part(rest)

    def _parts(self, part: str, name: Name) -> Name:
        part = self._joints.sub("", part)
        if name.parent:
            inner = [m.end() for m in self._parents.finditer(part) if self._is_part(part[m.end() :])]
            if inner:
                name = replace(name, via=part[: inner[-1]])
                part = self._joints.sub("", part[inner[-1] :])
        place, length = self._known.places.begin(part)
        if place is not None and not place.full and part[length:] in self._own_names:
            place, length = None, 0  # 中山医院
        level = self._level.match(part) if place is None and not part.startswith(self._levels_not) else None
        rest = part[level.end() :] if level else part[length:]
        branch = self._branch.search(rest)
        legal = None if branch else self._legal.search(rest)
        ending = legal.group() if legal else ""
        if legal:
            rest = rest[: legal.start()]
        number = _NUMBER.search(rest)
        if number:
            rest = self._joints.sub("", rest[: number.start()] + rest[number.end() :])
        head = self._head.search(rest)
        body = head.group() if head else ""
        is_company = bool(ending) or body in self._company_heads
        core = rest.removesuffix(body)
        brand = self._brand(core)
        return replace(
            name,
            place=place,
            level=self._levels[level.group()] if level else "",
            number=_value(number.group(1) or number.group(2)) if number else 0,
            core=core,
            brand=brand,
            industry=core[len(brand) :],
            body=body,
            is_group=bool(self._group.search(ending)),
            is_complete=bool(self._complete.search(ending)),
            is_company=is_company,
            is_stock=_STOCK in ending,
            is_school=body in self._schools,
        )

    def _brand(self, core: str) -> str:
        """Return ``core`` without the words of industry behind the trade name, which has two characters at least."""
        while True:
            for length in range(min(self._longest_industry, len(core) - _SHORTEST_TRADE_NAME), 0, -1):
                if core[-length:] in self._known.industries:
                    core = core[:-length]
                    break
            else:
                return "" if core in self._known.industries else core

    def _is_common(self, name: Name) -> bool:
        """Tell whether many bodies bear the name: a firm's trade name of common characters, 中山医院."""
        if name.body in self._own_names and not name.parent and name.place is None:
            return len(name.core) <= _SHORTEST_TRADE_NAME
        return len(name.brand) == _SHORTEST_TRADE_NAME and self._common.issuperset(name.brand)

    def _is_generic(self, core: str) -> bool:
        """Tell whether ``core`` is made of words that describe any body."""
        if not core:
            return True
        words = self._describing
        reachable = [True] + [False] * len(core)
        for end in range(1, len(core) + 1):
            reachable[end] = any(reachable[start] and core[start:end] in words for start in range(end))
        return reachable[-1]


class _Expander:
    """Writes short forms out; ``frame`` says where they may stand."""

    def __init__(self, pairs: Mapping[str, str], frame: str) -> None:
        self._long = {fold_name(short): fold_name(long) for short, long in pairs.items()}
        self._pattern = re.compile(frame.format(alternatives(pairs)))

    def __call__(self, text: str) -> str:
        return self._pattern.sub(lambda match: self._long[match.group()], text)


def _value(numeral: str) -> int:
    """Return the value of a numeral below a thousand: 38, 三十八, 三八, 一〇一."""
    if numeral.isdigit():
        return int(numeral)
    if not _UNITS.keys() & set(numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
