"""`briefbot doctor`, as far as it needs no Discord: settings, token, store, library."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.config import PREFIX, Settings, Token, read_token
from bot.errors import BriefbotError, ConfigError
from bot.library.loading import load_library
from bot.operations.findings import Finding, bad, doubtful, good
from bot.search.ranking import IS_COMPILED
from bot.store.address import Address, read_address
from bot.store.database import Database
from bot.store.schema import current_version, refuse_newer
from bot.store.tables import SCHEMA

OTHERS: Final = 0o077  # what group and others may do with a file
SHOWN_PROBLEMS: Final = 3


def check_token(environment: Mapping[str, str] = os.environ) -> tuple[Token | None, list[Finding]]:
    """The token, if there is one, and how it looks; it is shown to nobody."""
    try:
        token = read_token(environment)
    except ConfigError as error:
        return None, [bad("token", str(error), "copy it from the Developer Portal, Bot, Reset Token")]
    found = [_shape(token)]
    named = environment.get(f"{PREFIX}TOKEN_FILE", "")
    if named and os.name == "posix" and stat.S_IMODE(Path(named).stat().st_mode) & OTHERS:
        found.append(doubtful("token file", "other users of this machine can read it", f"chmod 600 {named}"))
    return token, found


def _shape(token: Token) -> Finding:
    parts = token.secret.split(".")
    if token.secret.startswith(("Bot ", "Bearer ")):
        return bad("token", f"it begins with “{token.secret.split()[0]}”", "give the token alone")
    try:
        id_ = base64.b64decode(parts[0] + "=" * (-len(parts[0]) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        id_ = ""
    if len(parts) != 3 or not id_.isdigit():
        remedy = "take the token of the page Bot, not the client secret or the public key"
        return doubtful("token", "it does not look like a bot token (three parts with dots between)", remedy)
    return good("token", "it looks like a bot token")


def check_library(settings: Settings) -> list[Finding]:
    """Whether the library can be served, and what is wrong with it."""
    try:
        library = load_library(settings.library.path)
    except BriefbotError as error:
        return [bad("library", str(error), "set library.path, or BRIEFBOT_LIBRARY__PATH, to the folder of the briefs")]
    said = f"{len(library.briefs)} briefs from {len(library.sources)} sources, version {library.version}"
    if not library.briefs:
        return [bad("library", "it holds no brief that can be served", "see briefbot check")]
    if library.errors:
        first = "; ".join(str(problem) for problem in library.errors[:SHOWN_PROBLEMS])
        more = f", {len(library.errors)} problems set aside: {first}"
        return [doubtful("library", said + more, "see briefbot check; what is sound is served")]
    return [good("library", said)]


def check_search() -> Finding:
    """Whether the part of the look-up that takes longest was compiled when Briefbot was installed."""
    if IS_COMPILED:
        return good("search", "compiled")
    return good("search", "in Python, half as quick as compiled; for that, install again where there is a C compiler")


async def check_store(url: str) -> list[Finding]:
    """Whether the store can be reached and has this version's tables; nothing in it is changed."""
    try:
        address = read_address(url)
    except ConfigError as error:
        return [bad("store", str(error), "set store.url")]
    if address.path is not None and not address.path.exists():
        return [_future_file(address.path)]
    database = Database(address)
    try:
        version = await database.prepare(current_version)
        refuse_newer(version, address.shown)
    except BriefbotError as error:
        cause = f" ({database.cause})" if database.cause else ""
        return [bad("store", f"{address.shown}: {error}{cause}", _remedy(address))]
    finally:
        await database.close()
    if version != SCHEMA:
        said = f"{address.shown} has schema {version or 'none'}, this version needs {SCHEMA}"
        return [doubtful("store", said, "briefbot migrate, after briefbot backup; the bot also does it when it starts")]
    return [good("store", f"{address.shown} answers, schema {version}")]


def _remedy(address: Address) -> str:
    if address.path is not None:
        return "let the user who runs the bot write the file and its folder, or set store.url"
    return "start the database, and check host, name, user and password in store.url"


def _future_file(path: Path) -> Finding:
    folder = next(one for one in path.parents if one.exists())
    if not os.access(folder, os.W_OK):
        return bad("store", f"{path} cannot be made: {folder} cannot be written", "allow it, or set store.url")
    return good("store", f"{path} will be made at the first start")
