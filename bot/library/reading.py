"""YAML, read strictly: every value keeps its line, and nothing that surprises a curator gets through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from bot.library.problems import Problem, Severity

SIZE_LIMIT: Final = 1_000_000  # bytes of one file
DEPTH_LIMIT: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[str | int, ...]
Place = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,6}\Z")
_MEANINGS: Final[Mapping[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NO_TAG: Final = (None, "!")
_MAY_SURPRISE: Final = frozenset("+-.0123456789<=yYnNoO")  # how numbers and what follows begin
#: What YAML 1.1 would turn into something else than the words that the curator typed.
_SURPRISES: Final = (
    (re.compile(r"(?:y|n|yes|no|on|off)\Z", re.I), "YAML may read it as true or false"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?\Z"), "YAML may read it as a date"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z"), "YAML may read it as a number to base 60"),
    (re.compile(r"[-+]?(?:0[0-9_]+|0x[0-9a-f_]+|0b[01_]+|0o[0-7_]+)\Z", re.I), "YAML may read it to another base"),
    (re.compile(r"[-+]?(?=.*[0-9])[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?\Z", re.I), "it is no plain decimal"),
    (re.compile(r"\+[0-9.]+\Z"), "it is no plain decimal"),
    (re.compile(r"[-+]?\.(?:inf|nan|[0-9]+)\Z", re.I), "it is no plain decimal"),
    (re.compile(r"(?:<<|=)\Z"), "YAML gives it a meaning of its own"),
)
#: Zero-width and direction-changing characters can make a text read differently from what it holds (CVE-2021-42574).
_HIDDEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's data; `text` tells the place of each part, when somebody asks."""

    file: str
    data: Any
    text: str = field(default="", repr=False)

    def place(self, path: Path_) -> Place:
        """The place of `path`, or of the nearest thing around it."""
        places = _places(self.text)
        while path and path not in places:
            path = path[:-1]
        return places.get(path, (1, 1))


@dataclass(slots=True)
class _Frame:
    value: list[Any] | dict[str, Any]
    path: Path_ = ()  # known only where places are kept
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)  # key → line


class _RefusedError(Exception):
    def __init__(self, event: yaml.Event | None, code: str, message: str) -> None:
        super().__init__(message)
        self.place = _start(event) if event else (1, 1)
        self.code = code


def _start(event: yaml.Event) -> Place:
    mark: Any = event.start_mark
    return (mark.line + 1, mark.column + 1)


def read_yaml(path: Path, file: str | None = None) -> Document | Problem:
    """Read one YAML file; a file that cannot be trusted comes back as the problem that says why."""
    name = file or path.name
    raw = read_bytes(path, name)
    return raw if isinstance(raw, Problem) else parse_bytes(raw, name)


def read_bytes(path: Path, file: str) -> bytes | Problem:
    """Read a file that is small enough to be one of ours."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            return _problem(file, "file-too-large", f"The file is larger than {SIZE_LIMIT:,} bytes; split it.")
        return path.read_bytes()
    except OSError as error:
        return _problem(file, "file-unreadable", f"The file cannot be read: {error.strerror}.")


def parse_bytes(raw: bytes, file: str) -> Document | Problem:
    """Parse a YAML file's bytes; see `read_yaml`."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(file, "not-utf-8", "The file is UTF-16; save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _problem(file, "not-utf-8", "This line is not UTF-8; save the file as UTF-8.", (line, 1))
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Document | Problem:
    """Parse YAML text; see `read_yaml`."""
    if hidden := _HIDDEN.search(text) or _CONTROL.search(text.replace("\r\n", "\n")):
        return _hidden_problem(text, hidden, file)
    try:
        data = _build(text)
    except _RefusedError as refused:
        return _problem(file, refused.code, str(refused), refused.place)
    except yaml.MarkedYAMLError as error:
        # A quotation mark that is never closed shows at the end of the file; what helps is where it opens.
        opened = "quoted scalar" in str(error.context)
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return _problem(file, "yaml-syntax", _syntax_message(error), place)
    except yaml.YAMLError:
        return _problem(file, "yaml-syntax", "This is not YAML; compare it with a file that works.")
    return Document(file, data, text)


def _hidden_problem(text: str, hidden: re.Match[str], file: str) -> Problem:
    char = hidden.group()
    before = text[: hidden.start()]
    place = (before.count("\n") + 1, hidden.start() - (before.rfind("\n") + 1) + 1)
    name = unicodedata.name(char, "a control character")
    return _problem(
        file, "hidden-character", f"There is an invisible character (U+{ord(char):04X}, {name}) here; delete it.", place
    )


@lru_cache(maxsize=4)
def _places(text: str) -> Mapping[Path_, Place]:
    """
    A path of keys and indices → (line, column), from 1; a mapping's entry stands at its key.

    Read again for this, since only a file with a mistake needs it.
    """
    places: dict[Path_, Place] = {}
    if text:
        _build(text, places)
    return places


def _build(text: str, places: dict[Path_, Place] | None = None) -> Any:
    """Events to data without recursion, so that no depth can exhaust the stack."""
    stack: list[_Frame] = []
    documents: list[Any] = []
    loader = _LOADER(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor is not None or event.tag not in _NO_TAG:
                    _refuse_node(event)
                top = stack[-1] if stack else None
                if top is not None and type(top.value) is dict and top.key is None:
                    _open_key(top, event, places)
                    continue
                if places is not None:
                    places.setdefault(_child_path(stack), _start(event))
                _place_value(top, documents, _scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                if event.anchor is not None or event.tag not in _NO_TAG:
                    _refuse_node(event)
                _open(event, stack, places)
            elif isinstance(event, yaml.CollectionEndEvent):
                done = stack.pop()
                _place_value(stack[-1] if stack else None, documents, done.value)
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(event, "yaml-alias", "Aliases (*name) are not allowed; write the text out.")
            elif isinstance(event, yaml.DocumentStartEvent) and documents:
                raise _RefusedError(event, "yaml-documents", "Only one document a file; remove the second `---`.")
    finally:
        loader.dispose()
    if not documents or documents[0] is None:
        raise _RefusedError(None, "file-empty", "The file is empty.")
    return documents[0]


def _refuse_node(event: yaml.NodeEvent) -> NoReturn:
    if event.anchor is not None:
        raise _RefusedError(event, "yaml-anchor", "Anchors (&name) are not allowed; write the text out.")
    raise _RefusedError(event, "yaml-tag", "Tags (!name) are not allowed; remove it.")


def _open(event: yaml.NodeEvent, stack: list[_Frame], places: dict[Path_, Place] | None) -> None:
    """Begin a list or a mapping."""
    if stack and type(stack[-1].value) is dict and stack[-1].key is None:
        raise _RefusedError(event, "yaml-key", "A key must be a word, not a list or a mapping.")
    path: Path_ = ()
    if places is not None:
        path = _child_path(stack)
        places.setdefault(path, _start(event))
    if len(stack) >= DEPTH_LIMIT:
        raise _RefusedError(event, "yaml-depth", f"Nested deeper than {DEPTH_LIMIT} levels; flatten it.")
    stack.append(_Frame({} if isinstance(event, yaml.MappingStartEvent) else [], path))


def _open_key(frame: _Frame, event: yaml.ScalarEvent, places: dict[Path_, Place] | None) -> None:
    key = event.value
    if not event.style:
        if key == "<<":
            raise _RefusedError(event, "yaml-merge", "Merge keys (<<) are not allowed; write the keys out.")
        if not isinstance(_scalar(event), str):
            raise _RefusedError(event, "surprising-value", f'Write the key in quotes: "{key}".')
    line, _ = _start(event)
    if key in frame.lines:
        lines = f"lines {frame.lines[key]} and {line}"
        raise _RefusedError(event, "duplicate-key", f"“{key}” is given twice, on {lines}; keep one.")
    frame.lines[key] = line
    frame.key = key
    if places is not None:
        places[(*frame.path, key)] = _start(event)


def _child_path(stack: list[_Frame]) -> Path_:
    if not stack:
        return ()
    top = stack[-1]
    return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))


def _place_value(top: _Frame | None, documents: list[Any], value: Any) -> None:
    if top is None:
        documents.append(value)
    elif isinstance(top.value, list):
        top.value.append(value)
    else:
        top.value[str(top.key)] = value
        top.key = None


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | Decimal | None:
    text: str = event.value
    if event.style:  # quoted or a block; the C parser gives a plain scalar an empty style
        # what stands in the file was looked at before; only an escape in double quotes can make something else
        if event.style == '"' and (hidden := _HIDDEN.search(text) or _CONTROL.search(text.replace("\n", ""))):
            raise _RefusedError(
                event, "hidden-character", f"An escape here makes U+{ord(hidden.group()):04X}; delete it."
            )
        return text
    if text in _MEANINGS:
        return _MEANINGS[text]
    if text[0] not in _MAY_SURPRISE or (text[0].isalpha() and len(text) > 3):  # the longest such words: yes, off
        return text
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    for pattern, reason in _SURPRISES:
        if len(text) < 200 and pattern.match(text):
            raise _RefusedError(event, "surprising-value", f'Write it in quotes, "{text}": {reason}.')
    if re.match(r"[-+]?[0-9][0-9_.]{18,}\Z", text[:100]):
        raise _RefusedError(event, "surprising-value", "This number is too long; shorten it or write it in quotes.")
    return text


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    """Say what YAML stumbled over without repeating the line, which may hold a secret."""
    what = re.sub(r"\s+", " ", str(error.problem or error.context or "unexpected text"))
    what = re.sub(r"'[^']{3,}'|\"[^\"]{3,}\"", "a word", what)
    hint = "check the indent and the quotation marks of this line and the one above"
    if "\\t" in what or "tab" in what:
        hint = "use blanks instead of tabs to indent"
    elif "mapping values" in what:
        hint = "text with a colon in it must stand in quotes"
    return f"YAML cannot read this line ({what}): {hint}."


def _problem(file: str, code: str, message: str, place: Place = (1, 1)) -> Problem:
    return Problem(file, *place, code, Severity.ERROR, message)
