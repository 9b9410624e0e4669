"""Whatever is typed, an outcome keeps its promises."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.library.folding import fold
from bot.search.engine import HITS
from bot.search.meeting import FEATURES, WEIGHTS
from bot.search.outcomes import Answer, Ask, Decline, Lookup
from tests.shared_library import the_engine, the_library

WORDS = sorted(the_engine().index.words)[::7]
NAMES = [name for brief in the_library().briefs.values() for name in brief.names][::5]
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join),
    st.tuples(st.sampled_from(NAMES), st.text(max_size=12), st.sampled_from(NAMES)).map(" ".join),
)
EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PRINTED = {source: fold(text.text) for source, text in the_library().texts.items()}


def _shown(outcome: Lookup) -> tuple[object, ...]:
    return (*outcome.hits, *(outcome.nearest if isinstance(outcome, Decline) else ()))


@EXAMPLES
@given(QUERIES)
def test_an_outcome_keeps_its_promises(query: str) -> None:
    outcome = the_engine().look_up(query)
    similarities = [hit.similarity for hit in outcome.hits]

    assert query == outcome.query
    assert len(outcome.hits) <= HITS
    assert len({hit.brief for hit in outcome.hits}) == len(outcome.hits)
    assert all(0 <= one <= 100 for one in similarities)
    match outcome:
        case Answer(topics=topics):
            assert 1 <= topics <= min(2, len(outcome.hits))
            assert topics == 2 or sorted(similarities, reverse=True) == similarities
        case Ask():
            assert len(outcome.hits) > 1
        case Decline(subject=subject):
            assert subject is None or subject.strip()


@EXAMPLES
@given(QUERIES)
def test_every_quote_is_verbatim_and_of_its_brief(query: str) -> None:
    for hit in _shown(the_engine().look_up(query)):
        assert hit.evidence
        assert hit.why
        assert "\n" not in hit.why
        for one in hit.evidence:
            assert hit.brief == one.brief
            assert one.quote is None or the_library().quotes[one.brief, one.quote].text == one.text
            assert fold(one.text).replace("**", "") in PRINTED[one.passage.source]


@EXAMPLES
@given(QUERIES)
def test_a_score_is_the_sum_of_its_features(query: str) -> None:
    from bot.search.normalising import parse

    engine = the_engine()
    for one in engine._find(parse(query)).ranked[-20:]:
        if one.meeting:
            features = dict(zip(FEATURES, one.features, strict=True))
            expected = sum(WEIGHTS[name] * value for name, value in features.items())

            assert abs(expected - one.meeting.scores()[one.offset]) < 1e-9


@EXAMPLES
@given(QUERIES, st.integers(1, 25))
def test_completions_are_briefs_each_once(text: str, limit: int) -> None:
    offered = the_engine().complete(text, limit)

    assert len(set(offered)) == len(offered) <= limit
    assert all(the_library().briefs[id_].title == title for title, id_ in offered)
