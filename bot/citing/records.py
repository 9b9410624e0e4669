"""One CSL record a source, prepared for a style: what is inferred is marked, what a manual leaves out is left out."""

from __future__ import annotations

import re
from typing import Any

from bot.citing.styles import Style
from bot.library.model import Source

# Private-use marks. Around inferred words; after a family name, so that the bracket closes behind the given name.
INFERRED_OPEN, INFERRED_CLOSE, NAME_END = "\ue002", "\ue003", "\ue004"

_NAMES = ("author", "editor")
_SENTENCE_CASE = frozenset({"apa", "harvard", "ieee"})  # these shorten every given name as well
_FIELDS = frozenset(
    {
        "type", "title", "title-short", "author", "editor", "issued", "accessed", "publisher", "publisher-place",
        "container-title", "collection-title", "collection-number", "genre", "number", "volume", "issue", "page",
        "edition", "URL", "language",
    }
)  # fmt: skip
_CSL_NAMES = {"url": "URL", "date": "issued", "year": "issued", "outlet": "container-title"}
_READABLE = {"URL": "address", "url": "address", "issued": "date", "container-title": "outlet"}


def inferred_fields(source: Source) -> frozenset[str]:
    """The CSL names of the fields of `source` that are inferred rather than printed or confirmed."""
    return frozenset(_CSL_NAMES.get(name, name) for name in source.inferred)


def inferred_note(source: Source) -> str:
    """One sentence that names the inferred fields of `source`; empty if there are none."""
    names = sorted({_READABLE.get(name, name) for name in source.inferred})
    return f"Inferred, not printed in the source: {', '.join(names)}." if names else ""


def csl_item(source: Source) -> dict[str, Any]:
    """
    Return the CSL-JSON item of `source`; what its `csl` lacks is filled from the other fields of the record.

    `custom.sentence-case-title` of a record, for styles that want the title so, is ours and is left out: which words of
    a title are names cannot be known from the title.
    """
    item = {"id": source.id, "type": "report", "title": source.title, **source.csl}
    item["id"] = source.id
    item.pop("custom", None)
    if source.url and "URL" not in item:
        item["URL"] = source.url
    if source.date and "issued" not in item:
        item["issued"] = _date(source.date)
    if "accessed" not in item:
        item["accessed"] = _date(source.accessed)
    return item


def prepared(source: Source, style: Style) -> dict[str, Any]:
    """
    Return the CSL item of `source` as citeproc-py is to see it for `style`, inferred fields marked.

    An inferred date stays as it is; the key `inferred` then holds `issued`, for the mending of the rendered text.
    """
    item = {key: value for key, value in csl_item(source).items() if key in _FIELDS and value}
    item["id"] = "source"
    if style.key in _SENTENCE_CASE:
        item["title"] = source.csl.get("custom", {}).get("sentence-case-title", item["title"])
        for field in item.keys() & set(_NAMES):
            item[field] = [_capital_parts(name) for name in item[field]]
    inferred = set(inferred_fields(source))
    _leave_out(item, style, inferred)
    for field in inferred & item.keys():
        item[field] = _marked(field, item[field])
    if "issued" in inferred & item.keys():
        item["inferred"] = ["issued"]
    if style.key == "chicago" and "issued" not in item:
        item["issued"] = {"literal": "n.d."}  # CMOS 18, 14.44; the style has it in the author-date form only
    return item


def _leave_out(item: dict[str, Any], style: Style, inferred: set[str]) -> None:
    author = ", ".join(name.get("literal", "") for name in item.get("author", ()))
    publisher = item.get("publisher", "")
    if publisher and (author == publisher or author.startswith(f"{publisher}, ")):
        if style.key == "mla":  # MLA 9, 5.24: an organisation that is author and publisher is given as publisher
            item["publisher"] = author
            del item["author"]
            inferred -= {"publisher"}
            inferred |= {"publisher"} if "author" in inferred else set()
        elif style.key in {"apa", "harvard", "ieee"}:  # APA 7, 9.29: a publisher that is the author is left out
            del item["publisher"]
    elif style.key in {"apa", "harvard"} and item["type"] == "webpage" and "container-title" in item:
        item.pop("publisher", None)  # APA 7, 10.16: the name of the site only


def _capital_parts(name: dict[str, str]) -> dict[str, str]:
    # citeproc-py takes the second half of "Jong-su" for a particle and makes it "J.-. su".
    given = name.get("given", "")
    return {**name, "given": re.sub(r"-(\w)", lambda match: match[0].upper(), given)} if given else name


def _marked(field: str, value: Any) -> Any:
    if field in _NAMES:
        return [_marked_name(name) for name in value]
    if field == "URL":
        return f"{value} {INFERRED_OPEN}address inferred{INFERRED_CLOSE}"
    return f"{INFERRED_OPEN}{value}{INFERRED_CLOSE}" if isinstance(value, str) else value


def _marked_name(name: dict[str, str]) -> dict[str, str]:
    if "literal" in name:
        return {"literal": f"{INFERRED_OPEN}{name['literal']}{INFERRED_CLOSE}"}
    suffix = f"{name.get('suffix', '')}{INFERRED_CLOSE}"
    return {**name, "family": f"{INFERRED_OPEN}{name['family']}{NAME_END}", "suffix": suffix}


def _date(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}
