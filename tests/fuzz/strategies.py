"""Text that people, editors and reports might hold, from plain to hostile."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.shared_library import the_library

ODD = (
    "\u200b", "\u202e", "\u0301", "\ufdfa", "\U0001f642", "\x00", "\ud800", "`", "```", "||", "@everyone", "<@1>", "://",
    "\n", "\t", "|", "~", "%s", "{key}", "{}", "\\", "'", '"', "$\\frac{$", "<script>", "]]>", "\u2028", "¶", ":", "  ",
)  # fmt: skip
_WORDS = sorted({word for brief in the_library().briefs.values() for name in brief.names for word in name.split()})
words = st.sampled_from(_WORDS)
pieces = st.one_of(words, st.sampled_from(ODD), st.text(max_size=12), st.integers().map(str))


def texts(limit: int) -> st.SearchStrategy[str]:
    """At most `limit` characters, at least one of which Discord keeps."""
    whole = st.lists(pieces, min_size=1, max_size=40).map(" ".join)
    sendable = whole.map(lambda text: text.encode("utf-8", "ignore").decode()[:limit].strip())
    return sendable.filter(bool)


MARKS = ("[", "{", "- ", "a: &x ", "*x", "!!", "0x1", "~", "\r", "\x85")
_FILES = [*sorted((ROOT / "briefs" / "topics").glob("*.yaml"))[:6], ROOT / "briefs" / "sources.yaml"]
_SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@st.composite
def mutated(draw: st.DrawFn, originals: tuple[str, ...]) -> str:
    """One of the originals with a few cuts, copies, swaps and strange insertions."""
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        at, to = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        to = min(to, at + 200)
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + text[at:to] * 2 + text[to:]
            case 2:
                text = text[:at] + draw(pieces) + text[at:]
            case _:
                text = (
                    text[:at]
                    + draw(st.sampled_from(["[", "{", "- ", "a: &x ", "*x", "!!", "0x1", "~", "\r", "\x85"]))
                    + text[to:]
                )
    return text


yaml_files = mutated(tuple(path.read_text("utf-8")[:6_000] for path in _FILES))
reports = mutated(tuple(path.read_text("utf-8")[:20_000] for path in _SEEDS))
