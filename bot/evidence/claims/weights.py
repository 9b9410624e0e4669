"""The weights of the signals, as `python -m benchmarks.fit_claims` printed them; see docs/claims.md."""

from __future__ import annotations

from collections.abc import Mapping

#: That a sentence speaks of exactly the claim's matter.
SAME_MATTER: Mapping[str, float] = {
    "one": -2.87, "coverage": 0.97, "own": 0.64, "about": 1.14, "lacking": -0.04, "absent": -0.28, "matched": 0.86,
    "heard": 0.92, "heard_lacking": -0.2, "missing_known": -0.1, "missing_names": -0.29, "missing_count": -0.81,
    "unmet": -0.66, "number_agrees": -0.34, "loose": -0.08, "anchored": -0.18, "denied": 0.46, "alien": -1.09,
    "against": 0.13, "favoured": 0.08, "c_number": 0.69, "c_year": 0.06, "c_polarity": -0.07, "c_scope": 0.09,
    "c_place": 0.05, "c_who": -0.06, "c_label": 0.19, "c_weak": -0.36, "clean": -0.63, "behind": -1.09, "lead": 0.02,
    "lead_first": 1.07, "lead_chance": 1.32, "question": -0.08, "wordings": 0.46, "union": 0.25, "chance": 0.46,
    "unknown": -0.01, "unknown_names": 0.93, "uncovered": -0.6, "elsewhere": -0.51, "short": -0.19, "long": 0.42,
    "source_other": 0.05, "source_right": 1.49, "uncited": -0.61, "cited": 0.33, "turned_round": -0.66,
    "degree": 0.42, "degree_more": -0.15, "degree_less": 0.59, "turned": 0.01, "direction": 0.04,
    "denies_alone": -0.06, "denies_too": 0.12, "torn": -0.01, "polarity_close": -0.02, "polarity_both": -0.13,
    "clean_close": 0.23, "number_close": 0.13, "extreme": 0.0, "urged": -0.4, "rule_supports": 0.41,
    "rule_differs": 0.24,
}  # fmt: skip
#: That one which does says something else of it.
AGAINST: Mapping[str, float] = {
    "one": 0.65, "coverage": -0.38, "own": 0.0, "about": 0.04, "lacking": 0.32, "absent": 0.36, "matched": -0.32,
    "heard": -0.37, "heard_lacking": 0.46, "missing_known": 0.41, "missing_names": 0.52, "missing_count": -0.2,
    "unmet": 0.47, "number_agrees": -0.52, "loose": 0.32, "anchored": -0.05, "denied": -0.94, "alien": 0.35,
    "against": 0.54, "favoured": -0.62, "c_number": 1.22, "c_year": 0.66, "c_polarity": -0.19, "c_scope": -0.24,
    "c_place": 0.51, "c_who": 0.34, "c_label": 0.24, "c_weak": -0.31, "clean": -1.43, "behind": 0.03, "lead": 0.04,
    "lead_first": -0.16, "lead_chance": 0.48, "question": 0.26, "wordings": -0.14, "union": 0.29, "chance": 0.15,
    "unknown": 0.06, "unknown_names": 0.37, "uncovered": -0.13, "elsewhere": 0.47, "short": 1.43, "long": -1.14,
    "source_other": 0.91, "source_right": 0.13, "uncited": 0.51, "cited": 0.01, "turned_round": 0.53, "degree": 0.08,
    "degree_more": -0.12, "degree_less": -0.14, "turned": 0.35, "direction": 0.4, "denies_alone": 0.83,
    "denies_too": -0.5, "torn": 0.1, "polarity_close": 0.18, "polarity_both": -0.62, "clean_close": -0.88,
    "number_close": 0.23, "extreme": 0.14, "urged": 0.0, "rule_supports": -1.16, "rule_differs": 1.75,
}  # fmt: skip
