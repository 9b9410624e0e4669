"""import, new, schema: the curator's workshop in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.context import library_folder

if TYPE_CHECKING:
    from bot.curation.report import Report
    from bot.library.snapshot import Library

_SERIES = ("oci", "oci-dataset", "tip", "hrr", "article")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this module."""
    one = commands.add_parser("import", help="draft from a report of a known series (text, HTML or PDF)")
    one.add_argument("file", type=Path)
    one.add_argument("--series", required=True, choices=_SERIES)
    one.add_argument("--id", help="id of the draft; made of series, year and country otherwise")
    one.add_argument("--json", action="store_true", help="print what was found; write nothing")
    one.add_argument("--country", action="append", default=[], help="of the data file: only this one (repeatable)")
    one.add_argument("--edition", action="append", default=[], help="of the data file: only this one (repeatable)")
    one.set_defaults(run=import_file)

    one = commands.add_parser("new", help="scaffold a brief, a source or a sheet")
    kinds = one.add_subparsers(required=True, metavar="KIND")
    brief = kinds.add_parser("brief", help="a brief; with --about, first the passages that speak of it")
    brief.add_argument("--id")
    brief.add_argument("--title")
    brief.add_argument("--about", metavar="TEXT", help="list the passages that speak of this, with keys to pick")
    brief.add_argument("--pick", nargs="+", default=[], metavar="KEY", help="sentences to quote, as listed")
    brief.set_defaults(run=new_brief)
    source = kinds.add_parser("source", help="the record of a source")
    source.add_argument("--id", required=True)
    source.add_argument("--series", choices=("oci", "tip", "hrr", "article"), default="article")
    source.set_defaults(run=new_source)
    sheet = kinds.add_parser("sheet", help="an empty score sheet of an index edition")
    sheet.add_argument("--id", required=True)
    sheet.add_argument("--edition", choices=("2021", "2023"), default="2023")
    sheet.set_defaults(run=new_sheet)

    one = commands.add_parser("schema", help="whether the JSON Schemas for editors are those of the models")
    one.add_argument("--write", action="store_true", help="write those that are not")
    one.set_defaults(run=schema)


def import_file(arguments: argparse.Namespace) -> int:
    """Draft from a report; 1 when a problem is an error or the file is refused."""
    from bot.curation.documents import ImportRefusedError
    from bot.curation.importing import import_report

    try:
        if arguments.series == "oci-dataset":
            return _import_dataset(arguments)
        report = import_report(arguments.file, arguments.series)
    except ImportRefusedError as refusal:
        print(refusal, file=sys.stderr)
        if arguments.json:
            print(json.dumps(_refused(arguments.series, str(refusal)), ensure_ascii=False, indent=1))
        return 1
    if arguments.json:
        from bot.curation.report import as_json

        print(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    else:
        _tell(report)
        _draft(report, library_folder(arguments), arguments.id)
    return 1 if report.has_errors else 0


def _refused(series: str, reason: str) -> dict[str, object]:
    from bot.curation.report import Report, as_json, error

    return as_json(Report(series, "", problems=(error(0, "refused", reason),)))


def _tell(report: Report) -> None:
    """What was found, what was inferred, what could not be told, what was left out."""
    facts = [("country", report.country), ("year", report.year), ("edition", report.edition), ("title", report.title)]
    facts += [("authors", ", ".join(report.authors)), ("outlet", report.outlet), ("date", report.date)]
    facts += [("tier", " / ".join(report.tiers) or report.tier)]
    for name, value in facts:
        if value:
            print(f"{name}: {value}" + ("  (inferred)" if name in report.inferred else ""))
    if report.sheet:
        for group in report.sheet.groups:
            print(f"{group.name}: {group.value}  {len(group.indicators) or ''}".rstrip())
        print(f"ranks: {len(report.sheet.ranks)}")
    print(f"sections: {len(report.sections)}; paragraphs: {sum(len(one.paragraphs) for one in report.sections)}")
    if report.recommendations:
        print(f"recommendations: {len(report.recommendations)}")
    for line in report.dropped:
        print(f"left out: {line[:100]}")
    for problem in report.problems:
        print(f"line {problem.line}: {problem.severity} [{problem.code}] {problem.message}")


def _draft(report: Report, folder: Path, wanted: str | None) -> None:
    from bot.curation.drafts import definitions_of, draft_id, write_draft
    from bot.library.loading import load_library

    if report.has_errors:
        print("Nothing was written: mend the file where an error is told, or draft by hand with “briefbot new”.")
        return
    known = definitions_of(load_library(folder).sheets) if report.sheet else {}
    for path in write_draft(report, folder, draft_id(report, wanted), datetime.now(UTC).date(), known):
        print(f"wrote {_shown(path, folder)}")


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix() if path.is_relative_to(folder.parent) else str(path)


def _import_dataset(arguments: argparse.Namespace) -> int:
    from bot.curation.oci_dataset import choose, read_dataset
    from bot.curation.report import Report, as_json, ordered, sheet_json

    dataset = read_dataset(arguments.file)
    chosen = choose(dataset, arguments.country, arguments.edition)
    if arguments.id:
        chosen = tuple(one for one in chosen if one.id == arguments.id) or chosen
    renamed = any(one.renamed for one in chosen)
    single = chosen[0].sheet if len(chosen) == 1 else None
    report = Report(
        series="oci-dataset",
        text="",
        country=single.country if single else None,
        edition=single.edition if single else None,
        sheet=single,
        inferred=("ranks", "country") if renamed else ("ranks",),
        problems=ordered(dataset.problems),
    )
    if arguments.json:
        sheets = [{"id": one.id, **sheet_json(one.sheet)} for one in chosen]
        print(json.dumps({**as_json(report), "sheets": sheets}, ensure_ascii=False, indent=1))
        return 1 if report.has_errors else 0
    for problem in report.problems:
        print(f"row {problem.line}: {problem.severity} [{problem.code}] {problem.message}")
    print(f"{len(chosen)} sheets; ranks are computed from the file, ties share a rank")
    if report.has_errors:
        print("Nothing was written: the file does not add up.")
        return 1
    from bot.curation.drafts import DRAFTS, definitions_of, write_sheet_draft
    from bot.library.loading import load_library

    folder = library_folder(arguments)
    known = definitions_of(load_library(folder).sheets)
    today = datetime.now(UTC).date()
    for one in chosen:
        write_sheet_draft(one.sheet, folder, arguments.id if single and arguments.id else one.id, today, known)
    print(f"wrote {len(chosen)} drafts to {_shown(folder / DRAFTS, folder)}/")
    return 0


def new_brief(arguments: argparse.Namespace) -> int:
    """List the passages that speak of a topic; with an id, write a skeleton with what was picked."""
    from bot.curation.files import CuratedFileError, write_new
    from bot.curation.picking import pick, speak_of
    from bot.curation.scaffolds import Picked, brief_yaml
    from bot.library.loading import TOPICS, load_library

    folder = library_folder(arguments)
    library = load_library(folder)
    candidates = speak_of(library, arguments.about) if arguments.about else ()
    if arguments.id is None:
        if not arguments.about:
            raise CuratedFileError("Say which brief:  briefbot new brief --id ID  or  --about TEXT  to find passages.")
        _list(candidates, library)
        return 0 if candidates else 1
    _check_id(arguments.id)
    picked = pick(library, arguments.pick)
    offered = () if picked else tuple(Picked(one.source, one.text) for one in candidates)
    path = folder / TOPICS / f"{arguments.id}.yaml"
    skeleton = brief_yaml(arguments.id, arguments.title, picked, schema="../schema/brief.json", candidates=offered)
    write_new(path, skeleton.encode())
    print(f"wrote {_shown(path, folder)}; “briefbot check” says what is left to fill in")
    return 0


def _list(candidates: tuple[object, ...], library: Library) -> None:
    from bot.curation.picking import Candidate

    if not candidates:
        print("No passage of these sources speaks of that.")
    for one in candidates:
        assert isinstance(one, Candidate)
        used = f"  (quoted by {', '.join(one.used_by)})" if one.used_by else ""
        print(f"{one.pick}  {library.sources[one.source].label}{used}\n    {one.text}\n")


def _check_id(name: str) -> None:
    from bot.curation.files import CuratedFileError

    if not name.replace("-", "").isalnum() or not name.isascii() or name != name.lower() or name[0] == "-":
        raise CuratedFileError(f"“{name}” is no id; use lower-case letters, digits and hyphens.")


def new_source(arguments: argparse.Namespace) -> int:
    """Write the skeleton of a source record."""
    from bot.curation.drafts import DRAFTS
    from bot.curation.files import write_new
    from bot.curation.scaffolds import SourceFields, source_yaml

    _check_id(arguments.id)
    folder = library_folder(arguments)
    known = SourceFields(arguments.id, arguments.series, standing={"title": "not given"})
    path = folder / DRAFTS / arguments.id / "source.yaml"
    write_new(path, source_yaml(known, datetime.now(UTC).date()).encode())
    print(f"wrote {_shown(path, folder)}")
    return 0


def new_sheet(arguments: argparse.Namespace) -> int:
    """Write a score sheet with every row of an edition, values left to fill in."""
    from bot.curation.drafts import DRAFTS, definitions_of
    from bot.curation.files import write_new
    from bot.curation.scaffolds import empty_sheet_yaml
    from bot.library.loading import load_library

    _check_id(arguments.id)
    folder = library_folder(arguments)
    known = definitions_of(load_library(folder).sheets)
    path = folder / DRAFTS / arguments.id / "sheet.yaml"
    write_new(path, empty_sheet_yaml(arguments.id, arguments.edition, known).encode())
    print(f"wrote {_shown(path, folder)}")
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Compare the schemas with the models, or write them; 1 when something is left to do."""
    from bot.curation.schemas import outdated, without_schema_line, write_schemas

    folder = library_folder(arguments)
    if arguments.write:
        for name in write_schemas(folder):
            print(f"wrote {folder.name}/schema/{name}")
    stale = outdated(folder)
    for name in stale:
        print(f"{folder.name}/schema/{name} is not that of the models; run  briefbot schema --write")
    missing = without_schema_line(folder)
    for line in missing:
        print(f"first line wanted in {folder.name}/{line}")
    return 1 if stale or missing else 0
