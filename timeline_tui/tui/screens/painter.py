"""Draws again only what is to be drawn anew of a screen."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class Painter(Compositor):
    """Asks each widget only for those of its lines in which something changed.

    The usual way asks every widget for all of its lines that stand between the first change and the last:
    at a key that is nearly the whole screen, for a few lines of it.
    """

    _changed: Iterable[Region] | None = None
    """Where something changed, while that is drawn; None where all is."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, drawn."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if self._changed is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            overlapping = [part for each in self._changed if (part := seen.intersection(each))]
            if not overlapping:
                continue
            around = Region.from_union(overlapping)
            lines = Region(seen.x, around.y, seen.width, around.height)
            yield region, lines, widget.render_lines(lines.translate(-region.offset))
