"""Discord's limits on application commands, their options and their choices."""

from __future__ import annotations

import unicodedata
from typing import Any

from bot.standin.commands import CHAT_INPUT, GROUP, MESSAGE_MENU, SUBCOMMAND, USER_MENU
from bot.standin.findings import Findings, Node
from bot.standin.refusal import Path

MOST_OPTIONS, MOST_CHOICES = 25, 25
MOST_TEXT = 8_000  # names, descriptions and values of one command together
STRING, INTEGER, NUMBER = 3, 4, 10
OPTION_TYPES = range(1, 12)
DEVANAGARI_OR_THAI = ("\u0900", "\u097f"), ("\u0e00", "\u0e7f")


def check_command(command: Any, path: Path, findings: Findings) -> None:
    """Check one command, as sent to create or overwrite it."""
    if not isinstance(command, dict):
        findings.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    kind = command.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_name(command, path, findings)
        findings.text(command, (*path, "description"), (1, 100))
        _check_options(command, path, findings, depth=0)
        if _text_size(command) > MOST_TEXT:
            words = f"Command exceeds maximum size ({MOST_TEXT})"
            findings.add(path, "APPLICATION_COMMAND_TOO_LARGE", words)
    elif kind in (USER_MENU, MESSAGE_MENU):
        findings.text(command, (*path, "name"), (1, 32))
        for key in ("description", "options"):
            if command.get(key):
                words = f"Context menu commands cannot have {key}"
                findings.add((*path, key), "APPLICATION_COMMAND_CONTEXT_MENU_FIELD", words)
    else:
        findings.one_of(command, (*path, "type"), (CHAT_INPUT, USER_MENU, MESSAGE_MENU))
    for key, allowed in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        for index, value in enumerate(findings.items(command, (*path, key), (0, len(allowed)))):
            findings.one_of({str(index): value}, (*path, key, str(index)), allowed)


def _check_name(node: Node, path: Path, findings: Findings) -> None:
    path = (*path, "name")
    findings.text(node, path, (1, 32))
    name = node.get("name")
    if isinstance(name, str) and name and not is_valid_name(name):
        words = "Command name is invalid: lower-case letters, digits, hyphen and underscore only"
        findings.add(path, "APPLICATION_COMMAND_INVALID_NAME", words)


def is_valid_name(name: str) -> bool:
    """Whether a slash command, subcommand or option may be called so."""
    return name == name.lower() and all(_may_stand_in_name(character) for character in name)


def _may_stand_in_name(character: str) -> bool:
    scripts = any(low <= character <= high for low, high in DEVANAGARI_OR_THAI)
    return character in "-_'" or scripts or unicodedata.category(character)[0] in "LN"


def _check_options(node: Node, path: Path, findings: Findings, *, depth: int) -> None:
    path = (*path, "options")
    options = findings.objects(node, path, (0, MOST_OPTIONS))
    names, optional_seen = set[str](), False
    for index, option in enumerate(options):
        here = (*path, index)
        if not findings.one_of(option, (*here, "type"), OPTION_TYPES):
            continue
        _check_name(option, here, findings)
        findings.text(option, (*here, "description"), (1, 100))
        if option.get("name") in names:
            words = "Option name already exists in this options list"
            findings.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", words)
        names.add(option.get("name", ""))
        if option["type"] in (SUBCOMMAND, GROUP):
            if depth >= (2 if option["type"] == SUBCOMMAND else 1):
                words = "Subcommands and groups cannot be nested this deep"
                findings.add((*here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
            _check_options(option, here, findings, depth=depth + 1)
            continue
        if option.get("required") and optional_seen:
            words = "Required options must be placed before non-required options"
            findings.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        optional_seen = optional_seen or not option.get("required")
        _check_value(option, here, findings)
    kinds = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(kinds) > 1:
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        findings.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)


def _check_value(option: Node, path: Path, findings: Findings) -> None:
    findings.number(option, (*path, "min_length"), (0, 6_000))
    findings.number(option, (*path, "max_length"), (1, 6_000))
    choices = findings.objects(option, (*path, "choices"), (0, MOST_CHOICES))
    if choices and option.get("autocomplete"):
        words = "Autocomplete cannot be set when choices are present"
        findings.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES", words)
    if option.get("autocomplete") and option["type"] not in (STRING, INTEGER, NUMBER):
        words = "Autocomplete is for string, integer and number options"
        findings.add((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE", words)
    names = set[Any]()
    for index, choice in enumerate(choices):
        here = (*path, "choices", index)
        findings.text(choice, (*here, "name"), (1, 100))
        if option["type"] == STRING:
            findings.text(choice, (*here, "value"), (1, 100))
        if choice.get("name") in names:
            words = "Choice names must be unique"
            findings.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE", words)
        names.add(choice.get("name"))


def _text_size(node: Node) -> int:
    own = sum(len(node[key]) for key in ("name", "description", "value") if isinstance(node.get(key), str))
    inner = [*(node.get("options") or ()), *(node.get("choices") or ())]
    return own + sum(_text_size(part) for part in inner if isinstance(part, dict))
