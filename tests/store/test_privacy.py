"""The list of what is kept covers every table, and the page says what the list says."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.store import KEPT, Retention, privacy_lines
from bot.store.privacy import privacy_page
from bot.store.tables import metadata

PERSONAL = ("user_id", "added_by", "noted_by", "asker_id", "actor_id")


def test_every_table_is_in_the_list_once() -> None:
    assert sorted(metadata.tables) == sorted(name for kept in KEPT for name in kept.tables)


def test_every_table_with_a_persons_id_is_called_personal() -> None:
    def personal(table: sa.Table) -> bool:
        return any(name in table.c for name in PERSONAL)

    expected = {name for name, table in metadata.tables.items() if personal(table)}

    assert expected == {name for kept in KEPT if kept.personal for name in kept.tables}


def test_the_times_are_those_of_the_settings() -> None:
    lines = "\n".join(privacy_lines(Retention(report_days=11, notice_days=22, audit_days=33, tray_days=44)))

    assert all(f"{days} days" in lines for days in (11, 22, 33, 44))


def test_without_retention_no_days_are_promised() -> None:
    lines = privacy_lines(Retention(None, None, None, None))

    assert all(" days" not in line for line in lines)


def test_a_line_fits_into_a_card() -> None:
    assert sum(len(line) for line in privacy_lines(Retention())) < 3000


def test_the_page_in_the_documentation_is_the_list(root: Path) -> None:
    assert privacy_page(Retention()) == (root / "docs" / "privacy.md").read_text(encoding="utf-8")
