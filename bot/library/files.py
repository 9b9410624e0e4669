"""The files of a library while it is loaded: each read once, problems gathered, models remembered by content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.library.packing import Packed
from bot.library.problems import Problem, Severity
from bot.library.reading import Document, Path_, parse_bytes, read_bytes
from bot.library.remembering import Remembered
from bot.library.validating import ModelT, validate

H = TypeVar("H")  # what holds the entries of a list


@dataclass(frozen=True, slots=True)
class File:
    """A file's content under the name that people know; `key` tells its content from any other."""

    name: str
    raw: bytes
    key: tuple[str, str]  # name, sha256

    @property
    def document(self) -> Document:
        """The file as far as problems need it: its name and its places."""
        return Document(self.name, None, self.raw.decode("utf-8-sig", "replace"))


@dataclass(slots=True)
class Files:
    """A load that is under way."""

    folder: Path
    seeds: Path
    remembered: Remembered = field(default_factory=Remembered)
    problems: list[Problem] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)  # of all that was read
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)  # file → its key

    def whole(self, path: Path, model: type[ModelT]) -> tuple[File, ModelT] | None:
        """A file that is one `model`; None when it is not, and why is among the problems."""
        file = self._file(path)
        if file is None:
            return None

        def make() -> ModelT | tuple[Problem, ...] | Problem:
            document = parse_bytes(file.raw, file.name)
            if isinstance(document, Problem):
                return document
            found = validate(model, document.data, document)
            return tuple(found) if isinstance(found, list) else found

        found: ModelT | tuple[Problem, ...] | Problem = self.remembered.made((model, file.key), make)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        self._count(file)
        if isinstance(found, tuple):
            self.problems.extend(found)
            return None
        return file, found

    def entries(self, name: str, model: type[ModelT]) -> Iterator[tuple[Document, int, ModelT]]:
        """The sound entries of a file that is a list of `model`, each with its place in the list."""
        read = self._list(name, model, list)
        if read is None:
            return iter(())
        document, held, unsound = read
        return self._placed(document, held, unsound)

    def packed(
        self, name: str, model: type[ModelT], check: Callable[[ModelT, Document, int], list[Problem]]
    ) -> Packed[ModelT]:
        """
        The sound entries of such a file that pass a check, in little memory: remembered as they are handed out.

        They are unpacked for the check at each load.
        """
        read = self._list(name, model, partial(Packed, model))
        if read is None:
            return Packed(model)
        document, held, unsound = read
        passed = []
        for _, i, entry in self._placed(document, held, unsound):
            problems = check(entry, document, i)
            self.problems.extend(problems)
            if not problems:
                passed.append(entry)
        return held if len(passed) == len(held) else Packed(model, passed)

    def _list(
        self, name: str, model: type[ModelT], hold: Callable[[Iterable[ModelT]], H]
    ) -> tuple[Document, H, dict[int, list[Problem]]] | None:
        """A file's sound entries as they are held, and by place what is wrong with the others; None without a list."""
        file = self._file(self.folder / name)
        if file is None:
            return None

        def make() -> tuple[H, dict[int, list[Problem]]] | Problem:
            document = parse_bytes(file.raw, file.name)
            if isinstance(document, Problem):
                return document
            if not isinstance(document.data, list):
                message = "A list is expected: each entry begins with “- id: …”."
                return hold(()), {0: [Problem(file.name, *document.place(()), "wrong-value", Severity.ERROR, message)]}
            found = [validate(model, data, document, (i,)) for i, data in enumerate(document.data)]
            sound = [one for one in found if not isinstance(one, list)]
            unsound = {i: one for i, one in enumerate(found) if isinstance(one, list)}
            return hold(sound), unsound

        made = self.remembered.made((model, file.key), make)
        if isinstance(made, Problem):
            self.problems.append(made)
            return None
        self._count(file)
        return file.document, *made

    def _placed(
        self, document: Document, held: list[ModelT] | Packed[ModelT], unsound: Mapping[int, list[Problem]]
    ) -> Iterator[tuple[Document, int, ModelT]]:
        """Each sound entry with its place; what is wrong with the others is noted on the way."""
        entries = iter(held)
        for i in range(len(held) + len(unsound)):
            if i in unsound:
                self.problems.extend(unsound[i])
            else:
                yield document, i, next(entries)

    def error(self, document: Document, path: Path_, code: str, message: str) -> None:
        """Note a mistake at `path` of `document`."""
        self._note(document, path, code, Severity.ERROR, message)

    def warn(self, document: Document, path: Path_, code: str, message: str) -> None:
        """Note something at `path` of `document` that is to be looked at and keeps nothing from being served."""
        self._note(document, path, code, Severity.WARNING, message)

    def _note(self, document: Document, path: Path_, code: str, severity: Severity, message: str) -> None:
        self.problems.append(Problem(document.file, *document.place(path), code, severity, message))

    def _count(self, file: File) -> None:
        """A file that can be read makes the version of the library."""
        self.digest.update(file.name.encode() + file.raw)

    def _file(self, path: Path) -> File | None:
        name = path.relative_to(self.folder.parent).as_posix()
        raw = read_bytes(path, name)
        if isinstance(raw, Problem):
            self.problems.append(raw)
            return None
        self.keys[name] = (name, hashlib.sha256(raw).hexdigest())
        return File(name, raw, self.keys[name])
