"""The tables of words, ready for use: groups, kinds, opposites, and the phrases that count as one word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence.claims.tables import tables, word_set
from bot.search.normalising import spell
from bot.search.words import STOP, stem


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables say of one word or joined phrase."""

    groups: frozenset[str]
    kinds: tuple[tuple[str, str], ...]  # (kind, thing)
    is_a: frozenset[int]  # lines of opposites whose left side holds it
    is_b: frozenset[int]  # lines whose right side holds it


#: Names that are a word and a number: article 50, UNSCR 2397.
_LABEL = re.compile(r"(tier|article|bureau|office|room|unscr|camp)\d+$")
_LABEL_KIND = {"bureau": "body", "office": "body", "room": "body"}
_NOTHING = Entry(frozenset(), (), frozenset(), frozenset())


class Lexicon:
    """Look up words by their stems; build once."""

    def __init__(self) -> None:
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._kinds: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._a: dict[str, set[int]] = defaultdict(set)
        self._b: dict[str, set[int]] = defaultdict(set)
        self.parts: dict[str, tuple[str, ...]] = {}  # joined phrase → its words
        for number, line in enumerate(tables().groups):
            for word in line.split():
                self._groups[self._key(word)].add(f"g{number}")
        for kind, table in tables().kinds.items():
            for names in table.split():
                thing, *_ = (self._join(name) for name in names.split("="))
                for name in names.split("="):
                    self._kinds[self._key(name)].append((kind, thing))
        for number, pair in enumerate(tables().opposites):
            for word in pair.one.split():
                self._a[self._key(word)].add(number)
            for word in pair.other.split():
                self._b[self._key(word)].add(number)
        self.elsewhere = frozenset(self._join(word) for word in word_set("elsewhere"))
        sides = {word for pair in tables().opposites for word in pair.one.split()}
        self.light = frozenset(sides & word_set("fillers") - STOP)  # fillers that may turn the sense
        longest_first = sorted(self.parts, key=lambda joined: -len(" ".join(self.parts[joined])))
        alternatives = "|".join(r"[ -]".join(map(re.escape, self.parts[joined])) for joined in longest_first)
        self._phrases = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w])")
        self._entries: dict[str, Entry] = {}

    def join_phrases(self, text: str) -> str:
        """Write every known phrase of `text` (lower case, one spelling) as one word."""
        return self._phrases.sub(lambda match: re.sub(r"[ -]", "", match.group()), text)

    def entry(self, word: str) -> Entry:
        """The entry of a word as it stands after `join_phrases`; an unknown word has an empty one."""
        key = word if word in self.parts else stem(word)
        found = self._entries.get(key)
        if found is None and word not in self.parts and (label := _LABEL.match(word)):
            kind = _LABEL_KIND.get(label[1], label[1])
            found = self._entries[key] = Entry(frozenset((word,)), ((kind, word),), frozenset(), frozenset())
        if found is None:
            kinds = tuple(self._kinds.get(key, ()))
            groups = frozenset(self._groups.get(key, ())) | {f"{kind}:{thing}" for kind, thing in kinds}
            found = Entry(groups, kinds, frozenset(self._a.get(key, ())), frozenset(self._b.get(key, ())))
            if found == _NOTHING:
                return _NOTHING
            self._entries[key] = found
        return found

    def is_filler(self, word: str) -> bool:
        """Whether a word carries no part of a claim."""
        return word in word_set("fillers") or word in STOP

    def _key(self, entry: str) -> str:
        joined = self._join(entry)
        return joined if joined in self.parts else stem(joined)

    def _join(self, entry: str) -> str:
        words = tuple(spell(word.replace("'s", "").replace("'", "")) for word in entry.split("_"))
        joined = "".join(words)
        if len(words) > 1:
            self.parts[joined] = words
        return joined


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon; tables are read on first use."""
    return Lexicon()
