"""Retrievers to measure the lookup against: each ranks passages for a query; what is not installed is left out."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from bot.search.words import stem

Hits = list[tuple[float, int]]  # how near, number of the passage; best first
Search = Callable[[str, int], Hits]
_WORD = re.compile(r"\w+")


def peers(texts: Sequence[str]) -> dict[str, Search]:
    """The searches over `texts` that this machine can run, by name."""
    built = {
        "SQLite FTS5 trigram": fts5,
        "rapidfuzz token_set_ratio": lambda texts: _rapidfuzz(texts, fuzz.token_set_ratio),
        "rapidfuzz WRatio": lambda texts: _rapidfuzz(texts, fuzz.WRatio),
    }
    for module, name, build in (
        ("bm25s", "bm25s, stemmed", bm25),
        ("tantivy", "tantivy, fuzzy", tantivy_fuzzy),
        ("sklearn", "character n-grams", ngrams),
        ("wordllama", "wordllama embeddings", embeddings),
    ):
        if importlib.util.find_spec(module):
            built[name] = build
    return {name: build(texts) for name, build in built.items()}


def fts5(texts: Sequence[str]) -> Search:
    """SQLite's full-text index over letter triples; any word may match."""
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table passages using fts5(text, tokenize = 'trigram')")
    table.executemany("insert into passages(rowid, text) values (?, ?)", enumerate(texts))

    def search(query: str, limit: int) -> Hits:
        words = [word for word in _WORD.findall(query) if len(word) > 2]
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        found = table.execute(
            "select bm25(passages), rowid from passages where passages match ? order by 1 limit ?", (match, limit)
        )
        return [(-rank, number) for rank, number in found]

    return search


def bm25(texts: Sequence[str]) -> Search:
    """BM25 over stems."""
    import bm25s

    index = bm25s.BM25()
    index.index([_stems(text) for text in texts], show_progress=False)

    def search(query: str, limit: int) -> Hits:
        known = [one for one in _stems(query) if one in index.vocab_dict]
        return _top(index.get_scores(known), limit) if known else []

    return search


def tantivy_fuzzy(texts: Sequence[str]) -> Search:
    """Tantivy with one slip allowed in words of four letters, two in words of eight."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    schema.add_integer_field("number", stored=True)
    built = schema.build()
    index = tantivy.Index(built)
    writer = index.writer(num_threads=1)
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: str, limit: int) -> Hits:
        parts: list[Any] = []
        for word in _stems(query):
            parts.append((tantivy.Occur.Should, tantivy.Query.term_query(built, "text", word)))
            if len(word) >= 4:
                slips = 1 if len(word) < 8 else 2
                fuzzy = tantivy.Query.fuzzy_term_query(built, "text", word, distance=slips)
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(fuzzy, 0.5)))
        if not parts:
            return []
        found = searcher.search(tantivy.Query.boolean_query(parts), limit).hits
        return [(score, int(searcher.doc(address)["number"][0])) for score, address in found]

    return search


def ngrams(texts: Sequence[str]) -> Search:
    """Cosine of weighted letter triples and quadruples within words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
    matrix = vectors.fit_transform(texts).T.tocsr()

    def search(query: str, limit: int) -> Hits:
        return _top((vectors.transform([query]) @ matrix).toarray()[0], limit)

    return search


def embeddings(texts: Sequence[str]) -> Search:
    """Static embeddings from a package, nothing downloaded."""
    import wordllama

    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    matrix = model.embed(list(texts), norm=True)

    def search(query: str, limit: int) -> Hits:
        return _top(matrix @ model.embed([query], norm=True)[0], limit)

    return search


def _rapidfuzz(texts: Sequence[str], scorer: Callable[..., float]) -> Search:
    folded = [utils.default_process(text) for text in texts]

    def search(query: str, limit: int) -> Hits:
        found = process.extract(utils.default_process(query)[:100], folded, scorer=scorer, processor=None, limit=limit)
        return [(similarity, number) for _, similarity, number in found]

    return search


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.casefold())]


def _top(scores: Any, limit: int) -> Hits:
    import numpy as np

    best = np.argsort(-scores, kind="stable")[:limit]
    return [(float(scores[number]), int(number)) for number in best if scores[number] > 0]
