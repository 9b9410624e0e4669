"""From a file's data to its model, with every refusal in words that a curator understands."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from bot.library.problems import Problem, Severity
from bot.library.reading import Document, Path_

ModelT = TypeVar("ModelT", bound=BaseModel)

_SENTENCES = {
    "missing": "“{key}” is missing here; add it.",
    "empty": "“{key}” is empty; fill it in.",
    "too_short": "“{key}” is empty; give at least one.",
    "string_type": "Text is expected for “{key}”; write it in quotes{example}.",
    "string_too_short": "“{key}” is too short; {reason}.",
    "string_too_long": "“{key}” is too long; {reason}.",
    "tuple_type": "A list is expected for “{key}”; write  [first, second]  or one “- ” line each.",
    "dict_type": "“{key}” needs keys of its own, indented below it.",
    "model_type": "“{key}” needs keys of its own, indented below it, or  {{key: value}}.",
    "model_attributes_type": "“{key}” needs keys of its own, indented below it, or  {{key: value}}.",
    "int_type": "A whole number is expected for “{key}”.",
    "decimal_parsing": "A plain number such as 8.50 is expected for “{key}”.",
    "decimal_type": "A plain number such as 8.50 is expected for “{key}”.",
    "bool_type": "true or false is expected for “{key}”.",
    "bool_parsing": "true or false is expected for “{key}”.",
}
_CODES = {"missing": "missing-key", "extra_forbidden": "unknown-key"}


def validate(model: type[ModelT], data: Any, document: Document, path: Path_ = ()) -> ModelT | list[Problem]:
    """Build `model` from `data`, found at `path` of `document`; or say everything that is wrong with it."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = [dict(one) for one in error.errors(include_url=False)]
        return [_problem(model, one, document, path) for one in found if not _follows(one, found)]


def _follows(one: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether a list only counts as too short because its items were refused."""
    loc = one["loc"]
    return one["type"] == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in found)


def _problem(model: type[BaseModel], error: dict[str, Any], document: Document, path: Path_) -> Problem:
    kind = "empty" if error["type"] == "string_type" and error.get("input") is None else str(error["type"])
    loc: Path_ = tuple(part for part in error["loc"] if part != "[key]")
    key = str(loc[-1]) if loc else "the file"
    line, column = document.place((*path, *loc))
    if kind == "extra_forbidden":
        message = f"Unknown key “{key}”{_nearest(key, model, loc)}."
    elif kind in _SENTENCES:
        value = error.get("input")
        example = f': "{value}"' if kind == "string_type" and isinstance(value, int | float) else ""
        message = _SENTENCES[kind].format(key=key, reason=_lower(error["msg"]), example=example)
    else:
        message = f"“{key}” is not right: {_lower(error['msg'])}."
    return Problem(document.file, line, column, _CODES.get(kind, "wrong-value"), Severity.ERROR, message)


def _nearest(key: str, model: type[BaseModel], loc: Path_) -> str:
    known = sorted(_fields_at(model, loc))
    best = process.extractOne(key, known, score_cutoff=60)
    if best:
        return f"; did you mean “{best[0]}”?"
    return f"; known here: {', '.join(known)}" if known else ""


def _fields_at(model: type[BaseModel], loc: Path_) -> set[str]:
    """The keys that are known where `loc` stands."""
    current: Any = model
    for part in loc[:-1]:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(part))
            current = _model_in(field.annotation) if field else None
    return set(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else set()


def _model_in(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...]`, `dict[str, Model]`, `Model | None` or `Annotated`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
