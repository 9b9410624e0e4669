"""What a client lets a person do with components and forms, and what it then sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.standin.exchange import Modal, StandinError
from bot.standin.message import BUTTON, SELECTS, STRING_SELECT, Message
from bot.standin.world import User

ROW, TEXT_INPUT, LABEL, CHECKBOX = 1, 4, 18, 23
Values = Mapping[str, str | list[str] | bool]


def usable_component(message: Message, name: str, values: list[str] | None, user: User) -> dict[str, Any]:
    """The component with this custom_id or label, if this person can use it so."""
    if message.deleted:
        raise StandinError("The message was deleted.")
    if message.ephemeral and message.seen_by is not user:
        raise StandinError(f"{user.name} does not see this message.")
    component = message.find(name)
    if component is None or not component.get("custom_id"):
        known = [part.get("label") or part.get("custom_id") for part in message.buttons + message.selects]
        raise StandinError(f"The message has no usable component {name!r}; it has {known}.")
    if component.get("disabled"):
        raise StandinError(f"{name!r} is disabled.")
    if (values is None) != (component["type"] == BUTTON):
        raise StandinError(f"{name!r} is {'a button' if component['type'] == BUTTON else 'a select menu'}.")
    if values is not None:
        _check_values(component, values)
    return component


def modal_data(modal: Modal, values: Values) -> dict[str, Any]:
    """The data of a submitted form."""
    known = [part["custom_id"] for part in modal.inputs]
    if unknown := sorted(set(values) - set(known)):
        raise StandinError(f"The form has no fields {unknown}; it has {known}.")
    numbered = [part | {"id": part.get("id") or number} for number, part in enumerate(modal.components, 1)]
    return {"custom_id": modal.custom_id, "components": [_submitted(part, values) for part in numbered]}


def _submitted(component: dict[str, Any], values: Values) -> dict[str, Any]:
    kind, sent = component["type"], {"type": component["type"], "id": component["id"]}
    if kind == ROW:
        inner = [_submitted({"id": component["id"] + 100} | part, values) for part in component["components"]]
        return sent | {"components": inner}
    if kind == LABEL:
        return sent | {"component": _submitted({"id": component["id"] + 100} | component["component"], values)}
    if "custom_id" not in component:
        return sent
    sent["custom_id"] = component["custom_id"]
    given = values.get(component["custom_id"])
    if kind == TEXT_INPUT:
        return sent | {"value": _typed(component, given)}
    if kind == CHECKBOX:
        return sent | {"value": component.get("default", False) if given is None else given}
    chosen = _defaults(component) if given is None else given
    if kind in SELECTS and isinstance(chosen, list):
        _check_values(component, chosen)
        return sent | {"values": chosen}
    return sent | ({"values": chosen} if isinstance(chosen, list) else {"value": chosen})


def _defaults(component: dict[str, Any]) -> list[str]:
    return [option["value"] for option in component.get("options") or () if option.get("default")]


def _typed(component: dict[str, Any], given: str | list[str] | bool | None) -> str:
    text = component.get("value") or "" if given is None else str(given)
    required = component.get("required", True)
    if required is not False and not text:
        raise StandinError(f"The field {component['custom_id']!r} must be filled in.")
    low, high = component.get("min_length") or 0, component.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise StandinError(f"The field {component['custom_id']!r} takes {low} to {high} characters, not {len(text)}.")
    return text


def _check_values(component: dict[str, Any], values: list[str]) -> None:
    low, high = component.get("min_values", 1), component.get("max_values", 1)
    low = 0 if component.get("required") is False and not values else low
    if not low <= len(values) <= high:
        raise StandinError(f"{component['custom_id']!r} takes {low} to {high} values, not {len(values)}.")
    if component["type"] != STRING_SELECT:
        return
    offered = [option["value"] for option in component["options"]]
    for value in values:
        if value not in offered:
            raise StandinError(f"{component['custom_id']!r} does not offer {value!r}; it offers {offered}.")
