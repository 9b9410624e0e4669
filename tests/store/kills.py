"""
Kills a small writing process again and again, and counts acknowledged writes that are gone.

python -m tests.store.kills URL KILLS    prints {"kills": …, "acknowledged": …, "lost": […]} and exits 1 if any is lost.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import defaultdict

from bot.store import NewItem, NewReport, Store, channel_tray, open_store

LONGEST = 0.06  # seconds that a writer lives after its first acknowledged write


async def write_for_ever(url: str, run: int, acknowledge: int) -> None:
    """Save one thing after the other; each is told to `acknowledge` when the store says that it is kept."""
    store = await open_store(url)
    tray = channel_tray(run, None)
    for number in range(10**6):
        key = f"run-{run}:{number}"
        match number % 4:
            case 0:
                await store.trays.add(tray, NewItem("passage", key, "a note"), by=run)
                done = f"added {key}"
            case 1:
                done = f"reported {await store.reports.record(NewReport('miss', key))}"
            case 2:
                await store.people.remember_style(run, str(number))
                done = f"style {number}"
            case _:
                await store.trays.remove(tray, f"run-{run}:{number - 3}")
                done = f"removed run-{run}:{number - 3}"
        os.write(acknowledge, f"{done}\n".encode())


def kill_one(url: str, run: int, dice: random.Random) -> list[str]:
    """Start a writer, kill it at a random moment, and return what it said was kept."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            asyncio.run(write_for_ever(url, run, write_end))
        finally:
            traceback.print_exc()
            os._exit(3)
    os.close(write_end)
    first = os.read(read_end, 1 << 20)
    time.sleep(dice.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    rest = b""
    while chunk := os.read(read_end, 1 << 20):
        rest += chunk
    os.close(read_end)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"the writer ended by itself with {status}")
    return (first + rest).decode().split("\n")[:-1]


async def lost(url: str, said: dict[int, list[str]]) -> list[str]:
    """What was acknowledged and is not so in the store."""
    store = await open_store(url, role="tool")
    try:
        return [line for run, lines in said.items() for line in await lost_of(store, run, lines)]
    finally:
        await store.close()


async def lost_of(store: Store, run: int, lines: list[str]) -> list[str]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        kind, _, value = line.partition(" ")
        by_kind[kind].append(value)
    kept = {item.key for item in await store.trays.show(channel_tray(run, None))}
    # The last removal may have happened without its acknowledgement getting through.
    begun = {f"run-{run}:{len(lines) - 3}"}
    gone = [f"added {key}" for key in by_kind["added"] if key not in kept | begun | set(by_kind["removed"])]
    gone += [f"removed {key}" for key in by_kind["removed"] if key in kept]
    gone += [f"reported {each}" for each in by_kind["reported"] if await store.reports.one(each) is None]
    style = (await store.people.of(run)).citation_style
    gone += [f"style {number}" for number in by_kind["style"][-1:] if style is None or int(style) < int(number)]
    return gone


def main(url: str, kills: int) -> int:
    dice = random.Random(kills)
    said = {run: kill_one(url, run, dice) for run in range(1, kills + 1)}
    missing = asyncio.run(lost(url, said))
    result = {"kills": kills, "acknowledged": sum(map(len, said.values())), "lost": missing}
    sys.stdout.write(f"{json.dumps(result)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
