"""The position and size of axes, titles and legends in a figure."""
