"""From a folder of YAML and source texts to a library: what is sound is served, the rest is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot.errors import LibraryError
from bot.library.checking_briefs import BriefCheck, Shelf
from bot.library.checking_sheets import SheetCheck
from bot.library.checking_wordings import WordingsCheck
from bot.library.files import File, Files
from bot.library.folding import fold
from bot.library.model import Brief, ClaimWordings, Measure, Place, Sheet, Source, Synonyms, Translation, Uncovered
from bot.library.naming import Claims
from bot.library.packing import Packed
from bot.library.passages import SourceText, read_source
from bot.library.problems import Problem, Severity, order
from bot.library.reading import Document
from bot.library.remembering import Remembered
from bot.library.snapshot import Library, Quote
from bot.library.validating import ModelT

SOURCES: Final = "sources.yaml"
MEASURES: Final = "measures.yaml"
THESAURUS: Final = "thesaurus.yaml"
LEXICON: Final = "lexicon.yaml"
UNCOVERED: Final = "not-covered.yaml"
PLACES: Final = "places.yaml"
TOPICS: Final = "topics"
SCORES: Final = "scores"
CLAIMS: Final = "claims"


def load_library(folder: Path, seeds: Path | None = None, *, known: Library | None = None) -> Library:
    """
    Load and check everything in `folder`.

    Args:
        folder: The `briefs` folder.
        seeds: The folder of source texts; beside `folder` when None.
        known: A library that was loaded before; what did not change since is taken from it. The outcome is the same
            as without.

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
    files = Files(folder, seeds or folder.parent / "seeds", Remembered(known.remembered if known else None))
    sources, texts = _sources(files)
    measures = _measures(files)
    shelf = _shelf(files, sources, texts, measures, paths)
    briefs, quotes = _briefs(files, paths, shelf)
    sheets = _sheets(files, shelf)
    synonyms = tuple(_plain(files, THESAURUS, Synonyms))
    lexicon = tuple(_plain(files, LEXICON, Translation))
    uncovered = _uncovered(files)
    places = tuple(_plain(files, PLACES, Place))
    wordings = Packed.joined(ClaimWordings, _wordings(files, texts))
    files.remembered.close()
    return Library(
        version=files.digest.hexdigest()[:12],
        sources=sources,
        texts=texts,
        briefs=dict(sorted(briefs.items(), key=lambda item: item[1].title.casefold())),
        quotes=quotes,
        measures=measures,
        sheets=sheets,
        synonyms=synonyms,
        lexicon=lexicon,
        uncovered=uncovered,
        places=places,
        wordings=wordings,
        problems=tuple(sorted(files.problems, key=order)),
        remembered=files.remembered,
    )


def _sources(files: Files) -> tuple[dict[str, Source], dict[str, SourceText]]:
    sources: dict[str, Source] = {}
    texts: dict[str, SourceText] = {}
    for document, i, source in files.entries(SOURCES, Source):
        if source.id in sources:
            files.error(document, (i, "id"), "duplicate-id", f"Source “{source.id}” is recorded twice; keep one.")
        elif not source.draft:
            text = _text(files, source, document, i)
            if text is not None:
                texts[source.id] = text
            if text is not None or source.file is None:
                sources[source.id] = source
    return sources, texts


def _text(files: Files, source: Source, document: Document, i: int) -> SourceText | None:
    if source.file is None:
        return None
    path = (files.seeds / source.file).resolve()
    if not path.is_relative_to(files.seeds.resolve()) or "\\" in source.file or "\0" in source.file:
        files.error(document, (i, "file"), "path-outside", f"“{source.file}” lies outside the folder of source texts.")
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown"
        files.error(document, (i, "file"), "source-unreadable", f"seeds/{source.file} cannot be read: {reason}.")
        return None
    digest = hashlib.sha256(raw).hexdigest()
    if digest != source.sha256:
        files.error(
            document,
            (i, "sha256"),
            "source-changed",
            f"seeds/{source.file} is not the text that was recorded (its sha256 is {digest}); restore it.",
        )
        return None
    files.digest.update(raw)
    key = (SourceText, source.id, source.series, digest)
    return files.remembered.made(key, lambda: read_source(source.id, source.series, raw))


def _measures(files: Files) -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for document, i, measure in files.entries(MEASURES, Measure):
        if measure.id in measures:
            files.error(document, (i, "id"), "duplicate-id", f"Measure “{measure.id}” is defined twice; keep one.")
        elif not measure.comparable and not measure.why:
            files.error(
                document, (i,), "missing-key", "“why” is missing: say why figures of this measure do not compare."
            )
        else:
            measures[measure.id] = measure
    return measures


def _shelf(
    files: Files,
    sources: dict[str, Source],
    texts: dict[str, SourceText],
    measures: dict[str, Measure],
    paths: Iterable[Path],
) -> Shelf:
    words = {
        source: files.remembered.made(("words", source, text.sha256), partial(_searchable, text))
        for source, text in texts.items()
    }
    ids = frozenset(path.stem for path in paths)
    return Shelf(sources, texts, measures, ids, words, complete=not files.problems)


def _searchable(text: SourceText) -> str:
    return fold(text.text).casefold()


def _plain(files: Files, name: str, model: type[ModelT]) -> Iterator[ModelT]:
    """The sound entries of an optional file that is a plain list."""
    return (entry for _, _, entry in _placed(files, name, model))


def _placed(files: Files, name: str, model: type[ModelT]) -> Iterator[tuple[Document, int, ModelT]]:
    """The same, each with its file and its place in the list."""
    if (files.folder / name).exists():
        yield from files.entries(name, model)


def _uncovered(files: Files) -> dict[str, Uncovered]:
    """The subjects that are not covered; a term that stands there twice is a warning."""
    subjects: dict[str, Uncovered] = {}
    said: dict[str, str] = {}  # term → the subject that has it
    for document, i, subject in _placed(files, UNCOVERED, Uncovered):
        subjects[subject.id] = subject
        for place, term in enumerate(subject.terms):
            key = fold(term).casefold()
            if key in said:
                message = f"“{term}” is a term of “{said[key]}” already; keep one of the two."
                files.warn(document, (i, "terms", place), "term-repeated", message)
            said.setdefault(key, subject.id)
    return subjects


def _wordings(files: Files, texts: Mapping[str, SourceText]) -> Iterator[Packed[ClaimWordings]]:
    """The sound entries of claims/*.yaml, by file."""
    check = WordingsCheck(texts)
    for path in sorted((files.folder / CLAIMS).glob("*.yaml")):
        yield files.packed(f"{CLAIMS}/{path.name}", ClaimWordings, check.run)


def _briefs(files: Files, paths: Iterable[Path], shelf: Shelf) -> tuple[dict[str, Brief], dict[tuple[str, str], Quote]]:
    briefs: dict[str, Brief] = {}
    quotes: dict[tuple[str, str], Quote] = {}
    claims = Claims()
    checked_against = _content(files, shelf)
    read = [(path, *one) for path in paths if (one := files.whole(path, Brief)) is not None]
    # Drafts come last: a draft never takes a name from a brief that is served.
    for path, file, brief in sorted(read, key=lambda one: one[2].draft):
        check = BriefCheck(brief, file.document, shelf)
        located, lasting = files.remembered.made((BriefCheck, file.key, checked_against), check.run_alone)
        problems = [*lasting, *check.links()]
        if brief.id != path.stem:
            problems.append(_misnamed(file, brief.id, path))
        problems.extend(claims.of(brief, file))
        files.problems.extend(problems)
        if brief.draft or any(_is_grave(problem) for problem in problems):
            continue
        related = tuple(i for i in brief.related if i in shelf.brief_ids)
        briefs[brief.id] = brief if related == brief.related else brief.model_copy(update={"related": related})
        quotes.update(((brief.id, name), quote) for name, quote in located.items())
    return briefs, quotes


def _content(files: Files, shelf: Shelf) -> Hashable:
    """What a brief is checked against, but for the other briefs."""
    listed = (files.keys.get(f"{files.folder.name}/{name}") for name in (SOURCES, MEASURES))
    return (*listed, *((source, text.sha256) for source, text in shelf.texts.items()), shelf.complete)


def _misnamed(file: File, id_: str, path: Path) -> Problem:
    message = f"The id is “{id_}”, the file is {path.name}; give both the same name."
    return Problem(file.name, *file.document.place(("id",)), "id-not-file", Severity.ERROR, message)


def _is_grave(problem: Problem) -> bool:
    """Whether a problem keeps its file from being served; a link that leads nowhere only loses the link."""
    return problem.severity is Severity.ERROR and problem.code != "unknown-brief"


def _sheets(files: Files, shelf: Shelf) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    checked_against = (_content(files, shelf), shelf.brief_ids)
    for path in sorted((files.folder / SCORES).glob("*.yaml")):
        if (read := files.whole(path, Sheet)) is None:
            continue
        file, sheet = read
        make = partial(_sheet_problems, path, file, sheet, shelf)
        problems = files.remembered.made((SheetCheck, file.key, checked_against), make)
        files.problems.extend(problems)
        if not any(map(_is_grave, problems)) and not sheet.draft:
            sheets[sheet.id] = sheet
    return sheets


def _sheet_problems(path: Path, file: File, sheet: Sheet, shelf: Shelf) -> list[Problem]:
    def error(at: str, code: str, message: str) -> Problem:
        return Problem(file.name, *file.document.place((at,)), code, Severity.ERROR, message)

    if sheet.id != path.stem:
        return [_misnamed(file, sheet.id, path)]
    if sheet.source not in shelf.sources:
        return [error("source", "unknown-source", f"There is no source “{sheet.source}”.")]
    text = shelf.texts.get(sheet.source)
    if text is None and not sheet.record_only:
        return [error("source", "unknown-source", f"There is no text of “{sheet.source}”; say  record_only: true.")]
    return SheetCheck(sheet, file.document, None if sheet.record_only else text, shelf.brief_ids).run()
