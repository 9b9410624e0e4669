"""What is handed in: text, HTML and PDF are read, everything else is refused in one sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from bot.curation.documents import SIZE_LIMIT, ImportRefusedError, read_report
from bot.curation.importing import import_report
from tests.curation.narratives import ITEMS, PREVENTION, RIGHTS, narrative, profile


def pdf(pages: list[list[str]]) -> bytes:
    """A small PDF that prints the lines of each page; ASCII only."""
    writer = pypdf.PdfWriter()
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, lines in enumerate(pages):
        body = "BT /F1 9 Tf 40 800 Td 12 TL\n"
        for line in lines:
            escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            body += f"({escaped}) Tj T*\n"
        body += "ET"
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(page.encode())
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream".encode())
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    xref = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF".encode())
    writer.close()
    return out.getvalue()


def wrapped(text: str, width: int = 95) -> list[str]:
    lines: list[str] = []
    for block in text.splitlines():
        line = ""
        for word in block.split(" "):
            if line and len(line) + len(word) >= width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("noise.bin", bytes(range(256)) * 40, "binary"),
        ("nul.txt", b"text\0text and so on", "binary"),
        ("utf16.txt", "Prosecution".encode("utf-16"), "UTF-16"),
        ("latin.txt", "Prosecution\n\nCôte".encode("latin-1"), "not UTF-8 (line 3)"),
        ("table.xlsx", b"PK\x03\x04rest", "spreadsheet"),
        ("broken.pdf", b"%PDF-1.7\nno more", "damaged PDF"),
        ("menus.html", b"<html><body><nav><p>Home</p></nav></body></html>", "holds no text"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(ImportRefusedError) as refusal:
        read_report(path)
    assert words in str(refusal.value)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="is a folder"):
        read_report(tmp_path)
    with pytest.raises(ImportRefusedError, match="cannot be read: No such file"):
        read_report(tmp_path / "none.txt")


def test_a_file_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(ImportRefusedError, match=f"has 50 MB, more than {SIZE_LIMIT // 1_000_000}"):
        read_report(path)


def test_a_pdf_is_read_like_its_text(tmp_path: Path) -> None:
    recommendations = "PRIORITIZED RECOMMENDATIONS:\n\n" + "\n".join(f"- {item}" for item in ITEMS)
    lines = wrapped(narrative(recommendations=recommendations))
    pages = [["Annual Report of Things", *lines[:20], "12"], ["Annual Report of Things", *lines[20:30], "13"]]
    pages.append(["Annual Report of Things", *lines[30:], "14"])
    path = tmp_path / "veldora.pdf"
    path.write_bytes(pdf(pages))
    report = import_report(path, "tip")

    assert ("Veldora", 2019, "Tier 2") == (report.country, report.year, report.tier)
    assert ITEMS == report.recommendations
    assert (PREVENTION,) == report.sections[-1].paragraphs
    assert ("Annual Report of Things", "12", "13", "14") == tuple(dict.fromkeys(report.dropped))


def test_a_profile_saved_as_pdf_keeps_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "veldora.pdf"
    path.write_bytes(pdf([profile().replace("\t", "  ").replace("**", "").splitlines()]))
    report = import_report(path, "oci")

    assert report.sheet is not None
    assert not report.has_errors
    assert [0, 15, 5, 12] == [len(group.indicators) for group in report.sheet.groups]


def test_a_scan_and_an_encrypted_pdf_are_refused(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([[], []]))
    locked = tmp_path / "locked.pdf"
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([narrative().splitlines()])))
    writer.encrypt("secret", algorithm="RC4-128")
    with locked.open("wb") as file:
        writer.write(file)

    with pytest.raises(ImportRefusedError, match="scan without text"):
        read_report(scan)
    with pytest.raises(ImportRefusedError, match="is encrypted"):
        read_report(locked)


def page(body: str, title: str = "Veldora - United States Department of State") -> str:
    return f"""<!DOCTYPE html><html><head><title>{title}</title><script>var x = "Tier 9";</script>
<style>p {{ color: red }}</style></head><body>
<header class="site-header"><a href="/">Home</a><button>Menu</button></header>
<nav class="breadcrumb"><ol><li>Home</li><li>Reports</li></ol></nav>
<div class="cookie-banner"><p>This place uses cookies in ways that are told elsewhere.</p></div>
<main><h1>2019 Trafficking in Persons Report: Veldora</h1><div class="share-links"><a>Tweet this</a></div>{body}</main>
<footer><ul><li>White House</li><li>Privacy Policy</li></ul></footer></body></html>"""


def as_html(text: str) -> str:
    blocks = []
    for block in text.strip().split("\n\n"):
        if block.isupper() or "Tier" in block[:40]:
            blocks.append(f"<h2>{block.title() if block.isupper() else block}</h2>")
        else:
            blocks.append(f"<p>{block}</p>")
    return "\n".join(blocks)


def test_a_web_page_is_read_like_its_text(tmp_path: Path) -> None:
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    body = as_html(narrative(title="", recommendations="PRIORITIZED RECOMMENDATIONS:\n\n@@"))
    body = body.replace("<p>PRIORITIZED RECOMMENDATIONS:</p>", "<p><strong>Prioritized Recommendations:</strong></p>")
    path = tmp_path / "veldora.html"
    path.write_text(page(body.replace("<p>@@</p>", f"<ul>{items}</ul>")))
    report = import_report(path, "tip")

    assert ("Veldora", 2019, "Tier 2") == (report.country, report.year, report.tier)
    assert ITEMS == report.recommendations
    assert (PREVENTION,) == report.sections[-1].paragraphs
    assert {"Home", "Reports", "Tweet this", "White House", "Privacy Policy"} <= set(report.dropped)
    assert any("cookies" in line for line in report.dropped)
    assert not any("Tier 9" in line for line in (*report.dropped, report.text))


def test_a_table_of_scores_in_a_page_is_read(tmp_path: Path) -> None:
    rows = []
    for line in profile().replace("**", "").strip().split("\n"):
        cells = line.strip().split("\t")
        rows.append(
            "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
            if len(cells) > 1
            else f"<p>{line.strip()}</p>"
        )
    path = tmp_path / "profile.htm"
    path.write_text(f"<html><body>{''.join(rows)}</body></html>")
    report = import_report(path, "oci")

    assert report.sheet is not None
    assert not report.has_errors
    assert [0, 15, 5, 12] == [len(group.indicators) for group in report.sheet.groups]


def test_tags_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 300 + "text")

    with pytest.raises(ImportRefusedError, match="too deeply"):
        read_report(path)


@pytest.mark.parametrize(
    ("text", "asked", "likely"),
    [
        (narrative(), "oci", "a Trafficking in Persons narrative"),
        (narrative(), "hrr", "a Trafficking in Persons narrative"),
        (narrative(), "article", "a Trafficking in Persons narrative"),
        (profile(), "tip", "an Organized Crime Index country profile"),
        (profile("2021"), "article", "an Organized Crime Index country profile"),
        (RIGHTS, "tip", "a Human Rights Report"),
        (RIGHTS, "oci", "a Human Rights Report"),
        (RIGHTS, "article", "a Human Rights Report"),
    ],
)
def test_a_report_of_another_series_is_refused_by_name(text: str, asked: str, likely: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(text)

    with pytest.raises(ImportRefusedError) as refusal:
        import_report(path, asked)
    assert f"looks like {likely}" in str(refusal.value)
    assert "try --series" in str(refusal.value)


@pytest.mark.parametrize("asked", ["oci", "tip", "hrr"])
def test_a_text_of_no_known_series_is_refused(asked: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear aunt,\n\nThe garden is well and the plums are ripe. We hope to see you in the autumn.\n")

    with pytest.raises(ImportRefusedError, match="does not look like"):
        import_report(path, asked)
