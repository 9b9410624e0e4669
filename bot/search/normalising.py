"""One normaliser for queries and names: what a person typed, as plain words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final, NamedTuple

from bot.library.numbers import WORDS as NUMBER_WORDS
from bot.library.numbers import find_numbers
from bot.search.memo import Memo

RAW_LIMIT: Final = 2_000  # characters looked at; before normalising, which can be slow on hostile text
QUERY_LIMIT: Final = 400  # characters kept after normalising

_MARKUP = re.compile(r"<(?:@[!&]?|#|/[^:>]{0,40}:|a?:\w{1,40}:|t:)[-\w:]*>|@everyone|@here", re.I)
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?", re.I)
_POSSESSIVE = re.compile(r"['’`´]s\b")
_APOSTROPHE = re.compile(r"['’`´]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_CJK = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
#: Letters of other alphabets that look like Latin ones, folded only inside words that hold Latin letters too.
_LOOKALIKES: Final = str.maketrans(
    "авеікмнорстухѕјԁгпшαβεικνορτυχωɡıℓ",
    "abeikmhopctyxsjdrnwabeiknoptuxwgil",
)
_LATIN = re.compile(r"[a-z]")
_OTHER = re.compile(r"[\u0370-\u04ff]")
#: What comes before “is” in words that no one spells with a z; by length, as a look-behind wants it.
_KEEPS_S: Final = ")(?<!".join(
    "prom comprom exerc surpr advert superv telev franch disgu expert merchand enterpr otherw likew improv parad "
    "treat prem desp compr appra prec conc exc pra cru bru cho rev adv dev dem ari".split()
)
#: British and American spellings, folded to one.
_SPELLINGS: Final = (
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|er|ers|ing|able|ful|ite|ites)?\b)"), "or"),
    (re.compile(rf"(?<!{_KEEPS_S})(?<=[a-z]{{3}})is(?=(?:e|es|ed|er|ers|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|er|ers|ing)\b)"), "l"),
    (re.compile(r"\bdefence"), "defense"),
    (re.compile(r"\bprogramme"), "program"),
    (re.compile(r"\bcheque"), "check"),
    (re.compile(r"(?<=[a-z]{3})tre\b"), "ter"),
)

#: What people say about themselves and their asking before they ask.
_PREAMBLE = re.compile(
    r"^(?:hey|hi|hello|sorry|excuse me|quick question|question|so|ok)\b[^,:?!]{0,40}[,:!]\s*"
    r"|\bi(?:'?m| am)? (?:writ|work|search|look|research)\w*(?: on| for)?"
    r"(?: (?:an?|my|the|some))?(?: \w+){0,2}? (?:paper|essay|thesis|article|report|brief|file|information|info)\b"
    r"(?: and)?(?: need)?(?: something)?(?: on| about)?"
    r"|^for (?:an?|my|the) (?:\w+ ){0,3}(?:paper|essay|thesis|article|report|brief|case|class|hearing)\s*[:,]"
    r"|\b(?:does|do) (?:anyone|anybody|you) (?:know|have)(?: if| whether| anything| something)?(?: on| about)?"
    r"|[,.]? ?\bany (?:passages?|sources?|quotes?|references?|citations?)\s*\??$"
)

#: Words without one of which a query has no such preamble: the first of it, or any.
_OPENINGS: Final = frozenset("hey hi hello sorry excuse quick question so ok for".split())
_ASKING: Final = frozenset("i im anyone anybody you any".split())

_CHARACTERS: Final = 5_000  # remembered
_WORDS: Final = 50_000  # remembered


def _unmarked(code: int) -> int | None:
    return None if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") else code


_UNMARKED: Final = Memo(_unmarked, _CHARACTERS)  # for `str.translate`: drops marks and invisible characters


class Query(NamedTuple):
    """A query as the engine sees it."""

    raw: str
    text: str  # folded, in lower case, one line
    words: tuple[str, ...]  # in order
    numbers: tuple[Decimal, ...]


def clean(raw: str) -> str:
    """
    Fold `raw` for matching: compatibility forms, case, marks, look-alikes, invisible characters, markup.

    Bounded at both ends: at most `RAW_LIMIT` characters are read and `QUERY_LIMIT` returned.
    """
    text = _MARKUP.sub(" ", raw[:RAW_LIMIT])
    if text.isascii():  # nothing to fold but case; most of what is typed
        return " ".join(text.lower().split())[:QUERY_LIMIT].rstrip()
    text = unicodedata.normalize("NFKD", text)
    text = text.translate(_UNMARKED)
    text = unicodedata.normalize("NFKC", text).casefold()[:RAW_LIMIT]
    if _OTHER.search(text) and _LATIN.search(text):
        text = " ".join(_fold_lookalikes(word) for word in text.split(" "))
    return " ".join(text.split())[:QUERY_LIMIT].rstrip()


def parse(raw: str) -> Query:
    """Read a query, without what people say about themselves before they ask; a blank one has no words."""
    text = clean(raw)
    words = words_of(text)
    if words and (words[0] in _OPENINGS or not _ASKING.isdisjoint(words)):
        text = _without_preamble(text)
        words = words_of(text)
    if not NUMBER_WORDS.isdisjoint(words) or _DIGIT.search(text):  # most queries hold no number, which is soon seen
        numbers = tuple(number.value for number in find_numbers(text.replace("%", " percent ")))
        return Query(raw[:RAW_LIMIT], text, words, numbers)
    return Query(raw[:RAW_LIMIT], text, words, ())


def _without_preamble(text: str) -> str:
    rest = " ".join(_PREAMBLE.sub(" ", text).split())
    return rest if " " in rest else text


def words_of(text: str) -> tuple[str, ...]:
    """The words of a cleaned text: initials closed up, possessives dropped, hyphens open, one spelling."""
    if "." in text:
        text = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", text)
    if _APOSTROPHE.search(text):
        text = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    if "," in text:
        text = _THOUSANDS.sub("", text)
    return tuple(map(spell, _WORD.findall(text)))


def _spelt(word: str) -> str:
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


#: One spelling for British and American words.
spell: Final = Memo(_spelt, _WORDS).__getitem__


def has_cjk(text: str) -> bool:
    """Whether `text` is written without blanks between words (Chinese, Japanese) or in Korean."""
    return _CJK.search(text) is not None


def _fold_lookalikes(word: str) -> str:
    return word.translate(_LOOKALIKES) if _LATIN.search(word) else word
