"""What wordings of claims must keep: they are bound to words that stand in a passage, and have one verdict each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.library.locating import Found, Missing, locate
from bot.library.model import ClaimWordings
from bot.library.passages import SourceText
from bot.library.problems import Problem, Severity
from bot.library.reading import Document, Path_

VERDICTS = ("supported", "differs", "not_found")


class WordingsCheck:
    """The entries of all files in turn; remembers which wordings it has seen."""

    def __init__(self, texts: Mapping[str, SourceText]) -> None:
        self._texts = texts
        self._seen: dict[str, str] = {}  # a wording in lower case → where it stands

    def run(self, entry: ClaimWordings, document: Document, i: int) -> list[Problem]:
        """Everything that is wrong with one entry."""

        def error(path: Path_, code: str, message: str) -> Problem:
            return Problem(document.file, *document.place((i, *path)), code, Severity.ERROR, message)

        return [error(*found) for found in (*self._bound(entry), *self._twice(entry, document.file))]

    def _bound(self, entry: ClaimWordings) -> Iterator[tuple[Path_, str, str]]:
        if entry.at is None or entry.quote is None:
            if entry.at or entry.quote or entry.supported or entry.differs:
                yield (), "wording-unbound", "Give both “at” (tip-2024:12) and “quote”; without, only “not_found” fits."
            return
        source, _, number = entry.at.partition(":")
        text = self._texts.get(source)
        if text is None or not any(passage.paragraph == int(number) for passage in text.paragraphs):
            yield ("at",), "unknown-passage", f"There is no passage “{entry.at}”; see  briefbot passages {source}."
            return
        place = locate(entry.quote, text, int(number))
        if not isinstance(place, Found):
            difference = f" Nearest: {place.difference}" if isinstance(place, Missing) else ""
            yield ("quote",), "quote-not-found", f"These words are not in {entry.at}; copy them from it.{difference}"

    def _twice(self, entry: ClaimWordings, file: str) -> Iterator[tuple[Path_, str, str]]:
        for verdict in VERDICTS:
            for number, wording in enumerate(getattr(entry, verdict)):
                where = f"{file}, {entry.at or 'unbound'}, {verdict}"
                before = self._seen.setdefault(wording.casefold(), where)
                if before is not where:
                    yield (verdict, number), "wording-twice", f"“{wording}” stands in {before} as well; keep one."
