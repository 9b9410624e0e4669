"""What a client lets a person do with components and forms, and what it then sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.standin.body import Upload
from bot.standin.exchange import Modal, StandinError
from bot.standin.message import BUTTON, STRING_SELECT, Message
from bot.standin.world import User

ROW, TEXT_INPUT, LABEL = 1, 4, 18
FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 19, 21, 22, 23
Given = str | bool | Sequence[str | Upload]
Values = Mapping[str, Given]


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
    if kind == RADIO_GROUP:
        return sent | {"value": _one_of(component, given)}
    chosen = _chosen(component, given)
    _check_values(component, chosen)
    return sent | {"values": chosen}


def _chosen(component: dict[str, Any], given: Given | None) -> list[str]:
    if given is None:
        people = [str(entry["id"]) for entry in component.get("default_values") or ()]
        return people or _defaults(component)
    if not isinstance(given, list):
        raise StandinError(f"The field {component['custom_id']!r} takes a list, not {given!r}.")
    return [str(one) for one in given]


def _one_of(component: dict[str, Any], given: Given | None) -> str | None:
    """The chosen option of a radio group; None where none is, which only an optional group allows."""
    chosen = next(iter(_defaults(component)), None) if given is None else str(given)
    if chosen is None and component.get("required") is not False:
        raise StandinError(f"One option of {component['custom_id']!r} must be chosen.")
    if chosen is not None:
        _check_offered(component, [chosen])
    return chosen


def check_files(component: dict[str, Any], given: Given | None, most_bytes: int) -> list[Upload]:
    """The files that are given to a file upload; StandinError where a client would not take them."""
    files = [one for one in given if isinstance(one, Upload)] if isinstance(given, list) else []
    if given is not None and (not isinstance(given, list) or len(files) != len(given)):
        raise StandinError(f"The field {component['custom_id']!r} takes files.")
    large = next((file.filename for file in files if len(file.data) > most_bytes), None)
    if large is not None:
        raise StandinError(f"Your files are too powerful: {large!r} has more than {most_bytes:,} bytes.")
    return files


def _defaults(component: dict[str, Any]) -> list[str]:
    return [option["value"] for option in component.get("options") or () if option.get("default")]


def _typed(component: dict[str, Any], given: Given | None) -> str:
    text = component.get("value") or "" if given is None else str(given)
    required = component.get("required", True)
    if required is not False and not text:
        raise StandinError(f"The field {component['custom_id']!r} must be filled in.")
    low, high = component.get("min_length") or 0, component.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise StandinError(f"The field {component['custom_id']!r} takes {low} to {high} characters, not {len(text)}.")
    return text


def _check_values(component: dict[str, Any], values: list[str]) -> None:
    options = component.get("options")
    low = component.get("min_values")
    high = component.get("max_values")
    low = 1 if low is None else low
    if high is None:
        high = len(options) if component["type"] == CHECKBOX_GROUP and options else 1
    low = 0 if component.get("required") is False and not values else low
    if not low <= len(values) <= high:
        raise StandinError(f"{component['custom_id']!r} takes {low} to {high} values, not {len(values)}.")
    if component["type"] in (STRING_SELECT, CHECKBOX_GROUP):
        _check_offered(component, values)


def _check_offered(component: dict[str, Any], values: list[str]) -> None:
    offered = [option["value"] for option in component["options"]]
    for value in values:
        if value not in offered:
            raise StandinError(f"{component['custom_id']!r} does not offer {value!r}; it offers {offered}.")
