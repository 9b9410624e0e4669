"""A saved web page as text: headings marked, lists bulleted, and what belongs to the site set aside."""

from __future__ import annotations

import re
import warnings
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from bot.curation.documents import ImportRefusedError, Meta, ReportText

_SILENT: Final = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "select", "button")
_SITE: Final = ("nav", "header", "footer", "aside", "form", "dialog")
_ROLES: Final = ("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "alertdialog")
_SITE_NAMES: Final = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|cookies?|consent|share|sharing|social|footer|sidebar|banner|"
    r"newsletter|"
    r"subscribe|related|comments|skip|toolbar|tags?|masthead)"
    r"(?:$|[-_ ])",
    re.I,
)
_BLOCKS: Final = frozenset(
    "p div section article main ul ol table tr blockquote figure figcaption dl dt dd pre header footer body h1 h2 h3 "
    "h4 h5 h6 li hr address center".split()
)
_HEADINGS: Final = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_DEPTH_LIMIT = 150  # levels of tags; saved pages have some 30
_ENOUGH_WORDS = 60  # of <main> or <article> to take it for the report


def read_html(raw: bytes, name: str) -> ReportText:
    """The text of a page. Raises ImportRefusedError where there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Beautiful Soup's advice on file names and XML is for programmers
        soup = BeautifulSoup(raw, "html.parser")
    meta = _meta(soup)
    for tag in soup.find_all(_SILENT):
        tag.decompose()
    dropped: list[str] = []
    root = _root(soup, dropped)
    _drop_site(root, dropped)
    parts: list[str] = []
    _write(root, parts, 0, name)
    text = re.sub(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*+", "\n", "".join(parts))
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    if not text.strip():
        raise ImportRefusedError(f"{name} holds no text outside its menus.")
    return ReportText(text, "HTML", tuple(dropped), meta)


def _meta(soup: BeautifulSoup) -> Meta:
    def content(*names: str) -> str | None:
        for name in names:
            tag = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
            if isinstance(tag, Tag) and str(tag.get("content") or "").strip():
                return " ".join(str(tag["content"]).split())
        return None

    author = content("author", "article:author", "dc.creator", "citation_author")
    title = content("og:title", "dc.title", "citation_title")
    if title is None and soup.title is not None:
        title = " ".join(soup.title.get_text().split()) or None
    return Meta(
        title=title,
        authors=(author,) if author and not author.startswith("http") else (),
        site=content("og:site_name", "citation_journal_title"),
        published=content("article:published_time", "datePublished", "date", "dc.date", "citation_publication_date"),
    )


def _root(soup: BeautifulSoup, dropped: list[str]) -> Tag:
    """The part that holds the report: <main> or the one <article>, where it holds enough; else the body."""
    body = soup.body or soup
    for found in (soup.find_all("main"), soup.find_all("article"), soup.find_all(role="main")):
        if len(found) == 1 and len(found[0].get_text(" ").split()) >= _ENOUGH_WORDS:
            chosen = found[0].extract()
            _list(body, dropped)
            return chosen
    return body


def _drop_site(root: Tag, dropped: list[str]) -> None:
    for tag in root.find_all(True):
        if tag.decomposed or tag.parent is None:
            continue
        if _is_site(tag):
            _list(tag, dropped)
            tag.decompose()


def _is_site(tag: Tag) -> bool:
    if tag.name in ("body", "main", "article", "html", *_HEADINGS):
        return False
    names = tag.get("class")
    words = " ".join([*(names if isinstance(names, list) else []), str(tag.get("id") or "")])
    hidden = tag.get("aria-hidden") == "true" or tag.has_attr("hidden")
    site = tag.name in _SITE or tag.get("role") in _ROLES or hidden or _SITE_NAMES.search(words)
    # A name such as "related-content" may be worn by the wrapper of the whole report.
    return bool(site) and len(tag.get_text(" ").split()) < _ENOUGH_WORDS * 3 and not _has_title(tag)


def _has_title(tag: Tag) -> bool:
    return tag.name == "header" and tag.find("h1") is not None


def _list(tag: Tag, dropped: list[str]) -> None:
    for line in tag.get_text("\n").splitlines():
        words = " ".join(line.split())
        if words and words not in dropped:
            dropped.append(words)


def _write(tag: Tag, parts: list[str], depth: int, name: str) -> None:
    if depth > _DEPTH_LIMIT:
        raise ImportRefusedError(f"{name} nests its tags too deeply to be a report; save the page as text.")
    for child in tag.children:
        if isinstance(child, PreformattedString):
            continue
        if isinstance(child, NavigableString):
            parts.append(re.sub(r"\s+", " ", str(child)))
        elif isinstance(child, Tag):
            _write_tag(child, parts, depth, name)


def _write_tag(tag: Tag, parts: list[str], depth: int, name: str) -> None:
    if tag.name == "br":
        parts.append("\n")
        return
    if tag.name in ("td", "th"):
        _write(tag, parts, depth + 1, name)
        parts.append("\t")
        return
    if tag.name not in _BLOCKS:
        _write(tag, parts, depth + 1, name)
        return
    parts.append("\n" if tag.name in ("li", "tr") else "\n\n")
    if tag.name in _HEADINGS:
        parts.append(_HEADINGS[tag.name] + " ".join(tag.get_text(" ").split()))
    elif tag.name == "p" and _is_bold(tag):
        parts.append(f"**{' '.join(tag.get_text(' ').split())}**")
    else:
        if tag.name == "li":
            parts.append("• ")
        _write(tag, parts, depth + 1, name)
    parts.append("\n" if tag.name in ("li", "tr") else "\n\n")


def _is_bold(tag: Tag) -> bool:
    """Whether a paragraph is one short piece of bold text: a heading in all but name."""
    inner = [child for child in tag.children if not (isinstance(child, NavigableString) and not child.strip())]
    bold = len(inner) == 1 and isinstance(inner[0], Tag) and inner[0].name in ("strong", "b")
    return bold and 0 < len(tag.get_text().split()) <= 12
