"""What a client sends for each kind of field, and what a person cannot enter."""

from __future__ import annotations

from typing import Any

import pytest

from bot.standin import Modal, Standin, StandinError, Upload
from bot.standin.forms import modal_data
from bot.standin.interaction import IN_GUILD, Place
from bot.standin.resolving import resolve_chosen, resolve_form
from bot.standin.world import MANAGE_GUILD

OPTIONS = [{"label": "One", "value": "one"}, {"label": "Two", "value": "two", "default": True}]


def form(component: dict[str, Any]) -> Modal:
    return Modal("form", "Form", [{"type": 18, "label": "L", "component": {"custom_id": "field"} | component}])


@pytest.mark.parametrize(
    ("component", "given", "sent"),
    [
        ({"type": 4, "style": 1, "value": "before"}, None, {"value": "before"}),
        ({"type": 4, "style": 1}, "words", {"value": "words"}),
        ({"type": 4, "style": 1, "required": False}, None, {"value": ""}),
        ({"type": 3, "options": OPTIONS}, None, {"values": ["two"]}),
        ({"type": 3, "options": OPTIONS}, ["one"], {"values": ["one"]}),
        ({"type": 3, "options": OPTIONS[:1], "required": False}, None, {"values": []}),
        ({"type": 5}, ["123"], {"values": ["123"]}),
        ({"type": 21, "options": OPTIONS}, "one", {"value": "one"}),
        ({"type": 21, "options": OPTIONS}, None, {"value": "two"}),
        ({"type": 21, "options": OPTIONS[:1], "required": False}, None, {"value": None}),
        ({"type": 5, "default_values": [{"id": "123", "type": "user"}]}, None, {"values": ["123"]}),
        ({"type": 19}, ["123"], {"values": ["123"]}),
        ({"type": 22, "options": OPTIONS}, ["one", "two"], {"values": ["one", "two"]}),
        ({"type": 23}, None, {"value": False}),
        ({"type": 23}, True, {"value": True}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_field_is_sent_as_its_kind_is(component: dict[str, Any], given: Any, sent: dict[str, Any]) -> None:
    data = modal_data(form(component), {} if given is None else {"field": given})
    field = data["components"][0]["component"]

    assert {"type": component["type"], "id": 101, "custom_id": "field"} | sent == field


def test_a_field_in_a_row_is_sent_in_a_row() -> None:
    rows = [{"type": 1, "components": [{"type": 4, "custom_id": "field", "style": 1, "label": "L"}]}]
    data = modal_data(Modal("form", "Form", [{"type": 10, "content": "Read this"}, *rows]), {"field": "words"})

    assert {"type": 10, "id": 1} == data["components"][0]
    assert "words" == data["components"][1]["components"][0]["value"]


def test_the_text_of_a_form_can_be_read() -> None:
    assert "Read this" == Modal("form", "Form", [{"type": 10, "content": "Read this"}]).text


@pytest.mark.parametrize(
    ("component", "given"),
    [
        ({"type": 19}, None),
        ({"type": 19, "max_values": 2}, ["1", "2", "3"]),
        ({"type": 6}, "1"),
        ({"type": 21, "options": OPTIONS[:1]}, None),
        ({"type": 21, "options": OPTIONS}, "three"),
        ({"type": 22, "options": OPTIONS, "max_values": 1}, ["one", "two"]),
        ({"type": 22, "options": OPTIONS}, ["three"]),
    ],
    ids=["no-file", "too-many-files", "no-list", "no-radio", "no-such-radio", "too-many-ticks", "no-such-tick"],
)
def test_what_a_field_does_not_take_is_refused(component: dict[str, Any], given: Any) -> None:
    with pytest.raises(StandinError):
        modal_data(form(component), {} if given is None else {"field": given})


@pytest.mark.parametrize("values", [["three"], ["one", "two"], []], ids=["not-offered", "too-many", "none"])
def test_a_menu_takes_only_what_it_offers(values: list[str]) -> None:
    with pytest.raises(StandinError):
        modal_data(form({"type": 3, "options": OPTIONS}), {"field": values})


def place_of(standin: Standin) -> Place:
    world = standin.world
    return Place(world.person("Ana"), world.channel("analysis"), world.guild, IN_GUILD)


def resolved(standin: Standin, kind: int, *values: str) -> dict[str, Any]:
    named: dict[str, Any] = {}
    resolve_chosen(standin.state, place_of(standin), kind, values, named)
    return named


def test_what_is_chosen_is_sent_with_what_it_means() -> None:
    standin = Standin()
    world = standin.world
    role = world.guild.add_role("Managers", MANAGE_GUILD)
    ben, press = str(world.person("Ben").id), str(world.channel("press").id)

    assert {"users": {ben}, "members": {ben}} == {key: set(one) for key, one in resolved(standin, 5, ben).items()}
    assert "Managers" == resolved(standin, 6, str(role.id))["roles"][str(role.id)]["name"]
    assert {"users", "members", "roles"} == set(resolved(standin, 7, ben, str(role.id)))
    assert "press" == resolved(standin, 8, press)["channels"][press]["name"]


@pytest.mark.parametrize("kind", [5, 6, 7, 8])
def test_what_is_not_there_cannot_be_chosen(kind: int) -> None:
    with pytest.raises(StandinError, match="offers no"):
        resolved(Standin(), kind, "1")


def test_a_person_is_no_role_and_a_role_no_channel() -> None:
    standin = Standin()
    for kind in (6, 8):
        with pytest.raises(StandinError):
            resolved(standin, kind, str(standin.world.person("Ben").id))


def test_a_file_is_uploaded_before_the_form_is_sent() -> None:
    standin = Standin()
    inputs = [{"type": 19, "custom_id": "files"}]
    upload = Upload("notes.txt", "text/plain", b"words")
    sent, named = resolve_form(standin.state, place_of(standin), inputs, {"files": [upload]})
    (number,) = sent["files"]
    kept = standin.state.files.get(int(number))

    assert kept is not None
    assert b"words" == kept.data
    assert "notes.txt" == named["attachments"][number]["filename"]
    assert kept.url == named["attachments"][number]["url"]


@pytest.mark.parametrize(
    "given", ["words", ["123"], [Upload("large", "text/plain", bytes(11 * 1024 * 1024))]], ids=["text", "id", "large"]
)
def test_what_is_no_file_or_too_large_is_refused(given: Any) -> None:
    standin = Standin()
    with pytest.raises(StandinError):
        resolve_form(standin.state, place_of(standin), [{"type": 19, "custom_id": "files"}], {"files": given})
