"""A dossier as a document: each entry under its heading, then the notes, the references, and what to know of them."""

from __future__ import annotations

from bot.evidence.answers import FigureLine, ScoreLine, StatementLine
from bot.evidence.dossiers.blocks import Block, Heading, Paragraph, Remark
from bot.evidence.dossiers.model import BriefEntry, Counted, Dossier, Entry, MissingEntry, Note, PassageEntry
from bot.evidence.dossiers.spans import Span, marks, one_line, written_lines
from bot.evidence.marking import Marked, year_of


def compose(dossier: Dossier) -> tuple[Block, ...]:
    """The whole document, in reading order."""
    match dossier.entries:
        case (BriefEntry(brief=brief),):
            titled = brief.title == dossier.title
        case _:
            titled = False
    blocks: list[Block] = [Heading(1, one_line(dossier.title)), _about(dossier, titled)]
    for position, entry in enumerate(dossier.entries, 1):
        body = _entry(entry)
        if titled:
            blocks += [Heading(2, one.text) if isinstance(one, Heading) else one for one in body]
        else:
            blocks += [Heading(2, f"{position}. {_heading(entry)}"), *body]
    if dossier.notes:
        blocks += [Heading(2, "Notes"), *(_note(one) for one in dossier.notes)]
    if dossier.references:
        blocks += [Heading(2, "References"), *(Paragraph("plain", one) for one in dossier.references)]
    if dossier.warnings:
        blocks.append(Heading(2, "About these sources"))
        blocks += [Paragraph("bullet", (Span(one_line(one)),)) for one in dossier.warnings]
    return tuple(blocks)


def figure_words(line: FigureLine) -> str:
    """A quantity with its hedge, date and originator: `80,000–120,000 people, “an estimated” · TIP 2024`."""
    number = f"{line.bound} {line.amount}" if line.bound else line.amount
    said = f"“{line.printed}”" if line.amount is None else f"{number}"
    hedge = f", “{line.qualifier}”" if line.qualifier and line.amount is not None else ""
    parts = [said + hedge]
    if line.as_of:
        parts.append(f"as of {line.as_of}{' (inferred)' if line.as_of_inferred else ''}")
    label = line.source.label
    parts.append(f"{line.originator}, as cited in {label}" if line.originator else label)
    parts += [] if year_of(line.source) else ["undated"]
    return one_line(" · ".join(parts))


def _about(dossier: Dossier, alone: bool) -> Paragraph:
    entries, notes, sources = len(dossier.entries), len(dossier.notes), len(dossier.references)
    counts = [(notes, "passage", "passages"), (sources, "source", "sources")]
    counts = counts if alone else [(entries, "entry", "entries"), *counts]
    said = [f"{count} {one if count == 1 else more}" for count, one, more in counts]
    return Paragraph("subtle", (Span(" · ".join([*said, dossier.style.label])),))


def _heading(entry: Entry) -> str:
    match entry:
        case PassageEntry(passage=passage):
            return one_line(f"{passage.source.label}, {passage.place}" if passage.place else passage.source.label)
        case BriefEntry(brief=brief):
            return one_line(brief.title)
        case MissingEntry(key=key):
            return one_line(key)


def _entry(entry: Entry) -> list[Block]:
    blocks: list[Block] = []
    match entry:
        case PassageEntry(passage=passage):
            blocks.append(Paragraph("quote", (Span(f"“{one_line(passage.text)}” "), marks((passage.number,)))))
            blocks.append(Paragraph("subtle", (Span(_place(passage)),)))
            blocks += _figures(entry.figures, None)
        case BriefEntry():
            blocks += [_statement(one) for one in entry.statements]
            blocks += _listed("Sources differ", [_statement(one) for one in entry.differs])
            blocks += _figures(entry.figures, "Figures")
            blocks += _listed("Published scores", [_score(one) for one in entry.scores])
            if entry.further:
                blocks.append(Paragraph("plain", (Span("Further passages: "), marks(entry.further))))
        case MissingEntry():
            blocks.append(Paragraph("plain", (Span("This is no longer in the library."),)))
    lines = written_lines(entry.note)
    return [*blocks, Remark(lines)] if lines else blocks


def _listed(heading: str, items: list[Paragraph]) -> list[Block]:
    return [Heading(3, heading), *items] if items else []


def _statement(line: StatementLine) -> Paragraph:
    return Paragraph("bullet", (Span(f"{one_line(line.text)} "), marks(line.marks)))


def _figures(counted: tuple[Counted, ...], heading: str | None) -> list[Block]:
    """Each measure with its figures; `heading` None is for those of one passage, whose mark stands by its words."""
    blocks: list[Block] = [Heading(3, heading)] if heading and counted else []
    for one in counted:
        blocks.append(Paragraph("plain", (Span(one_line(one.measure.title), bold=True),)))
        for line in one.figures:
            mark = (Span(" "), marks((line.mark,))) if heading else ()
            blocks.append(Paragraph("bullet", (Span(figure_words(line)), *mark)))
        if not one.measure.comparable and one.measure.why:
            blocks.append(Paragraph("subtle", (Span(one_line(f"Not one count: {one.measure.why}")),)))
    return blocks


def _score(score: ScoreLine) -> Paragraph:
    low, high = (f"{end.normalize():f}" for end in (score.sheet.scale.low, score.sheet.scale.high))
    said = f"{score.indicator.name.capitalize()} {score.indicator.value:.2f} on a scale from {low} to {high}"
    words = one_line(f"{said}, higher is {score.higher_is} · {score.source.label}")
    if score.mark is None:
        return Paragraph("bullet", (Span(f"{words} · record only, its text is not in this library"),))
    return Paragraph("bullet", (Span(f"{words} "), marks((score.mark,))))


def _place(marked: Marked) -> str:
    said = f"{marked.originator}, as cited in {marked.source.label}" if marked.originator else marked.source.title
    date = marked.source.date or marked.source.edition or "undated"
    return one_line(" · ".join((said, date, marked.passage.key)))


def _note(note: Note) -> Paragraph:
    spans = [marks((note.number,)), Span(" ")]
    if not note.quoted:
        spans.append(Span(f"“{one_line(note.passage.text)}” "))
    spans += [*note.citation, Span(f" · {note.passage.passage.key}")]
    if note.link:
        spans += [Span(" · "), Span("open the source", link=note.link)]
    return Paragraph("plain", tuple(spans))
