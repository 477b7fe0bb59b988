"""Properties that helpers pass on to matplotlib."""

from __future__ import annotations

import pytest

from paraverse.plan.checks.text_properties import text_property_problems
from support.plans import builtin_code, read_plot


@pytest.mark.parametrize(
    ("helpers", "message"),
    [
        ("set_title: {title: A, fontsise: 3}", "text has no property 'fontsise'. Did you mean"),
        ("set_labels: {x: {label: A, colr: red}}", "text has no property 'colr'. Did you mean"),
        ("set_suptitle: {title: A, siz: 3}", "text has no property 'siz'. Did you mean 'size'?"),
        ("set_texts: {texts: [{x: 1, y: 1, s: A, fontsise: 3}]}", "'fontsise'. Did you mean"),
        ("annotate: {annotations: [{text: A, xy: [1, 1], colr: red}]}", "'colr'. Did you mean"),
        ("set_legend: {titel: A}", "a legend has no property 'titel'. Did you mean 'title'"),
        ("axis_specific: {[0, 0]: {set_title: {siz: 1}}}", "'siz'. Did you mean 'size'?"),
    ],
)
def test_text_property_problems__suggest_what_was_meant(helpers: str, message: str) -> None:
    plot = read_plot(f"p: {{helpers: {{{helpers}}}}}")
    (problem,) = text_property_problems(plot, builtin_code())
    assert message in problem.message


@pytest.mark.parametrize(
    "helpers",
    [
        "set_title: {title: A, fontsize: 3, ha: left, weight: bold, loc: left, pad: 3, y: 1}",
        "set_labels: {x: A, y: {label: B, labelpad: 3, rotation: 30}}",
        "set_legend: {ncols: 2, fontsize: small, loc: best, use_legend: true, frameon: false}",
        "set_figlegend: {ncol: 2, loc: center right, margin: 0.1, bbox_to_anchor: [1, 1]}",
        "set_hv_lines: {hlines: [1, {pos: 2, limits: [0, 1], color: red, ls: '--', lw: 2}]}",
        "annotate: {annotations: [{text: A, xy: [1, 1], xytext: [2, 2], arrowprops: {a: 1}}]}",
        "set_texts: {texts: [{x: 1, y: 1, s: A, bbox: {fc: w}, transform: !dag_result t}]}",
        "set_title: ~",
        "set_title: {enabled: false}",
    ],
)
def test_text_property_problems__accept_what_matplotlib_accepts(helpers: str) -> None:
    plot = read_plot(f"p: {{helpers: {{{helpers}}}}}")
    assert list(text_property_problems(plot, builtin_code())) == []
