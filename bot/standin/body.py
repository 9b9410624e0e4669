"""Request bodies: JSON, or multipart with `payload_json` and files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import BodyPartReader, MultipartReader, web

from bot.standin.refusal import Problem, invalid_form, refused

FILE_FIELD = re.compile(r"files?\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries; files by the number that `attachments` uses for them."""

    payload: Any
    files: dict[int, Upload] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, in order."""
        return tuple(self.files[number].filename for number in sorted(self.files))


async def read_body(request: web.Request, limit: int) -> Body:
    """Read the body of a request; a file of more than `limit` bytes is refused with 40005."""
    if request.content_type.startswith("multipart/"):
        return await read_multipart(await request.multipart(), limit)
    raw = await request.read()
    return Body(parse(raw) if raw else {})


async def read_multipart(reader: MultipartReader, limit: int) -> Body:
    """Read a multipart body, of a request or of a response to an interaction over HTTP."""
    payload: Any = {}
    files: dict[int, Upload] = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            raise refused(50109)
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            payload = parse(data)
        elif match := FILE_FIELD.fullmatch(part.name or ""):
            if len(data) > limit:
                raise refused(40005)
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[int(match[1])] = Upload(part.filename or "unknown", kind, data)
    return Body(payload, files)


def parse(raw: bytes) -> Any:
    """The JSON value; refused with 50109 where it is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise refused(50109) from error


def as_object(payload: Any) -> dict[str, Any]:
    """The payload, refused where it is no object."""
    if not isinstance(payload, dict):
        raise invalid_form([Problem((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")])
    return payload
