"""Draw a graph: `svg.to_svg` as SVG, `dot.to_dot` in the language of Graphviz.

`boxes` determines the text and the colors of the box of each node, `layers` the positions of the
boxes. The drawing of a failed transformation is written next to the log of its job, so drawing does
not need any program or package that may be missing there.
"""
