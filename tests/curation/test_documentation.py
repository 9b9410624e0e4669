"""The curators' guide is true: every code is explained, and its worked example runs as it is printed."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli.parser import main
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "curation.md").read_text("utf-8")
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
#: Strings of that shape which are no codes.
_OTHERS = {
    "report-year", "utf-8-sig", "utf-8", "aria-hidden", "article-magazine", "oci-dataset", "criminal-actors",
    "criminal-markets",
}  # fmt: skip


def codes_in(paths: Iterable[Path]) -> set[str]:
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.add(node.value)
    return found - _OTHERS


def explained(heading: str) -> set[str]:
    """The codes in the first column of the tables under a heading."""
    part = GUIDE.split(heading)[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`([a-z0-9-]+)`", " ".join(cells)))


def test_every_code_of_the_check_is_explained_and_no_other() -> None:
    library = ROOT / "bot" / "library"
    others = ("files", "loading", "naming", "reading", "validating")
    files = [*library.glob("checking_*.py"), *(library / f"{name}.py" for name in others)]

    assert codes_in(files) == explained("## What the check says, and what to do")


def test_every_code_of_an_import_is_explained_and_no_other() -> None:
    codes = codes_in((ROOT / "bot" / "curation").glob("*.py")) | {"refused", "truncated"}
    codes |= {f"{name}-unknown" for name in ("title", "author", "outlet", "date")}

    assert codes == explained("### What an import may tell")


def test_every_command_of_the_workshop_is_named() -> None:
    for command in ("check", "passages", "coverage", "import", "new", "schema", "misses", "stale"):
        assert f"briefbot {command}" in GUIDE, command


def steps() -> list[tuple[str, str]]:
    """The worked example: ("run", a console block), ("file" or "append", path and content)."""
    part = GUIDE.split("## A second country, from start to finish")[1]
    pattern = re.compile(
        r"```console\n(?P<run>.*?)```|<!-- (?P<how>file|append): (?P<path>\S+) -->\n```yaml\n(?P<text>.*?)```", re.S
    )
    found = []
    for match in pattern.finditer(part):
        if match["run"]:
            found.append(("run", match["run"]))
        else:
            found.append((match["how"], f"{match['path']}\n{match['text']}"))
    return found


def agrees(printed: str, actual: str) -> bool:
    """Whether the output is as printed; “…” stands for anything."""
    pattern = ".*".join(re.escape(part.strip("\n")) for part in printed.strip("\n").split("…"))
    return re.fullmatch(pattern + r"\n*", actual, re.S) is not None


def test_the_worked_example_runs_as_printed(
    own_library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = own_library.parent
    shutil.copytree(ROOT / "docs" / "example", root / "docs" / "example")
    monkeypatch.chdir(root)
    for how, content in steps():
        if how == "run":
            for block in re.split(r"^\$ ", content, flags=re.M)[1:]:
                command, _, printed = block.partition("\n")
                words = shlex.split(command)
                if words[0] == "cp":
                    shutil.copy(words[1], words[2])
                    continue
                with pytest.raises(SystemExit):
                    main(["--config", str(root / "config.yaml"), *words[1:]])
                told = capsys.readouterr()
                assert agrees(printed, told.out + told.err), f"$ {command}\n{told.out}{told.err}"
        else:
            name, _, text = content.partition("\n")
            path = root / name
            path.write_text((path.read_text("utf-8") if how == "append" else "") + text, "utf-8")
