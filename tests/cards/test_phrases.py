"""Every fixed word of the cards and commands is there in every language, with the same braces and within limits."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from bot.cards.phrases import LANGUAGES, catalogue, fixed, say
from bot.discord_app.registering import payloads
from tests.conftest import ROOT


def templates_in_use() -> set[str]:
    found = {"at least", "at most"}  # chosen by a figure's bound, not written where it is shown
    for path in [*(ROOT / "bot/cards").rglob("*.py"), *(ROOT / "bot/discord_app").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fixed"
            if called and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def descriptions(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["description"]} if value.get("description") else set()
        return own.union(*(descriptions(one) for one in value.values()))
    return set().union(*(descriptions(one) for one in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_phrase_in_use_is_translated(language: str) -> None:
    wanted = templates_in_use() | descriptions(await payloads())

    assert set() == wanted - set(catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_braces(language: str) -> None:
    changed = [
        english
        for english, translation in catalogue(language).items()
        if sorted(set(re.findall(r"\{\w+\}", english))) != sorted(set(re.findall(r"\{\w+\}", translation)))
    ]

    assert [] == changed


@pytest.mark.parametrize("language", LANGUAGES)
async def test_translated_commands_stay_within_discords_limits(language: str) -> None:
    texts = [catalogue(language)[text] for text in descriptions(await payloads())]

    assert max(map(len, texts)) <= 100


def test_a_language_nobody_has_written_is_english() -> None:
    assert "3 sources" == say(fixed("{count} sources", count=3), "pl")


def test_a_locale_takes_the_words_of_its_language() -> None:
    assert "출처 3개" == say(fixed("{count} sources", count=3), "ko")
    assert say(fixed("Back"), "fr") == say(fixed("Back"), "fr-CA")


def test_there_is_a_file_for_each_language() -> None:
    files = (ROOT / "bot/cards/words").glob("*.yaml")

    assert sorted(LANGUAGES) == sorted(Path(file).stem for file in files)
