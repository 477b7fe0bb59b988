"""Draw a graph: `svg.to_svg` as SVG, `dot.to_dot` in the language of Graphviz.

`boxes` says what is written in the box of a node and in which color, `layers` where the boxes
are. The drawing of a failed transformation is written beside the log of its job, so it needs no
program or package that may be missing there.
"""
