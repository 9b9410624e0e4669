"""Narratives of any year and country: nothing is missed that is printed, and nothing is made up."""

from __future__ import annotations

import pytest

from bot.curation.documents import ReportText
from bot.curation.report import Report
from bot.curation.tip_report import read_tip
from tests.curation.narratives import ITEMS, PREVENTION, PROSECUTION, PROTECTION, narrative


def read(text: str) -> Report:
    return read_tip(ReportText(text, "text"))


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems}


@pytest.mark.parametrize(
    ("heading", "tier"),
    [
        ("VELDORA (Tier 2)", "Tier 2"),
        ("VELDORA (Tier 2 Watch List)", "Tier 2 Watch List"),
        ("VELDORA (TIER 2)", "TIER 2"),
        ("VELDORA: Tier 2 WATCH LIST", "Tier 2 WATCH LIST"),
        ("VELDORA – Tier 3", "Tier 3"),
        ("VELDORA - Tier 1", "Tier 1"),
        ("VELDORA Tier 1", "Tier 1"),
        ("### VELDORA (Tier 2 – Watch List)", "Tier 2 – Watch List"),
        ("**VELDORA [Tier 2]**", "Tier 2"),
        ("VELDORA (Special Case)", "Special Case"),
        ("VELDORA: SPECIAL CASE", "SPECIAL CASE"),
        ("Tier 3: VELDORA", "Tier 3"),
        ("VELDORA\n\nTier 2 Watch List", "Tier 2 Watch List"),
        ("VELDORA\nTier 2", "Tier 2"),
        ("VELDORA\n\nTier Ranking: Tier 3", "Tier 3"),
        ("ST. VELDORA AND THE ISLES (FEDERATED STATES OF) (Tier 2)", "Tier 2"),
        ("VELDORA (Tier 2)*", "Tier 2"),
        ("VELDORA (Tier 2 *)", "Tier 2"),
        ("VELDORA (Tier 2) - Watch List", "Tier 2 - Watch List"),
        ("VELDORA (Tier 2 / Watch List)", "Tier 2 / Watch List"),
        ("VELDORA\n\nTier: 2 Watch List", "Tier: 2 Watch List"),
        ("Veldora, Tier 1", "Tier 1"),
    ],
)
def test_the_tier_of_a_heading_is_taken_as_printed(heading: str, tier: str) -> None:
    report = read(narrative(heading))

    assert (tier, False) == (report.tier, report.tier_conflict)
    assert "Veldora" in (report.country or "")
    assert ["PROSECUTION", "PROTECTION", "PREVENTION"] == [one.title for one in report.sections][-3:]


@pytest.mark.parametrize(
    ("verdict", "tier"),
    [
        ("Therefore, Veldora remained on Tier 2.", "Tier 2"),
        ("These efforts were greater than before; therefore Veldora was upgraded to Tier 2.", "Tier 2"),
        ("Because of this, Veldora was downgraded from Tier 2 to Tier 3.", "Tier 3"),
        ("For these reasons the Department placed Veldora on Tier 2 Watch List.", "Tier 2 Watch List"),
        ("Veldora is placed on Tier 2 Watch List for the second consecutive year.", "Tier 2 Watch List"),
        ("Veldora remains a Special Case for the ninth consecutive year.", "Special Case"),
        ("Veldora is a Tier 1 country.", "Tier 1"),
        ("Veldora’s tier ranking is Tier 3.", "Tier 3"),
        ("Veldora was ranked Tier 3 for the first time.", "Tier 3"),
        ("Consequently, the country was placed on the Tier 2 Watch List.", "Tier 2 Watch List"),
        (
            "Because it wrote a plan, Veldora was granted a waiver from an otherwise required downgrade to Tier 3; "
            "therefore Veldora remained on Tier 2 Watch List for the third consecutive year.",
            "Tier 2 Watch List",
        ),
        (
            "Veldora was on Tier 3 in 2016 and 2017, but because of new laws it was upgraded to Tier 2 Watch List.",
            "Tier 2 Watch List",
        ),
        ("Had it done nothing, it would be on Tier 3; instead Veldora moved to Tier 1.", "Tier 1"),
    ],
)
def test_a_tier_that_stands_in_a_sentence_only_is_found(verdict: str, tier: str) -> None:
    report = read(narrative("VELDORA", verdict=verdict))

    assert (tier, False) == (report.tier, report.tier_conflict)


@pytest.mark.parametrize(
    "verdict",
    [
        "",
        "The government of the neighbour said that tiers were unfair.",
        "Without a plan, Veldora could be downgraded to Tier 3.",
        "In previous years it had been on Tier 2.",
    ],
)
def test_no_tier_is_null(verdict: str) -> None:
    report = read(narrative("VELDORA", verdict=verdict))

    assert (None, False) == (report.tier, report.tier_conflict)
    assert "tier-unknown" in codes(report)


@pytest.mark.parametrize(
    ("heading", "verdict", "tiers"),
    [
        ("VELDORA (Tier 2)", "Therefore Veldora remained on Tier 3.", ("Tier 2", "Tier 3")),
        (
            "VELDORA (Tier 2)",
            "Accordingly, Veldora is placed on Tier 2 Watch List.",
            ("Tier 2", "Tier 2 Watch List"),
        ),
        ("VELDORA (Special Case)", "Veldora was downgraded to Tier 3.", ("Special Case", "Tier 3")),
    ],
)
def test_heading_and_body_that_disagree_are_both_told(heading: str, verdict: str, tiers: tuple[str, ...]) -> None:
    report = read(narrative(heading, verdict=verdict))

    assert (tiers[0], True, tiers) == (report.tier, report.tier_conflict, report.tiers)
    assert "tier-conflict" in codes(report)


def test_the_same_tier_in_other_letters_is_no_conflict() -> None:
    report = read(narrative("VELDORA (TIER 2 WATCH LIST)", verdict="Therefore it remained on Tier 2 Watch List."))

    assert ("TIER 2 WATCH LIST", False) == (report.tier, report.tier_conflict)


def test_a_later_reclassification_is_told_and_does_not_change_the_tier() -> None:
    later = "In September the Secretary re-assessed the country and it was later reclassified to Tier 2 Watch List."
    report = read(narrative("VELDORA (Tier 3)", verdict=later))

    assert ("Tier 3", False) == (report.tier, report.tier_conflict)
    assert any("Tier 2 Watch List" in one.message for one in report.problems if one.code == "tier-later")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2019 Trafficking in Persons Report: Veldora", 2019),
        ("Trafficking in Persons Report 2011: Veldora", 2011),
        ("Trafficking in Persons Report\n\nReleased by the Office\n\nJune 14, 2004", 2004),
        ("Victims of Trafficking: Trafficking in Persons Report, June 2008", 2008),
        ("Country Narratives", None),
    ],
)
def test_the_year_is_the_one_that_the_report_prints(title: str, year: int | None) -> None:
    report = read(narrative(title=title))

    assert year == report.year
    assert "Veldora" == report.country


def _list(mark: str) -> str:
    return "\n".join(f"{mark} {item}" for item in ITEMS)


CLAUSES = tuple(item.rstrip(".").lower() for item in ITEMS)
SENTENCE = f"{CLAUSES[0]}; {CLAUSES[1]}; {CLAUSES[2]}; and {CLAUSES[3]}."


@pytest.mark.parametrize(
    "recommendations",
    [
        pytest.param(f"PRIORITIZED RECOMMENDATIONS:\n\n{_list('•')}", id="bullets"),
        pytest.param(f"PRIORITIZED RECOMMENDATIONS:\n{_list('•')}", id="bullets under the heading"),
        pytest.param(f"## Recommendations\n\n{_list('-')}", id="dashes"),
        pytest.param(f"**Recommendations for Veldora**\n\n{_list('*')}", id="asterisks"),
        pytest.param(
            "RECOMMENDATIONS FOR VELDORA:\n\n" + "\n".join(f"{i}. {x}" for i, x in enumerate(ITEMS, 1)), id="numbers"
        ),
        pytest.param(
            "Recommendations\n\n" + " ".join(f"({i}) {x}" for i, x in enumerate(ITEMS, 1)), id="numbers in a line"
        ),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + " * ".join(ITEMS), id="asterisks in a line"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + " • ".join(ITEMS), id="bullets in a line"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n• " + " • ".join(ITEMS), id="bullets all through"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + "\n".join(ITEMS), id="one a line"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + "\n\n".join(ITEMS), id="one a block"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + "\n\n".join(f"• {x}" for x in ITEMS), id="a bullet a block"),
        pytest.param("PRIORITIZED RECOMMENDATIONS:\n\n" + " ".join(ITEMS), id="sentences"),
        pytest.param(f"Recommendations for Veldora:\n\n{SENTENCE}", id="semicolons under a heading"),
        pytest.param(f"Recommendations for Veldora: {SENTENCE}", id="semicolons after a run-in heading"),
        pytest.param(
            f"A new plan was made. Recommendations for Veldora: {SENTENCE}", id="semicolons inside a paragraph"
        ),
        pytest.param(
            "PRIORITIZED RECOMMENDATIONS:\n\n"
            + " * ".join(ITEMS[:2]).replace("open a", "open\n\na")
            + " * "
            + " • ".join(ITEMS[2:]),
            id="a page break and two marks",
        ),
        pytest.param(
            "PRIORITIZED RECOMMENDATIONS:\n\n"
            + "\n".join(f"• {item[:25]}\n  {item[25:].strip()}" for item in (x.replace(" ", "  ", 1) for x in ITEMS)),
            id="wrapped bullets",
        ),
    ],
)
def test_recommendations_are_told_apart_whatever_divides_them(recommendations: str) -> None:
    report = read(narrative(recommendations=recommendations))
    expected = [item.rstrip(".").casefold().replace(" ", "") for item in ITEMS]
    actual = [item.rstrip(".").casefold().replace(" ", "") for item in report.recommendations]

    assert expected == actual
    assert {PROSECUTION, PROTECTION, PREVENTION} <= {p for one in report.sections for p in one.paragraphs}


def test_a_narrative_without_recommendations_has_none() -> None:
    assert () == read(narrative()).recommendations


@pytest.mark.parametrize(
    "names",
    [
        ("Prosecution", "Protection", "Prevention"),
        ("**Prosecution**", "**Protection**", "**Prevention**"),
        ("## Prosecution", "## Protection", "## Prevention"),
        ("PROSECUTION:", "PROTECTION:", "PREVENTION:"),
        ("Law Enforcement", "Protection", "Prevention"),
        ("_Prosecution_", "_Protection_", "_Prevention_"),
        ("LAW ENFORCEMENT EFFORTS", "ASSISTANCE TO VICTIMS", "PREVENTION"),
    ],
)
def test_headings_are_known_in_every_style(names: tuple[str, str, str]) -> None:
    report = read(narrative(names=names))
    titles = [one.title for one in report.sections]

    assert [name.strip("#*_: ") for name in names] == titles[1:]
    assert [PROSECUTION] == list(report.sections[1].paragraphs)


@pytest.mark.parametrize("joint", [": ", ". ", " – ", ".\n", "\n"])
def test_a_heading_may_run_into_its_text(joint: str) -> None:
    parts = [("Prosecution", PROSECUTION), ("Protection", PROTECTION), ("Prevention", PREVENTION)]
    blocks = [narrative().split("PROSECUTION")[0].strip(), *(f"{name}{joint}{prose}" for name, prose in parts)]
    report = read("\n\n".join(blocks))

    assert ["Prosecution", "Protection", "Prevention"] == [one.title for one in report.sections][1:]
    assert not report.truncated


OLD_SITE = (
    "U.S. DEPARTMENT OF STATE\nDiplomacy in Action\n\nSkip Navigation\n\nYou are in: Under Secretary for Democracy > "
    "Office to Monitor and Combat Trafficking in Persons > Releases\n\n",
    "\n\nPublished by the U.S. Department of State Website at http://www.state.gov maintained by the Bureau of Public "
    "Affairs.\n\nUpdates | Frequent Questions | Contact Us | Email this Page\n",
)
ARCHIVE_SITE = (
    "This is an archive site. Information in it may be out of date.\n\nHome » Under Secretary » Bureau » Releases\n\n"
    "Share\n\nFacebook | Twitter | Google+\n\n",
    "\n\nBack to Top\n\nIn This Section:\n\nStay connected with the State Department:\n\nBlog | FAQ | Contact Us | "
    "Subject Index | Search\n\nThe Office of Website Management, Bureau of Public Affairs, manages this site.\n",
)
NEW_SITE = (
    "An official website of the United States Government Here's how you know\n\nWe use cookies to make this site "
    "better. By continuing you agree to them.\n\nAccept all cookies\n\nHome > Reports > Veldora\n\nShare\n\n",
    "\n\nTags\n\nBureau of European and Eurasian Affairs\nHuman Trafficking\nVeldora\n\nWhite House\nUSA.gov\n"
    "Privacy Policy\nNo FEAR Act\n",
)


@pytest.mark.parametrize("site", [OLD_SITE, ARCHIVE_SITE, NEW_SITE], ids=["old", "archive", "new"])
def test_what_belongs_to_the_site_is_left_out_and_listed(site: tuple[str, str]) -> None:
    plain = read(narrative())
    report = read(site[0] + narrative() + site[1])

    assert [one.paragraphs for one in plain.sections] == [one.paragraphs for one in report.sections]
    assert (plain.tier, plain.country, plain.year) == (report.tier, report.country, report.year)
    lines = [line for part in site for line in part.splitlines() if line.strip()]
    listed = " ".join(report.dropped)
    assert [] == [line for line in lines if " ".join(line.split()) not in listed]


def test_a_share_link_between_sections_is_left_out() -> None:
    report = read(narrative().replace("PROTECTION", "Share on Facebook\n\nBack to Top\n\nPROTECTION"))

    assert ["VELDORA (Tier 2)", "PROSECUTION", "PROTECTION", "PREVENTION"] == [one.title for one in report.sections]
    assert ("Share on Facebook", "Back to Top") == report.dropped


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(narrative()[: narrative().index("A hotline answered") + 12], id="inside a sentence"),
        pytest.param(narrative()[: narrative().index(PREVENTION)].rstrip(), id="after a heading"),
        pytest.param(narrative()[: narrative().index("PREVENTION")].rstrip(), id="before the last section"),
        pytest.param(narrative().rstrip() + " [text truncated]", id="by its own words"),
        pytest.param(
            narrative()[: narrative().index("Foreign victims") + 9] + "\n\nTAGS\n\nVeldora\n", id="above tags"
        ),
    ],
)
def test_cut_off_text_is_marked(text: str) -> None:
    report = read(text)

    assert report.truncated
    assert "truncated" in codes(report)


def test_whole_text_is_not_marked_as_cut_off() -> None:
    report = read(narrative())

    assert not report.truncated
    assert () == report.problems


def test_several_countries_in_one_file_are_an_error() -> None:
    report = read(narrative() + narrative("WESTMARK (Tier 1)", title=""))

    assert report.has_errors
    assert {"several-countries"} == {one.code for one in report.problems if one.code == "several-countries"}


def test_a_country_that_only_a_sentence_names_is_inferred() -> None:
    report = read(narrative("", title=""))

    assert ("Veldora", ("country",)) == (report.country, report.inferred)
