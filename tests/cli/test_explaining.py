"""`explain` prints what a problem means."""

from __future__ import annotations

from tests.cli.conftest import Call
from timeline_tui.model.limits import LIMITS
from timeline_tui.problems.problem import CODES


def test_a_code_is_explained_with_both_examples(call: Call) -> None:
    said = call("explain", "unknown-source")
    assert (said.code, said.talk) == (0, "")
    assert said.out.startswith("error[unknown-source]\n\nA source is named that is not listed")
    assert said.out.index("wrong:") < said.out.index("newsweak") < said.out.index("right:")
    assert max(map(len, said.out.splitlines())) <= 100


def test_all_codes_are_listed_with_their_sentences(call: Call) -> None:
    said = call("explain")
    assert said.code == 0
    for code in CODES.values():
        assert f"  {code.code} " in said.out
        assert code.explanation in said.out


def test_a_tab_can_be_seen(call: Call) -> None:
    assert "→   title:" in call("explain", "tab-indent").out


def test_a_code_that_is_misspelled_leads_to_the_right_one(call: Call) -> None:
    said = call("explain", "unknown-sauce")
    assert (said.code, said.out) == (2, "")
    assert "try: timeline-tui explain unknown-source" in said.talk
    assert "which lists them" in call("explain", "\x1b[31m").talk
    assert "\x1b" not in call("explain", "\x1b[31m").talk


def test_every_limit_is_told_with_its_reason(call: Call) -> None:
    said = " ".join(call("explain", "limits").out.split())
    for limit in LIMITS:
        assert f"{limit.of}: at most {limit.words}; {limit.why}" in said
    assert "a file: at most 1.5 GB" in said
    assert "a date: at most 400 characters" in said
