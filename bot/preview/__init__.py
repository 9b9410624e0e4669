"""
Try the bot without an account: the stand-in for Discord, the real bot in a process of its own, and a page on loopback.

    preview = Preview(Settings())
    async with Page(preview, port=0) as page, preview:      # the page is bound first: a port in use costs nothing
        print(page.address)                                 # holds the token that opens the page

`desk` is the server that the page shows, `supervisor` the bot's process, `status` what the bot says of its library,
`acts` what a person does in the page, `timeline` what the pages show, `showing` and `inspecting` the JSON of it,
`markdown` Discord's dialect, `guard` who may open the page, `page` its routes, `transcripts` sessions as tests.
"""

from __future__ import annotations

from bot.preview.page import DEFAULT_PORT, Page, PageError
from bot.preview.preview import Preview, Settings
from bot.preview.supervisor import Commands

__all__ = ["DEFAULT_PORT", "Commands", "Page", "PageError", "Preview", "Settings"]
