"""Discord's dialect as HTML."""

from __future__ import annotations

import re

import pytest

from bot.preview.markdown import to_html

KNOWN = {("user", 1): "Ana", ("role", 2): "Managers", ("channel", 3): "press"}


def html(text: str) -> str:
    return to_html(text, lambda kind, number: KNOWN.get((kind, number))).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**b** *i* _i_ ~~s~~", "<p><strong>b</strong> <em>i</em> <em>i</em> <s>s</s></p>"),
        ("__u__", "<p><u>u</u></p>"),
        ("a_b_c", "<p>a_b_c</p>"),
        ("`**x** <b>`", "<p><code>**x** &lt;b&gt;</code></p>"),
        ("```py\nx < y\n```", '<pre><code class="language-py">x &lt; y</code></pre>'),
        (r"\*no\* \_no\_", "<p>*no* _no_</p>"),
        ("&amp; <b>", "<p>&amp;amp; &lt;b&gt;</p>"),
        ("a\nb", "<p>a<br>b</p>"),
        ("> q\n> r\nafter", "<blockquote><p>q<br>r</p></blockquote><p>after</p>"),
        (">>> a\n\nb", "<blockquote><p>a</p><p>b</p></blockquote>"),
        (">no", "<p>&gt;no</p>"),
        ("- a\n  - b\nafter", "<ul><li>a<ul><li>b</li></ul></li></ul><p>after</p>"),
        ("2. a\n3. b", '<ol start="2"><li>a</li><li>b</li></ol>'),
        ("# h", '<div class="h1" role="heading" aria-level="4">h</div>'),
        ("#### h", "<p>#### h</p>"),
        ("#h", "<p>#h</p>"),
        ("x\n-# small *i*", '<p>x</p><small class="subtext">small <em>i</em></small>'),
        ("||||", "<p>||||</p>"),
        ("| a |\n|---|", "<p>| a |<br>|---|</p>"),
        ("---", "<p>---</p>"),
        ("    no code", "<p>no code</p>"),
        ("<:flag:12>", '<p><span class="emoji">:flag:</span></p>'),
        ("<t:9999999999999>", "<p>Invalid Date</p>"),
        ("", ""),
    ],
)
def test_markup_is_rendered_as_discord_does(text: str, expected: str) -> None:
    assert expected == html(text)


def test_a_spoiler_is_hidden_and_holds_its_markup() -> None:
    shown = html("||a *b|| c*")

    assert shown.startswith('<p><span class="spoiler" role="button" tabindex="0"')
    assert shown.endswith("<span>a *b</span></span> c*</p>")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("<@1>", "@Ana"), ("<@!1>", "@Ana"), ("<@&2>", "@Managers"), ("<#3>", "#press"), ("<@9>", "@unknown-user")],
)
def test_mentions_are_named(text: str, shown: str) -> None:
    assert re.fullmatch(rf'<p><span class="mention" data-kind="\w+" data-id="\d+">{shown}</span></p>', html(text))


def test_a_name_is_escaped() -> None:
    assert "@&lt;b&gt;" in to_html("<@1>", lambda *_: "<b>")


def test_a_command_mention_can_be_pressed() -> None:
    assert (
        html("</tray add:5>")
        == '<p><button type="button" class="mention" data-command="tray add">/tray add</button></p>'
    )


def test_a_time_carries_its_moment_and_style() -> None:
    assert '<time datetime="2001-09-09T01:46:40+00:00" data-style="R">' in html("<t:1000000000:R>")
    assert 'data-style="f"' in html("<t:1000000000>")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://e.org/a_b_(c).", "https://e.org/a_b_(c)"),
        ("(https://e.org)", "https://e.org"),
        ("<https://e.org/x>", "https://e.org/x"),
        ("[words](https://e.org/y)", "https://e.org/y"),
        ("![i](https://e.org/z.png)", "https://e.org/z.png"),
    ],
)
def test_addresses_become_links_that_leave_no_trace(text: str, address: str) -> None:
    assert f'<a href="{address}" target="_blank" rel="noopener noreferrer" title="{address}">' in html(text)


def test_a_link_to_a_message_is_short() -> None:
    shown = html("https://discord.com/channels/1/3/77")

    assert 'data-message="77"' in shown
    assert "#press</span> · message</button>" in shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        '[x](https://e.org/" onmouseover="alert(1))',
        'https://e.org/"><script>alert(1)</script>',
        "```<script>\n</script>```",
        '</x" onclick="a:1>',
        '<t:1:R" onclick=>',
        "||<b onclick=x>||",
        "# <iframe>",
    ],
)
def test_nothing_that_a_person_writes_becomes_markup_of_the_page(text: str) -> None:
    tags = re.findall(r"<[^>]*>", html(text))

    assert [tag for tag in tags if re.search(r"<(script|img|iframe|b\b)|\son\w+=", tag)] == []
    assert "javascript:" not in "".join(tags)
