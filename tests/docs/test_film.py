"""The film is one picture that moves, of reasonable size, and asks for nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from docs import film
from docs.film import SCENES, Frame

TEXT = film.FILE.read_text(encoding="utf-8")


def test_it_was_taken_of_the_scenes_that_are_declared() -> None:
    assert not film.stale()


def test_it_lasts_forty_seconds() -> None:
    seconds = sum(scene.seconds + scene.between * max(len(scene.keys) - 1, 0) for scene in SCENES)
    assert round(seconds) == 40
    assert re.search(r"animation:(39|40)(\.\d+)?s ", TEXT)


def test_it_is_of_reasonable_size_and_asks_for_nothing() -> None:
    assert len(TEXT.encode()) < 400_000
    assert [*re.findall(r"https?://[^\"<]+", TEXT)] == ["http://www.w3.org/2000/svg"]
    assert "<script" not in TEXT
    assert "@import" not in TEXT
    assert "url(" not in TEXT


def test_who_wants_nothing_to_move_sees_one_picture() -> None:
    rule = re.search(
        r"@media\(prefers-reduced-motion\)\{\.f\{animation:none\}([^{]+)\{visibility:visible\}", TEXT
    )
    assert rule is not None
    seen = {name.strip(".") for name in rule[1].split(",")}
    picture = ElementTree.fromstring(TEXT)
    words = [
        "".join(group.itertext())
        for group in picture.iter("{http://www.w3.org/2000/svg}g")
        if set(group.get("class", "").split()) & seen
    ]
    assert any("Fighting at Tyotkino" in word for word in words)


def test_it_tells_each_scene() -> None:
    said = "".join(ElementTree.fromstring(TEXT).itertext())
    assert [scene.said for scene in SCENES if scene.said not in said] == []
    assert "Who fell back?" in said


def test_a_line_is_drawn_once_for_all_frames_in_which_it_is_the_same() -> None:
    frames = [Frame(("<a/>", "<x/>"), 1), Frame(("<a/>", "<y/>"), 2), Frame(("<a/>", "<x/>"), 1)]
    made = film.film(frames)
    assert made.count("<a/>") == made.count("<x/>") == made.count("<y/>") == 1
    assert "@keyframes f0{0%{visibility:visible}25%{visibility:hidden}75%{visibility:visible}}" in made
    assert "@keyframes f1{0%{visibility:hidden}25%{visibility:visible}75%{visibility:hidden}}" in made
