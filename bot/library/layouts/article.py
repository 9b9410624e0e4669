"""Layout of a press article: a title, a byline, untitled prose."""

from __future__ import annotations

import re

from bot.library.layouts.blocks import Block, Layout, Paragraph, blocks, join_page_breaks

_BYLINE = re.compile(r"By [A-Z]")
_CHROME = re.compile(r"(?:Comments are closed|Share this|Related (?:posts|articles)|Leave a (?:reply|comment))", re.I)
_SENTENCE = re.compile(r"[.!?][\"”’)]*$")


def read(text: str) -> Layout:
    """Prose begins after the byline; without one, at the first block that ends like a sentence."""
    found = list(blocks(text))
    first = next((i + 1 for i, block in enumerate(found) if _BYLINE.match(block.text)), None)
    if first is None:
        first = next((i for i, block in enumerate(found) if _SENTENCE.search(block.text)), len(found))
    front = [block for block in found[:first] if not _is_menu(block, found[:first])]
    furniture = [block for block in found[:first] if block not in front]
    paragraphs = []
    for block in found[first:]:
        if _CHROME.match(block.text):
            furniture.append(block)
        else:
            paragraphs.append(Paragraph((), block.start, block.end, block.text))
    return Layout(join_page_breaks(paragraphs), (), tuple(furniture), tuple(front))


def _is_menu(block: Block, front: list[Block]) -> bool:
    """Of the lines before the byline the last is the title; those above it are the site's menu."""
    titles = [other for other in front if not _BYLINE.match(other.text)]
    return bool(titles) and block in titles[:-1]
