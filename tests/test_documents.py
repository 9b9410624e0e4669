"""The documents keep step with the product: commands, files, limits that they name."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.parser import parser

README = "README.md"


def terminal_commands() -> list[str]:
    """The names of all terminal commands."""
    actions = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return sorted(name for action in actions for name in action.choices)


def test_the_readme_opens_with_the_two_commands(root: Path) -> None:
    text = (root / README).read_text("utf-8")

    assert 0 < text.index("make preview") < 2500
    assert 0 < text.index("make test") < 2500


@pytest.mark.parametrize("command", terminal_commands())
def test_the_readme_names_every_terminal_command(root: Path, command: str) -> None:
    assert re.search(rf"`briefbot {re.escape(command)}\b", (root / README).read_text("utf-8"))


def test_links_in_documents_lead_to_files(root: Path) -> None:
    broken = []
    for path in [root / README, root / "CHANGELOG.md", *sorted((root / "docs").glob("*.md")), root / "seeds/README.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")

    assert broken == []


def test_top_level_holds_little(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        pytest.skip("this is no git checkout")

    assert {path.split("/")[0] for path in listed} <= {
        ".ci", ".dockerignore", ".gitignore", "CHANGELOG.md", "Dockerfile", "LICENSE", "Makefile", "README.md",
        "SECURITY.md", "benchmarks", "bot", "briefs", "compose.yaml", "config.example.yaml", "constraints.txt",
        "deploy", "docs", "pyproject.toml", "seeds", "tests",
    }  # fmt: skip


def test_the_command_ends_without_a_traceback_when_told_nonsense() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--config", "/nowhere/config.yaml", "check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
