"""Transport compression: one stream for a connection, whole at each event."""

from __future__ import annotations

import importlib.util
import zlib

import pytest

from bot.standin.compression import compressor


def test_each_event_of_a_zlib_stream_can_be_read_at_once() -> None:
    compress = compressor("zlib-stream")
    assert compress is not None
    stream = zlib.decompressobj()
    events = [b'{"op":10}', b'{"op":11}']

    assert events == [stream.decompress(compress(event)) for event in events]


def test_zstd_is_offered_where_python_brings_it() -> None:
    brought = importlib.util.find_spec("compression") is not None

    assert brought is (compressor("zstd-stream") is not None)


@pytest.mark.parametrize("name", [None, "brotli"])
def test_what_is_not_asked_for_or_unknown_is_not_compressed(name: str | None) -> None:
    assert compressor(name) is None
