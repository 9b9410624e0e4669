"""From a folder of YAML and source texts to a library: what is sound is served, the rest is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import LibraryError
from bot.library.checking_briefs import BriefCheck, Shelf
from bot.library.checking_sheets import SheetCheck
from bot.library.folding import fold
from bot.library.model import Brief, Measure, Place, Sheet, Source, Synonyms, Translation, Uncovered
from bot.library.passages import SourceText, read_source
from bot.library.problems import Problem, Severity, order
from bot.library.reading import Document, Path_, read_yaml
from bot.library.snapshot import Library, Quote
from bot.library.validating import ModelT, validate

SOURCES = "sources.yaml"
MEASURES = "measures.yaml"
THESAURUS = "thesaurus.yaml"
LEXICON = "lexicon.yaml"
UNCOVERED = "not-covered.yaml"
PLACES = "places.yaml"
TOPICS = "topics"
SCORES = "scores"


@dataclass(slots=True)
class _Loading:
    folder: Path
    seeds: Path
    problems: list[Problem] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)

    def name(self, path: Path) -> str:
        """A file as it is named to people: from the folder that holds the briefs."""
        return path.relative_to(self.folder.parent).as_posix()

    def read(self, path: Path) -> Document | None:
        result = read_yaml(path, self.name(path))
        if isinstance(result, Problem):
            self.problems.append(result)
            return None
        self.digest.update(self.name(path).encode() + path.read_bytes())
        return result

    def error(self, document: Document, path: Path_, code: str, message: str) -> None:
        self.problems.append(Problem(document.file, *document.place(path), code, Severity.ERROR, message))


def load_library(folder: Path, seeds: Path | None = None) -> Library:
    """
    Load and check everything in `folder`.

    Args:
        folder: The `briefs` folder.
        seeds: The folder of source texts; beside `folder` when None.

    Returns:
        A library of all that is sound, in which `problems` holds everything that is not, errors first.

    Raises:
        LibraryError: The folder is missing or holds no brief file at all.
    """
    if not folder.is_dir():
        raise LibraryError(f"There is no library folder {folder}; set library.path in the configuration.")
    paths = sorted((folder / TOPICS).glob("*.yaml"))
    if not paths:
        raise LibraryError(
            f"The library folder {folder} holds no brief (topics/*.yaml); set library.path to one that does."
        )
    loading = _Loading(folder, seeds or folder.parent / "seeds")
    sources, texts = _sources(loading)
    measures = _measures(loading)
    ids = frozenset(path.stem for path in paths)
    words = {source: fold(text.text).casefold() for source, text in texts.items()}
    shelf = Shelf(sources, texts, measures, ids, words, complete=not loading.problems)
    briefs, quotes = _briefs(loading, paths, shelf)
    sheets = _sheets(loading, shelf)
    synonyms = tuple(_plain(loading, THESAURUS, Synonyms))
    lexicon = tuple(_plain(loading, LEXICON, Translation))
    uncovered = {subject.id: subject for subject in _plain(loading, UNCOVERED, Uncovered)}
    return Library(
        version=loading.digest.hexdigest()[:12],
        sources=sources,
        texts=texts,
        briefs=dict(sorted(briefs.items(), key=lambda item: item[1].title.casefold())),
        quotes=quotes,
        measures=measures,
        sheets=sheets,
        synonyms=synonyms,
        lexicon=lexicon,
        uncovered=uncovered,
        places=tuple(_plain(loading, PLACES, Place)),
        problems=tuple(sorted(loading.problems, key=order)),
    )


def _entries(loading: _Loading, name: str) -> Iterator[tuple[Document, int, Any]]:
    document = loading.read(loading.folder / name)
    if document is None:
        return
    if not isinstance(document.data, list):
        loading.error(document, (), "wrong-value", "A list is expected: each entry begins with “- id: …”.")
        return
    for i, data in enumerate(document.data):
        yield document, i, data


def _sources(loading: _Loading) -> tuple[dict[str, Source], dict[str, SourceText]]:
    sources: dict[str, Source] = {}
    texts: dict[str, SourceText] = {}
    for document, i, data in _entries(loading, SOURCES):
        source = validate(Source, data, document, (i,))
        if isinstance(source, list):
            loading.problems.extend(source)
        elif source.id in sources:
            loading.error(document, (i, "id"), "duplicate-id", f"Source “{source.id}” is recorded twice; keep one.")
        elif not source.draft:
            text = _text(loading, source, document, i)
            if text is not None:
                texts[source.id] = text
            if text is not None or source.file is None:
                sources[source.id] = source
    return sources, texts


def _text(loading: _Loading, source: Source, document: Document, i: int) -> SourceText | None:
    if source.file is None:
        return None
    path = (loading.seeds / source.file).resolve()
    if not path.is_relative_to(loading.seeds.resolve()) or "\\" in source.file or "\0" in source.file:
        loading.error(
            document, (i, "file"), "path-outside", f"“{source.file}” lies outside the folder of source texts."
        )
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown"
        loading.error(document, (i, "file"), "source-unreadable", f"seeds/{source.file} cannot be read: {reason}.")
        return None
    digest = hashlib.sha256(raw).hexdigest()
    if digest != source.sha256:
        loading.error(
            document,
            (i, "sha256"),
            "source-changed",
            f"seeds/{source.file} is not the text that was recorded (its sha256 is {digest}); restore it.",
        )
        return None
    loading.digest.update(raw)
    return read_source(source.id, source.series, raw)


def _measures(loading: _Loading) -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for document, i, data in _entries(loading, MEASURES):
        measure = validate(Measure, data, document, (i,))
        if isinstance(measure, list):
            loading.problems.extend(measure)
        elif measure.id in measures:
            loading.error(document, (i, "id"), "duplicate-id", f"Measure “{measure.id}” is defined twice; keep one.")
        elif not measure.comparable and not measure.why:
            loading.error(
                document, (i,), "missing-key", "“why” is missing: say why figures of this measure do not compare."
            )
        else:
            measures[measure.id] = measure
    return measures


def _plain(loading: _Loading, name: str, model: type[ModelT]) -> Iterator[ModelT]:
    """The sound entries of an optional file that is a plain list."""
    if not (loading.folder / name).exists():
        return
    for document, i, data in _entries(loading, name):
        entry = validate(model, data, document, (i,))
        if isinstance(entry, list):
            loading.problems.extend(entry)
        else:
            yield entry


def _briefs(
    loading: _Loading, paths: Iterable[Path], shelf: Shelf
) -> tuple[dict[str, Brief], dict[tuple[str, str], Quote]]:
    briefs: dict[str, Brief] = {}
    quotes: dict[tuple[str, str], Quote] = {}
    claimed: dict[str, tuple[str, int]] = {}
    for path, document, brief in _in_order_of_claims(loading, paths):
        found, problems = BriefCheck(brief, document, shelf).run()
        if brief.id != path.stem:
            message = f"The id is “{brief.id}”, the file is {path.name}; give both the same name."
            problems.append(Problem(document.file, *document.place(("id",)), "id-not-file", Severity.ERROR, message))
        problems.extend(_claims(brief, document, claimed))
        loading.problems.extend(problems)
        if brief.draft or any(_is_grave(problem) for problem in problems):
            continue
        briefs[brief.id] = brief.model_copy(update={"related": tuple(i for i in brief.related if i in shelf.brief_ids)})
        quotes.update(((brief.id, name), quote) for name, quote in found.items())
    return briefs, quotes


def _in_order_of_claims(loading: _Loading, paths: Iterable[Path]) -> list[tuple[Path, Document, Brief]]:
    """The briefs that can be read, drafts last: a draft never takes a name from a brief that is served."""
    found = []
    for path in paths:
        document = loading.read(path)
        if document is None:
            continue
        brief = validate(Brief, document.data, document)
        if isinstance(brief, list):
            loading.problems.extend(brief)
        else:
            found.append((path, document, brief))
    return sorted(found, key=lambda one: one[2].draft)


def _is_grave(problem: Problem) -> bool:
    """Whether a problem keeps its file from being served; a link that leads nowhere only loses the link."""
    return problem.severity is Severity.ERROR and problem.code != "unknown-brief"


def _claims(brief: Brief, document: Document, claimed: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    """A name may lead to one brief only."""
    named: list[tuple[Path_, str]] = [(("title",), brief.title)]
    named += [(("aliases", i), alias) for i, alias in enumerate(brief.aliases)]
    named += [
        (("search_terms", language, i), term)
        for language, terms in brief.search_terms.items()
        for i, term in enumerate(terms)
    ]
    title = name_key(brief.title)
    first: dict[str, Path_] = {}
    for path, name in named:
        key = name_key(name)
        first.setdefault(key, path)
        line, column = document.place(path)
        other = claimed.setdefault(key, (document.file, line))
        if other[0] != document.file:
            yield Problem(
                document.file,
                line,
                column,
                "alias-claimed-twice",
                Severity.ERROR,
                f"“{name}” is claimed by {other[0]}:{other[1]} as well; keep it in one.",
            )
        elif key not in (title, "") and path != first[key]:
            yield Problem(
                document.file, line, column, "alias-repeated", Severity.WARNING, f"“{name}” stands twice in this brief."
            )


def name_key(name: str) -> str:
    """A name as it is compared with others: case and punctuation do not count."""
    kept = "".join(char if char.isalnum() else " " for char in fold(name).casefold())
    return " ".join(kept.split()) or name


def _sheets(loading: _Loading, shelf: Shelf) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for path in sorted((loading.folder / SCORES).glob("*.yaml")):
        document = loading.read(path)
        if document is None:
            continue
        sheet = validate(Sheet, document.data, document)
        if isinstance(sheet, list):
            loading.problems.extend(sheet)
            continue
        problems = _sheet_problems(sheet, document, shelf, path)
        loading.problems.extend(problems)
        if not any(map(_is_grave, problems)) and not sheet.draft:
            sheets[sheet.id] = sheet
    return sheets


def _sheet_problems(sheet: Sheet, document: Document, shelf: Shelf, path: Path) -> list[Problem]:
    def error(at: Path_, code: str, message: str) -> Problem:
        return Problem(document.file, *document.place(at), code, Severity.ERROR, message)

    if sheet.id != path.stem:
        return [
            error(("id",), "id-not-file", f"The id is “{sheet.id}”, the file is {path.name}; give both the same name.")
        ]
    if sheet.source not in shelf.sources:
        return [error(("source",), "unknown-source", f"There is no source “{sheet.source}”.")]
    text = shelf.texts.get(sheet.source)
    if text is None and not sheet.record_only:
        return [error(("source",), "unknown-source", f"There is no text of “{sheet.source}”; say  record_only: true.")]
    return SheetCheck(sheet, document, None if sheet.record_only else text, shelf.brief_ids).run()
