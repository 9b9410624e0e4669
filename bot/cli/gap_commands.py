"""misses, stale: what the library does not answer, and where it grows old."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli.context import library_folder

if TYPE_CHECKING:
    from bot.curation.gaps import Gap

METRICS_SECONDS: Final = 3.0
EVERYWHERE: Final = ("0.0.0.0", "::", "")  # addresses to listen on that are none to ask at


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("misses", help="what the bot could not answer, grouped, most asked first")
    one.add_argument("--json", action="store_true", help="for tools")
    one.add_argument("--accept", metavar="ID", help="make this group a name or a question of --brief")
    one.add_argument("--reject", metavar="ID", help="close this group; the briefs stay as they are")
    one.add_argument("--brief", metavar="BRIEF", help="the brief that answers it")
    one.add_argument("--as", dest="form", choices=("alias", "question"), default="alias")
    one.add_argument("--text", help="other words to add than those that were asked")
    one.add_argument("--quotes", nargs="+", default=[], metavar="QUOTE", help="the quotes that answer a question")
    one.set_defaults(run=misses)

    one = commands.add_parser("stale", help="briefs whose newest source is old, and superseded sources")
    one.add_argument("--json", action="store_true", help="for tools")
    one.add_argument("--years", type=float, default=2.0, help="how old the newest source may be")
    one.add_argument(
        "--metrics",
        nargs="+",
        default=[],
        metavar="PLACE",
        help="the metrics of each process of the bot, most served first: a file or an address; "
        "left out, those of the bot that runs here where metrics.port is set",
    )
    one.set_defaults(run=stale)


def misses(arguments: argparse.Namespace) -> int:
    """List the gaps, or decide on one."""
    return asyncio.run(_misses(arguments))


async def _misses(arguments: argparse.Namespace) -> int:
    from bot.curation.gaps import close_gap, find_gap, group_reports
    from bot.library.loading import load_library
    from bot.search.engine import Engine
    from bot.store import open_store

    folder = library_folder(arguments)
    engine = Engine(load_library(folder))
    store = await open_store(_store_address(arguments), role="tool")
    try:
        gaps = group_reports(await store.reports.waiting(), engine)
        wanted = arguments.accept or arguments.reject
        if wanted is None:
            _print_gaps(gaps, as_json=arguments.json)
            return 0
        gap = find_gap(gaps, wanted)
        if gap is None:
            print(f"No group that waits holds the report {wanted}; see  briefbot misses.", file=sys.stderr)
            return 1
        if arguments.reject:
            closed = await close_gap(store, gap, "rejected", by=0)
            print(f"rejected: {closed.reports} reports; the briefs are as they were")
            return 0
        brief = engine.library.briefs.get(arguments.brief or "")
        if brief is None:
            named = f"There is no brief “{arguments.brief}” that is served. " if arguments.brief else ""
            print(f"{named}Name the brief that answers it:  --brief ID", file=sys.stderr)
            return 1
        if not _taught(arguments, folder, gap):
            return 1
        closed = await close_gap(store, gap, "answered", by=0, brief=brief)
        print(f"{closed.reports} reports closed, {closed.notices} to tell")
        return 0
    finally:
        await store.close()


def _taught(arguments: argparse.Namespace, folder: Path, gap: Gap) -> bool:
    """Whether the brief answers the gap from now on; says what was done, or what is to be done first."""
    from bot.curation.promoting import Addition, PatchWritten, Promoted, Refused, Standing, promote

    text = arguments.text or gap.text
    addition = Addition(arguments.brief, text, arguments.form, gap.text, quotes=tuple(arguments.quotes))
    patches = folder.parent / "patches" if os.access(folder.parent, os.W_OK) else Path.cwd()
    match promote(folder, addition, patches, datetime.now(UTC).date()):
        case Promoted(path, key):
            print(f"added to {key} of {path.name}")
            return True
        case Standing(path, key):
            print(f"stands in {key} of {path.name}")
            return True
        case PatchWritten(path, key):
            print(f"The library is read-only; the edit of {key} is in {path}.", file=sys.stderr)
            print(f"Apply it in {folder.parent} with  patch -p1 , then give this command again:", file=sys.stderr)
            print("the group waits until then, and nobody is told before.", file=sys.stderr)
            return False
        case Refused(reason):
            print(reason, file=sys.stderr)
            return False


def _print_gaps(gaps: tuple[Gap, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_gap_data(gap) for gap in gaps], ensure_ascii=False, indent=1))
        return
    if not gaps:
        print("Nothing waits.")
    for gap in gaps:
        print(f"{gap.id}  {gap.count}x  “{gap.text}”  ({', '.join(gap.kinds)})")
        for near in gap.nearest:
            print(f"    {near.similarity:5.1f}  {near.brief}: {near.title}")
        for better in gap.suggested:
            print(f"    somebody suggests: {better}")


def _gap_data(gap: Gap) -> dict[str, object]:
    return {
        "id": gap.id,
        "text": gap.text,
        "count": gap.count,
        "kinds": gap.kinds,
        "reports": [report.id for report in gap.reports],
        "nearest": [asdict(near) for near in gap.nearest],
        "suggested": gap.suggested,
    }


def _store_address(arguments: argparse.Namespace) -> str:
    from bot.config import load_settings

    settings = load_settings(arguments.config)
    if settings.store.url:
        return settings.store.url
    from bot.config import store_url

    return store_url(settings)


def _own_metrics(arguments: argparse.Namespace) -> list[str]:
    """The address of the running bot's metrics, where the settings give it one."""
    from bot.config import load_settings

    settings = load_settings(arguments.config)
    host = settings.http.host if settings.http.host not in EVERYWHERE else "127.0.0.1"
    return [f"http://{host}:{settings.metrics.port}/metrics"] if settings.metrics.port else []


def _metrics_of(place: str) -> str:
    """The text of the metrics; empty, with a word about it, where they cannot be had."""
    from urllib.request import urlopen  # late: no other command needs it

    try:
        if not place.startswith(("http://", "https://")):
            return Path(place).read_text("utf-8")
        with urlopen(place, timeout=METRICS_SECONDS) as answer:
            return str(answer.read().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        print(f"How often briefs were served is not known: {place}: {error}", file=sys.stderr)
        return ""


def stale(arguments: argparse.Namespace) -> int:
    """What has grown old, most served first."""
    from bot.curation.stale import read_served, stale_briefs, superseded_sources
    from bot.library.loading import load_library

    library = load_library(library_folder(arguments))
    served = Counter[str]()
    for place in arguments.metrics or _own_metrics(arguments):
        served.update(read_served(_metrics_of(place)))
    briefs = stale_briefs(library, datetime.now(UTC).date(), years=arguments.years, served=served)
    sources = superseded_sources(library)
    if arguments.json:
        data = {"briefs": [asdict(one) for one in briefs], "superseded": [asdict(one) for one in sources]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    for one in briefs:
        age = f"newest source of {one.newest}, {one.years} years old" if one.newest else "no dated source"
        print(f"{one.brief}: {age} ({', '.join(one.sources)})" + (f", served {one.served}x" if one.served else ""))
    for source in sources:
        print(f"{source.source} is superseded: {source.by} (according to: {source.according_to})")
        print(f"    used by {', '.join((*source.briefs, *source.sheets)) or 'nothing'}")
    return 0
