"""No passage that was changed, however little, passes for one that was not: some 250 of them."""

from __future__ import annotations

import pytest

from timeline_tui.evidence.match import match
from timeline_tui.model.timeline import Quote

_CHANGED = """
5 km = 5 mi, 5 m, 50 km, 5km
$5 = £5, €5, 5, US$5, $5m, $50
$5m = $5, $5bn, 5m
€5 = 5, 5 €
5% = 5, 5‰, 50%
5 % = 5
5°C = 5°F, 5C, 5
5′ = 5″, 5
51° 30′ = 51° 30″, 51 30′
5 m² = 5 m2, 5 m, 5 m³
10³ = 103, 10
±5 = 5
-5 = 5
−5 = 5, +5
≤5 = 5, ≥5
1.5 = 1/5, 15, 5
1 000 = 1000, 1.000, 10 000, 000
1 000 = 1000, 1.000, 000
1'000 = 1000, 000
12:30 = 12.30, 1230, 12, 30
½ = 1/2, ¼
2½ = 21/2, 2
5th = 5, 6th, fifth
IV = VI, 4
F-16s = F-16, 16s, F16s
T-72 = T-73, 72, T72
10–12 = 1012, 10–13
10-12 = 10, 1012
12/03/2024 = 03/2024, 03/12/2024, 12/03
2024-03-12 = 03-12, 2024-03, 2024-12-03
2019–20 = 2019, 20, 2019–21, 201920
٣٤ = ٤٣, 34, ٣
can't = can, cant, can not, can t, could
n’est pas = est, n’est
не было = было, ни было
没有 = 有, 没
नहीं = नही, नह
لم يأت = يأت, لن يأت
café = cafe, cafè
Việt = Viêt, Viet
naïve = naive
Straße = Strasse
ё = е
non-combatant = combatant, non, non combatant, noncombatant
up-to-date = up to date, uptodate, date, up
unlawful = lawful, un lawful
men[1] = men, men1
men¹ = men, men1
x₂ = x2, x
*men* = men
_men_ = men
<b>men</b> = men
R&amp;D = R&D
R&D = R and D, D, R
a@b.org = b.org, a
“men” = men
its = it's
Men = men
men = men [sic], [men], not men, women, me
was not = was, was never
nobody = somebody, body
"""
# Words of their own, which may begin a passage whatever stands before them.
_ENTIRE = {"было", "有", "يأت"}
_CASES = [
    (right, wrong)
    for line in _CHANGED.strip().splitlines()
    for right, wrongs in [line.split(" = ")]
    for wrong in wrongs.split(", ")
]


@pytest.mark.parametrize(("right", "wrong"), _CASES)
@pytest.mark.parametrize("edge", ["{} of", "of {} of"])
def test_what_is_changed_is_not_what_stands_there(edge: str, right: str, wrong: str) -> None:
    text = f"There he saw of {right} of them by then. It was so: of {right} of the rest came home."
    same, changed = match(text, [Quote(exact=edge.format(one)) for one in (right, wrong)])
    assert same.state == "verbatim"
    assert changed.state not in {"verbatim", "normalised"} or (edge[0] == "{" and wrong in _ENTIRE)
