"""The judge: every payload of the bot against Discord's limits and, where it is there, its OpenAPI document."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from bot.standin.body import Body, as_object
from bot.standin.exchange import Exchange
from bot.standin.findings import Findings
from bot.standin.limits_commands import check_command
from bot.standin.limits_messages import MessageCheck, Operation, check_deferral
from bot.standin.limits_modals import check_choices, check_modal
from bot.standin.message import Message
from bot.standin.openapi import Schemas, load_schemas
from bot.standin.refusal import Problem, Refusal, invalid_form

OPERATIONS = {
    "callback": "post /interactions/{interaction_id}/{interaction_token}/callback",
    "follow-up": "post /webhooks/{webhook_id}/{webhook_token}",
    "edit": "patch /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
    "send": "post /channels/{channel_id}/messages",
    "edit-sent": "patch /channels/{channel_id}/messages/{message_id}",
    "commands": "put /applications/{application_id}/commands",
    "command": "post /applications/{application_id}/commands",
    "command-edit": "patch /applications/{application_id}/commands/{command_id}",
}
CALLBACK_KIND = {4: "message", 5: "deferral", 6: "deferral", 7: "message", 8: "choices", 9: "modal"}
UPDATE_MESSAGE = 7
MOST_COMMANDS = 130  # of all kinds in one scope


@dataclass(frozen=True, slots=True)
class Violation:
    """A payload that Discord would refuse: on which operation, the first code found, and all faults in words."""

    operation: str
    code: str
    text: str


@dataclass(slots=True)
class Tally:
    """Payloads judged and violations found, by operation and code. One tally may serve several stand-ins."""

    checked: Counter[str] = field(default_factory=Counter)  # by operation
    found: Counter[str] = field(default_factory=Counter)  # violations by code
    violations: deque[Violation] = field(default_factory=lambda: deque(maxlen=1_000))  # the latest

    def __str__(self) -> str:
        total, bad = sum(self.checked.values()), sum(self.found.values())
        kinds = ", ".join(f"{number} x {code}" for code, number in self.found.items())
        verdict = f"{bad} refused: {kinds}" if bad else "all valid"
        return f"{total:,} payloads checked, {verdict}"


class Judge:
    """
    Judges payloads and refuses them as Discord does. `enabled` off lets everything pass, for benchmarks.

    Rules about state (a second answer, a late one, missing permissions) are not its: they always hold.
    """

    def __init__(self, *, enabled: bool = True, tally: Tally | None = None) -> None:
        self.enabled = enabled
        self.tally = tally or Tally()
        self._schemas: Schemas | None = load_schemas() if enabled else None

    def callback(self, body: Body, exchange: Exchange) -> None:
        """Judge the first response to an interaction."""
        payload = as_object(body.payload)
        if not isinstance(payload.get("type"), int):
            raise invalid_form([Problem(("type",), "BASE_TYPE_REQUIRED", "This field is required")])
        if not self.enabled:
            return
        findings = Findings()
        self._check_callback(body, exchange, findings)
        self._conclude("callback", payload, findings.problems)

    def _check_callback(self, body: Body, exchange: Exchange, findings: Findings) -> None:
        callback, data, path = body.payload["type"], body.payload.get("data"), ("data",)
        kind = CALLBACK_KIND.get(callback)
        if data is None:
            if kind not in (None, "deferral"):
                findings.missing(path)
        elif not isinstance(data, dict):
            findings.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        elif kind == "message":
            before = exchange.source if callback == UPDATE_MESSAGE else None
            MessageCheck(data, body.names, before, findings).run(path, "callback")
        elif kind == "deferral":
            check_deferral(data, path, findings)
        elif kind == "modal":
            check_modal(data, path, findings)
        elif kind == "choices":
            check_choices(data, path, findings, focused_type(exchange.request["data"]))

    def message(self, body: Body, operation: Operation, before: Message | None = None) -> None:
        """Judge a message or, with `before`, an edit of that message."""
        payload = as_object(body.payload)
        if not self.enabled:
            return
        findings = Findings()
        MessageCheck(payload, body.names, before, findings).run((), operation)
        self._conclude(operation, payload, findings.problems)

    def commands(self, payload: Any, operation: str = "commands", whole: Any = None) -> None:
        """Judge one command, or the list that overwrites all; of an edit also the `whole` that comes of it."""
        if not self.enabled:
            return
        findings = Findings()
        if operation == "commands":
            for index, command in enumerate(findings.items({"": payload or []}, ("",), (0, MOST_COMMANDS))):
                check_command(command, (index,), findings)
        else:
            check_command(whole or payload, (), findings)
        self._conclude(operation, payload, findings.problems)

    def _conclude(self, operation: str, payload: Any, problems: list[Problem]) -> None:
        self.tally.checked[operation] += 1
        if not problems and self._schemas is not None:
            problems = self._schemas.problems(OPERATIONS[operation], payload)
        if problems:
            refusal = invalid_form(problems)
            self.record(operation, problems[0].code, refusal)
            raise refusal

    def record(self, operation: str, code: str, refusal: Refusal) -> None:
        """Count a violation."""
        self.tally.found[code] += 1
        self.tally.violations.append(Violation(operation, code, str(refusal)))


def focused_type(data: dict[str, Any]) -> int:
    """The type of the option in which the person types, in the data of an autocomplete interaction."""
    for option in data.get("options") or ():
        if option.get("focused"):
            return int(option["type"])
        if found := focused_type(option):
            return found
    return 0
