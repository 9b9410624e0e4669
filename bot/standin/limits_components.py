"""Discord's limits on the components of messages, in the new layout (Components V2) and the old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.standin.findings import Findings, Node
from bot.standin.refusal import Path

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
SELECTS = (STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT)

IN_CONTAINER = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR)
AT_TOP = (*IN_CONTAINER, CONTAINER)
MOST_COMPONENTS = 40  # nested ones count
MOST_TEXT = 4_000  # over all text displays of a message
MOST_ROWS = 5  # in the old layout
LINK, PREMIUM = 5, 6  # button styles without a custom_id
MEDIA_SCHEMES = ("http", "https", "attachment")


def spread(components: list[Any], path: Path) -> Iterator[tuple[Node, Path]]:
    """Every component with its place in the payload, parents first."""
    for index, component in enumerate(components):
        if not isinstance(component, dict):
            continue
        here = (*path, index)
        yield component, here
        if isinstance(component.get("components"), list):
            yield from spread(component["components"], (*here, "components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield component[key], (*here, key)


def check_components(payload: Node, path: Path, findings: Findings, *, new_layout: bool) -> None:
    """Check the `components` of a message payload."""
    components = findings.objects(payload, path, (0, MOST_COMPONENTS if new_layout else MOST_ROWS))
    allowed = AT_TOP if new_layout else (ROW,)
    for index, component in enumerate(components):
        _check(component, (*path, index), allowed, findings)
    parts = list(spread(components, path))
    findings.ids_differ(parts)
    if len(parts) > MOST_COMPONENTS:
        words = f"The message has {len(parts)} components; at most {MOST_COMPONENTS} are allowed."
        findings.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", words)
    total = sum(len(part.get("content") or "") for part, _ in parts if part.get("type") == TEXT_DISPLAY)
    if total > MOST_TEXT:
        words = f"Total size of displayable text exceeds the maximum size of {MOST_TEXT}"
        findings.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)


def shown_addresses(components: list[Any]) -> set[str]:
    """Every address that a media component shows, `attachment://` ones as they are."""
    addresses = set()
    for part, _ in spread(components, ()):
        media = [part.get("media"), part.get("file")]
        media += [item.get("media") for item in part.get("items") or () if isinstance(item, dict)]
        addresses |= {str(item["url"]) for item in media if isinstance(item, dict) and "url" in item}
    return addresses


def _check(component: Any, path: Path, allowed: tuple[int, ...], findings: Findings) -> None:
    kind = component.get("type") if isinstance(component, dict) else None
    if kind not in allowed:
        words = f'Value of field "type" must be one of {allowed}.'
        findings.add((*path, "type"), "UNION_TYPE_CHOICES", words)
        return
    findings.number(component, (*path, "id"), (0, 2**31 - 1))
    match kind:
        case 1:
            _check_row(component, path, findings)
        case 2:
            check_button(component, path, findings)
        case 9:
            _check_section(component, path, findings)
        case 10:
            findings.text(component, (*path, "content"), (1, MOST_TEXT))
        case 11:
            _check_media(component, (*path, "media"), findings)
            findings.text(component, (*path, "description"), (1, 1024), required=False)
        case 12:
            _check_gallery(component, path, findings)
        case 13:
            _check_media(component, (*path, "file"), findings, ("attachment",))
        case 14:
            findings.one_of(component, (*path, "spacing"), (1, 2), required=False)
        case 17:
            findings.number(component, (*path, "accent_color"), (0, 0xFFFFFF))
            inner = findings.objects(component, (*path, "components"), (1, MOST_COMPONENTS))
            for index, part in enumerate(inner):
                _check(part, (*path, "components", index), IN_CONTAINER, findings)
        case _:
            check_select(component, path, findings)


def _check_row(row: Node, path: Path, findings: Findings) -> None:
    path = (*path, "components")
    inner = findings.objects(row, path, (1, 5))
    for index, part in enumerate(inner):
        _check(part, (*path, index), (BUTTON, *SELECTS), findings)
    kinds = [part.get("type") for part in inner if isinstance(part, dict)]
    if len(kinds) > 1 and any(kind in SELECTS for kind in kinds):
        words = "The specified component exceeds the maximum width"
        findings.add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)


def _check_section(section: Node, path: Path, findings: Findings) -> None:
    inner = findings.objects(section, (*path, "components"), (1, 3))
    for index, part in enumerate(inner):
        _check(part, (*path, "components", index), (TEXT_DISPLAY,), findings)
    if section.get("accessory") is None:
        findings.missing((*path, "accessory"))
    else:
        _check(section["accessory"], (*path, "accessory"), (BUTTON, THUMBNAIL), findings)


def _check_gallery(gallery: Node, path: Path, findings: Findings) -> None:
    for index, item in enumerate(findings.objects(gallery, (*path, "items"), (1, 10))):
        here = (*path, "items", index)
        _check_media(item, (*here, "media"), findings)
        findings.text(item, (*here, "description"), (1, 1024), required=False)


def _check_media(holder: Node, path: Path, findings: Findings, schemes: tuple[str, ...] = MEDIA_SCHEMES) -> None:
    media = holder.get(str(path[-1]))
    if isinstance(media, dict):
        findings.web_address(media, (*path, "url"), 2048, schemes)
    else:
        findings.missing(path)


def check_button(button: Node, path: Path, findings: Findings) -> None:
    """Check a button: style, label or emoji, and exactly the target that its style has."""
    if not findings.one_of(button, (*path, "style"), (1, 2, 3, 4, LINK, PREMIUM)):
        return
    style = button["style"]
    findings.text(button, (*path, "label"), (0, 80), required=False)
    if style != PREMIUM and not (button.get("label") or "").strip() and not button.get("emoji"):
        findings.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji")
    own = {LINK: "url", PREMIUM: "sku_id"}.get(style, "custom_id")
    for key in ("custom_id", "url", "sku_id"):
        if key != own and button.get(key) is not None:
            words = f"A button of this style cannot have a {key}"
            findings.add((*path, key), "BUTTON_COMPONENT_EXCLUSIVE_FIELDS", words)
    if own == "url":
        findings.web_address(button, (*path, "url"), 512, ("http", "https", "discord"))
    else:
        findings.text(button, (*path, own), (1, 100))


def check_select(select: Node, path: Path, findings: Findings) -> None:
    """Check a select menu of any kind, in a message or a form."""
    findings.text(select, (*path, "custom_id"), (1, 100))
    findings.text(select, (*path, "placeholder"), (0, 150), required=False)
    findings.number(select, (*path, "min_values"), (0, 25))
    findings.number(select, (*path, "max_values"), (1, 25))
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        words = "min_values must be less than or equal to max_values"
        findings.add((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX", words)
    if select.get("type") != STRING_SELECT:
        return
    options = findings.objects(select, (*path, "options"), (1, 25))
    check_options(options, (*path, "options"), findings)
    defaults = sum(bool(option.get("default")) for option in options if isinstance(option, dict))
    if isinstance(high, int) and (high > max(len(options), 1) or defaults > high):
        words = f"The menu has {len(options)} options, {defaults} of them chosen, for at most {high} values"
        findings.add((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEEDED", words)


def check_options(options: list[Any], path: Path, findings: Findings) -> None:
    """Check the options of a select menu, radio group or checkbox group."""
    seen = set[str]()
    for index, option in enumerate(options):
        here, value = (*path, index), str(option.get("value"))
        findings.text(option, (*here, "label"), (1, 100))
        findings.text(option, (*here, "value"), (1, 100))
        findings.text(option, (*here, "description"), (1, 100), required=False)
        if value in seen:
            words = "The specified option value is already used"
            findings.add((*here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
        seen.add(value)
