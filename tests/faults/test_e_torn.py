"""Group E: a process dies in the middle of writing curators' files and backups; each is the old one or the new one."""

from __future__ import annotations

import random
import signal
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.disk import KILL, Calls, Disk
from tests.faults.workshop import TREE, WRITERS, Command, Workshop, files_in


@dataclass(slots=True)
class Bench:
    """A workshop, the trees that each command leaves when nothing disturbs it, and whole files as they may be."""

    workshop: Workshop
    before: dict[str, bytes]
    folder: Path
    after: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def finished(self, command: Command) -> dict[str, bytes]:
        if command.name not in self.after:
            place = self.workshop.copy(self.folder / command.name)
            done = self.workshop.run(command, place, {})
            assert done.returncode in (0, 1), done.stderr
            self.after[command.name] = files_in(place / TREE)
        return self.after[command.name]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    workshop = Workshop(tmp_path_factory.mktemp("workshop"))
    return Bench(workshop, files_in(workshop.model / TREE), tmp_path_factory.mktemp("finished"))


def wrong(bench: Bench, command: Command, found: dict[str, bytes]) -> list[str]:
    """Files that are neither as before nor as they should become; a folder of a draft is all there or not at all."""
    before, after = bench.before, bench.finished(command)
    torn = [name for name in before.keys() | found.keys() if found.get(name) not in (before.get(name), after.get(name))]
    drafted = {name for name in after.keys() - before.keys() if "/drafts/" in name}
    if found.keys() & drafted not in (set(), drafted):
        torn.append("half a draft")
    return torn


def killed_at(bench: Bench, command: Command, nth: int, kinds: Calls, folder: Path) -> list[str] | None:
    """What is wrong after the nth call of a command was its last one; None where it made fewer."""
    place = bench.workshop.copy(folder / "place")
    disk = Disk(place / TREE, folder / "beside")
    disk.fail(nth, KILL, kinds=kinds)
    done = bench.workshop.run(command, place, disk.environment)
    if not disk.fired:
        disk.close()
        return None
    assert -signal.SIGKILL == done.returncode, done.stderr
    died = disk.what
    found = wrong(bench, command, files_in(place / TREE))
    for dice in (None, random.Random(nth)):
        left = disk.after_power_loss(folder / f"left {dice is None}", dice)
        found += [f"{name} after a power loss" for name in wrong(bench, command, files_in(left))]
    disk.close()
    again = bench.workshop.run(command, place, {})
    if again.returncode not in (0, *command.again) or files_in(place / TREE) != bench.finished(command):
        found.append(f"not to be done again: {again.stdout[-200:]} {again.stderr[-200:]}")
    return [f"{command.name}, {nth} ({died}): {one}" for one in found]


@pytest.mark.parametrize(("name", "nth"), [("import", 3), ("misses", 2)])
def test_e05_a_kill_in_the_middle_of_a_write_tears_no_file(name: str, nth: int, bench: Bench, tmp_path: Path) -> None:
    """The last write of a command, half of which is done."""
    command = next(one for one in WRITERS if one.name == name)
    found = killed_at(bench, command, nth, Calls.WRITING, tmp_path)

    assert [] == found


@pytest.mark.slow
def test_e05_a_kill_at_any_call_tears_no_file(bench: Bench, tmp_path: Path) -> None:
    kills, found = 0, []
    for command in WRITERS:
        for nth in range(1, 200):
            torn = killed_at(bench, command, nth, Calls.CHANGING, tmp_path / f"{command.name} {nth}")
            if torn is None:
                break
            kills += 1
            found += torn

    assert kills >= 40
    assert [] == found
