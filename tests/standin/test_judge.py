"""The judge refuses payloads with one fault each, in Discord's error shape, and takes their valid twins."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.standin.openapi import load_schemas
from tests.conftest import require
from tests.standin.raw import RawBot, codes

V2 = 1 << 15
Payload = dict[str, Any]


def text(content: str = "Words") -> Payload:
    return {"type": 10, "content": content}


def button(**changes: Any) -> Payload:
    return {"type": 2, "style": 2, "label": "Cite", "custom_id": "cite"} | changes


def row(*parts: Payload) -> Payload:
    return {"type": 1, "components": list(parts)}


def option(value: str = "one", **changes: Any) -> Payload:
    return {"label": value, "value": value} | changes


def menu(**changes: Any) -> Payload:
    return {"type": 3, "custom_id": "pick", "options": [option("one"), option("two")]} | changes


def section(*parts: Payload, **changes: Any) -> Payload:
    return {"type": 9, "components": list(parts or [text()]), "accessory": button()} | changes


def gallery(number: int, **changes: Any) -> Payload:
    return {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}} | changes for _ in range(number)]}


def v2(*components: Payload, **changes: Any) -> Payload:
    return {"flags": V2, "components": list(components)} | changes


def buttons(number: int) -> list[Payload]:
    return [button(custom_id=f"b{index}") for index in range(number)]


def embed(**changes: Any) -> Payload:
    return {"embeds": [{"title": "T", "description": "D"} | changes]}


@dataclass(frozen=True)
class Case:
    valid: Payload
    broken: Payload
    place: str
    code: str


LINK = {"type": 2, "style": 5, "label": "Open", "url": "https://example.org/"}

MESSAGES = {
    "41-components": Case(
        v2({"type": 17, "components": [text("a") for _ in range(39)]}),
        v2({"type": 17, "components": [text("a") for _ in range(40)]}),
        "data.components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "4001-characters-over-two-texts": Case(
        v2(text("a" * 2000), text("b" * 2000)),
        v2(text("a" * 2000), text("b" * 2001)),
        "data.components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "repeated-custom-id": Case(
        v2(row(button(custom_id="a"), button(custom_id="b"))),
        v2(row(button(custom_id="a"), button(custom_id="a"))),
        "data.components.0.components.1.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "repeated-id": Case(
        v2(text() | {"id": 1}, text() | {"id": 2}),
        v2(text() | {"id": 1}, text() | {"id": 1}),
        "data.components.1.id",
        "COMPONENT_ID_DUPLICATED",
    ),
    "content-beside-v2": Case(
        v2(text(), content=""),
        v2(text(), content="also"),
        "data.content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embeds-beside-v2": Case(
        v2(text(), embeds=[]),
        v2(text(), **embed()),
        "data.embeds",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "new-components-without-the-flag": Case(
        {"content": "x", "components": [row(button())]},
        {"content": "x", "components": [text()]},
        "data.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    "six-rows-in-the-old-layout": Case(
        {"content": "x", "components": [row(part) for part in buttons(5)]},
        {"content": "x", "components": [row(part) for part in buttons(6)]},
        "data.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "custom-id-of-101": Case(
        v2(row(button(custom_id="a" * 100))),
        v2(row(button(custom_id="a" * 101))),
        "data.components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty-custom-id": Case(
        v2(row(button(custom_id="a"))),
        v2(row(button(custom_id=""))),
        "data.components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "label-of-81": Case(
        v2(row(button(label="a" * 80))),
        v2(row(button(label="a" * 81))),
        "data.components.0.components.0.label",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "button-without-label": Case(
        v2(row(button(label=None, emoji={"name": "📎"}))),
        v2(row(button(label=None))),
        "data.components.0.components.0",
        "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
    ),
    "button-url-of-513": Case(
        v2(row(LINK | {"url": "https://example.org/".ljust(512, "a")})),
        v2(row(LINK | {"url": "https://example.org/".ljust(513, "a")})),
        "data.components.0.components.0.url",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "button-url-of-another-scheme": Case(
        v2(row(LINK)),
        v2(row(LINK | {"url": "ftp://example.org/"})),
        "data.components.0.components.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    "link-with-a-custom-id": Case(
        v2(row(LINK)),
        v2(row(LINK | {"custom_id": "x"})),
        "data.components.0.components.0.custom_id",
        "BUTTON_COMPONENT_EXCLUSIVE_FIELDS",
    ),
    "button-with-a-url": Case(
        v2(row(button())),
        v2(row(button(url="https://example.org/"))),
        "data.components.0.components.0.url",
        "BUTTON_COMPONENT_EXCLUSIVE_FIELDS",
    ),
    "button-style-9": Case(
        v2(row(button(style=4))),
        v2(row(button(style=9))),
        "data.components.0.components.0.style",
        "BASE_TYPE_CHOICES",
    ),
    "six-buttons-in-a-row": Case(
        v2(row(*buttons(5))), v2(row(*buttons(6))), "data.components.0.components", "BASE_TYPE_BAD_LENGTH"
    ),
    "empty-row": Case(v2(row(button())), v2(row()), "data.components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "select-beside-a-button": Case(
        v2(row(menu()), row(button())),
        v2(row(menu(), button())),
        "data.components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "26-options": Case(
        v2(row(menu(options=[option(f"o{index}") for index in range(25)]))),
        v2(row(menu(options=[option(f"o{index}") for index in range(26)]))),
        "data.components.0.components.0.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "option-label-of-101": Case(
        v2(row(menu(options=[option(label="a" * 100)]))),
        v2(row(menu(options=[option(label="a" * 101)]))),
        "data.components.0.components.0.options.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "repeated-option": Case(
        v2(row(menu(options=[option("a"), option("b")]))),
        v2(row(menu(options=[option("a"), option("a")]))),
        "data.components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "more-values-than-options": Case(
        v2(row(menu(max_values=2))),
        v2(row(menu(max_values=3))),
        "data.components.0.components.0.max_values",
        "SELECT_COMPONENT_MAX_VALUES_EXCEEDED",
    ),
    "least-values-above-most": Case(
        v2(row(menu(min_values=1, max_values=1))),
        v2(row(menu(min_values=2, max_values=1))),
        "data.components.0.components.0.min_values",
        "SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX",
    ),
    "placeholder-of-151": Case(
        v2(row(menu(placeholder="a" * 150))),
        v2(row(menu(placeholder="a" * 151))),
        "data.components.0.components.0.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "section-of-four-texts": Case(
        v2(section(*[text()] * 3)), v2(section(*[text()] * 4)), "data.components.0.components", "BASE_TYPE_BAD_LENGTH"
    ),
    "section-without-accessory": Case(
        v2(section()), v2(section(accessory=None)), "data.components.0.accessory", "BASE_TYPE_REQUIRED"
    ),
    "section-holding-a-row": Case(
        v2(section()),
        v2(section(row(button(custom_id="other")))),
        "data.components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    "thumbnail-at-the-top": Case(
        v2(section(accessory={"type": 11, "media": {"url": "https://example.org/a.png"}})),
        v2({"type": 11, "media": {"url": "https://example.org/a.png"}}),
        "data.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    "container-in-a-container": Case(
        v2({"type": 17, "components": [text()]}),
        v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "data.components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    "accent-colour-too-great": Case(
        v2({"type": 17, "accent_color": 0xFFFFFF, "components": [text()]}),
        v2({"type": 17, "accent_color": 0x1000000, "components": [text()]}),
        "data.components.0.accent_color",
        "NUMBER_TYPE_MAX",
    ),
    "eleven-pictures": Case(v2(gallery(10)), v2(gallery(11)), "data.components.0.items", "BASE_TYPE_BAD_LENGTH"),
    "picture-description-of-1025": Case(
        v2(gallery(1, description="a" * 1024)),
        v2(gallery(1, description="a" * 1025)),
        "data.components.0.items.0.description",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "separator-spacing-3": Case(
        v2({"type": 14, "spacing": 2}), v2({"type": 14, "spacing": 3}), "data.components.0.spacing", "BASE_TYPE_CHOICES"
    ),
    "empty-text": Case(v2(text("a")), v2(text(" ")), "data.components.0.content", "BASE_TYPE_BAD_LENGTH"),
    "file-that-was-not-sent": Case(
        v2(text()),
        v2({"type": 13, "file": {"url": "attachment://a.csv"}}),
        "data.components",
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
    "file-from-the-web": Case(
        v2(text()),
        v2({"type": 13, "file": {"url": "https://example.org/a.csv"}}),
        "data.components.0.file.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    "content-of-2001": Case({"content": "a" * 2000}, {"content": "a" * 2001}, "data.content", "BASE_TYPE_MAX_LENGTH"),
    "unknown-flag": Case(
        {"content": "x", "flags": 64}, {"content": "x", "flags": 128}, "data.flags", "MESSAGE_FLAGS_INVALID"
    ),
    "embed-title-of-257": Case(
        embed(title="a" * 256), embed(title="a" * 257), "data.embeds.0.title", "BASE_TYPE_MAX_LENGTH"
    ),
    "embed-description-of-4097": Case(
        embed(description="a" * 4096),
        embed(description="a" * 4097),
        "data.embeds.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "26-embed-fields": Case(
        embed(fields=[{"name": "n", "value": "v"}] * 25),
        embed(fields=[{"name": "n", "value": "v"}] * 26),
        "data.embeds.0.fields",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty-embed-field": Case(
        embed(fields=[{"name": "n", "value": "v"}]),
        embed(fields=[{"name": "n", "value": ""}]),
        "data.embeds.0.fields.0.value",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "embeds-of-6001-in-sum": Case(
        {"embeds": [{"description": "a" * 3000}, {"description": "b" * 3000}]},
        {"embeds": [{"description": "a" * 3000}, {"description": "b" * 3001}]},
        "data.embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "unknown-mention-kind": Case(
        {"content": "x", "allowed_mentions": {"parse": ["users"]}},
        {"content": "x", "allowed_mentions": {"parse": ["all"]}},
        "data.allowed_mentions.parse.0",
        "BASE_TYPE_CHOICES",
    ),
    "mentions-parsed-and-listed": Case(
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "data.allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
}


def cases(table: dict[str, Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", table.values(), ids=table.keys())


def assert_refused(case: Case, status: int, body: Any) -> None:
    assert (400, 50035, "Invalid Form Body") == (status, body["code"], body["message"])
    assert {case.place: [case.code]} == codes(body)


@cases(MESSAGES)
async def test_a_message_with_one_fault_is_refused(raw: RawBot, case: Case) -> None:
    status, body = await raw.reply(case.broken)

    assert_refused(case, status, body)
    assert [case.code] == list(raw.standin.judge.tally.found)


@cases(MESSAGES)
async def test_its_valid_twin_is_taken(raw: RawBot, case: Case) -> None:
    status, body = await raw.reply(case.valid)

    assert (204, None) == (status, body)
    assert not raw.standin.judge.tally.found


FILE = {"type": 13, "file": {"url": "attachment://a.csv"}}
LISTED = [{"id": 0, "filename": "a.csv"}]


async def test_an_attachment_that_no_component_shows_is_refused(raw: RawBot) -> None:
    shown, _ = await raw.reply(v2(FILE, attachments=LISTED), files={"a.csv": b"1"})
    status, body = await raw.reply(v2(text(), attachments=LISTED), files={"a.csv": b"1"})

    assert (204, 400) == (shown, status)
    assert {"data.attachments": ["ATTACHMENT_NOT_SHOWN"]} == codes(body)


async def test_an_attachment_entry_without_its_file_is_refused(raw: RawBot) -> None:
    status, body = await raw.reply({"content": "x", "attachments": LISTED})

    assert 400 == status
    assert {"data.attachments.0.id": ["ATTACHMENT_NOT_FOUND"]} == codes(body)


def text_input(**changes: Any) -> Payload:
    return {"type": 4, "custom_id": "words", "style": 1} | changes


def label(component: Payload, **changes: Any) -> Payload:
    return {"type": 18, "label": "Words", "component": component} | changes


def modal(*components: Payload, **changes: Any) -> Payload:
    return {"custom_id": "form", "title": "Form", "components": list(components or [label(text_input())])} | changes


MODALS = {
    "title-of-46": Case(modal(title="a" * 45), modal(title="a" * 46), "data.title", "BASE_TYPE_BAD_LENGTH"),
    "empty-title": Case(modal(title="a"), modal(title=""), "data.title", "BASE_TYPE_BAD_LENGTH"),
    "six-fields": Case(
        modal(*[label(text_input(custom_id=f"w{index}")) for index in range(5)]),
        modal(*[label(text_input(custom_id=f"w{index}")) for index in range(6)]),
        "data.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "repeated-field": Case(
        modal(label(text_input(custom_id="a")), label(text_input(custom_id="b"))),
        modal(label(text_input(custom_id="a")), label(text_input(custom_id="a"))),
        "data.components.1.component.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "label-of-46": Case(
        modal(label(text_input(), label="a" * 45)),
        modal(label(text_input(), label="a" * 46)),
        "data.components.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "label-description-of-101": Case(
        modal(label(text_input(), description="a" * 100)),
        modal(label(text_input(), description="a" * 101)),
        "data.components.0.description",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "button-in-a-label": Case(
        modal(label(menu())), modal(label(button())), "data.components.0.component.type", "UNION_TYPE_CHOICES"
    ),
    "button-at-the-top": Case(
        modal(row(text_input(label="W"))), modal(button()), "data.components.0.type", "UNION_TYPE_CHOICES"
    ),
    "disabled-select": Case(
        modal(label(menu())),
        modal(label(menu(disabled=True))),
        "data.components.0.component.disabled",
        "SELECT_COMPONENT_DISABLED_IN_MODAL",
    ),
    "text-input-with-its-own-label": Case(
        modal(label(text_input())),
        modal(label(text_input(label="W"))),
        "data.components.0.component.label",
        "TEXT_INPUT_LABEL_IN_LABEL",
    ),
    "row-input-without-label": Case(
        modal(row(text_input(label="W"))),
        modal(row(text_input())),
        "data.components.0.components.0.label",
        "BASE_TYPE_REQUIRED",
    ),
    "least-length-above-most": Case(
        modal(label(text_input(min_length=5, max_length=5))),
        modal(label(text_input(min_length=6, max_length=5))),
        "data.components.0.component.min_length",
        "TEXT_INPUT_MIN_LENGTH_GREATER_THAN_MAX",
    ),
    "most-length-of-4001": Case(
        modal(label(text_input(max_length=4000))),
        modal(label(text_input(max_length=4001))),
        "data.components.0.component.max_length",
        "NUMBER_TYPE_MAX",
    ),
    "placeholder-of-101": Case(
        modal(label(text_input(placeholder="a" * 100))),
        modal(label(text_input(placeholder="a" * 101))),
        "data.components.0.component.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
}


@cases(MODALS)
async def test_a_form_with_one_fault_is_refused(raw: RawBot, case: Case) -> None:
    taken, _ = await raw.respond(await raw.asked(), {"type": 9, "data": case.valid})
    status, body = await raw.respond(await raw.asked(), {"type": 9, "data": case.broken})

    assert 204 == taken
    assert_refused(case, status, body)


def choices(number: int = 1, **changes: Any) -> Payload:
    return {"choices": [{"name": "n", "value": "v"} | changes for _ in range(number)]}


CHOICES = {
    "26-choices": Case(choices(25), choices(26), "data.choices", "BASE_TYPE_BAD_LENGTH"),
    "name-of-101": Case(
        choices(name="a" * 100), choices(name="a" * 101), "data.choices.0.name", "BASE_TYPE_BAD_LENGTH"
    ),
    "empty-name": Case(choices(name="a"), choices(name=""), "data.choices.0.name", "BASE_TYPE_BAD_LENGTH"),
    "value-of-101": Case(
        choices(value="a" * 100), choices(value="a" * 101), "data.choices.0.value", "BASE_TYPE_BAD_LENGTH"
    ),
    "value-of-another-type": Case(choices(value="5"), choices(value=5), "data.choices.0.value", "CHOICE_VALUE_TYPE"),
}


@cases(CHOICES)
async def test_choices_with_one_fault_are_refused(raw: RawBot, case: Case) -> None:
    for payload, expected in ((case.valid, 204), (case.broken, 400)):
        await raw.standin.autocomplete("brief", "topic", wait="sent")
        status, body = await raw.respond(raw.standin.exchanges[-1], {"type": 8, "data": payload})

        assert expected == status
    assert_refused(case, status, body)


def option_of(**changes: Any) -> Payload:
    return {"type": 3, "name": "text", "description": "Text"} | changes


def command(**changes: Any) -> Payload:
    return {"name": "look", "description": "Look"} | changes


def with_options(*options: Payload) -> Payload:
    return command(options=list(options))


LONG = [option_of(name=f"o{index}", description="d" * 100) for index in range(25)]
CHOICE_LIST = [{"name": f"{index}".rjust(90, "n"), "value": "v" * 90} for index in range(25)]

COMMAND_FAULTS = {
    "capital-letter": Case(command(name="look"), command(name="Look"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "space-in-the-name": Case(
        command(name="look_up"), command(name="look up"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"
    ),
    "name-of-33": Case(command(name="a" * 32), command(name="a" * 33), "0.name", "BASE_TYPE_BAD_LENGTH"),
    "description-of-101": Case(
        command(description="a" * 100), command(description="a" * 101), "0.description", "BASE_TYPE_BAD_LENGTH"
    ),
    "empty-description": Case(command(), command(description=""), "0.description", "BASE_TYPE_BAD_LENGTH"),
    "menu-with-a-description": Case(
        {"name": "Find it", "type": 3},
        {"name": "Find it", "type": 3, "description": "no"},
        "0.description",
        "APPLICATION_COMMAND_CONTEXT_MENU_FIELD",
    ),
    "26-options": Case(
        with_options(*LONG), with_options(*LONG, option_of(name="o26")), "0.options", "BASE_TYPE_BAD_LENGTH"
    ),
    "26-choices": Case(
        with_options(option_of(choices=CHOICE_LIST)),
        with_options(option_of(choices=[*CHOICE_LIST, {"name": "n", "value": "v"}])),
        "0.options.0.choices",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "repeated-option": Case(
        with_options(option_of(), option_of(name="more")),
        with_options(option_of(), option_of()),
        "0.options.1.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    "required-after-optional": Case(
        with_options(option_of(required=True), option_of(name="more")),
        with_options(option_of(), option_of(name="more", required=True)),
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "autocomplete-with-choices": Case(
        with_options(option_of(autocomplete=True)),
        with_options(option_of(autocomplete=True, choices=CHOICE_LIST[:1])),
        "0.options.0.autocomplete",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES",
    ),
    "subcommand-beside-an-option": Case(
        with_options(option_of(type=1, name="add")),
        with_options(option_of(type=1, name="add"), option_of()),
        "0.options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "three-levels-of-options": Case(
        with_options(option_of(type=2, name="set", options=[option_of(type=1, name="one", options=[option_of()])])),
        with_options(option_of(type=2, name="set", options=[option_of(type=2, name="one")])),
        "0.options.0.options.0.type",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "autocomplete-of-a-boolean": Case(
        with_options(option_of(type=5)),
        with_options(option_of(type=5, autocomplete=True)),
        "0.options.0.autocomplete",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE",
    ),
    "repeated-choice": Case(
        with_options(option_of(choices=CHOICE_LIST[:2])),
        with_options(option_of(choices=[CHOICE_LIST[0], CHOICE_LIST[0]])),
        "0.options.0.choices.1.name",
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE",
    ),
    "option-type-12": Case(
        with_options(option_of(type=11)), with_options(option_of(type=12)), "0.options.0.type", "BASE_TYPE_CHOICES"
    ),
    "command-type-9": Case(command(type=1), command(type=9), "0.type", "BASE_TYPE_CHOICES"),
    "context-3": Case(command(contexts=[0, 2]), command(contexts=[0, 3]), "0.contexts.1", "BASE_TYPE_CHOICES"),
    "no-object": Case(command(), [], "0", "MODEL_TYPE_CONVERT"),  # type: ignore[arg-type]
    "more-than-8000-characters": Case(
        with_options(option_of(choices=CHOICE_LIST)),
        with_options(option_of(choices=CHOICE_LIST), option_of(name="more", choices=CHOICE_LIST)),
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
}


@cases(COMMAND_FAULTS)
async def test_a_command_with_one_fault_is_refused(raw: RawBot, case: Case) -> None:
    path = f"/applications/{raw.application}/commands"
    taken, _ = await raw.send("PUT", path, [case.valid])
    status, body = await raw.send("PUT", path, [case.broken])

    assert 200 == taken
    assert_refused(case, status, body)


DEFERRALS: list[tuple[str, Payload, str]] = [
    ("flags", {"flags": V2}, "INTERACTION_DEFER_FLAGS"),
    ("content", {"content": "x"}, "INTERACTION_DEFER_BODY"),
]


@pytest.mark.parametrize(("key", "data", "code"), DEFERRALS, ids=["v2-flag", "body"])
async def test_a_deferral_says_only_whether_it_is_private(raw: RawBot, key: str, data: Payload, code: str) -> None:
    taken, _ = await raw.respond(await raw.asked(), {"type": 5, "data": {"flags": 64}})
    status, body = await raw.respond(await raw.asked(), {"type": 5, "data": data})

    assert (204, 400) == (taken, status)
    assert {f"data.{key}": [code]} == codes(body)


async def test_the_new_layout_cannot_be_left_again(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, {"type": 4, "data": v2(text("first"))})
    original = raw.webhook(exchange, "/messages/@original")
    kept, _ = await raw.send("PATCH", original, v2(text("second")))
    left, body = await raw.send("PATCH", original, {"flags": 0, "components": [row(button())]})
    beside, _ = await raw.send("PATCH", original, {"content": "words"})

    assert (200, 400, 400) == (kept, left, beside)
    assert {"flags": ["MESSAGE_COMPONENTS_V2_FLAG_REMOVED"]} == codes(body)
    assert exchange.text == "second"


async def test_a_plain_message_enters_the_new_layout_when_its_text_goes(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, {"type": 4, "data": {"content": "plain"}})
    original = raw.webhook(exchange, "/messages/@original")
    refused, body = await raw.send("PATCH", original, v2(text()))
    taken, _ = await raw.send("PATCH", original, v2(text(), content=None))

    assert (400, 200) == (refused, taken)
    assert {"content": ["MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]} == codes(body)


async def test_an_edit_cannot_empty_a_message(raw: RawBot) -> None:
    exchange = await raw.asked()
    await raw.respond(exchange, {"type": 4, "data": {"content": "plain"}})
    status, body = await raw.send("PATCH", raw.webhook(exchange, "/messages/@original"), {"content": ""})

    assert 400 == status
    assert {"": ["MESSAGE_EMPTY"]} == codes(body)
    assert exchange.text == "plain"


@pytest.mark.openapi
async def test_the_openapi_document_finds_what_the_limits_do_not_name(raw: RawBot) -> None:
    require("openapi", load_schemas(), "Discord's OpenAPI document is not there")
    status, body = await raw.reply(v2(text(), attachments="none"))

    assert 400 == status
    assert "data" in body["errors"]


async def test_a_judge_that_is_switched_off_takes_everything(raw: RawBot) -> None:
    raw.standin.judge.enabled = False
    status, _ = await raw.reply({"content": "a" * 3000})

    assert 204 == status
    assert not raw.standin.judge.tally.checked


BROKEN_SHAPES: dict[str, Callable[[Payload], Any]] = {
    "list": lambda _: [],
    "no-type": lambda payload: {"data": payload["data"]},
    "text-for-data": lambda payload: payload | {"data": "none"},
    "text-for-flags": lambda payload: payload | {"data": {"content": "x", "flags": "64"}},
    "text-for-embeds": lambda payload: payload | {"data": {"embeds": "none"}},
    "no-data": lambda payload: {"type": payload["type"]},
    "text-for-components": lambda payload: payload | {"data": {"components": "none"}},
    "number-in-components": lambda payload: payload | {"data": {"flags": V2, "components": [5]}},
}


@pytest.mark.parametrize("spoil", BROKEN_SHAPES.values(), ids=BROKEN_SHAPES.keys())
async def test_a_payload_of_the_wrong_shape_is_refused_not_tripped_over(
    raw: RawBot, spoil: Callable[[Payload], Any]
) -> None:
    payload = spoil(copy.deepcopy({"type": 4, "data": {"content": "x"}}))
    status, body = await raw.respond(await raw.asked(), payload)

    assert (400, 50035) == (status, body["code"])


async def test_commands_of_the_wrong_shape_are_refused(raw: RawBot) -> None:
    status, body = await raw.send("PUT", f"/applications/{raw.application}/commands", {"name": "ask"})

    assert (400, 50035) == (status, body["code"])
