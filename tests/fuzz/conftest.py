"""How much is fuzzed: a little in every run; HYPOTHESIS_PROFILE=long (make fuzz) much more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
settings.register_profile("short", max_examples=40, deadline=None, derandomize=True, suppress_health_check=QUIET)
settings.register_profile("find", max_examples=200, deadline=None, phases=[Phase.generate], suppress_health_check=QUIET)
settings.register_profile("long", max_examples=5_000, deadline=None, suppress_health_check=QUIET, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))
