"""Drawing: plot functions, helpers, saving."""
