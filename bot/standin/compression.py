"""Transport compression of the gateway: one stream for the life of a connection, flushed at each event."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable

Compress = Callable[[bytes], bytes]


def _zlib_stream() -> Compress:
    stream = zlib.compressobj(1)
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Compress | None:
    try:
        zstd = importlib.import_module("compression.zstd")  # Python 3.14 brings it
    except ImportError:
        return None
    stream = zstd.ZstdCompressor(level=1)
    flush = zstd.ZstdCompressor.FLUSH_BLOCK
    return lambda data: bytes(stream.compress(data, flush))


def compressor(name: str | None) -> Compress | None:
    """The compressor that a client asks for with `?compress=`; None when it asks for none that we have."""
    match name:
        case "zlib-stream":
            return _zlib_stream()
        case "zstd-stream":
            return _zstd_stream()
        case _:
            return None
