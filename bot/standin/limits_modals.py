"""Discord's limits on forms (modals) and on autocomplete choices."""

from __future__ import annotations

from typing import Any

from bot.standin.findings import Findings, Node
from bot.standin.limits_components import ROW, SELECTS, TEXT_DISPLAY, TEXT_INPUT, check_options, check_select, spread
from bot.standin.refusal import Path

LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
IN_LABEL = (TEXT_INPUT, *SELECTS, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX)
CHOICE_TYPES: dict[int, tuple[type, ...]] = {3: (str,), 4: (int,), 10: (int, float)}


def check_modal(data: Node, path: Path, findings: Findings) -> None:
    """Check the data of a callback that opens a form."""
    findings.text(data, (*path, "custom_id"), (1, 100))
    findings.text(data, (*path, "title"), (1, 45))
    path = (*path, "components")
    components = findings.objects(data, path, (1, 5))
    for index, part in enumerate(components):
        here = (*path, index)
        match part.get("type"):
            case 1:
                _check_row(part, here, findings)
            case 10:
                findings.text(part, (*here, "content"), (1, 4_000))
            case 18:
                _check_label(part, here, findings)
            case _:
                words = f'Value of field "type" must be one of {(ROW, TEXT_DISPLAY, LABEL)}.'
                findings.add((*here, "type"), "UNION_TYPE_CHOICES", words)
    findings.ids_differ(list(spread(components, path)))


def _check_row(row: Node, path: Path, findings: Findings) -> None:
    for index, part in enumerate(findings.objects(row, (*path, "components"), (1, 1))):
        here = (*path, "components", index)
        if part.get("type") != TEXT_INPUT:
            findings.add(
                (*here, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({TEXT_INPUT},).'
            )
            continue
        findings.text(part, (*here, "label"), (1, 45))
        _check_text_input(part, here, findings)


def _check_label(label: Node, path: Path, findings: Findings) -> None:
    findings.text(label, (*path, "label"), (1, 45))
    findings.text(label, (*path, "description"), (1, 100), required=False)
    part, path = label.get("component"), (*path, "component")
    if not isinstance(part, dict) or part.get("type") not in IN_LABEL:
        findings.add((*path, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {IN_LABEL}.')
        return
    kind = part["type"]
    if kind == TEXT_INPUT:
        if part.get("label") is not None:
            words = "A text input inside a label cannot have a label of its own"
            findings.add((*path, "label"), "TEXT_INPUT_LABEL_IN_LABEL", words)
        _check_text_input(part, path, findings)
    elif kind in SELECTS:
        if part.get("disabled"):
            findings.add(
                (*path, "disabled"), "SELECT_COMPONENT_DISABLED_IN_MODAL", "A select in a modal cannot be disabled"
            )
        check_select(part, path, findings)
    else:
        findings.text(part, (*path, "custom_id"), (1, 100))
    if kind in (RADIO_GROUP, CHECKBOX_GROUP):
        low = 2 if kind == RADIO_GROUP else 1
        check_options(findings.objects(part, (*path, "options"), (low, 10)), (*path, "options"), findings)


def _check_text_input(part: Node, path: Path, findings: Findings) -> None:
    findings.text(part, (*path, "custom_id"), (1, 100))
    findings.one_of(part, (*path, "style"), (1, 2))
    findings.text(part, (*path, "placeholder"), (0, 100), required=False)
    findings.text(part, (*path, "value"), (0, 4_000), required=False)
    findings.number(part, (*path, "min_length"), (0, 4_000))
    findings.number(part, (*path, "max_length"), (1, 4_000))
    low, high = part.get("min_length") or 0, part.get("max_length") or 4_000
    if isinstance(low, int) and isinstance(high, int) and low > high:
        words = "min_length must be less than or equal to max_length"
        findings.add((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH_GREATER_THAN_MAX", words)


def check_choices(data: Node, path: Path, findings: Findings, option_type: int) -> None:
    """Check the data of a callback that answers autocomplete for an option of this type."""
    path = (*path, "choices")
    for index, choice in enumerate(findings.objects(data, path, (0, 25))):
        findings.text(choice, (*path, index, "name"), (1, 100))
        _check_value(choice, (*path, index, "value"), findings, option_type)


def _check_value(choice: dict[str, Any], path: Path, findings: Findings, option_type: int) -> None:
    value = choice.get("value")
    if isinstance(value, CHOICE_TYPES.get(option_type, (str, int, float))) and not isinstance(value, bool):
        if isinstance(value, str):
            findings.text(choice, path, (1, 100))
    else:
        findings.add(path, "CHOICE_VALUE_TYPE", f"The value does not fit an option of type {option_type}.")
