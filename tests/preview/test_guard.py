"""Who may open the page, over real sockets."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.preview import Page, PageError, Preview, Settings
from tests.preview.running import DEMO

pytestmark = pytest.mark.faults
PATHS = ("/", "/static/app.js", "/static/layout.css", "/api/exchange/1", "/nowhere", "/transcript.json")


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A page whose preview is not started: the guard comes before everything."""
    async with Page(Preview(Settings(commands=DEMO)), 0) as page:
        yield page


@pytest.fixture
async def client(page: Page) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who opened the address with the token."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{page.guard.port}", cookie_jar=jar) as client:
        async with client.get(page.address) as response:
            assert response.status == 200
            assert str(response.url) == f"http://127.0.0.1:{page.guard.port}/"
        yield client


def origin(page: Page) -> str:
    return f"http://127.0.0.1:{page.guard.port}"


async def test_the_page_binds_loopback_only(page: Page) -> None:
    addresses = page._runner.addresses

    assert [host for host, *_ in addresses] == ["127.0.0.1"]


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/api/events", "/?key=wrong", "/api/exchange/1"])
async def test_without_the_token_nothing_opens(page: Page, path: str) -> None:
    async with aiohttp.ClientSession() as stranger, stranger.get(origin(page) + path) as response:
        text = await response.text()

    assert response.status == 403
    assert "briefbot preview" in text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1", "localhost", "127.0.0.1.evil.example:{port}", "[::1]:{port}"],
)
async def test_a_foreign_host_is_refused(page: Page, client: aiohttp.ClientSession, host: str) -> None:
    headers = {"Host": host.format(port=page.guard.port)}
    async with client.get("/", headers=headers) as response:
        assert response.status == 421
    async with client.get(page.address, headers=headers) as response:
        assert response.status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {},
        {"Origin": "https://evil.example", "Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
async def test_a_request_of_another_site_changes_nothing(
    client: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    for path in ("/api/act", "/api/bot", "/api/manage", "/api/dismiss", "/api/again"):
        async with client.post(path, data=b"{}", headers=headers) as response:
            assert response.status == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
async def test_another_site_cannot_listen(client: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as failure:
        await client.ws_connect("/api/events", headers=headers)

    assert failure.value.status == 403


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_has_the_headers_that_protect_it(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


async def test_the_page_has_no_inline_script_or_style(client: aiohttp.ClientSession) -> None:
    async with client.get("/") as response:
        text = await response.text()

    assert text.count("<script") == text.count('<script type="module" src="/static/') == 1
    assert "<style" not in text
    assert " style=" not in text
    assert " on" not in text.replace("only", "").replace("or a", "")[text.index("<body>") :].split("<main")[0]


async def test_only_packaged_files_are_served(client: aiohttp.ClientSession) -> None:
    for path in ("/static/nothing.js", "/static/..%2fpage.py", "/static/__init__.py", "/media/1/x.png"):
        async with client.get(path) as response:
            assert response.status == 404


async def test_a_big_body_is_refused(page: Page, client: aiohttp.ClientSession) -> None:
    async with client.post("/api/act", data=io.BytesIO(b"x" * 3_000_000), headers={"Origin": origin(page)}) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"act": "slash"}', b'{"act": "dance"}', b'{"act": "say", "extra": 1}']
)
async def test_what_the_page_would_not_send_is_refused_in_words(
    page: Page, client: aiohttp.ClientSession, body: bytes
) -> None:
    async with client.post("/api/act", data=body, headers={"Origin": origin(page)}) as response:
        answer = await response.json()

    assert response.status == 400
    assert answer["error"].startswith("The preview did not understand")


async def test_a_port_in_use_is_said_with_the_way_out(page: Page) -> None:
    port = page.guard.port
    with pytest.raises(PageError, match=rf"Port {port} cannot be used: .*briefbot preview --port {port + 1}"):
        async with Page(Preview(Settings(commands=DEMO)), port):
            await asyncio.sleep(0)


async def test_cookies_of_two_previews_do_not_meet(page: Page) -> None:
    async with Page(Preview(Settings(commands=DEMO)), 0) as other:
        names = {page.guard.cookie, other.guard.cookie}

    assert len(names) == 2
