"""One action turns what was asked in vain into a name or a question of a brief, checked before it is written."""

from __future__ import annotations

import difflib
import fcntl
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from bot.curation.files import CuratedFileError, replace_whole
from bot.library.checking_briefs import words_in
from bot.library.folding import fold
from bot.library.loading import TOPICS, load_library
from bot.library.problems import Problem
from bot.library.snapshot import Library
from bot.search.engine import Engine
from bot.search.outcomes import Answer, Ask

REGRESSIONS: Final = Path("tests") / "regressions.yaml"  # beside the library's folder
_HEADER: Final = (
    "# What was asked in vain, and the brief that answers it since: checked ever after.\n"
    "# Entries are added by “briefbot misses” and by the bot; keep them.\n"
)
Form = Literal["alias", "question"]


@dataclass(frozen=True, slots=True)
class Addition:
    """
    What a brief learns: `text` as a name of its topic, or as a question that `quotes` answer.

    `asked` is what somebody asked in vain; it must lead to the brief from now on. A question without quotes rests on
    those that come nearest.
    """

    brief: str
    text: str
    form: Form
    asked: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promoted:
    """The brief was edited and the regression kept."""

    path: Path
    key: str  # where in the brief: "aliases", "search_terms.en", "questions"


@dataclass(frozen=True, slots=True)
class Standing:
    """What was to be added stands there and helps: a patch was applied by hand, say. The regression is kept."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class PatchWritten:
    """The library is read-only: a patch holds the edit and the regression, for whoever can apply it."""

    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The edit would break the library, or not help; nothing was written. `reason` is fit to show."""

    reason: str


Promotion = Promoted | Standing | PatchWritten | Refused


@dataclass(frozen=True, slots=True)
class _Edit:
    path: Path
    before: bytes
    after: bytes


def promote(folder: Path, addition: Addition, patches: Path, today: date) -> Promotion:
    """
    Teach a brief what was asked.

    Args:
        folder: The library's folder.
        addition: What to add, and to which brief.
        patches: Where a patch goes if the library is read-only.
        today: The day that the regression is dated.

    Raises:
        CuratedFileError: A file cannot be written although the library is not read-only.
    """
    with _alone(folder):
        library = load_library(folder)
        brief = library.briefs.get(addition.brief)
        if brief is None:
            return Refused(f"There is no brief “{addition.brief}” that is served.")
        text = " ".join(addition.text.split())
        if not text:
            return Refused("There is nothing to add; give the words.")
        path = folder / TOPICS / f"{brief.id}.yaml"
        key, edit = _edited(path, library, Addition(brief.id, text, addition.form, addition.asked, addition.quotes))
        stands = edit.after == edit.before
        trial = library if stands else _trial(folder, edit)
        if new := _new_problems(library, trial):
            return Refused(f"The brief would not pass the check: {new[0].message}")
        if not leads_to(Engine(trial), addition.asked, brief.id):
            found = f"“{text}” stands in {brief.title} already, and " if stands else ""
            return Refused(
                f"{found}“{addition.asked}” would still not lead to {brief.title}; add it as a question, word for word."
            )
        regression = _regression(folder.parent / REGRESSIONS, addition, today)
        edits = tuple(one for one in (edit, regression) if one.after != one.before)
        if not all(_writable(one.path) for one in edits):
            return PatchWritten(_write_patch(folder, edits, patches, brief.id), key)
        _write_all(edits)
        return Standing(path, key) if stands else Promoted(path, key)


def _edited(path: Path, library: Library, addition: Addition) -> tuple[str, _Edit]:
    """The brief's file with the addition, its comments and order as they were."""
    from ruamel.yaml.comments import CommentedMap

    before = path.read_bytes()
    yaml = _round_trip()
    data = yaml.load(before.decode("utf-8"))
    if addition.form == "question":
        key = "questions"
        quotes = list(addition.quotes) or _nearest_quotes(library, addition)
        entry = CommentedMap(ask=_quoted(addition.text), quotes=_flow(quotes))
        entry.fa.set_flow_style()
        if not any(one["ask"] == addition.text for one in data["questions"]):
            data["questions"].append(entry)
    elif _is_printed(library, addition.text):
        key = "aliases"
        _append(data, "aliases", addition.text, after="title")
    else:
        language = _language(addition.text)
        key = f"search_terms.{language}"
        if "search_terms" not in data:
            data.insert(list(data).index("questions"), "search_terms", CommentedMap())
        _append(data["search_terms"], language, addition.text)
    return key, _Edit(path, before, _dumped(yaml, data))


def _round_trip() -> Any:
    from ruamel.yaml import YAML  # late: only edits need it

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(yaml: Any, data: Any) -> bytes:
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue().encode("utf-8")


def _append(mapping: Any, key: str, text: str, after: str | None = None) -> None:
    """Add to a list that may not be there yet; a comment below the list stays below it."""
    if mapping.get(key) is None:
        fresh = _flow([])
        at = list(mapping).index(after) + 1 if after in mapping else len(mapping)
        if key in mapping:
            mapping[key] = fresh
        else:
            mapping.insert(at, key, fresh)
    if text not in mapping[key]:
        mapping[key].append(_quoted(text))


def _flow(items: list[str]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    made = CommentedSeq(items)
    made.fa.set_flow_style()
    return made


def _quoted(text: str) -> Any:
    """Double quotes keep any words what they are: no date, no number, no key."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text)


def _is_printed(library: Library, text: str) -> bool:
    return any(words_in(text, fold(source.text).casefold()) for source in library.texts.values())


def _language(text: str) -> str:
    """The list of search terms that a text of its script goes to."""
    if any("\uac00" <= char <= "\ud7af" for char in text):
        return "ko"
    if any("\u3040" <= char <= "\u30ff" for char in text):
        return "ja"
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        return "zh"
    if any("\u0400" <= char <= "\u04ff" for char in text):
        return "ru"
    return "en"


def _nearest_quotes(library: Library, addition: Addition) -> list[str]:
    """The quotes of the brief that come nearest to the question; the first where none does."""
    hits = Engine(library).look_up(addition.asked or addition.text).hits
    hit = next((hit for hit in hits if hit.brief == addition.brief), None)
    named = [one.quote for one in hit.evidence if one.quote] if hit else []
    return [name for name in named[:2] if name] or [next(iter(library.briefs[addition.brief].quotes))]


def _trial(folder: Path, edit: _Edit) -> Library:
    """The library as it would be."""
    with tempfile.TemporaryDirectory(prefix="briefbot-") as name:
        copy = Path(name) / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("drafts", "schema", ".*"))
        (copy / edit.path.relative_to(folder)).write_bytes(edit.after)
        return load_library(copy, folder.parent / "seeds")


def _new_problems(before: Library, after: Library) -> list[Problem]:
    """Problems that the edit would bring; a line may move, so what is said counts, not where."""
    known = {(one.file, one.code, one.message) for one in before.problems}
    return [one for one in after.problems if (one.file, one.code, one.message) not in known]


def leads_to(engine: Engine, asked: str, brief: str) -> bool:
    """Whether `brief` is the answer to what was asked, or the first choice of a question back."""
    outcome = engine.look_up(asked)
    first = outcome.hits[0].brief if isinstance(outcome, Answer | Ask) and outcome.hits else None
    return first == brief


def _regression(path: Path, addition: Addition, today: date) -> _Edit:
    """The file of regressions with one more entry."""
    from ruamel.yaml.comments import CommentedMap

    before = path.read_bytes() if path.exists() else b""
    yaml = _round_trip()
    yaml.indent(mapping=2, sequence=2, offset=0)
    data = yaml.load((before or _HEADER.encode() + b"[]\n").decode("utf-8"))
    asked = " ".join(addition.asked.split())
    if any(one["query"] == asked for one in data):
        return _Edit(path, before, before)
    entry = CommentedMap(query=_quoted(asked), brief=addition.brief, added=_quoted(today.isoformat()))
    if not before:
        lines = _dumped(yaml, [entry])
        return _Edit(path, before, _HEADER.encode() + lines)
    data.append(entry)
    return _Edit(path, before, _dumped(yaml, data))


def _writable(path: Path) -> bool:
    """Whether a file can be replaced, or made with the folders that it lacks."""
    place = next(one for one in path.parents if one.exists())
    return os.access(place, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _write_all(edits: tuple[_Edit, ...]) -> None:
    """All edits or, where one cannot be written, none. Raises CuratedFileError."""
    for number, edit in enumerate(edits):
        try:
            replace_whole(edit.path, edit.after)
        except CuratedFileError:
            for done in edits[: number + 1]:
                with suppress(CuratedFileError, OSError):  # then the same, asked for again, adds what is missing
                    if done.before:
                        replace_whole(done.path, done.before)
                    else:
                        done.path.unlink(missing_ok=True)
            raise


def _write_patch(folder: Path, edits: tuple[_Edit, ...], patches: Path, brief: str) -> Path:
    """A unified diff from the folder that holds the library; applied with  patch -p1."""
    lines: list[str] = []
    for edit in edits:
        name = edit.path.relative_to(folder.parent).as_posix()
        before, after = (raw.decode("utf-8").splitlines(keepends=True) for raw in (edit.before, edit.after))
        origin = f"a/{name}" if edit.before else "/dev/null"
        lines += difflib.unified_diff(before, after, origin, f"b/{name}")
    number = 1
    while (path := patches / f"{brief}-{number}.patch").exists():
        number += 1
    replace_whole(path, "".join(lines).encode("utf-8"))
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One edit of the library at a time, over all processes of this machine."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as failure:
        raise CuratedFileError(f"The library folder {folder} cannot be opened: {failure.strerror}.") from failure
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
