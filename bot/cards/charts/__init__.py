"""
Charts of published scores and of figures: crisp pictures that say the same in words.

`score_bars(answer)` draws a group, or an indicator among its group; `sheet_comparison(comparison)` two editions beside
each other, a picture for each group; `figure_ranges(answer)` every figure of one measure by date. Each blocks for up to
a quarter of a second when it is new, so call it off the event loop; the same content comes from a cache. Pillow is
imported with the first picture, not with this package. Pictures are no higher than a group needs: Discord shrinks a
high one until nothing on it can be read.
"""

from __future__ import annotations

from bot.cards.charts.making import figure_ranges, score_bars, sheet_comparison
from bot.cards.charts.picture import Picture

__all__ = ["Picture", "figure_ranges", "score_bars", "sheet_comparison"]
