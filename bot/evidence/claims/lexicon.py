"""The tables of words, ready for use: groups, kinds, opposites, and the phrases that count as one word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
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


_Node = dict[str, "_Node"]  # letter → what may follow; an empty letter where a phrase may end
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
        self._phrases = re.compile(rf"(?<![\w-]){_any_of(self.parts.values())}(?![\w])")
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


def _any_of(phrases: Iterable[tuple[str, ...]]) -> str:
    """
    A pattern of any of many phrases, the longest that fits.

    Letter by letter, as a tree: a list of thousands is tried from its begin at every place of a text.
    """
    root: _Node = {}
    for words in phrases:
        node = root
        for letter in " ".join(words):
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: _Node) -> str:
    branches = [
        f"{'[ -]' if letter == ' ' else re.escape(letter)}{_pattern(after)}" for letter, after in node.items() if letter
    ]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if "" in node else whole


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon; tables are read on first use."""
    return Lexicon()
