"""Sheets, figures and pictures that the tests of charts share."""

from __future__ import annotations

import io
from decimal import Decimal

from PIL import Image

from bot.evidence.answers import FigureLine, FiguresAnswer, GroupScore
from bot.evidence.marking import basis
from bot.library.model import Group, Indicator, Measure, Scale, Sheet
from tests.citing.sources import a_source

SCALE = Scale(low=Decimal(1), high=Decimal(10), standing="printed", note="From 1 to 10.")
SOURCE = a_source(id="index-2023", label="Index 2023", edition="2023", series="oci")


def a_group(values: dict[str, str], value: str = "5.00", name: str = "MARKETS", **fields: object) -> Group:
    """A group of indicators by name."""
    parts = tuple(Indicator(id=key.lower().replace(" ", "-"), name=key, value=one) for key, one in values.items())
    return Group.model_validate(
        {"id": "markets", "name": name, "value": value, "indicators": parts, "higher_is": "worse", **fields}
    )


def a_sheet(*groups: Group, edition: str = "2023", **fields: object) -> Sheet:
    """A sheet of groups."""
    record = {"id": f"index-{edition}", "source": f"index-{edition}", "country": "Korea, DPR", "edition": edition}
    return Sheet.model_validate(
        {**record, "title": f"Index {edition}: Korea, DPR", "scale": SCALE, "groups": groups, **fields}
    )


def of_group(group: Group, sheet: Sheet | None = None) -> GroupScore:
    """The answer that is this group."""
    return GroupScore(sheet or a_sheet(group), SOURCE, group, group.indicators, (), (), None)


def a_figure(**fields: object) -> FigureLine:
    """A figure with these fields, otherwise 80 to 120 people of a report of 2024."""
    values = {
        "amount": "80–120 people",
        "printed": "80 to 120",
        "qualifier": None,
        "bound": None,
        "as_of": None,
        "as_of_inferred": False,
        "source": a_source(id="tip-2024", label="TIP 2024", edition="2024"),
        "originator": None,
        "mark": 1,
        "brief": "a-brief",
        "low": 80.0,
        "high": 120.0,
    }
    return FigureLine(**{**values, **fields})  # type: ignore[arg-type] - each test gives what it is about


def figures(*lines: FigureLine, **fields: object) -> FiguresAnswer:
    """Figures of one measure."""
    record = {"id": "people", "title": "People held", "unit": "people", "counts": "People held.", "comparable": True}
    measure = Measure.model_validate({**record, **fields})
    return FiguresAnswer(measure, lines, (), basis(line.source for line in lines))


def opened(png: bytes) -> Image.Image:
    """The picture as any viewer decodes it."""
    image = Image.open(io.BytesIO(png))
    image.load()
    return image.convert("RGBA")
