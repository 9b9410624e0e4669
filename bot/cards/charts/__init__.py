"""
Charts of published scores and of figures: crisp pictures that say the same in words.

`score_bars(answer)` draws an indicator's group, a group or a whole sheet; `sheet_comparison(comparison)` two editions
beside each other; `figure_ranges(answer)` every figure of one measure by date. Each blocks for up to a quarter of a
second when it is new, so call it off the event loop; the same content comes from a cache. Pillow is imported with the
first picture, not with this package.
"""

from __future__ import annotations

from bot.cards.charts.making import figure_ranges, score_bars, sheet_comparison
from bot.cards.charts.picture import Picture

__all__ = ["Picture", "figure_ranges", "score_bars", "sheet_comparison"]
