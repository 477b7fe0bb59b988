"""Plots with their files."""

from __future__ import annotations

from support.plans import MakePlan


def test_figures__of_several_are_folders_and_frames_are_beside(plan: MakePlan) -> None:
    plots = """
files: {based_on: .p, files: seed, file_ext: [pdf, .png]}
auto: {based_on: .p, auto_encoding: {line: [x, [files, 2]]}, kind: line}
frames: {based_on: .p, frames: seed, file_ext: png}
movie: {based_on: .p, frames: seed, file_ext: gif}
.p: {creator: multiverse, plot_func: facet_grid, select_and_combine: {fields: {data: params/seed}}}
"""
    planned = {plot.name: plot for plot in plan(plots).multiverse_plots}
    assert {name: plot.figures for name, plot in planned.items()} == {
        "files": ("results/figures/files",),
        "auto": ("results/figures/auto",),
        "frames": ("results/figures/frames.png",),
        "movie": ("results/figures/movie.gif",),
    }
    assert planned["files"].drawing.formats == ("pdf", "png")
    assert [name for name, plot in planned.items() if plot.frames] == ["frames"]
    assert planned["frames"].frames == ("results/figures/frames.png.frames",)
