"""The plot helper: axes of a figure and the helpers that are applied to them."""
