"""The workshop in the terminal: drafts that are never served, nothing ever overwritten, one sentence for a refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.parser import main
from bot.library.loading import load_library
from tests.curation.narratives import ITEMS, narrative, profile


class Run:
    """A command as a curator types it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["--config", str(self.folder / "config.yaml"), *arguments])
        told = self._capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, told.out, told.err


@pytest.fixture
def run(small_library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(small_library.parent, capsys)


@pytest.fixture
def run_whole(own_library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(own_library.parent, capsys)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(narrative(recommendations="PRIORITIZED RECOMMENDATIONS:\n\n" + " * ".join(ITEMS)))
    return path


def test_json_holds_every_key_of_the_contract_and_writes_nothing(run: Run, report: Path) -> None:
    status, out, err = run("import", str(report), "--series", "tip", "--json")
    data: dict[str, Any] = json.loads(out)

    assert (0, "") == (status, err)
    assert {
        "series", "country", "year", "edition", "tier", "tier_conflict", "sheet", "sections", "recommendations",
        "truncated", "dropped", "inferred", "problems",
    } <= set(data)  # fmt: skip
    assert ("tip", "Veldora", 2019, "Tier 2", False, None) == tuple(
        data[key] for key in ("series", "country", "year", "tier", "tier_conflict", "sheet")
    )
    assert {"title", "paragraphs"} <= set(data["sections"][0])
    assert not (run.folder / "briefs" / "drafts").exists()


def test_a_sheet_in_json_has_the_shape_of_the_export(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "profile.txt"
    path.write_text(profile("2021"))
    data = json.loads(run("import", str(path), "--series", "oci", "--json")[1])

    assert {"country", "edition", "scale", "groups", "ranks"} <= set(data["sheet"])
    assert {"low": 1, "high": 10} == data["sheet"]["scale"]
    assert {"id": "human-trafficking", "name": "HUMAN TRAFFICKING", "value": 5.5} == data["sheet"]["groups"][1][
        "indicators"
    ][0]
    assert {"of": "criminality", "scope": "193 countries", "value": 88} == data["sheet"]["ranks"][0]


def test_an_error_ends_with_status_1_and_no_draft(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "profile.txt"
    path.write_text(profile().replace("HEROIN TRADE\t5.00", "HEROIN TRADE\t15.00"))

    assert 1 == run("import", str(path), "--series", "oci", "--json")[0]
    status, out, _ = run("import", str(path), "--series", "oci")
    assert 1 == status
    assert "Nothing was written" in out
    assert not (run.folder / "briefs" / "drafts").exists()


def test_a_refusal_is_one_sentence_and_for_tools_a_problem(run: Run, tmp_path: Path) -> None:
    status, out, err = run("import", str(tmp_path), "--series", "tip")

    assert (1, "") == (status, out)
    assert 1 == err.count("\n")
    status, out, err = run("import", str(tmp_path), "--series", "tip", "--json")
    assert 1 == status
    assert ["refused"] == [one["code"] for one in json.loads(out)["problems"]]


def test_a_draft_is_written_beside_the_library_and_never_served(run: Run, report: Path) -> None:
    before = load_library(run.folder / "briefs").version
    status, out, _ = run("import", str(report), "--series", "tip")
    folder = run.folder / "briefs" / "drafts" / "tip-2019-veldora"

    assert 0 == status
    assert ["brief.yaml", "source.yaml", "tip-2019-veldora.txt"] == sorted(path.name for path in folder.iterdir())
    assert report.read_text() == (folder / "tip-2019-veldora.txt").read_text()
    assert before == load_library(run.folder / "briefs").version
    assert "wrote briefs/drafts/tip-2019-veldora/source.yaml" in out


def test_a_draft_is_never_written_over(run: Run, report: Path) -> None:
    run("import", str(report), "--series", "tip")
    folder = run.folder / "briefs" / "drafts" / "tip-2019-veldora"
    (folder / "source.yaml").write_text("my work")
    status, _, err = run("import", str(report), "--series", "tip")

    assert 2 == status
    assert "exists already" in err
    assert "my work" == (folder / "source.yaml").read_text()
    assert 0 == run("import", str(report), "--series", "tip", "--id", "tip-2019-veldora-b")[0]


def test_an_id_cannot_lead_out_of_the_folder(run: Run, report: Path) -> None:
    for bad in ("../out", "/etc/out", "a b", "Ab", "ü"):
        status, _, err = run("import", str(report), "--series", "tip", "--id", bad)
        assert (2, True) == (status, "is no id" in err)
    status, _, err = run("new", "brief", "--id", "../../x")
    assert (2, True) == (status, "is no id" in err)


def test_a_drafted_sheet_passes_the_check_once_it_is_moved(run_whole: Run, tmp_path: Path) -> None:
    path = tmp_path / "profile.txt"
    path.write_text(profile())
    run_whole("import", str(path), "--series", "oci")
    name = "oci-2023-veldora"
    drafts = run_whole.folder / "briefs" / "drafts" / name
    adopt(run_whole.folder, name, covers="Scores of a made-up country.")
    sheet = (drafts / "sheet.yaml").read_text().replace("draft: true\n", "").replace("../../schema", "../schema")
    (run_whole.folder / "briefs" / "scores" / f"{name}.yaml").write_text(sheet)
    library = load_library(run_whole.folder / "briefs")

    assert () == library.problems
    assert name in library.sheets
    assert "Trade in people" in sheet


def adopt(folder: Path, name: str, *, covers: str) -> None:
    """What a curator does with a drafted source: fill it in, move it, put the text among the others."""
    drafts = folder / "briefs" / "drafts" / name
    entry = (drafts / "source.yaml").read_text().split("\n", 2)[2].replace("  draft: true\n", "")
    entry = entry.replace("covers: null", f'covers: "{covers}"')
    sources = folder / "briefs" / "sources.yaml"
    sources.write_text(sources.read_text() + entry)
    (folder / "seeds" / f"{name}.txt").write_bytes((drafts / f"{name}.txt").read_bytes())


def test_a_drafted_brief_passes_the_check_once_it_is_filled_in(run: Run, report: Path) -> None:
    run("import", str(report), "--series", "tip")
    adopt(run.folder, "tip-2019-veldora", covers="The narrative of a made-up country.")
    draft = (run.folder / "briefs" / "drafts" / "tip-2019-veldora" / "brief.yaml").read_text()
    filled = (
        draft.replace("draft: true\n", "")
        .replace("title: null", 'title: "What is asked of Veldora"')
        .replace("ask: null", 'ask: "What should Veldora do?"')
        .replace("text: null", 'text: "It recommends money for two shelters (TIP 2019)."')
    )
    (run.folder / "briefs" / "topics" / "veldora-recommendations.yaml").write_text(filled)
    library = load_library(run.folder / "briefs")

    assert () == library.problems
    assert list(ITEMS) == [quote.text for quote in library.quotes_of(library.briefs["veldora-recommendations"])]


def test_passages_that_speak_of_a_topic_are_listed_with_keys(run: Run) -> None:
    status, out, _ = run("new", "brief", "--about", "loyalty funds")

    assert 0 == status
    assert out.startswith("hrr-2021:18.5  Human Rights Report 2021")
    assert "“loyalty funds” in advance of the annual April 15" in out
    assert (1, "No passage of these sources speaks of that.\n") == run("new", "brief", "--about", "zeppelins")[:2]


def test_picked_sentences_become_quotes_that_are_found(run: Run) -> None:
    keys = ["hrr-2021:18.5", "hrr-2021:19.2"]
    status, out, _ = run("new", "brief", "--id", "funds", "--title", "Payments called loyal", "--pick", *keys)
    path = run.folder / "briefs" / "topics" / "funds.yaml"
    filled = path.read_text().replace("ask: null", 'ask: "Who pays?"').replace("text: null", 'text: "Some pay."')
    path.write_text(filled.replace("draft: true\n", ""))
    library = load_library(run.folder / "briefs")

    assert 0 == status
    assert "wrote briefs/topics/funds.yaml" in out
    assert keys == [
        f"{quote.key}.{n}" for quote, n in zip(library.quotes_of(library.briefs["funds"]), (5, 2), strict=True)
    ]
    assert ["hedge-dropped"] == [one.code for one in library.problems if "funds.yaml" in one.file] or not library.errors


def test_a_skeleton_is_checked_and_not_served(run: Run) -> None:
    run("new", "brief", "--id", "funds", "--about", "loyalty funds")
    library = load_library(run.folder / "briefs")

    assert "funds" not in library.briefs
    assert {"briefs/topics/funds.yaml"} == {one.file for one in library.problems}
    assert "# candidate: {source: hrr-2021" in (run.folder / "briefs" / "topics" / "funds.yaml").read_text()


@pytest.mark.parametrize("key", ["hrr-2021:18", "hrr-2021:18.99", "hrr-2021:999.1", "nowhere:1.1", "x"])
def test_a_key_that_leads_nowhere_is_refused(key: str, run: Run) -> None:
    status, _, err = run("new", "brief", "--id", "funds", "--pick", key)

    assert 2 == status
    assert key.split(".")[0] in err
    assert not (run.folder / "briefs" / "topics" / "funds.yaml").exists()


def test_an_existing_brief_is_never_written_over(run: Run) -> None:
    path = run.folder / "briefs" / "topics" / "tier-3.yaml"
    before = path.read_bytes()
    status, _, err = run("new", "brief", "--id", "tier-3")

    assert (2, before) == (status, path.read_bytes())
    assert "exists already" in err


def test_skeletons_of_sources_and_sheets_name_what_is_left(run: Run) -> None:
    assert 0 == run("new", "source", "--id", "arden", "--series", "article")[0]
    assert 0 == run("new", "sheet", "--id", "oci-2021-arden", "--edition", "2021")[0]
    drafts = run.folder / "briefs" / "drafts"

    assert "title: null" in (drafts / "arden" / "source.yaml").read_text()
    assert 30 == (drafts / "oci-2021-arden" / "sheet.yaml").read_text().count("value: null")
    assert 2 == run("new", "source", "--id", "arden")[0]


def test_one_country_of_the_data_file_becomes_two_drafts(run: Run, data_file: Path) -> None:
    status, out, _ = run("import", str(data_file), "--series", "oci-dataset", "--country", "Côte d'Ivoire")

    assert 0 == status
    assert "wrote 2 drafts to briefs/drafts/" in out
    folder = run.folder / "briefs" / "drafts"
    assert ["oci-2021-cote-divoire", "oci-2023-cote-divoire"] == sorted(path.name for path in folder.iterdir())


def test_the_whole_data_file_is_386_sheets_in_json(run: Run, data_file: Path) -> None:
    status, out, _ = run("import", str(data_file), "--series", "oci-dataset", "--json")
    data = json.loads(out)

    assert (0, 386, []) == (status, len(data["sheets"]), data["problems"])
    assert data["sheet"] is None
    assert "ranks" in data["inferred"]
