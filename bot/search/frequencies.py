"""How often words are used in everyday English: wordfreq's list of 29,000, without what the package brings along."""

from __future__ import annotations

import gzip
import math
import re
from collections import defaultdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgpack

_LIST: Final = "data/small_en.msgpack.gz"
_PLAIN = re.compile(r"[a-z0-9]+\Z")
_DIGITS = re.compile(r"\d{2,}")
#: From wordfreq's `numbers`: how often each first digit leads (after Benford), and how often each year is named.
_LEADING: Final = (0.009, 0.300, 0.175, 0.124, 0.096, 0.078, 0.066, 0.057, 0.050, 0.045)
_PEAK: Final = -1.9185  # logarithm of the share of each year of the plateau
_PLATEAU: Final = (2019, 2039)
_NO_YEAR: Final = 0.1  # share of four digits that are no year
_LEAST: Final = 1e-9  # share of a word that counts as unlisted


def zipf(word: str) -> float:
    """
    The tenfold logarithm of a word's frequency in a billion words.

    Args:
        word: In lower case; digits of a number count by their pattern and their first digit, or as a year.

    Returns:
        To the hundredth, as wordfreq gives it; 0 for an unlisted word.
    """
    if word.isalpha():
        frequency = _list().get(word)
        return round(math.log10(frequency) + 9.0, 2) if frequency else 0.0
    if not _PLAIN.match(word):
        import wordfreq  # late, since it costs 0.1 s and 4 MB; what is no plain word is rare

        return float(wordfreq.zipf_frequency(word, "en", wordlist="small"))
    pattern = _DIGITS.sub(lambda match: "0" * len(match.group()), word)
    frequency = _list().get(pattern)
    for digits in _DIGITS.findall(word) if pattern != word else ():
        frequency *= _share_of_year(digits) if len(digits) == 4 else _share(digits)
    if frequency <= _LEAST:
        return 0.0
    return round(math.log(round(frequency, math.floor(-math.log(frequency, 10)) + 3), 10) + 9, 2)


def _share(digits: str) -> float:
    """The share of a number among those of as many digits."""
    return float(_LEADING[int(digits[0])] * 10.0 ** (1 - len(digits)))  # 0 for numbers of hundreds of digits


def _share_of_year(digits: str) -> float:
    year, (first, last) = int(digits), _PLATEAU
    exponent = _PEAK - 0.0083 * max(0, first - year) - 0.2 * max(0, year - last)
    return float(10.0**exponent + _NO_YEAR * _share(digits))


class _Words:
    """A list of words with their frequencies, as one text for each beginning: a tenth of what a dictionary takes."""

    def __init__(self, buckets: list[list[str]]) -> None:
        begun: dict[str, list[str]] = defaultdict(list)
        for number, bucket in enumerate(buckets):
            for word in bucket:
                begun[word[:2]].append(f"\n{word}\t{chr(number)}")
        self._texts = {beginning: "".join(entries) for beginning, entries in begun.items()}

    def get(self, word: str) -> float:
        """The share of a word in all words; 0 where it is not listed."""
        text = self._texts.get(word[:2], "")
        at = text.find(f"\n{word}\t")
        if at < 0:
            return 0.0
        return float(10 ** (-ord(text[at + len(word) + 2]) / 100))  # buckets are a hundredth of a bel apart


@lru_cache(maxsize=1)
def _list() -> _Words:
    spec = find_spec("wordfreq")  # found, not imported: the package reads its list into a dictionary of 4 MB
    assert spec is not None
    assert spec.submodule_search_locations is not None
    packed = (Path(spec.submodule_search_locations[0]) / _LIST).read_bytes()
    header, *buckets = msgpack.unpackb(gzip.decompress(packed))
    assert header == {"format": "cB", "version": 1}, "wordfreq has another format now"
    return _Words(buckets)
