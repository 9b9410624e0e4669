"""/ask, /brief, /cite, /scores, /sources and /help, asked by people over the wire."""

from __future__ import annotations

import pytest

from bot.discord_app.client import Briefbot
from bot.standin import Standin

pytestmark = pytest.mark.usefixtures("bot")


async def test_ask_shows_both_ranges_with_hedge_and_source(standin: Standin) -> None:
    exchange = await standin.slash("ask", {"question": "how many people are in prison camps"})

    assert exchange.error is None
    assert not exchange.ephemeral
    assert "80,000–120,000 people" in exchange.text
    assert "150,000–200,000 people" in exchange.text
    assert "“an estimated”" in exchange.text
    assert "KINU’s White Paper for 2020, as cited in Human Rights Report 2021" in exchange.text
    assert exchange.acked_after < 1.0


async def test_ask_in_private_is_seen_by_the_asker_alone(standin: Standin) -> None:
    exchange = await standin.slash("ask", {"question": "kwanliso", "private": True})

    assert exchange.ephemeral


async def test_a_miss_is_private_whatever_was_asked(standin: Standin) -> None:
    exchange = await standin.slash("ask", {"question": "weather in Seoul tomorrow", "private": False})

    assert exchange.ephemeral
    assert "Not in these sources" in exchange.text


@pytest.mark.parametrize("question", ["🙂🙂", "?", "\u200b \u2060", "...", "a " * 200, "x" * 400, "한국" * 200])
async def test_odd_questions_get_a_friendly_answer(standin: Standin, question: str) -> None:
    exchange = await standin.slash("ask", {"question": question})

    assert exchange.error is None
    assert exchange.text


@pytest.mark.parametrize(
    "question",
    [
        "@everyone kwanliso",
        "<@&1234567890> is heroin made there?",
        "[gov](http://evil.example) nonsense zzz",
        "# heading **bold** ||spoiler|| ```code```",
        "</ask:1> <t:1:R> https://evil.example/zzzz",
    ],
)
async def test_what_people_type_never_comes_alive(standin: Standin, question: str) -> None:
    exchange = await standin.slash("ask", {"question": question})

    assert exchange.error is None
    assert "http://evil" not in exchange.text
    assert "https://evil" not in exchange.text
    assert "<@&1" not in exchange.text
    assert "@everyone" not in exchange.text
    assert exchange.message.allowed_mentions is None or exchange.message.allowed_mentions["parse"] == []


async def test_a_passage_key_finds_the_passage(standin: Standin) -> None:
    exchange = await standin.slash("ask", {"question": "tip-2024:¶3"})

    assert "tip-2024:3" in exchange.text


async def test_an_unknown_passage_says_how_many_there_are(standin: Standin) -> None:
    exchange = await standin.slash("ask", {"question": "tip-2024:99"})

    assert exchange.ephemeral
    assert "TIP 2024 has 12 paragraphs" in exchange.text


async def test_the_address_of_a_source_finds_it(standin: Standin) -> None:
    address = "https://inhomelandsecurity.com/north-koreas-human-trafficking-par-for-the-course/"
    exchange = await standin.slash("ask", {"question": address})

    assert "Tucker" in exchange.text


@pytest.mark.parametrize("topic", ["heroin", "Heroin and opium", "HEROIN", "opium"])
async def test_brief_takes_an_id_a_title_or_an_alias(standin: Standin, topic: str) -> None:
    exchange = await standin.slash("brief", {"topic": topic})

    assert exchange.text.startswith("### Heroin and opium")


async def test_brief_suggests_topics_before_anything_is_typed(standin: Standin) -> None:
    choices = await standin.autocomplete("brief", "topic", "")

    assert 25 == len(choices)


async def test_a_suggestion_works_by_value_and_by_label(standin: Standin) -> None:
    choices = await standin.autocomplete("brief", "topic", "kwanl")
    by_value = await standin.slash("brief", {"topic": choices[0], "private": True})
    by_label = await standin.slash("brief", {"topic": choices[0], "private": True}, labels=True)

    assert "political-prison-camps" == choices[0].value
    assert by_value.text == by_label.text


async def test_cite_gives_passages_with_references(standin: Standin) -> None:
    exchange = await standin.slash("cite", {"text": "up to 90 percent of wages", "style": "mla"})

    assert exchange.error is None
    assert "up to 90 percent of wages" in exchange.text
    assert "MLA" in exchange.text
    assert any(button["style"] == 5 and ":~:text=" in button["url"] for button in exchange.message.buttons)


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
async def test_cite_attaches_a_file_for_programs(standin: Standin, style: str) -> None:
    exchange = await standin.slash("cite", {"text": "heroin for decades", "style": style})

    assert 1 == len(exchange.message.attachments)


async def test_cite_from_one_source_only(standin: Standin) -> None:
    exchange = await standin.slash("cite", {"text": "prison camps", "source": "tip-2007"})

    assert "TIP 2007" in exchange.text
    assert "tip-2024:" not in exchange.text


async def test_an_unknown_style_is_told_in_one_sentence(standin: Standin) -> None:
    exchange = await standin.slash("cite", {"text": "heroin", "style": "vancouver"})

    assert "There is no citation style “vancouver”" in exchange.text


async def test_an_unknown_source_lists_the_sources(standin: Standin) -> None:
    exchange = await standin.slash("cite", {"text": "heroin", "source": "nothing"})

    assert exchange.ephemeral
    assert "tip-2007" in exchange.text


async def test_scores_shows_an_indicator_with_its_scale(standin: Standin) -> None:
    exchange = await standin.slash("scores", {"indicator": "human trafficking"})

    assert "**8.50** on a scale from 1 to 10, higher is worse" in exchange.text
    assert "record only" in exchange.text


async def test_scores_without_an_indicator_shows_the_sheet(standin: Standin) -> None:
    exchange = await standin.slash("scores")

    assert "Criminality score 4.82" in exchange.text
    assert "111th of 193 countries" in exchange.text


async def test_the_sheet_names_highest_and_lowest_with_ties(standin: Standin) -> None:
    exchange = await standin.slash("scores", {})

    assert "**Highest** 9.00: Arms trafficking, Cyber-dependent crimes" in exchange.text
    assert "**Lowest** 1.00: 7 tied" in exchange.text


async def test_scores_as_a_list_fits_a_phone_and_comes_with_a_csv(standin: Standin) -> None:
    exchange = await standin.slash("scores", {"view": "list"})
    block = exchange.text.split("```")[1]

    assert max(len(line) for line in block.splitlines()) <= 40
    assert "oci-2023.csv" == exchange.message.attachments[0].filename


@pytest.mark.parametrize("indicator", ["human-trafficking", "criminal-markets", ""])
async def test_scores_as_a_chart_says_the_same_in_words(standin: Standin, indicator: str) -> None:
    exchange = await standin.slash("scores", {"view": "chart", **({"indicator": indicator} if indicator else {})})
    shared = await standin.click(exchange.message, "As text")

    assert "image/png" == exchange.message.attachments[0].content_type
    assert "8.50" in exchange.text or "5.73" in exchange.text
    assert shared.error is None


async def test_a_source_without_scores_says_so(standin: Standin) -> None:
    exchange = await standin.slash("scores", {"sheet": "tip-2024"})

    assert exchange.ephemeral
    assert "TIP 2024 publishes no scores." in exchange.text
    assert "tier" in exchange.text


async def test_indicators_are_suggested_for_the_chosen_sheet(standin: Standin) -> None:
    choices = await standin.autocomplete("scores", "indicator", "cyber", {"sheet": "oci-2023"})

    assert ["cyber-dependent-crimes"] == [choice.value for choice in choices]


async def test_sources_lists_every_source_with_its_limits_one_click_away(standin: Standin) -> None:
    exchange = await standin.slash("sources")
    menu = exchange.message.selects[0]
    opened = await standin.select(exchange.message, menu["custom_id"], ["hrr-2021"])

    assert 6 == len(menu["options"])
    assert "A partial text" in opened.text
    assert opened.ephemeral


async def test_help_teaches_by_examples_of_the_library(standin: Standin) -> None:
    exchange = await standin.slash("help")

    assert "/ask" in exchange.text
    assert exchange.ephemeral


async def test_a_bug_is_logged_under_a_reference_and_not_shown(
    standin: Standin, bot: Briefbot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.engine = None  # type: ignore[assignment]
    exchange = await standin.slash("ask", {"question": "heroin"})

    assert exchange.ephemeral
    assert "The fault is ours" in exchange.text
    assert "AttributeError" not in exchange.text
    assert "AttributeError" in caplog.text
