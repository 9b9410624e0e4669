"""What a button or menu does, written into its custom_id, so that it works after a restart and on any worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CUSTOM_ID_LIMIT: Final = 100  # characters, Discord
BUTTON: Final = "b1"  # buttons and forms; the number is the version of this writing
MENU: Final = "m1"  # discord.py tells dynamic items apart by their pattern, so menus are marked otherwise
BUTTON_PATTERN: Final = r"b1\|.+"
MENU_PATTERN: Final = r"m1\|.+"


@dataclass(frozen=True, slots=True)
class Action:
    """A verb with its arguments; `tag` tells which version of a brief the card was made from."""

    verb: str
    args: tuple[str, ...] = ()
    tag: str = ""

    def arg(self, number: int, default: str = "") -> str:
        """The argument at `number`, from 0, or `default`."""
        return self.args[number] if number < len(self.args) else default

    def within(self, verb: str) -> Action:
        """This action as the object of another: `share` of a brief, say."""
        return Action(verb, (self.verb, *self.args), self.tag)

    def inner(self) -> Action:
        """The action that this one is about."""
        return Action(self.arg(0), self.args[1:], self.tag)


def custom_id(action: Action, mark: str = BUTTON) -> str | None:
    """The action as the custom_id of a button, or of a menu; None when it does not fit."""
    args = "|".join(action.args)
    if "~" in args or "\n" in args or args.count("|") >= max(1, len(action.args)):
        return None  # an argument holds what parts them
    written = f"{mark}|{action.verb}|{args}" if action.args else f"{mark}|{action.verb}"
    written = f"{written}~{action.tag}" if action.tag else written
    return written if len(written) <= CUSTOM_ID_LIMIT else None


def read_action(written: str) -> Action | None:
    """The action of a custom_id; None when it is not one of ours."""
    mark, _, rest = written.partition("|")
    if mark not in (BUTTON, MENU) or not rest:
        return None
    rest, _, tag = rest.partition("~")
    verb, *args = rest.split("|")
    return Action(verb, tuple(args), tag)


def fitting(verb: str, first: str, many: tuple[str, ...], tag: str = "", *, around: int = 10) -> Action:
    """An action with as many of `many`, joined by commas, as its custom_id holds; `around` is left for a wrapper."""
    kept = many
    while kept:
        action = Action(verb, (first, ",".join(kept)), tag)
        written = custom_id(action)
        if written is not None and len(written) <= CUSTOM_ID_LIMIT - around:
            return action
        kept = kept[:-1]
    return Action(verb, (first,), tag)
