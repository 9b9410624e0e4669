"""check, passages, coverage, export: what curators see of the library in the terminal."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from bot.cli.context import library_folder
from bot.library.coverage import coverage, load_reviewed
from bot.library.exporting import as_data, write_csv
from bot.library.loading import load_library
from bot.library.problems import Problem, Severity


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("check", help="problems of the library; exit 0 only without errors")
    one.add_argument("--json", action="store_true", help="for tools")
    one.set_defaults(run=lambda a: check(library_folder(a), as_json=a.json))

    one = commands.add_parser("passages", help="the passages of a source, with their keys")
    one.add_argument("source")
    one.set_defaults(run=lambda a: passages(library_folder(a), a.source))

    one = commands.add_parser("coverage", help="source paragraphs and the briefs that use them")
    one.add_argument("--json", action="store_true", help="for tools")
    one.set_defaults(run=lambda a: show_coverage(library_folder(a), as_json=a.json))

    one = commands.add_parser("export", help="the whole library, for other programs")
    one.add_argument("--format", choices=("json", "csv", "bib", "ris", "csl-json"), default="json")
    one.set_defaults(run=lambda a: export(library_folder(a), a.format))


def check(folder: Path, *, as_json: bool) -> int:
    """Print every problem of the library, errors before warnings; 0 only without errors."""
    library = load_library(folder)
    if as_json:
        print(json.dumps([asdict(problem) for problem in library.problems], ensure_ascii=False, indent=1))
    else:
        _print_problems(library.problems)
        errors = len(library.errors)
        warnings = len(library.problems) - errors
        print(
            f"{len(library.briefs)} briefs, {len(library.quotes)} quotes, {len(library.sheets)} score sheets from "
            f"{len(library.sources)} sources: {errors} errors, {warnings} warnings."
        )
    return 1 if library.errors else 0


def _print_problems(problems: tuple[Problem, ...]) -> None:
    in_github = os.environ.get("GITHUB_ACTIONS") == "true"
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for problem in problems:
        if in_github:
            place = f"file={problem.file},line={problem.line},col={problem.column}"
            print(f"::{problem.severity} {place},title={problem.code}::{problem.message}")
        elif colour:
            shade = "31" if problem.severity is Severity.ERROR else "33"
            place = f"{problem.file}:{problem.line}:{problem.column}"
            print(f"{place}: \033[{shade}m{problem.severity}\033[0m [{problem.code}] {problem.message}")
        else:
            print(problem)


def passages(folder: Path, source: str) -> int:
    """Print the passages of one source with their keys."""
    library = load_library(folder)
    text = library.texts.get(source)
    if text is None:
        print(f"There is no source text “{source}”; known: {', '.join(library.texts)}.", file=sys.stderr)
        return 1
    for passage in text.passages:
        print(f"{passage.key}  {' > '.join(passage.section)}\n    {passage.text}\n")
    return 0


def show_coverage(folder: Path, *, as_json: bool) -> int:
    """Print, per source, what the briefs use and what they leave."""
    library = load_library(folder)
    try:
        report = coverage(library, load_reviewed(folder))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps([asdict(one) for one in report], ensure_ascii=False, indent=1))
        return 0
    for one in report:
        share = 100 * one.sentences_quoted / one.sentences if one.sentences else 0.0
        print(
            f"{one.source}: {one.paragraphs_used} of {one.paragraphs} paragraphs used, "
            f"{one.sentences_quoted} of {one.sentences} sentences quoted ({share:.0f}%), {one.figures} figures"
        )
        for key in one.unused_paragraphs:
            print(f"  unused paragraph {key}")
        for kind, entries in (("unquoted", one.unquoted), ("unused number", one.unused_digits)):
            for entry in entries:
                print(f"  {kind} {entry.passage}: {entry.words}" + (f"  ({entry.reason})" if entry.reason else ""))
    return 0


def export(folder: Path, form: str) -> int:
    """Print the library: everything as JSON, the figures and scores as CSV, or the sources' records."""
    library = load_library(folder)
    if form == "json":
        print(json.dumps(as_data(library), ensure_ascii=False, indent=1))
    elif form == "csv":
        write_csv(library, sys.stdout)
    else:
        from bot.citing.exports import export as export_records

        print(export_records(tuple(library.sources.values()), {"bib": "bibtex"}.get(form, form)), end="")
    return 0
