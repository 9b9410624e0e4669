"""Manners in channels, by a clock of our own."""

from __future__ import annotations

from bot.config import RepliesSettings
from bot.discord_app import manners
from bot.discord_app.manners import Manners, Posted, Repeated, TooMany, Welcome


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def made(clock: Clock, **replies: float) -> Manners:
    return Manners(RepliesSettings.model_validate(replies), clock)


def test_the_same_card_is_welcome_again_after_a_minute() -> None:
    clock = Clock()
    some = made(clock)
    some.posted(1, 10, "card", Posted(99))

    assert Repeated(Posted(99)) == some.judge(1, 11, "card")
    assert Welcome() == some.judge(2, 11, "card")
    assert Welcome() == some.judge(1, 11, "other")
    clock.now += 60
    assert Welcome() == some.judge(1, 11, "card")


def test_one_person_has_so_many_a_minute() -> None:
    clock = Clock()
    some = made(clock, public_per_minute=2)
    for number in range(2):
        some.posted(1, 10, f"card{number}", Posted(number))
        clock.now += 20

    assert TooMany() == some.judge(1, 10, "new")
    assert Welcome() == some.judge(1, 11, "new")
    clock.now += 20
    assert Welcome() == some.judge(1, 10, "new")


def test_a_deleted_card_is_forgotten() -> None:
    some = made(Clock())
    some.posted(1, 10, "card", Posted(99))
    some.posted(1, 10, "answer", Posted(None, 7))
    some.gone(99)

    assert Welcome() == some.judge(1, 11, "card")
    assert Repeated(Posted(None, 7)) == some.judge(1, 11, "answer")

    some.gone(100, 7)

    assert Welcome() == some.judge(1, 11, "answer")


def test_memory_is_bounded() -> None:
    some = made(Clock())
    for number in range(manners.REMEMBERED + 5):
        some.posted(1, number, f"card{number}", Posted(number))

    assert Welcome() == some.judge(1, -1, "card0")
    assert Repeated(Posted(manners.REMEMBERED)) == some.judge(1, -1, f"card{manners.REMEMBERED}")


def test_what_may_be_posted_again_is_not_remembered() -> None:
    clock = Clock()
    some = made(clock)
    for number in range(5):
        some.posted(1, 10, f"card{number}", Posted(number))
        clock.now += 30

    assert [("card3", 3), ("card4", 4)] == [(card, one.message_id) for (_, card), (_, one) in some._cards.items()]
