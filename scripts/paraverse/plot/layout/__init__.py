"""Where axes, titles and legends stand in a figure."""
