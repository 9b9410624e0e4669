"""
Who gives and who gets: what is sent, paid, sold, taken or done in a text, by whom, from whom and to whom.

“China takes coal from the North” and “the North ships coal to China” say one thing in other words; “the North takes
coal from China” says its opposite in the same ones. Rules of thumb, no parser: in each clause what stands before the
verb gives or gets, prepositions name the other side, and a passive turns both round. What curators wrote down of a
fact, right and wrong, tells which way round it is.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.search.normalising import clean
from bot.search.words import stem

GIVES: Final = "gives"
GETS: Final = "gets"
_DOES: Final = "does"  # something to somebody, who gets it
_MOVES: Final = "moves"  # from somewhere, which gives, to somewhere, which gets
_FIRM: Final = 3  # wordings that make sure of a role
_MANY: Final = 6  # roles that count as many
_CERTAIN: Final = 4.0  # summed log-odds at which the balance is nearly 1

Role = tuple[str, str, str]  # who, whether they give or get, and what; empty for whatever it is

#: Parties by whatever they are called; the rest go by their stems.
_PARTIES: Final = (
    (
        re.compile(
            r"\b(?:north koreans?|north korea(?:s|n)?|dprk|nk|n\.? koreans?|nkoreans?|pyongyangs?|(?:the|up) north"
            r"|northern(?:ers?)?|kims? regime)\b"
        ),
        "@north",
    ),
    (
        re.compile(
            r"\b(?:south koreans?|south korea(?:s|n)?|republic of korea|rok|sk|s\.? koreans?|seouls?|(?:the|down) south"
            r"|southern(?:ers?)?)\b"
        ),
        "@south",
    ),
    (re.compile(r"\b(?:prc|people'?s republic of china|chinas?|chinese|beijings?)\b"), "@china"),
    (re.compile(r"\b(?:russia|russians?|moscows?|kremlin)\b"), "@russia"),
    (
        re.compile(
            r"\b(?:united states|usa|americans?|america|washingtons?"
            r"|us(?= (?:and|is|was|has|had|gave|gives|sends|sent|aid|dollars|govt|government)))\b"
        ),
        "@us",
    ),
    (re.compile(r"\b(?:japan|japanese|tokyo)\b"), "@japan"),
    (re.compile(r"\b(?:the party|(?:the )?(?:state|government|govt|regime|authorities))\b"), "@state"),
)
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_VERBS: Final = {
    GIVES: """give gave given send sent ship sell sold supply provide pay paid export deliver hand transfer donate offer
    lend return repatriate deport contribute remit bring brought smuggle traffic traffick launder teach taught feed
    fed""",
    GETS: """get got gotten receive take took taken accept buy bought import collect earn suffer steal stole stolen
    obtain demand pocket confiscate seize keep kept withhold""",
    _DOES: """hack attack target hit beat beaten torture rape kill execute arrest raid rob abuse exploit extort arm
    bribe punish jail imprison detain abduct kidnap threaten force train help support fund finance protect watch
    monitor recruit employ hire betray trick deceive cheat own control run""",
    _MOVES: """flee fled escape defect migrate emigrate""",
}
_KINDS: Final = {form: kind for kind, verbs in _VERBS.items() for verb in verbs.split() for form in (verb, stem(verb))}
_NOUNS: Final = ("er", "ers", "or", "ors", "ment", "ments", "ion", "ions")  # “hackers”, “payment”
_NEVER_VERBS: Final = frozenset("arms forces attacks exports imports training beatings keeping".split())
#: Forms that are nouns, or no verbs by themselves, where another verb follows them.
_EITHER: Final = frozenset(
    """attack attacks hack aid supply support force forces help export exports arms army target control keep keeps
    kept""".split()
)
#: After these a word in the form of a verb is a noun, unless it ends in “ing”.
_BEFORE_NOUNS: Final = frozenset(
    """the a an of this that these those their its his her some any more many no by for from with""".split()
)
_BE: Final = frozenset("is are was were be been being get gets got getting".split())
_GETTING: Final = frozenset("get gets got getting".split())
_HAVE: Final = frozenset("have has had".split())
_PARTICIPLE: Final = re.compile(
    r"(?:ed|en|sent|sold|paid|got|bought|brought|taught|fed|hit|beat|held|kept|ripped|robbed)\Z"
)
_PREPOSITIONS: Final = frozenset(
    """to from by for of in at on with against into onto over under through via toward towards upon since until during
    without as per""".split()
)
_OF_SUBJECT: Final = frozenset("of in at by".split())  # “hackers of the North”
_TOWARDS: Final = frozenset("to into against toward towards".split())
_CLAUSES: Final = re.compile(
    r"[,;:.!?()\n]|\s[-–—]+\s|\b(?:and|but|while|whereas|who|which|that|because|when|whenever|where|if|so|then|though"
    r"|although|or|after|before)\b"
)
_GOES_FOR: Final = re.compile(r"\b(?:go|goes|going|gone|went|come|comes|coming|came) (?:for|after|at)\b")
_CYBER: Final = re.compile(r"\bcyber[- ]?(?=[a-z])")  # “cyberattack” is an attack
_IN_RETURN: Final = re.compile(r"\bin (?:exchange|return) for\b|\bin exchange\b|\bfor it\b")
_RETURN: Final = "§"  # stands for any of these
#: What is neither a party nor a thing.
_SMALL: Final = frozenset(
    """the a an this that these those their its his her our my your some any all most many more much few several about
    around roughly over almost nearly at least up not never only just also still even often usually sometimes now back
    has have had do does did will would can could may might must should been being is are was were be to lots lot tons
    million millions thousand thousands hundred hundreds dozen dozens of daily day every each per year month week
    accused said says reportedly allegedly apparently forced made trying tried seem seems supposed there here they it
    he she we you i them him us one two three good great very own lol tbh fr imo off out down get gets got getting go
    goes going went gone keep keeps kept time times""".split()
)
_WORD: Final = re.compile(r"[@§]?[^\W_]+(?:'[^\W_]+)?|§")


@dataclass(frozen=True, slots=True)
class Casting:
    """
    How the roles of a claim agree with those in the wordings of a fact, all 0–1 but the balance, -1 (wrong) to 1.

    A role is turned where right wordings have it the other way round.
    """

    known: float = 0.0
    kept: float = 0.5
    turned: float = 0.0  # of the role that is turned most
    turned_mean: float = 0.0
    wrong: float = 0.0  # of the role that is likest to what is wrong
    balance: float = 0.0


@dataclass(frozen=True, slots=True)
class FactRoles:
    """How many wordings of each verdict hold a role."""

    right: Counter[Role]
    wrong: Counter[Role]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its verb; `parts` are what follows, each with the preposition before it, empty for none."""

    verb: str
    passive: bool
    subject: list[str]
    origin: list[str]  # what stands after “from” before the verb
    parts: list[tuple[str, list[str]]]

    def after(self, *prepositions: str) -> list[str]:
        """What follows any of these prepositions."""
        return [noun for preposition, nouns in self.parts if preposition in prepositions for noun in nouns]


def cast(claim: str, fact: FactRoles) -> Casting:
    """Set a claim, as typed, beside a fact."""
    return _casting(roles(claim), fact)


def read_fact(right: Iterable[str], wrong: Iterable[str]) -> FactRoles:
    """Count the roles in the wordings of a fact that a source bears out, and in those that say something else."""
    return FactRoles(_count(right), _count(wrong))


def roles(text: str) -> frozenset[Role]:
    """Who gives and who gets what, as a text says: each party with every thing, and without one."""
    return frozenset(role for clause in _clauses(text) for role in _roles_of(clause))


def _count(texts: Iterable[str]) -> Counter[Role]:
    return Counter(role for text in texts for role in roles(text))


def _turned(role: Role) -> Role:
    who, way, what = role
    return who, GETS if way == GIVES else GIVES, what


def _casting(said: frozenset[Role], fact: FactRoles) -> Casting:
    kept: list[float] = []
    turned: list[float] = []
    wrongs: list[float] = []
    known = 0
    odds = 0.0
    for role in said:
        other = _turned(role)
        right, right_turned = fact.right[role], fact.right[other]
        wrong, wrong_turned = fact.wrong[role], fact.wrong[other]
        rights, all_wrong = right + right_turned, wrong + wrong_turned
        if other in said or not rights + all_wrong:
            continue
        known += 1
        if rights:
            kept.append((right + 0.5) / (rights + 1))
            turned.append(right_turned / rights * min(1.0, rights / _FIRM))
        if all_wrong:
            wrongs.append(wrong / all_wrong * min(1.0, all_wrong / _FIRM))
        odds += math.log((right + 0.5) / (rights + 1) / ((wrong + 0.5) / (all_wrong + 1)))
    return Casting(
        min(1.0, known / _MANY),
        sum(kept) / len(kept) if kept else 0.5,
        max(turned, default=0.0),
        sum(turned) / len(turned) if turned else 0.0,
        max(wrongs, default=0.0),
        math.tanh(odds / _CERTAIN),
    )


def _folded(text: str) -> str:
    text = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", clean(text).replace("’", "'"))
    for pattern, name in _PARTIES:
        text = pattern.sub(name, text)
    return _IN_RETURN.sub(_RETURN, _GOES_FOR.sub("attacking", _CYBER.sub("", text)))


def _clauses(text: str) -> Iterator[_Clause]:
    """The clauses that have a verb of ours; one without a subject takes that of the clause before."""
    before: list[str] = []
    for piece in _CLAUSES.split(_folded(text)):
        words = _WORD.findall(piece)
        at = _verb_at(words)
        if at is None:
            before = before or _nouns(words)
            continue
        kind, passive = _kind(words[at]) or "", _is_passive(words, at)
        head, beside, origin = _subject(words[:at])
        if not (head or beside or origin):
            head = before
        before = head or before
        subject = head + [noun for noun in (beside if passive else beside + origin) if noun[0] == "@"]
        yield _Clause(kind, passive, subject, origin, list(_parts(words[at + 1 :])))


def _verb_at(words: Sequence[str]) -> int | None:
    """Where the first verb of ours stands."""
    for at, word in enumerate(words):
        if _kind(word) is None or (at and words[at - 1] in _BEFORE_NOUNS and not word.endswith("ing")):
            continue
        follows = words[at + 1] if at + 1 < len(words) else ""
        if follows and _kind(follows) and (word in _EITHER or (word in _GETTING and _PARTICIPLE.search(follows))):
            continue  # “attack attempts”, “gets paid”
        return at
    return None


@lru_cache(maxsize=10_000)
def _kind(word: str) -> str | None:
    if word[0] in "@§" or word in _NEVER_VERBS:
        return None
    if kind := _KINDS.get(word) or _KINDS.get(word.removesuffix("s")):
        return kind
    return None if word.endswith(_NOUNS) else _KINDS.get(stem(word))


def _is_passive(words: Sequence[str], at: int) -> bool:
    if not _PARTICIPLE.search(words[at]):
        return False
    if words[at + 1 : at + 2] == ["by"]:
        return True  # “factories owned by the army”
    for word in reversed(words[max(0, at - 4) : at]):
        if word in _BE:
            return True
        if word in _HAVE or word not in _SMALL:
            return False
    return False


def _nouns(words: Iterable[str]) -> list[str]:
    return [
        word if word[0] == "@" else stem(word)
        for word in words
        if word not in _SMALL and word[0] != _RETURN and not word.isdigit()
    ]


def _subject(words: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The nouns before a verb, those in prepositions that belong to them, and of these what stands after “from”."""
    head: list[str] = []
    beside: list[str] = []
    origin: list[str] = []
    preposition = ""
    for word in words:
        if word in _PREPOSITIONS or word == _RETURN:
            preposition = word
        elif preposition == "from":
            origin += _nouns([word])
        elif preposition in _OF_SUBJECT:
            beside += _nouns([word])
        elif preposition in ("", "to"):
            head += _nouns([word])
    return head, beside, origin


def _parts(words: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    preposition = ""
    held: list[str] = []
    for word in words:
        if word in _PREPOSITIONS or word == _RETURN:
            yield preposition, _nouns(held)
            preposition, held = word, []
        else:
            held.append(word)
    yield preposition, _nouns(held)


def _roles_of(clause: _Clause) -> Iterator[Role]:
    subject, first = clause.subject, clause.parts[0][1]
    giver, getter, things = subject, clause.after(*_TOWARDS), clause.after("", "of", "with")
    if clause.verb == _MOVES:
        giver, things = clause.after("from") + clause.origin, []
    elif clause.verb == _DOES:
        things = []
        if clause.passive:
            giver, getter = clause.after("by"), subject
        else:
            getter = first + clause.after("of")
    elif clause.verb == GIVES:
        if clause.passive:
            giver = clause.after("by", "from") + clause.origin
            getter, things = (getter, subject) if getter else (subject, things)
        elif not getter and first and (first[0][0] == "@" or len(first) > 1):  # “pays the schools nothing”
            getter, things = first[:1], things[1:]
        giver = giver or clause.after("from")
    elif clause.passive:
        giver, getter, things = clause.after("from") + clause.origin, clause.after("by"), subject
    else:
        giver, getter = clause.after("from", "by"), subject
    in_return = clause.after(_RETURN)
    for parties, way, back in ((giver, GIVES, GETS), (getter, GETS, GIVES)):
        for party in parties:
            yield party, way, ""
            yield from ((party, way, thing) for thing in things if thing != party)
            yield from ((party, back, thing) for thing in in_return)
