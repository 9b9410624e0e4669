"""Whether a request is Discord's: its Ed25519 signature, its age, and that it comes only once."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from bot.errors import ConfigError

MAX_AGE: Final = 300.0  # seconds
REMEMBERED: Final = 200_000  # interaction ids; the oldest are forgotten first
_SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)  # lower case alone, so that one request has one signature
_TIMESTAMP = re.compile(r"[0-9]{1,15}", re.ASCII)  # digits alone, or a byte of the body could move into it


@dataclass(slots=True)
class Seal:
    """
    Tells Discord's requests from others.

    `wall` gives seconds since 1970 and `monotonic` any seconds. A clock that is set while we run must not lock
    Discord out, so a request is young when it is young by the clock as it is now or as it would be by our own count.
    """

    key: VerifyKey
    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    _offset: float = field(init=False)
    _seen: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._offset = self.wall() - self.monotonic()

    def why_not(self, signature: str | None, timestamp: str | None, body: bytes) -> str | None:
        """Why the request is refused, for the log; None when Discord signed it within `MAX_AGE`."""
        if signature is None or _SIGNATURE.fullmatch(signature) is None:
            return "malformed signature"
        if timestamp is None or _TIMESTAMP.fullmatch(timestamp) is None:
            return "malformed timestamp"
        try:
            self.key.verify(timestamp.encode() + body, bytes.fromhex(signature))
        except BadSignatureError:
            return "bad signature"
        counted = self.monotonic() + self._offset
        if min(abs(now - int(timestamp)) for now in (self.wall(), counted)) > MAX_AGE:
            return "too old"
        return None

    def is_repeated(self, interaction_id: str) -> bool:
        """Whether this interaction came before; remembers it."""
        now = self.monotonic()
        # A timestamp may lie MAX_AGE ahead of us, so its request stays young for twice as long.
        while self._seen and (now - next(iter(self._seen.values())) > 2 * MAX_AGE or len(self._seen) >= REMEMBERED):
            self._seen.popitem(last=False)
        if interaction_id in self._seen:
            return True
        self._seen[interaction_id] = now
        return False


def read_key(public_key: str) -> VerifyKey:
    """The key of the setting. Raises ConfigError where there is none."""
    if not public_key:
        raise ConfigError(
            "briefbot serve needs the application's public key: set discord.public_key, "
            "or BRIEFBOT_DISCORD__PUBLIC_KEY (Developer Portal, General Information)."
        )
    return VerifyKey(bytes.fromhex(public_key))
