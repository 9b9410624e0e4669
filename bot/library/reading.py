"""YAML, read strictly: every value keeps its line, and nothing that surprises a curator gets through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from bot.library.problems import Problem, Severity

SIZE_LIMIT: Final = 1_000_000  # bytes of one file
DEPTH_LIMIT: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[str | int, ...]
Place = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,6}\Z")
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
    """
    A file's data and the place of each part.

    `places` maps a path of keys and indices to (line, column), from 1; a mapping's entry stands at its key.
    """

    file: str
    data: Any
    places: Mapping[Path_, Place]

    def place(self, path: Path_) -> Place:
        """The place of `path`, or of the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


@dataclass(slots=True)
class _Frame:
    path: Path_
    value: list[Any] | dict[str, Any]
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict)  # key → line


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
    try:
        if path.stat().st_size > SIZE_LIMIT:
            return _problem(name, "file-too-large", f"The file is larger than {SIZE_LIMIT:,} bytes; split it.")
        raw = path.read_bytes()
    except OSError as error:
        return _problem(name, "file-unreadable", f"The file cannot be read: {error.strerror}.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(name, "not-utf-8", "The file is UTF-16; save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _problem(name, "not-utf-8", "This line is not UTF-8; save the file as UTF-8.", (line, 1))
    return parse_yaml(text, name)


def parse_yaml(text: str, file: str) -> Document | Problem:
    """Parse YAML text; see `read_yaml`."""
    if hidden := _HIDDEN.search(text) or _CONTROL.search(text.replace("\r\n", "\n")):
        return _hidden_problem(text, hidden, file)
    places: dict[Path_, Place] = {}
    try:
        data = _build(text, places)
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
    return Document(file, data, places)


def _hidden_problem(text: str, hidden: re.Match[str], file: str) -> Problem:
    char = hidden.group()
    before = text[: hidden.start()]
    place = (before.count("\n") + 1, hidden.start() - (before.rfind("\n") + 1) + 1)
    name = unicodedata.name(char, "a control character")
    return _problem(
        file, "hidden-character", f"There is an invisible character (U+{ord(char):04X}, {name}) here; delete it.", place
    )


def _build(text: str, places: dict[Path_, Place]) -> Any:
    """Events to data without recursion, so that no depth can exhaust the stack."""
    stack: list[_Frame] = []
    documents: list[Any] = []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(event, "yaml-alias", "Aliases (*name) are not allowed; write the text out.")
        if isinstance(event, yaml.NodeEvent):
            _check_node(event)
            if stack and isinstance(stack[-1].value, dict) and stack[-1].key is None:
                _open_key(stack[-1], event, places)
                continue
            path = _child_path(stack)
            places.setdefault(path, _start(event))
            if isinstance(event, yaml.ScalarEvent):
                _place_value(stack, documents, _scalar(event))
            else:
                if len(stack) >= DEPTH_LIMIT:
                    raise _RefusedError(event, "yaml-depth", f"Nested deeper than {DEPTH_LIMIT} levels; flatten it.")
                stack.append(_Frame(path, {} if isinstance(event, yaml.MappingStartEvent) else []))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            _place_value(stack, documents, done.value)
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            raise _RefusedError(event, "yaml-documents", "Only one document a file; remove the second `---`.")
    if not documents or documents[0] is None:
        raise _RefusedError(None, "file-empty", "The file is empty.")
    return documents[0]


def _check_node(event: yaml.NodeEvent) -> None:
    if event.anchor is not None:
        raise _RefusedError(event, "yaml-anchor", "Anchors (&name) are not allowed; write the text out.")
    if getattr(event, "tag", None) not in (None, "!"):
        raise _RefusedError(event, "yaml-tag", "Tags (!name) are not allowed; remove it.")


def _open_key(frame: _Frame, event: yaml.NodeEvent, places: dict[Path_, Place]) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        raise _RefusedError(event, "yaml-key", "A key must be a word, not a list or a mapping.")
    if event.value == "<<" and not event.style:
        raise _RefusedError(event, "yaml-merge", "Merge keys (<<) are not allowed; write the keys out.")
    key = event.value
    if not event.style and not isinstance(_scalar(event), str):
        raise _RefusedError(event, "surprising-value", f'Write the key in quotes: "{key}".')
    line, column = _start(event)
    if key in frame.keys:
        raise _RefusedError(
            event,
            "duplicate-key",
            f"“{key}” is given twice, on lines {frame.keys[key]} and {line}; keep one.",
        )
    frame.keys[key] = line
    frame.key = key
    places[(*frame.path, key)] = (line, column)


def _child_path(stack: list[_Frame]) -> Path_:
    if not stack:
        return ()
    top = stack[-1]
    return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))


def _place_value(stack: list[_Frame], documents: list[Any], value: Any) -> None:
    if not stack:
        documents.append(value)
    elif isinstance(stack[-1].value, list):
        stack[-1].value.append(value)
    else:
        stack[-1].value[str(stack[-1].key)] = value
        stack[-1].key = None


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | Decimal | None:
    text = event.value
    if event.style:  # quoted or a block; the C parser gives a plain scalar an empty style
        if hidden := _HIDDEN.search(text) or _CONTROL.search(text.replace("\n", "")):
            raise _RefusedError(
                event, "hidden-character", f"An escape here makes U+{ord(hidden.group()):04X}; delete it."
            )
        return str(text)
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return bool(text == "true")
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    for pattern, reason in _SURPRISES:
        if len(text) < 200 and pattern.match(text):
            raise _RefusedError(event, "surprising-value", f'Write it in quotes, "{text}": {reason}.')
    if re.match(r"[-+]?[0-9][0-9_.]{18,}\Z", text[:100]):
        raise _RefusedError(event, "surprising-value", "This number is too long; shorten it or write it in quotes.")
    return str(text)


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
