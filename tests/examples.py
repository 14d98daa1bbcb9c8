"""How many examples a property is tried with: a few that are always the same, or many that are new.

`make test ARGS=--hypothesis-profile=thorough` takes the many.
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

SUITE, THOROUGH = 30, 600
# A machine that is busy is no fault of a test, and files stand in a folder that all examples share.
NO_FAULT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "suite",
    max_examples=SUITE,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=NO_FAULT,
)
settings.register_profile(
    "thorough", max_examples=THOROUGH, deadline=None, database=None, suppress_health_check=NO_FAULT
)
# That there is an example that fails is all that `make mutants` asks: it is not made any smaller.
settings.register_profile(
    "first",
    parent=settings.get_profile("suite"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile("suite")


def examples(factor: float) -> settings:
    """More examples of what costs little, fewer of what costs much."""
    return settings(max_examples=round(settings().max_examples * factor))
