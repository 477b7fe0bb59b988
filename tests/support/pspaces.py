"""Parameter spaces of paramspace, drawn by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from paramspace import CoupledParamDim, ParamDim, ParamSpace

NUMBERS = st.integers(-5, 50) | st.floats(-3, 3).map(lambda x: round(x, 3))
WORDS = st.text("abxyz_-", min_size=1, max_size=4)
VALUES = st.one_of(
    st.lists(NUMBERS, min_size=1, max_size=4, unique=True),
    st.lists(WORDS, min_size=1, max_size=4, unique=True),
    st.just([True, False]),
    st.just([None, 3, "x"]),
    st.just([[1, 2], [3]]),
)


@st.composite
def dimensions(draw: st.DrawFn, masked: bool) -> ParamDim:
    values = draw(VALUES)
    masks = st.booleans() | st.lists(st.booleans(), min_size=len(values), max_size=len(values))
    options: dict[str, Any] = {"mask": draw(masks)} if masked else {}
    if draw(st.booleans()):
        options["order"] = draw(st.integers(-2, 2))
    return ParamDim(default=draw(NUMBERS), values=values, **options)


@st.composite
def pspaces(draw: st.DrawFn, masked: bool = False) -> ParamSpace:
    """Draw spaces with 1-3 dimensions at different depths, perhaps with a coupled one."""
    parameters: dict[str, Any] = {"model": {"n": 3, "inner": {}}, "flag": True}
    groups = [parameters, parameters["model"], parameters["model"]["inner"]]
    names = draw(st.permutations(["seed", "size", "p"]))[: draw(st.integers(1, 3))]
    for name in names:
        draw(st.sampled_from(groups))[name] = draw(dimensions(masked))
    if draw(st.booleans()):
        name, target = draw(st.sampled_from(sorted(ParamSpace(parameters).dims.items())))
        own: dict[str, Any] = {
            "default": -1,
            "values": [f"value {i}" for i in range(target.num_values)],
        }
        coupled: dict[str, Any] = {"use_coupled_default": True, "use_coupled_values": True}
        follower = CoupledParamDim(target_name=name, **draw(st.sampled_from([own, coupled])))
        draw(st.sampled_from(groups))["follower"] = follower
    return ParamSpace(parameters)
