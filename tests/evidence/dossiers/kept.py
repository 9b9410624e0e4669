"""What the tests of dossiers keep in their trays, and how they write it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evidence.dossiers.collecting import dossier
from bot.evidence.dossiers.model import Dossier
from tests.shared_library import the_library

CAMPS = "political-prison-camps"
ROW = "oci-2023:heroin-trade"


@dataclass(frozen=True)
class Kept:
    """An item of a tray, as `bot.store` has them."""

    key: str
    note: str = ""


def of(*items: Kept | str, style: str = "chicago") -> Dossier:
    """The dossier of these items over the real library."""
    kept = (one if isinstance(one, Kept) else Kept(one) for one in items)
    return dossier(kept, the_library(), style)
