"""State of each plot, and changes since it was drawn, as commands ask for them."""
