"""The regular expressions behind `cx_extract.find.dates`: one trigger, then one small grammar per kind of date.

The trigger is a single pass that stops only where a date can begin; the grammars are matched there and nowhere
else. Every repetition is bounded or possessive, so no input makes them backtrack more than a few steps.
"""

from __future__ import annotations

import re

CN = "〇零○一二三四五六七八九十廿百两半数几多"
JOIN = r"(?:至|到| ?[-—–~～]{1,2} ?)"

TRIGGER = re.compile(
    rf"[0-9{CN}今去昨明前后本上下当同次翌近日最不大年周星第这那该元“\"‘'「](?:"
    r"(?<=[0-9])(?<![0-9][0-9])(?<![0-9]\.[0-9])[0-9]{0,4}+(?=[年月日号天周星个多余世/.\-—–~～至到季]| [-—–~～])"
    rf"|(?<=[{CN}])(?<![{CN}][{CN}])[{CN}]{{0,5}}+(?=[年月日号天周星个来余世至到季期时末])"
    r"|(?<=今)[年天日晨早晚夜春夏秋冬明]|(?<=去)[年冬秋今]|(?<=昨)[天日晚夜晨（(在于今]|(?<=明)[年天日晚晨]"
    r"|(?<=前)[年天日不几些段一二三两0-9]|(?<=后)[年天]|(?<=本)[年月周季世]|(?<=[上下])[年月周个半世季星上下]"
    r"|(?<=当)[年月天日晚]|(?<=同)[年月日一]|(?<=次)[年月日]|(?<=翌)[年日]|(?<=近)[日期来]|(?<=日)前"
    r"|(?<=最)近|(?<=不)久|(?<=大)[前后]|(?<=年)[初底末内]|(?<=周)[一二三四五六日天]|(?<=星)期|(?<=第)[一二三四1-4]"
    r"|(?<=元)月|(?<=这)[个周]|(?<=[这那])(?:年|一年)|(?<=该)[年月]"
    r"|(?<=[“\"‘'「])[一七八九十]"
    r")"
)

_YEAR4 = r"(?:1[89]|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}"
_MONTH = r"元|1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12][0-9]|0?[1-9]|三十一?|(?:二十|廿|十)[一二三四五六七八九]?|[一二三四五六七八九]"
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2})?|时(?![代期速间段空])(?:[0-9]{1,2}分)?许?)"
_HOUR_WORD = (
    r"凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜间|深夜"
    r"|晚(?![会宴报点年餐期些清])|早(?![期餐晚已就在些年春稻盘])|夜(?![班景市校])"
)
_TIME = rf"(?:(?:{_HOUR_WORD})(?:{_CLOCK}|[0-9]{{1,2}}点(?:[0-9]{{1,2}}分|半)?许?)?|{_CLOCK})?"

# Words right after 年初, 年底 ... that make 年 + 初 + X another word (2024年初步, 今年底蕴, 2024年中国).
_EARLY = r"年?伊始|年?初期?(?![一二三四五六七八九十步级中创始衷心次高夏秋冬春选审赛评])"
_LATE = r"年?[底末](?![蕴特部座盘层线气色端位子班])"
_MIDDLE = r"(?:年中(?:期|旬)?|中(?:期|旬|(?=[，、。；：）,;)前]|$)))"
_QUARTER = r"(?:第?[一二三四1-4]|首)个?季度"
_SEASON = r"[春夏秋冬](?:[天季日]|(?![节晚运播耕招游收装奥令训闱夏秋残至分]))"
_FIRST_MONTHS = r"前(?:[一二三两1-3]个?季度|(?:[2-9]|1[01]|十一?|[两二三四五六七八九])个?月)"
YEAR_PART = (
    rf"(?:(?P<early>{_EARLY})|(?P<late>{_LATE})|(?P<middle>{_MIDDLE})|(?P<half>[上下前后]半年)"
    rf"|的?(?P<quarter>{_QUARTER})|(?P<season>{_SEASON})|(?P<upto>{_FIRST_MONTHS})|(?P<within>内|以来))"
)
_MONTH_PART = (
    r"(?:月?(?:(?P<dekad>[上中下]{1,2})旬|初(?![步级次一二三四五六七八九十])|底(?![蕴部座])|末)"
    r"|中(?=[，、。；：）,;)])|内|以来)"
)

_YEAR_WORD = r"大前年|[今去前明后本上]年|同年|当年|次年|翌年|该年|第二年|[这那]一?年"
_MONTH_WORD = r"本月|这个月|上上?个?月|下下?个?月|当月|同月|次月|该月"
_LUNAR_DAY = r"初[一二三四五六七八九十](?![一二三四五六七八九十家个所名位项届批次期])"
_MONTH_OR_MONTHS = (
    rf"(?:(?P<month0>{_MONTH}){JOIN})?(?P<month>{_MONTH})月(?![龄饼老亮球光廿]|{_LUNAR_DAY})份?"
    rf"|(?P<month_word>{_MONTH_WORD})(?!活跃|均|球)"
)
_DAY_OR_DAYS = rf"(?:(?P<day0>{_DAY}){JOIN})?(?P<day>{_DAY})[日号]"
_AFTER_YEAR = rf"(?:(?:的?(?:{_MONTH_OR_MONTHS})(?:(?:{_DAY_OR_DAYS}){_TIME}|{_MONTH_PART})?)|{YEAR_PART})?"

_YEAR2 = r"[0-9]{2}|[〇零五六七八九][〇零一二三四五六七八九]"
_IN_YEAR = rf"(?:{_MONTH})月|{_LATE}|{_EARLY}|[上下]半年|{_QUARTER}|{_SEASON}|{_FIRST_MONTHS}"
CALENDAR_YEAR = re.compile(
    rf"(?:(?:(?P<year0>{_YEAR4}){JOIN})?(?P<year>{_YEAR4})年度?|(?P<year2>{_YEAR2})年(?={_IN_YEAR})"
    rf"|(?P<year0x>0[0-9]|[〇零][一二三四五六七八九])年度?|(?P<year_word>{_YEAR_WORD})度?){_AFTER_YEAR}"
)
CALENDAR_MONTH = re.compile(rf"(?:{_MONTH_OR_MONTHS})(?:(?:{_DAY_OR_DAYS}){_TIME}|{_MONTH_PART})?")
CALENDAR_DAY = re.compile(
    rf"(?:(?P<day0>3[01]|[12][0-9]|0?[1-9]){JOIN})?(?P<day>3[01]|[12][0-9]|0?[1-9])日"
    rf"(?![游内均线龄间后夜租产志程元圆薪结]|报(?!道|告)|之内|以内|以后|以上){_TIME}"
)
NUMERIC = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:"
    r"(?P<sep>[-./])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12][0-9]|0[1-9]|[1-9])"
    r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|(?![0-9]|[-./][0-9](?![0-9]{3}[-./])))"
    r"|[-/](?P<month_only>0[1-9]|1[0-2])(?![0-9号]|[-./][0-9]))"
)

# Parts of a year named alone: the year is to be inferred.
LONE_PART = re.compile(
    rf"(?:(?P<early>年初(?![一二三四五六七八九十步级中创始衷心次高选审赛评夏秋冬春]))|(?P<late>年[底末](?![蕴特部座盘层线气色端位]))"
    rf"|(?P<within>年内)|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四1-4]季度)"
    rf"|(?P<upto>{_FIRST_MONTHS})|(?P<season_word>[今去][春夏秋冬])(?![节晚运]))"
)

_AMOUNT = r"[1-9][0-9]{0,2}|[二三四五六七八九]?十几|若干|好几|[一二两三四五六七八九十]{1,3}|百|[半数几多]"
AGO = re.compile(
    rf"(?P<amount>{_AMOUNT})(?P<more>[余多来]?)"
    r"(?P<unit>个?半?年半?|个半?月|个?(?:星期|周)|天)(?:[多余])?[以之]?"
    r"(?P<direction>前(?![景沿后瞻期列夕往来端身所三十0-9])|后(?![期续来台端者半勤]))"
)
DECADE = re.compile(
    rf"(?:(?P<century>(?:[12][0-9]|十[六七八九]|二十一?)世纪)|(?P<last_century>上个?世纪)|(?P<this_century>本世纪))?"
    rf"(?:(?P<decade0>[1-9]0|[一二三四五六七八九]十?)(?:{JOIN}|、)?)??(?P<decade>[1-9]0|[一二三四五六七八九]十)年代"
    r"(?:[前早]期|初期?|中后?期|后期|末期?|中叶)?"
)
FULL_DECADE = re.compile(r"(?P<year>1[89][0-9]0|20[0-9]0)年代(?:[前早]期|初期?|中后?期|后期|末期?)?")
CENTURY_PART = re.compile(
    r"(?:(?P<century>(?:[12][0-9]|十[六七八九]|二十一?)世纪)|(?P<last_century>上个?世纪)|(?P<this_century>本世纪))"
    r"(?P<part>初|末)"
)
PLAN = re.compile(
    r"[“\"‘'「]?(?P<ordinal>十[一二三四五六七]|(?<=[“\"‘'「])[一二三四五六七八九十])五[”\"’'」]?"
    r"(?P<part>期间|时期|以来|末|初|开局之年|收官之年)"
)

DAY_WORD = re.compile(
    rf"(?P<word>大[前后]天|[昨今明]天|昨日|昨(?=[在于])|[今明]日(?!头条|俄罗斯|美国|中国|说法|关注|话题|之星|方舟|黄花)|[昨今明当次][晚晨早夜](?!会|宴|报|点|饭)"
    rf"|[前后]天(?![性生])|前日(?!本)|当[天日](?!本)|同一?[天日](?!本)|[次翌]日(?!本))(?:{_TIME})"
)
DAY_BRACKET = re.compile(rf"(?P<word>[昨今明])[（(](?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})日?[）)][日天]?{_TIME}")
TWO_WORDS = re.compile(r"(?P<first>去|今)(?P<second>今|明)两年|(?P<first_day>昨|今)(?P<second_day>今|明)两[天日]")
QUARTER_WORD = re.compile(r"(?P<word>[上下本]|[上下这]个)季度")
WEEK = re.compile(
    r"(?P<week>上上?个?|下下?个?|本|这个?)(?:周|星期|礼拜)(?![边转期年围到密全刊报游岁])(?:(?:周|星期|礼拜)?(?P<weekday>[一二三四五六日天]|末))?"
    rf"{_TIME}"
)
LONE_WEEKDAY = re.compile(rf"(?:周|星期)(?P<weekday>[一二三四五六日天])(?=[，（(,）)上下晚早凌中在宣发举]){_TIME}")
RECENT = re.compile(
    r"日前(?![往夕后端列身])|近日来?|近期(?!目标|任务|规划|计划|工作)|近来|最近(?![的一几两三十0-9])|不久前|前不久|前些[天日年]"
    r"|前几[天日年]|前段时间|前一?段时间|前一阵子?"
)

WEEKDAY_BRACKET = re.compile(r"[（(](?:星期|周)[一二三四五六日天][）)]")
OPEN_BRACKET = re.compile(r"[（(](?:即|也即)?")
TIME_AFTER_BRACKET = re.compile(_TIME)
SPAN_JOIN = re.compile(rf"起?{JOIN}")
BETWEEN_JOIN = re.compile(r"[和与]")
BETWEEN = re.compile(r"之?间")
CHINESE_DAY = re.compile(rf"(?P<day>{_DAY})[日号]{_TIME}")
NUMERIC_RANGE = re.compile(r"(?:19|20)[0-9]{2}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?-$")
TO_NOW = re.compile(r"起?(?:[至迄]今|到现在)")
APPROXIMATELY = re.compile(r"前后|左右")
FUTURE_BEFORE = re.compile(r"(?:将|拟|计划|预计|力争|争取|有望|准备)[于在到至自从定]?(?:当地时间)?$")
FUTURE_AFTER = re.compile(r"(?:之前|以前|前|起)?，?(?:正式)?(?:将(?![其该把])|拟|计划|预计|即将|有望|力争)")

# Characters before a word that make its first character part of another word: 目前年, 以后年, 相当天, 网上周.
_NUMBERS = "0123456789一二三四五六七八九十百几数多半两"
_BAD_LINES = "以网线史路会"
NOT_AFTER = {
    "前年": "目以之此日提空史年",
    "后年": "今然以之此最年天月",
    "去年": "过除失",
    "明年": "透证说表文",
    "上年": _BAD_LINES,
    "本年": "基成日样",
    "同年": "不共相",
    "当年": "相",
    "次年": _NUMBERS + "首此本每届这",
    "今天": "的",
    "前天": "目以之此日提年",
    "前日": "目以之此提日年月天",
    "后天": "今先然以之",
    "明天": "透",
    "明日": "光",
    "元月": "纪公" + _NUMBERS,
    "当天": "相",
    "当日": "相",
    "同日": "不",
    "同一": "不",
    "次日": _NUMBERS + "首每",
    "本月": "基日样",
    "上月": _BAD_LINES,
    "上个": "以",
    "下月": "以线",
    "次月": _NUMBERS + "每",
    "同月": "不",
    "上周": _BAD_LINES,
    "下周": "以线",
    "本周": "基日样成",
    "本季": "基日样成",
    "上季": _BAD_LINES,
    "下季": "以线",
    "近日": "最接附",
    "近期": "最",
    "近来": "最",
    "日前": _NUMBERS + "生假节周某近今昨明当同次即平终末交到期作每吉首整改",
    "年初": _NUMBERS + "学每大",
    "年底": _NUMBERS + "学每",
    "年末": _NUMBERS + "学每",
    "年内": _NUMBERS + "学",
    "前几": "目以之此",
    "前些": "目以之此",
    "前段": "目以之此",
    "前三": "目以之此排提",
    "前两": "目以之此排提",
    "前一": "目以之此提",
}
