"""A claim or a sentence as the checker sees it: words with what they may stand for, and quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.evidence.claims.lexicon import Entry, lexicon
from bot.evidence.claims.quantities import Quantity, find_quantities
from bot.evidence.claims.tables import word_set
from bot.search.normalising import clean, spell
from bot.search.words import COUNTRY, rarity, stem

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_RANGE: Final = re.compile(r"(\d(?:k|m|%)?)\s?[-–—]\s?(?=\$?\d)")
MONTHS: Final = tuple("january february march april may june july august september october november december".split())
_FULL_MONTH: Final = {month[:3]: month for month in MONTHS}
_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?=,? '?\d)"
    r"|(?<=\d )(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_HALF_OF: Final = re.compile(r"\bhalf (?:of )?(?:the |all (?:the )?|its |their )?(two|four|six|eight|ten|\d{1,3})(?= )")
_EVEN: Final = {"two": 2, "four": 4, "six": 6, "eight": 8, "ten": 10}
_JOINED_UNIT: Final = re.compile(r"(?<=\d)(?=(?:km|kms|kg|cm|hrs?|h|pm|am|yrs?|yo|days?|th|st|nd|rd|pct)\b)")
_LABELLED: Final = re.compile(r"\b(tier|article|bureau|office|room|unscr|camp) (?:no |number )?(\d{1,4})\b(?!,\d)")
_NORTH: Final = re.compile(
    r"\b(?:democratic people ?s republic of (?:korea|north korea)|north koreas?|north koreans?|the north|nkoreans?)\b"
)
_CLAUSE_END: Final = re.compile(
    r"[.;:!?()]|\bbut\b|\bhowever\b|\balthough\b|\bwhile\b|\bbecause\b|\bsince\b|\bthen\b|\bso\b|\band then\b"
)
_UNDONE: Final = re.compile(
    r"\b(?:(?:do|does|did) ?nt|(?:do|does|did|has|have|had|was|were|is|are) (?:not|never)"
    r"|never) (?:occur(?:red)?|exist(?:ed)?|happen(?:ed)?|take place|taken place|a thing|real)\b"
    r"|\b(?:is|are|was|were) (?:nonexistent|absent|unheard)\b"
)
#: Words that the stemmer brings together and that say different things.
_APART: Final = {
    "actively": "actively",
    "activity": "activity",
    "activities": "activity",
    "police": "police",
    "policed": "watch",
    "policing": "police",
}
#: A finite verb this many words after a negator begins what is no longer negated: "who could not pay were sent".
LIGHT: Final = 0.1  # weight of a word that counts only where the source says its opposite
_FINITE: Final = frozenset("were was are is get gets got have has had will would".split())
_NEGATION_REACH: Final = 9  # words that “not” governs at most
_THERE_REACH: Final = 9  # words that “there is no” governs at most
_THERE: Final = re.compile(
    r"\bthere ?(?:is|are|was|were|s|exists?|have been|has been|had been)?(?: currently| also| still)? ?$"
)
_PREPOSITIONS: Final = frozenset("in at on for from by to with under into".split())
_NOUN_REACH: Final = 4  # words that “no” or “without” governs at most
_GOVERNS_VERBS: Final = frozenset(
    """not never cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt
    wouldnt couldnt shouldnt aint nobody none neither nor nothing refuse refused refuses fail failed fails
    unable""".split()
)
#: Words after which a negator governs no more.
_TURNS: Final = frozenset("but because although however while after before when until as since which who whose".split())
_PHRASE_NEGATORS: Final = re.compile(
    r"\b(?:ha(?:s|d|ve) nothing to do with|nothing to do with|no longer|stay(?:s|ed)? out of"
    r"|ke(?:ep|eps|pt) out of|instead of"
    r"|rather than|not a single|exempt(?:ed)? from|far from|anything but|stopped short of|got rid of)\b"
)
_DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    r"(january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_DIGITS: Final = dict(zip("zero one two three four five six seven eight nine ten".split(), range(11), strict=True))
_POINT: Final = re.compile(rf"\b({'|'.join(_DIGITS)}) point ({'|'.join(_DIGITS)})\b")
_KEPT: Final = re.compile(r"\b(?:kept|keeps|keep) (?:on )?(?=(?!going)[a-z]{2,}ing\b)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning; `keys` is its stem, and the stems of its parts for a joined phrase."""

    text: str
    stem: str
    parts: tuple[str, ...]
    entry: Entry
    weight: float  # by how rare it is in English, 0.25–1
    negated: bool
    clause: int  # which clause of the text it stands in, from 0
    place: int  # in words from the start, counting all


@dataclass(frozen=True, slots=True)
class Text:
    """A text as words and quantities."""

    folded: str
    words: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    elsewhere: frozenset[str]  # country names that no source speaks of


def fold(raw: str) -> str:
    """Fold a text for the checker: lower case, one spelling, phrases joined, ranges opened, marks kept."""
    text = clean(raw).replace("’", "'")
    text = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", text)
    text = re.sub(r"n't\b", "nt", text).replace("there's", "there is")
    text = re.sub(r"'s\b|s'(?=\s|$)", lambda match: "s" if match.group() == "s'" else "", text).replace("'", "")
    text = _RANGE.sub(r"\1 to ", text)
    text = _MONTH.sub(lambda match: _FULL_MONTH[match.group()[:3]], text)
    text = _HALF_OF.sub(_half, text)
    text = re.sub(r"\b(?:\$ ?100|100 dollar|hundred dollar)[ -](?:bill|note)", "hundred dollar bill", text)
    text = _JOINED_UNIT.sub(" ", text).replace("%", " percent ")
    text = re.sub(r"\b(?:100|(?:one |a )?hundred) percent(?: of)?\b", "all of", text)
    text = re.sub(r"(?<=[a-z])[-–—/](?=[a-z0-9])", " ", text)
    text = re.sub(r"[a-z]+", lambda match: spell(match.group()), text)
    text = re.sub(r"\bend(?:s|ed|ing)? up\b", " ", text)
    text = _KEPT.sub("continued ", _PHRASE_NEGATORS.sub("not", text))
    text = _DAY_FIRST.sub(r"\2 \1", text)
    text = _POINT.sub(lambda match: f"{_DIGITS[match[1]]}.{_DIGITS[match[2]]}", text)
    text = _NORTH.sub("northkorea", text)
    text = re.sub(r"\btier (one|two|three)\b", lambda m: "tier " + {"one": "1", "two": "2", "three": "3"}[m[1]], text)
    text = _LABELLED.sub(lambda m: f"{m[1]}{m[2]}", text)
    return lexicon().join_phrases(" ".join(text.split()))


def _half(match: re.Match[str]) -> str:
    """“Half of the ten” as “5 of the ten”, where that is a whole number."""
    whole = _EVEN.get(match[1]) or int(match[1])
    return match.group() if whole % 2 else f"{whole // 2} of the {whole}"


def read_text(raw: str) -> Text:
    """Read one sentence or claim; at most the first 400 characters count."""
    folded = fold(raw)
    return read_folded(folded)


def read_folded(folded: str) -> Text:
    """Read a text that `fold` has folded."""
    table = lexicon()
    negators = word_set("negators")
    quantities = find_quantities(folded)
    taken = [(quantity.start, quantity.end) for quantity in quantities]
    words: list[Word] = []
    elsewhere: set[str] = set()
    undone = _undone(folded)
    verbal = there = False
    reach = clause = 0
    at = 0
    for place, match in enumerate(_WORD.finditer(folded)):
        word = match.group()
        if _CLAUSE_END.search(folded[at : match.start()]) or word in _TURNS:
            reach = 0
        if word in ("and", "but") or re.search(r"[,.;:]", folded[at : match.start()]):
            clause += 1
        at = match.end()
        if word in negators:
            verbal = word in _GOVERNS_VERBS
            there = _THERE.search(folded[: match.start()]) is not None
            reach = 1 + (_THERE_REACH if there else _NEGATION_REACH if verbal else _NOUN_REACH)
        elif (word in _FINITE and not there and 0 < reach < _NEGATION_REACH - 1) or (
            word in _PREPOSITIONS and not there and not verbal
        ):
            reach = 0
        reach = max(0, reach - 1)
        if word in table.elsewhere:
            elsewhere.add(word)
        if any(start <= match.start() < end for start, end in taken) or not carries(word):
            continue
        words.append(_word(word, place, clause, negated=reach > 0 or match.start() in undone))
    return Text(folded, tuple(words), quantities, frozenset(elsewhere))


def keys_said(raw: str) -> frozenset[str]:
    """The stems, parts and groups of what a text of any length says, whatever is negated; for reading many texts."""
    return frozenset(key for word in _WORD.findall(fold_plainly(raw)) for key in _keys_of_word(word))


def fold_plainly(raw: str) -> str:
    """Fold a text for comparing many: lower case, one spelling, phrases joined; `fold` reads more out of it."""
    text = clean(raw).replace("’", "'").replace("%", " percent ")
    return lexicon().join_phrases(" ".join(map(_plain, text.split())))


@lru_cache(maxsize=20_000)
def _plain(part: str) -> str:
    return spell(part.replace("n't", "nt").removesuffix("'s").replace("'", "").replace("-", " "))


@lru_cache(maxsize=20_000)
def _keys_of_word(word: str) -> frozenset[str]:
    if word.isdigit() or not carries(word):
        return frozenset()
    read = _word(word, 0, 0, negated=False)
    return frozenset((read.stem, *read.parts, *read.entry.groups))


def forget_read() -> None:
    """Forget what was remembered of single words."""
    _plain.cache_clear()
    _keys_of_word.cache_clear()


def _undone(folded: str) -> range:
    """The span of a clause whose subject is said not to be: "fair trials did not occur"."""
    match = _UNDONE.search(folded)
    if match is None:
        return range(0)
    start = max((m.end() for m in re.finditer(r"[,.;:]", folded[: match.start()])), default=0)
    return range(start, match.start())


def carries(word: str) -> bool:
    """Whether a word carries a part of a claim."""
    if word in word_set("negators") or word in COUNTRY or word.isdigit() or (len(word) == 1):
        return False
    return not lexicon().is_filler(word) or word in lexicon().parts or word in lexicon().light


def _word(word: str, place: int, clause: int, *, negated: bool) -> Word:
    table = lexicon()
    parts = table.parts.get(word, ())
    weight = max(map(rarity, parts)) if parts else rarity(word)
    if word in table.light:
        return Word(word, stem(word), (), table.entry(word), LIGHT, negated, clause, place)
    key = word if parts else _APART.get(word) or stem(word)
    carried = tuple(stem(part) for part in parts if carries(part))
    return Word(word, key, carried, table.entry(word), 0.25 + 0.75 * weight, negated, clause, place)
