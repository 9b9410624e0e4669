"""What the bot says of its library: the file that it writes after each load, and a watch over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from watchfiles import awatch

STATUS_FILE: Final = "BRIEFBOT_STATUS_FILE"  # the environment variable that names the file to the bot
_DEBOUNCE_MS, _STEP_MS = 100, 30


class Problem(BaseModel):
    """One problem of the library, as `briefbot check --json` prints it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    line: int
    column: int
    code: str
    severity: Literal["error", "warning"]
    message: str


class LibraryStatus(BaseModel):
    """The library that is served: its version, a digest for each brief, and what the latest load found wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    briefs: dict[str, str]
    problems: tuple[Problem, ...] = ()


def read_status(path: Path) -> LibraryStatus | None:
    """The status in the file; None while there is none, or none that can be read."""
    try:
        return LibraryStatus.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


async def watch_status(path: Path, tell: Callable[[LibraryStatus], None]) -> None:
    """Tell of each new status until cancelled. The folder of `path` must exist."""
    known = None
    async for _ in awatch(path.parent, debounce=_DEBOUNCE_MS, step=_STEP_MS, yield_on_timeout=True, rust_timeout=1_000):
        status = read_status(path)
        if status is not None and status != known:
            known = status
            tell(status)
