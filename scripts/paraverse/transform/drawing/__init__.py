"""Draw the graph of a transformation as SVG."""
