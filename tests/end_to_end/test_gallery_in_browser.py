"""The gallery in a browser: controls, map, comparison, filter, keys, address and hostile names.

The page comes from the file system, as users open it.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import numpy as np
import pytest
import xarray as xr
from PIL import Image

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.gallery.content import GalleryContent
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.pipeline.gallery import write_gallery
from paraverse.results.file import write_results
from paraverse.sweep.folders import describe_simulation_failure
from support.browser import browser  # noqa: F401 (fixture)
from support.galleries import batches, gallery_of, multiverse_plot, universe, universe_plot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e\x1b[31m'\""
FAILURE = describe_simulation_failure("sim", "exit status 1")
DIMENSIONS: dict[str, tuple[Any, ...]] = {
    "beta": (0.1, 0.2, 0.30000000000000004),
    "seed": (0, 1, 2, 9, 10),
}
HEAT_MAP = {
    "box": [0.1, 0.1, 0.9, 0.9],
    "x": {"name": "seed", "indices": [0, 1, 2, 3, 4], "at": [0.18, 0.34, 0.5, 0.66, 0.82]},
    "y": {"name": "beta", "indices": [2, 1, 0], "at": [0.23, 0.5, 0.77]},
    "fixed": {},
}
OpenPage = Callable[..., "Page"]


def name_of(beta: float, seed: int) -> str:
    return f"sim {beta:.1f}#{seed}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a missing and an incomplete universe, a failed figure, and hostile texts."""
    folder = tmp_path_factory.mktemp("gallery")
    before = Path.cwd()
    os.chdir(folder)
    try:
        sweep = batches(*universes(), size=4)
        plots = [universe_plot(name, sweep, ("png",)) for name in ("one/walk", "one/energy")]
        for plot in plots:
            draw(plot.name, sweep)
        last = sweep[-1].universes[-1].id
        failed = {f"one/walk, universe {last}": HOSTILE}
        FigureRecord(failed=failed).write(universe_record("one/walk", sweep[-1].name))
        values = np.arange(15.0).reshape(3, 5)
        write_results(
            "results/data/height.nc",
            {"data": xr.DataArray(values, {k: list(v) for k, v in DIMENSIONS.items()})},
        )
        Image.new("RGB", (300, 200), "green").save("results/figures/height.png")
        FigureRecord(areas={"height": [HEAT_MAP]}).write("results/drawn/multiverse/height.json")
        plots.append(multiverse_plot("height", "results/figures/height.png", text=HOSTILE))
        write(gallery_of(*plots, universes=sweep, dimensions=DIMENSIONS, title=HOSTILE))
        yield folder
    finally:
        os.chdir(before)


def universes() -> list[UniverseFiles]:
    found = []
    for beta, seed in itertools.product(*DIMENSIONS.values()):
        if (beta, seed) != (0.2, 1):
            errors = {(0.1, 2): (HOSTILE,), (0.2, 10): (FAILURE,)}.get((beta, seed), ())
            found.append(universe(name_of(beta, seed), beta, seed, errors=errors))
    return [*found, universe("elsewhere", errors=("outside the parameter space",))]


def draw(plot: str, sweep: Any) -> None:
    folder = Path("results/figures", plot)
    folder.mkdir(parents=True)
    for number, one in enumerate(u for batch in sweep for u in batch.universes):
        Image.new("RGB", (160, 100), (15 * number, 100, 200)).save(folder / f"{one.id}.png")


def write(content: GalleryContent) -> None:
    write_gallery(content, "results/gallery.html", "results/drawn/gallery.json")


@pytest.fixture
def page_at(browser: Browser, project: Path) -> Iterator[OpenPage]:  # noqa: F811
    """Open the page; whatever the browser complains about fails the test."""
    contexts = []
    complaints: list[str] = []

    def open_page(address: str = "", *, width: int = 1000, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("a dialog"))
        page.on("requestfailed", lambda request: complaints.extend(failures(request)))
        page.goto(f"{(project / 'results/gallery.html').as_uri()}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def failures(request: Request) -> list[str]:
    """Return a complaint, unless the picture was not needed any more."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


def state_of(page: Page) -> dict[str, list[str]]:
    """Return what the address of the page says."""
    return parse_qs(page.evaluate("location.hash.slice(1)"))


def figures_in(page: Page, selector: str = "article .of-universe") -> list[str]:
    """Return the files of the figures that are shown."""
    images = page.locator(f"{selector} img")
    page.wait_for_function("[...document.images].every((i) => i.loading === 'lazy' || i.complete)")
    return [str(image.get_attribute("src")) for image in images.all()]


def click_map(page: Page, column: int, row: int) -> None:
    """Click a cell of the map."""
    canvas = page.locator("#map canvas")
    layout = {"left": 110, "w": 48, "h": 30}
    x = layout["left"] + (column + 0.5) * layout["w"]
    canvas.click(position={"x": x, "y": (row + 0.5) * layout["h"]})


def test_sliders__switch_the_figures_of_all_plots_at_once(page_at: OpenPage) -> None:
    page = page_at()
    assert figures_in(page) == [
        f"figures/one/{name}/sim%200.1%230.png" for name in ("walk", "energy")
    ]
    page.get_by_label("seed", exact=True).fill("3")
    page.get_by_role("button", name="Next value of beta").click()
    assert figures_in(page) == [
        f"figures/one/{name}/sim%200.2%239.png" for name in ("walk", "energy")
    ]
    assert (state_of(page)["p.beta"], state_of(page)["p.seed"]) == (["0.2"], ["9"])
    sizes = page.evaluate("[...document.images].map((image) => image.naturalWidth)")
    assert 0 not in sizes


def test_sliders__name_values_as_people_write_them(page_at: OpenPage) -> None:
    page = page_at("#p.beta=0.3&columns=seed&rows=beta")
    slider = page.get_by_label("beta", exact=True)
    assert slider.get_attribute("aria-valuetext") == "0.3"
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "0.2"


def test_keys__step_along_the_active_parameter(page_at: OpenPage) -> None:
    page = page_at()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert (state_of(page)["p.beta"], state_of(page)["p.seed"]) == (["0.2"], ["2"])


def test_map__click_and_keys_lead_to_figures(page_at: OpenPage) -> None:
    page = page_at()
    click_map(page, 3, 2)
    assert figures_in(page, "#selected")[0] == "figures/one/walk/sim%200.3%239.png"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert (state_of(page)["p.beta"], state_of(page)["p.seed"]) == (["0.2"], ["2"])


def test_map__marks_missing_universes_with_the_reason(page_at: OpenPage) -> None:
    page = page_at()
    click_map(page, 1, 1)
    assert "No universe is at beta = 0.2, seed = 1." in page.locator("#universe").inner_text()
    assert figures_in(page) == []
    click_map(page, 2, 0)
    status = page.locator("#universe").inner_text()
    assert "incomplete" in status
    assert r"</script><img src=x onerror=alert(1)>\u202e\u001b[31m" in status
    click_map(page, 4, 1)
    assert page.locator("#universe .badge").inner_text() == "failed"
    assert "the simulation failed: exit status 1" in page.locator("#universe").inner_text()
    legend = page.locator("#map .legend").inner_text()
    assert legend.split() == ["complete", "!", "incomplete", "×", "failed", "–", "missing"]


def test_map__shows_scalars_and_says_their_values(page_at: OpenPage) -> None:
    page = page_at()
    before = page.locator("#map canvas").screenshot()
    page.get_by_label("Cells").select_option("scalar:height")
    assert page.locator("#map canvas").screenshot() != before
    assert page.locator("#map .legend").inner_text().startswith("height: 0  14")
    page.locator("#map canvas").hover(position={"x": 120, "y": 75})
    assert (
        page.locator("#map canvas").get_attribute("title")
        == "beta = 0.3, seed = 0\ncomplete\nheight = 10"
    )


def test_map__is_where_the_figure_of_a_scalar_leads(page_at: OpenPage) -> None:
    page = page_at("#height")
    page.get_by_role("button", name="Show height in the map").click()
    state = state_of(page)
    assert (state["cells"], state["rows"], state["columns"]) == (
        ["scalar:height"],
        ["beta"],
        ["seed"],
    )
    assert page.locator("#map canvas").is_visible()


def test_heat_map__a_click_leads_to_the_figures_of_its_universe(page_at: OpenPage) -> None:
    page = page_at("#height")
    image = page.locator("#height img")
    image.hover(position={"x": 210, "y": 50})
    assert image.get_attribute("title") == "beta = 0.3, seed = 9"
    image.click(position={"x": 210, "y": 50})
    assert figures_in(page, "#selected")[0] == "figures/one/walk/sim%200.3%239.png"
    assert page.evaluate("document.activeElement.id") == "map-panel"
    image.hover(position={"x": 5, "y": 5})
    assert image.get_attribute("title") == ""
    image.click(position={"x": 5, "y": 5})
    page.wait_for_url("**/figures/height.png")


def test_small_multiples__have_a_figure_for_each_universe(page_at: OpenPage) -> None:
    page = page_at()
    page.get_by_label("Cells").select_option("plot:one/walk")
    page.wait_for_selector(".multiples tbody tr:nth-child(3)")
    headings = page.locator(".multiples thead th").all_inner_texts()
    assert headings == [f"seed = {seed}" for seed in DIMENSIONS["seed"]]
    assert page.locator(".multiples .cell img").count() == 14
    cells = page.locator(".multiples tbody tr:nth-child(2) .cell")
    assert cells.nth(1).inner_text() == "missing"
    cells.nth(4).click()
    assert state_of(page)["p.seed"] == ["10"]
    assert cells.nth(4).get_attribute("aria-pressed") == "true"
    failed = page.locator(".multiples tbody tr:nth-child(1) .cell").nth(2)
    assert failed.inner_text() == "incomplete"


def test_small_multiples__over_one_parameter_follow_the_others(page_at: OpenPage) -> None:
    page = page_at("#rows=&columns=beta&cells=plot:one/walk&panels=map")
    page.wait_for_selector(".flow .cell:nth-child(1)")
    assert page.locator(".flow .cell").count() == 3
    page.get_by_label("seed", exact=True).fill("4")
    assert figures_in(page, ".flow")[0] == "figures/one/walk/sim%200.1%2310.png"


def test_comparison__pins_up_to_four_universes(page_at: OpenPage) -> None:
    page = page_at()
    page.get_by_role("button", name="Pin to compare").click()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("p")
    assert len(state_of(page)["pin"]) == 4
    table = page.locator(".comparison")
    assert table.locator("thead th").count() == 4
    assert table.locator("tr.differ th").all_inner_texts() == ["seed", "height", "status"]
    assert figures_in(page, ".comparison")[3] == "figures/one/walk/sim%200.1%2310.png"
    page.get_by_role("button", name=f"Unpin {name_of(0.1, 1)}", exact=True).click()
    assert table.locator("thead th").count() == 3


def test_filter__words_select_plots(page_at: OpenPage) -> None:
    page = page_at()
    page.keyboard.press("/")
    page.keyboard.type("energy")
    assert page.locator("article:visible h3").all_inner_texts() == ["one/energy"]
    assert page.locator("nav li:visible").all_inner_texts() == ["one", "energy"]
    assert page.locator("#filter-result").inner_text() == "1 of 3 plots"
    assert state_of(page)["filter"] == ["energy"]


def test_filter__conditions_select_universes(page_at: OpenPage) -> None:
    page = page_at("#columns=seed&rows=beta&cells=plot:one/walk&panels=map")
    page.wait_for_selector(".multiples tbody tr:nth-child(3)")
    page.get_by_label("Filter").fill("beta>=0.2 height<12 nothing=3")
    assert page.locator("#filter-result").inner_text() == (
        "6 of 15 universes, nothing is neither a parameter nor a scalar"
    )
    page.wait_for_selector(".multiples tbody tr:nth-child(3)")
    assert page.locator(".cell:not(.filtered)").count() == 6
    page.get_by_label("Filter").fill("status=incomplete")
    assert page.locator("#filter-result").inner_text() == "2 of 15 universes"
    page.get_by_label("Filter").fill("status=failed")
    assert page.locator("#filter-result").inner_text() == "1 of 15 universes"


def test_address__restores_everything(page_at: OpenPage) -> None:
    page = page_at()
    page.get_by_label("Cells").select_option("scalar:height")
    page.get_by_label("Down").select_option("")
    page.get_by_label("Filter").fill("seed>1")
    page.locator("#parallel-panel summary").click()
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    page.wait_for_function("location.hash.includes('parallel')")
    again = page_at(page.evaluate("location.hash"))
    assert state_of(again) == state_of(page)
    assert again.get_by_label("Cells").input_value() == "scalar:height"
    assert again.locator("#filter").input_value() == "seed>1"
    assert again.locator("#parallel canvas").is_visible()


def test_address__of_a_plot_leads_to_it(page_at: OpenPage) -> None:
    page = page_at("#height")
    assert page.evaluate("document.activeElement.id") == "height"
    assert state_of(page)["at"] == ["height"]
    page.locator("nav a", has_text="energy").click()
    assert page.evaluate("document.activeElement.id") == "one/energy"
    assert state_of(page)["at"] == ["one/energy"]
    assert "p.seed" in state_of(page)


@pytest.mark.parametrize(
    "address",
    ["#%zz", "#columns=nothing&rows=x&cells=plot:none&p.seed=77&pin=none&panels=", "#&=&="],
)
def test_address__that_is_wrong_is_ignored(page_at: OpenPage, address: str) -> None:
    page = page_at(address)
    assert state_of(page)["p.seed"] == ["0"]
    assert state_of(page)["cells"] == ["status"]


def test_parallel_coordinates__select_universes_and_ranges(page_at: OpenPage) -> None:
    page = page_at("#columns=seed&rows=beta&panels=parallel")
    canvas = page.locator("#parallel canvas")
    box = canvas.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + 290)
    page.mouse.up()
    assert state_of(page)["filter"] == ["seed>=0 seed<=2"]
    canvas.click(position={"x": 150, "y": 57})
    assert state_of(page)["p.beta"] == ["0.3"]
    page.mouse.click(middle, box["y"] + 150)
    assert "filter" not in state_of(page)


def test_hostile_texts__are_shown_and_do_nothing(page_at: OpenPage) -> None:
    page = page_at("#universe=elsewhere&columns=seed&rows=beta&panels=map")
    escaped = r"</script><img src=x onerror=alert(1)>\u202e\x1b[31m'" + '"'
    assert page.locator("h1").inner_text() == escaped
    assert escaped in page.locator("#height pre").inner_text()
    assert r"onerror=alert(1)>\u202e\u001b[31m" in page.locator("#selected .failed").inner_text()
    assert page.locator("img[src=x]").count() == 0


def test_universe__outside_the_space_can_be_selected(page_at: OpenPage) -> None:
    page = page_at()
    page.get_by_label("not in the space").select_option("elsewhere")
    assert "outside the parameter space" in page.locator("#universe").inner_text()
    assert figures_in(page)[0] == "figures/one/walk/elsewhere.png"
    assert state_of(page)["universe"] == ["elsewhere"]


def test_universe__links_to_its_files_and_logs(page_at: OpenPage) -> None:
    page = page_at("#p.beta=0.1&p.seed=10&columns=seed&rows=beta")
    links = page.locator("#universe a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "../data/sim%200.1%2310/data.h5",
        "universes/sim%200.1%2310.nc",
        "../logs/convert/sim%200.1%2310.log",
    ]


@pytest.mark.parametrize("width", [400, 1000, 1600])
def test_page__fits_any_width(page_at: OpenPage, width: int) -> None:
    page = page_at(
        "#columns=seed&rows=beta&panels=map parallel compare&cells=plot:one/walk", width=width
    )
    page.keyboard.press("p")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page__is_dark_where_the_system_is(page_at: OpenPage) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = page_at(), page_at(scheme="dark")
    assert light.evaluate(background) == "rgb(255, 255, 255)"
    assert dark.evaluate(background) == "rgb(13, 17, 23)"
    dark_map = dark.locator("#map canvas").screenshot()
    assert light.locator("#map canvas").screenshot() != dark_map
    light.emulate_media(color_scheme="dark")
    light.wait_for_timeout(200)
    assert light.locator("#map canvas").screenshot() == dark_map


def test_page__everything_has_a_name(page_at: OpenPage) -> None:
    page = page_at("#columns=seed&rows=beta&panels=map parallel compare")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("input, select, button, canvas, a, img, video, pre")]
        .filter((e) => !(e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim()
          || e.alt || e.querySelector("img")?.alt || e.title))
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_page__of_ten_thousand_universes_creates_few_elements(
    page_at: OpenPage, project: Path
) -> None:
    dimensions = {"size": tuple(range(100)), "seed": tuple(range(100))}
    points = itertools.product(*dimensions.values())
    sweep = batches(*(universe(f"seed~{b}_size~{a}", a, b) for a, b in points), size=256)
    write(
        gallery_of(
            universe_plot("one/walk", sweep, ("eps",)), universes=sweep, dimensions=dimensions
        )
    )
    page = page_at()
    assert page.evaluate("document.querySelectorAll('*').length") < 500
    page.get_by_label("Cells").select_option("plot:one/walk")
    page.wait_for_selector(".multiples tbody tr")
    assert page.evaluate("document.querySelectorAll('*').length") < 15_000
    data = page.evaluate("document.getElementById('data').textContent")
    assert len(json.loads(data)["universes"]["points"]) == 10_000
