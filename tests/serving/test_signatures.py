"""Forged, changed, old and repeated requests are refused; Discord's own are not, whatever the clock does."""

from __future__ import annotations

import pytest
from nacl.signing import SigningKey

from bot.errors import ConfigError
from bot.serving.signatures import MAX_AGE, Seal, read_key

KEY = SigningKey.generate()
NOW = 1_800_000_000.0
BODY = b'{"type":1}'


class Clocks:
    """The wall clock and the count of seconds, moved apart or together."""

    def __init__(self) -> None:
        self.wall_now = NOW
        self.count = 1_000.0

    def wall(self) -> float:
        return self.wall_now

    def monotonic(self) -> float:
        return self.count

    def pass_by(self, seconds: float) -> None:
        self.wall_now += seconds
        self.count += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def seal(clocks: Clocks) -> Seal:
    return Seal(KEY.verify_key, clocks.wall, clocks.monotonic)


def signed(timestamp: str, body: bytes = BODY) -> str:
    return KEY.sign(timestamp.encode() + body).signature.hex()


def test_what_discord_signs_passes(seal: Seal) -> None:
    at = str(int(NOW))

    assert seal.why_not(signed(at), at, BODY) is None


GOOD = signed("1800000000")


@pytest.mark.parametrize(
    ("signature", "timestamp", "body", "reason"),
    [
        (None, "1800000000", BODY, "malformed signature"),
        ("", "1800000000", BODY, "malformed signature"),
        ("zz" * 64, "1800000000", BODY, "malformed signature"),
        (GOOD[:-2], "1800000000", BODY, "malformed signature"),
        (GOOD + "00", "1800000000", BODY, "malformed signature"),
        (GOOD.upper(), "1800000000", BODY, "malformed signature"),
        ("\N{FULLWIDTH DIGIT ONE}" * 128, "1800000000", BODY, "malformed signature"),
        (GOOD, None, BODY, "malformed timestamp"),
        (GOOD, "", BODY, "malformed timestamp"),
        (GOOD, " 1800000000", BODY, "malformed timestamp"),
        (GOOD, "-1800000000", BODY, "malformed timestamp"),
        (GOOD, "1.8e9", BODY, "malformed timestamp"),
        (GOOD, "1" * 400, BODY, "malformed timestamp"),
        (GOOD, "\N{ARABIC-INDIC DIGIT ONE}800000000", BODY, "malformed timestamp"),
        (GOOD, "1800000000{", BODY[1:], "malformed timestamp"),
        (GOOD, "1800000001", BODY, "bad signature"),
        (GOOD, "1800000000", BODY + b" ", "bad signature"),
        (GOOD, "1800000000", b"", "bad signature"),
        ("0" * 128, "1800000000", BODY, "bad signature"),
    ],
)
def test_what_others_send_does_not(
    seal: Seal, signature: str | None, timestamp: str | None, body: bytes, reason: str
) -> None:
    assert reason == seal.why_not(signature, timestamp, body)


def test_another_application_is_refused(clocks: Clocks) -> None:
    seal = Seal(SigningKey.generate().verify_key, clocks.wall, clocks.monotonic)

    assert "bad signature" == seal.why_not(GOOD, "1800000000", BODY)


@pytest.mark.parametrize(
    ("age", "passes"), [(0, True), (MAX_AGE, True), (MAX_AGE + 1, False), (-MAX_AGE, True), (-MAX_AGE - 1, False)]
)
def test_a_request_is_good_for_five_minutes(seal: Seal, age: float, *, passes: bool) -> None:
    at = str(int(NOW - age))

    assert passes == (seal.why_not(signed(at), at, BODY) is None)


@pytest.mark.parametrize("jump", [3_600.0, -3_600.0])
def test_a_clock_that_is_set_while_we_run_locks_nobody_out(seal: Seal, clocks: Clocks, jump: float) -> None:
    clocks.pass_by(100.0)
    clocks.wall_now += jump
    at_true_time = str(int(NOW + 100.0))
    at_set_time = str(int(NOW + 100.0 + jump))

    assert seal.why_not(signed(at_true_time), at_true_time, BODY) is None
    assert seal.why_not(signed(at_set_time), at_set_time, BODY) is None


def test_an_interaction_comes_once(seal: Seal, clocks: Clocks) -> None:
    first = seal.is_repeated("7")
    clocks.pass_by(2 * MAX_AGE - 1)

    assert not first
    assert seal.is_repeated("7")
    assert not seal.is_repeated("8")


def test_what_is_too_old_anyway_is_forgotten(seal: Seal, clocks: Clocks) -> None:
    seal.is_repeated("7")
    clocks.pass_by(2 * MAX_AGE + 1)

    assert not seal.is_repeated("8")
    assert ["8"] == list(seal._seen)


def test_without_a_key_there_is_a_word_on_where_to_find_it() -> None:
    with pytest.raises(ConfigError, match=r"discord\.public_key.*Developer Portal"):
        read_key("")
