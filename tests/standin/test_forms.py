"""What a client sends for each kind of field, and what a person cannot enter."""

from __future__ import annotations

from typing import Any

import pytest

from bot.standin import Modal, StandinError
from bot.standin.forms import modal_data

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


@pytest.mark.parametrize("values", [["three"], ["one", "two"], []], ids=["not-offered", "too-many", "none"])
def test_a_menu_takes_only_what_it_offers(values: list[str]) -> None:
    with pytest.raises(StandinError):
        modal_data(form({"type": 3, "options": OPTIONS}), {"field": values})
