"""What was kept, found again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.citing.passages import CitedPassage, CitingError
from bot.evidence.dossiers.collecting import dossier
from bot.evidence.dossiers.model import BriefEntry, MissingEntry, PassageEntry
from bot.store import TrayItem
from bot.store.rows import utc_now
from tests.evidence.dossiers.kept import CAMPS, ROW, Kept, of
from tests.shared_library import the_library


def test_entries_stand_in_the_order_in_which_they_were_kept() -> None:
    found = of("tip-2024:7", CAMPS, ROW)

    assert [PassageEntry, BriefEntry, PassageEntry] == [type(entry) for entry in found.entries]
    assert "Evidence dossier" == found.title


def test_what_was_kept_twice_stands_once_with_both_notes() -> None:
    found = of(Kept("tip-2024:¶7", "one"), Kept("tip-2024:7", "two"), Kept("tip-2024:7", "one"), Kept("TIP-2024:7"))

    (entry,) = found.entries
    assert "one\ntwo" == entry.note
    assert 1 == len(found.notes)


def test_what_is_gone_keeps_its_note() -> None:
    assert (MissingEntry("no-such-brief", "mine"),) == of(Kept("no-such-brief", "mine")).entries
    assert (MissingEntry("tip-2024:999", ""),) == of("tip-2024:999").entries


def test_an_item_of_a_tray_will_do() -> None:
    item = TrayItem("id", "passage", "tip-2024:7", "a note", 1, None, utc_now())

    assert "a note" == dossier([item], the_library(), "apa").entries[0].note


def test_the_figures_of_a_passage_travel_with_it_each_once() -> None:
    (entry,) = of("tip-2024:7").entries

    assert isinstance(entry, PassageEntry)
    figures = {one.measure.id: one.figures for one in entry.figures}
    (held,) = figures["camp-population"]
    assert ("80,000–120,000 people", "an estimated") == (held.amount, held.qualifier)
    printed = [(one.measure.id, line.printed) for one in entry.figures for line in one.figures]
    assert len(set(printed)) == len(printed)


def test_who_said_a_whole_passage_first_is_kept() -> None:
    library = the_library()
    quote = next(
        quote
        for brief in library.briefs.values()
        for figure in brief.figures
        if figure.originator
        for quote in [library.quotes[brief.id, figure.quote]]
    )
    passage = replace(quote.passage, text=quote.text)
    text = replace(
        library.texts[quote.source],
        paragraphs=tuple(passage if one is quote.passage else one for one in library.texts[quote.source].paragraphs),
    )
    changed = replace(library, texts={**library.texts, quote.source: text})

    found = dossier([Kept(quote.key)], changed, "chicago")

    assert found.notes[0].passage.originator
    assert "as cited in" in "".join(span.text for span in found.notes[0].citation)


def test_every_mark_of_a_brief_is_the_number_of_its_note() -> None:
    found = of("tip-2024:7", CAMPS)
    entry = found.entries[1]

    assert isinstance(entry, BriefEntry)
    quotes = the_library().quotes
    for statement, line in zip(entry.brief.statements, entry.statements, strict=True):
        wanted = {quotes[CAMPS, name].text for name in statement.quotes}
        assert wanted == {found.notes[mark - 1].passage.text for mark in line.marks}
    assert list(range(1, len(found.notes) + 1)) == [note.number for note in found.notes]


def test_two_briefs_share_the_notes_on_the_same_words() -> None:
    found = of(CAMPS, "labor-camps", "prison-conditions")

    words = [(note.passage.passage.key, note.passage.text) for note in found.notes]
    assert len(set(words)) == len(words)


def test_each_source_is_referred_to_once_in_a_style_with_numbers_of_its_own() -> None:
    found = of("tip-2024:7", "tip-2024:1", "hrr-2021:10", style="ieee")

    assert ["[1]", "[2]"] == ["".join(span.text for span in one)[:3] for one in found.references]
    assert ["[1, ", "[1, ", "[2, "] == ["".join(span.text for span in note.citation)[:4] for note in found.notes]


def test_a_sheet_without_a_text_is_among_the_references() -> None:
    found = of("heroin")

    assert any(not isinstance(one, CitedPassage) and one.id == "oci-2021" for one in found.citables)
    assert any("2021" in "".join(span.text for span in one) for one in found.references)


def test_what_a_source_does_not_print_is_warned_of() -> None:
    assert "Tucker, In Homeland Security: The source gives no date (n.d.)." in of("ihs-tucker:1").warnings


def test_a_style_for_programs_means_apa_and_an_unknown_one_is_refused() -> None:
    assert "apa" == of("tip-2024:7", style="bibtex").style.key
    with pytest.raises(CitingError, match="no citation style"):
        of("tip-2024:7", style="made-up")


def test_nothing_kept_is_an_empty_dossier() -> None:
    found = of()

    assert ((), (), (), ()) == (found.entries, found.notes, found.references, found.citables)
