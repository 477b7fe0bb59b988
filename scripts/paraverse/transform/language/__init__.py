"""From the configuration of a transformation to the graph of its nodes."""
