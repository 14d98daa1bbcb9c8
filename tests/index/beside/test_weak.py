"""What is weak is kept and given back in the order of the list, and what is damaged says so."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from timeline_tui.index.records import Unusable
from timeline_tui.index.sidecar import WeakPoints, write_weak
from timeline_tui.model.passage_states import LABELS, Weak, Weakness


def one(kind: Weak, rank: int, detail: str = "only Paper") -> Weakness:
    """A weakness of the event at this rank."""
    return Weakness(kind, rank, f"e{rank}", "A title", None if rank % 2 else "2024", detail)


def kept(folder: Path, *weak: Weakness, compared: bool = False) -> WeakPoints:
    """These, written and opened again."""
    write_weak(folder / "x.weak", "made from", compared, weak)
    return WeakPoints.open(folder / "x.weak")


def test_each_kind_comes_back_in_the_order_of_the_list(tmp_path: Path) -> None:
    first, second = one("one-position", 1, "Was it taken?"), one("one-position", 1, "Who fell?")
    late, early = one("one-source", 9), one("one-source", 2)
    with closing(kept(tmp_path, late, first, second, early, compared=True)) as weak:
        assert weak.counts == {"one-source": 2, "one-position": 2}
        assert list(weak.counts) == ["one-source", "one-position"], "in the order in which they are listed"
        assert list(weak.all("one-source")) == [early, late]
        assert list(weak.all("one-position")) == [first, second]
        assert weak.first("one-source", 1) == [early]
        assert list(weak.all("no-passage")) == []
        assert (weak.compared, weak.made_from) == (True, "made from")


def test_many_come_in_lots_and_all_of_them(tmp_path: Path) -> None:
    many = [one("one-side", number // 2) for number in range(1_501)]
    with closing(kept(tmp_path, *many)) as weak:
        assert list(weak.all("one-side")) == many
        assert len(weak.first("one-side", 100)) == 100


def test_half_a_letter_is_kept_as_a_question_mark(tmp_path: Path) -> None:
    with closing(kept(tmp_path, one("one-source", 0, "only \ud800"))) as weak:
        assert [found.detail for found in weak.all("one-source")] == ["only ?"]


def test_every_kind_can_be_kept(tmp_path: Path) -> None:
    with closing(kept(tmp_path, *(one(kind, 0) for kind in LABELS))) as weak:
        assert list(weak.counts) == list(LABELS)


def test_what_is_none_of_ours_or_cut_short_is_unusable(tmp_path: Path) -> None:
    kept(tmp_path, *(one("one-source", rank) for rank in range(500))).close()
    whole = (tmp_path / "x.weak").read_bytes()
    for name, content in {"empty": b"", "text": b"x" * 5000, "short": whole[:4096]}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Unusable), closing(WeakPoints.open(tmp_path / name)) as weak:
            list(weak.all("one-source"))
    with pytest.raises(Unusable):
        WeakPoints.open(tmp_path / "missing")


def test_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written: unable to open"):
        write_weak(tmp_path / "nowhere" / "x.weak", "", False, [])
