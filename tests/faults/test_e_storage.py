"""Group E: the disk, the store, charts, files of others, and secrets."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.config import load_settings, read_token
from bot.curation.documents import ImportRefusedError
from bot.curation.importing import import_report
from bot.discord_app.client import Briefbot
from bot.errors import ConfigError
from bot.standin import Limits, Standin, StandinError
from bot.standin.faults import Reset
from bot.store import channel_tray, open_store
from tests.conftest import ROOT, require
from tests.discord_app.conftest import until
from tests.faults.measuring import resident
from tests.faults.processes import environment, register, running, start

CANARY = "canary-Mz4xNTk.Gq7w2k.of-no-worth-but-never-to-be-seen"


async def test_e03_the_nth_write_of_a_command_fails_without_half_states(standin: Standin, bot: Briefbot) -> None:
    """As SQLite is tested: each request of a conversation is broken in turn, until none is left to break."""
    tray = channel_tray(standin.world.channel("press").id, standin.world.guild.id)
    keys = [f"tip-2024:{number}" for number in range(1, 13)]
    outcomes = []
    for skip, key in enumerate(keys):
        standin.faults.clear()
        rule = standin.faults.add(route="*", fault=Reset("after"), skip=skip % 3)
        where: dict[str, Any] = {"channel": standin.world.channel("press")}
        added = await standin.slash("tray add", {"key": key}, **where)
        shown = await standin.slash("tray show", **where)
        outcomes.append((rule.hits, added.error, shown.error))
    kept = [item.key for item in await bot.store.trays.show(tray)]

    assert {(None, None)} == {(added, shown) for _, added, shown in outcomes}
    assert any(hits for hits, _, _ in outcomes)
    assert keys == kept  # each once, though its first answer was lost


async def serve_and_kill(url: str, kills: int, seconds: float) -> tuple[set[str], set[str]]:
    """What the bot told people is in their tray, over `kills` SIGKILLs under load; and what is there in the end."""
    told: set[str] = set()
    async with Standin(limits=Limits(ack_seconds=20)) as standin:
        await register(standin, url)
        press, dana = standin.world.channel("press"), standin.world.person("Dana")
        number = 0

        async def add(key: str) -> None:
            try:
                exchange = await standin.slash("tray add", {"key": key, "note": key}, channel=press, timeout=30)
            except StandinError:
                return
            if exchange.error is None and re.search(r"(?:is|as) number", exchange.text):
                told.add(key)

        async def chat() -> None:
            await asyncio.gather(
                standin.slash("ask", {"question": "weather tomorrow"}, wait="sent"),
                standin.slash("briefbot settings", {"answers": "public"}, user=dana, wait="sent"),
            )

        for kill in range(kills):
            async with running(standin, url) as bot:
                begun = asyncio.get_running_loop().time()
                tasks = []
                while asyncio.get_running_loop().time() - begun < seconds * (0.5 + (kill % 5) / 5):
                    number += 1
                    tasks.append(
                        asyncio.create_task(
                            add(f"tip-2024:{number % 40 + 1}" if kill % 2 else f"hrr-2021:{number % 40 + 1}")
                        )
                    )
                    if number % 4 == 0:
                        await chat()
                    await asyncio.sleep(0.02)
                await bot.end(signal.SIGKILL)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    store = await open_store(url, role="tool")
    try:
        kept = {item.key for item in await store.trays.show(channel_tray(press.id, standin.world.guild.id))}
    finally:
        await store.close()
    return told, kept


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.slow)])
async def test_e01_sigkill_of_the_whole_bot_loses_nothing_acknowledged(kills: int, tmp_path: Path) -> None:
    told, kept = await serve_and_kill(f"sqlite:///{tmp_path / 'a.db'}", kills, 0.8)

    assert told
    assert set() == told - kept
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()


@pytest.mark.postgres
@pytest.mark.slow
async def test_e01_sigkill_of_the_whole_bot_on_postgresql() -> None:
    url = os.environ.get("BRIEFBOT_TEST_POSTGRES", "")
    require("postgres", url, "BRIEFBOT_TEST_POSTGRES names no empty database")
    told, kept = await serve_and_kill(url, 50, 0.8)

    assert told
    assert set() == told - kept


async def test_e01_the_start_after_a_torn_file_says_what_it_found(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    async with Standin() as standin:
        async with running(standin, f"sqlite:///{path}") as before:
            await register(standin, f"sqlite:///{path}")
            await standin.slash("tray add", {"key": "tip-2024:3"})
            await before.end(signal.SIGTERM)  # in order, so that all is in the one file
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        async with running(standin, f"sqlite:///{path}") as bot:
            answer = await standin.slash("ask", {"question": "kwanliso"})
            await until(lambda: "damaged" in bot.text)

    assert answer.error is None
    assert "rows were recovered" in bot.text or "nothing in it could be read" in bot.text


async def test_e04_a_read_only_store_does_not_stop_answers(standin: Standin, bot: Briefbot, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as other:
        other.execute("PRAGMA max_page_count = 1")
        other.execute("BEGIN EXCLUSIVE")  # as a full disk: nothing can be written
        answers = [await standin.slash(name, dict(options)) for name, options in (
            ("ask", {"question": "kwanliso"}), ("brief", {"topic": "heroin"}), ("scores", {}), ("sources", {}),
            ("topics", {}), ("help", {}), ("figures", {"measure": "camp-population"}),
        )]  # fmt: skip
        refused = await standin.slash("tray add", {"key": "tip-2024:3"})

    assert [None] * 7 == [answer.error for answer in answers]
    assert refused.error is None
    assert "store" in refused.text.lower() or "saved" in refused.text.lower()


async def test_e06_a_second_bot_on_one_file_ends_with_the_reason(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with Standin() as standin, running(standin, url):
        second = await start(environment(standin, url))
        status = await second.ended()

    assert status == 2
    assert "Traceback" not in second.text
    assert "a.db" in second.text.splitlines()[-1]


def bomb(name: str, inner: str, size: int, tmp_path: Path) -> Path:
    """A small packed file that unpacks to `size` bytes."""
    path = tmp_path / name
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
        packed.open(inner, "w", force_zip64=True) as file,
    ):
        for _ in range(size // 1_000_000):
            file.write(b" " * 1_000_000)
    return path


SMALL_PROCESS = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from pathlib import Path
from bot.errors import BriefbotError
from bot.curation.importing import import_report
from bot.curation.oci_dataset import read_dataset
path, series = Path(sys.argv[1]), sys.argv[2]
try:
    read_dataset(path) if series == "oci-dataset" else import_report(path, series)
except BriefbotError as error:
    print(error)
    sys.exit(2)
"""


@pytest.mark.parametrize("series", ["oci-dataset", "tip"])
@pytest.mark.parametrize("inner", ["xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_e09_a_packed_bomb_is_refused_in_little_memory(series: str, inner: str, tmp_path: Path) -> None:
    path = bomb("report.xlsx", inner, 1_000_000_000, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SMALL_PROCESS, str(path), series], cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip

    assert path.stat().st_size < 2_000_000
    assert done.returncode == 2, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert "report.xlsx" in done.stdout


def test_e09_a_page_that_unpacks_to_a_gigabyte_is_refused(tmp_path: Path) -> None:
    import zlib

    stream = zlib.compress(b"(x) Tj " * 140_000_000, 9)
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n",
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(stream), stream),
    ]
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"".join(parts) + b"trailer<</Root 1 0 R>>\n%%EOF")
    done = subprocess.run(
        [sys.executable, "-c", SMALL_PROCESS, str(path), "tip"], cwd=ROOT, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip

    assert done.returncode == 2, done.stderr[-500:]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["png", "gif", "tiff"])
def test_e09_pictures_are_no_reports(kind: str, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / f"report.{kind}"
    Image.new("1", (14_000, 14_000)).save(path)
    before = resident()  # now, as Pillow keeps the memory of its pictures for the next
    with pytest.raises(ImportRefusedError) as refused:
        import_report(path, "tip")

    assert path.name in str(refused.value)
    assert resident() - before <= 60


async def test_e10_no_token_in_whatever_the_bot_writes(tmp_path: Path) -> None:
    said: list[str] = []
    config = tmp_path / "config.yaml"
    config.write_text(f"discord:\n  token: {CANARY}\n", "utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(f"discord:\n  guilds: [\n  token: {CANARY}\n", "utf-8")
    url = f"sqlite:///{tmp_path / 'a.db'}"
    async with Standin(token=CANARY) as standin:
        for path in (config, broken):
            failed = await start(environment(standin, url, BRIEFBOT_CONFIG=str(path)))
            await failed.ended()
            said.append(failed.text)
        async with running(standin, url) as bot:
            await register(standin, url)
            await standin.slash("ask", {"question": "kwanliso"})
            standin.faults.add(route="*", fault=Reset("after"), times=3)
            await standin.slash("brief", {"topic": "heroin"})
            standin.gateway.drop()
            await until(lambda: len(standin.gateway.resumes) > 0)
            await bot.end(signal.SIGTERM)
            said.append(bot.text)
        async with running(standin, url) as crashed:
            await crashed.end(signal.SIGABRT)
            said.append(crashed.text)
        wrong = await start(environment(standin, url) | {"BRIEFBOT_TOKEN": f"{CANARY}x"})
        await wrong.ended()
        said.append(wrong.text)

    assert all(said)
    assert [] == [text for text in said if CANARY in text or "canary-" in text]


def test_e10_errors_and_reprs_of_settings_hold_no_token(tmp_path: Path) -> None:
    token = read_token({"BRIEFBOT_TOKEN": CANARY})
    path = tmp_path / "config.yaml"
    path.write_text(f"discord:\n  api_base: {CANARY}\n", "utf-8")
    with pytest.raises(ConfigError) as wrong:
        load_settings(path, {})

    assert CANARY not in f"{token} {token!r} {[token]} {wrong.value}"


def test_e11_a_token_file_that_others_can_read_is_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "token"
    path.write_text(CANARY, "utf-8")
    path.chmod(0o644)
    token = read_token({"BRIEFBOT_TOKEN_FILE": str(path)})
    open_to_all = caplog.text
    caplog.clear()
    path.chmod(0o600)
    read_token({"BRIEFBOT_TOKEN_FILE": str(path)})

    assert token.secret == CANARY
    assert "others can read" in open_to_all
    assert CANARY not in open_to_all
    assert "" == caplog.text


def test_e11_nothing_in_the_repository_looks_like_a_token() -> None:
    shape = re.compile(r"\b[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,38}\b")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    files = [ROOT / name for name in listed if name] or list(ROOT.glob("bot/**/*.py"))
    found = [path.name for path in files if path.is_file() and shape.search(path.read_text("utf-8", errors="ignore"))]

    assert found == []
