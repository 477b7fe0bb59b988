"""Figures: plot functions, helpers, appearance, layout, animations and saving."""
