"""What was collected is found again, in order, and named by whatever people type."""

from __future__ import annotations

from bot.evidence.kept import Kept, find_kept, key_to_keep
from tests.shared_library import the_library


def test_what_was_kept_is_found_again_in_its_order() -> None:
    kept = [Kept("1", "tip-2024:3"), Kept("2", "heroin", "note"), Kept("3", "gone"), Kept("4", "tip-2024:3")]
    entries = find_kept(the_library(), kept)

    assert kept == [entry.kept for entry in entries]
    assert [1, None, None, 1] == [entry.passage.number if entry.passage else None for entry in entries]
    assert [None, "heroin", None, None] == [entry.brief.id if entry.brief else None for entry in entries]


def test_what_is_kept_is_named_by_key_id_or_title() -> None:
    library = the_library()

    assert ("passage", "tip-2024:3") == key_to_keep(library, "TIP-2024:¶3")
    assert ("brief", "heroin") == key_to_keep(library, "heroin and opium")
    assert key_to_keep(library, "nothing of the kind") is None
