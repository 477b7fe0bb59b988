// Connects the parts: the figures of plots, the filter, keys, panels, and the address.

const filterInput = document.getElementById("filter");
const filterResult = document.getElementById("filter-result");
const help = document.getElementById("help");
const helpButton = document.getElementById("show-help");

// Beside the map, the figures of all plots of universes; below, each in the article of its plot
const selectedElement = document.getElementById("selected");
selectedElement?.append(
  ...plots.map(({ name }) => {
    const slot = h("div", { className: "of-universe" });
    slot.dataset.plot = name;
    const article = [...document.querySelectorAll("article .of-universe")]
      .find(({ dataset }) => dataset.plot === name)
      .closest("article");
    return h("div", {}, h("h3", {}, h("a", { href: `#${article.id}` }, name)), slot);
  }),
);
const slots = [...document.querySelectorAll(".of-universe")].map((element) => ({
  element,
  plot: plots.find(({ name }) => name === element.dataset.plot),
  isVisible: false,
  universe: null, // that is shown
}));

// --- The figures of the selected universe, in the articles of their plots

function showSlot(slot) {
  const universe = currentUniverse();
  if (!slot.isVisible || (slot.universe && slot.universe.value === universe)) return;
  slot.universe = { value: universe };
  showFigures(slot.element, slot.plot, universe);
}

const slotObserver = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const slot = slots.find(({ element }) => element === target);
    slot.isVisible = isIntersecting;
    showSlot(slot);
  }
}, { rootMargin: "400px" });

// --- From the figure of a scalar to the map, where a click leads to single universes

function showInMap(scalar) {
  const [rows, columns] = scalar.dims.length > 1 ? scalar.dims : [null, scalar.dims[0]];
  const panels = new Set([...state.panels, "map"]);
  update({ cells: `scalar:${scalar.name}`, rows, columns, active: columns, panels });
  goTo(document.getElementById("map-panel"));
}

for (const scalar of scalars) {
  const article = [...document.querySelectorAll("article")].find(({ dataset }) => dataset.plot === scalar.plot);
  const button = h("button", { type: "button" }, `Show ${scalar.name} in the map`);
  button.addEventListener("click", () => showInMap(scalar));
  article.querySelector(".figures").append(h("p", {}, button));
}

// --- The filter

const articles = [...document.querySelectorAll("article")].map((element) => ({
  element,
  text: element.textContent.toLowerCase(),
  names: [...element.querySelectorAll(".of-universe")].map((slot) => slot.dataset.plot),
  entry: document.querySelector(`nav a[href="#${CSS.escape(element.id)}"]`)?.closest("li"),
}));
const articleOf = new Map(articles.flatMap((article) => article.names.map((name) => [name, article])));

const hasWords = ({ text }) => (filtered.words ?? []).every((word) => text.includes(word));
const matchesWords = (name) => hasWords(articleOf.get(name));

function showFilter() {
  for (const article of articles) {
    const isHidden = !hasWords(article);
    article.element.hidden = isHidden;
    if (article.entry) article.entry.hidden = isHidden;
  }
  for (const slot of selectedElement?.children ?? []) {
    slot.hidden = !matchesWords(slot.querySelector(".of-universe").dataset.plot);
  }
  for (const group of document.querySelectorAll(".group, nav ul")) {
    group.hidden = !group.querySelector("article:not([hidden]), li:not([hidden]) > a");
  }
  if (document.activeElement !== filterInput) filterInput.value = state.filter;
  const results = [];
  if (filtered.words?.length) results.push(`${articles.filter(hasWords).length} of ${articles.length} plots`);
  if (filtered.universes) {
    results.push(`${filtered.universes.reduce((a, b) => a + b, 0)} of ${count} universes`);
  }
  results.push(...filtered.unknown.map((name) => `${printable(name)} is neither a parameter nor a scalar`));
  filterResult.value = results.join(", ");
}

filterInput.addEventListener("input", () => update({ filter: filterInput.value }));

// --- Panels and help

function showPanels() {
  for (const name of ["map", "parallel", "compare"]) {
    const panel = document.getElementById(`${name}-panel`);
    if (panel) panel.open = state.panels.has(name);
  }
}

function watchPanel(name) {
  const panel = document.getElementById(`${name}-panel`);
  panel.addEventListener("toggle", () => {
    if (panel.open === state.panels.has(name)) return;
    const panels = new Set(state.panels);
    if (panel.open) panels.add(name);
    else panels.delete(name);
    update({ panels });
  });
}

function toggleHelp() {
  help.hidden = !help.hidden;
  helpButton.setAttribute("aria-expanded", !help.hidden);
}
helpButton.addEventListener("click", toggleHelp);

// --- Keys

const usesKeys = (element) =>
  element.closest("input, select, textarea, pre, video, [contenteditable], canvas[tabindex]") !== null;

function nextActive(distance) {
  const movable = sliders.map(({ dim }) => dim);
  if (!movable.length) return;
  const position = movable.indexOf(state.active) + distance;
  update({ active: movable[(position + movable.length) % movable.length] });
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target === filterInput && event.key === "Escape") filterInput.blur();
  if (usesKeys(event.target) && event.target.type !== "range") return;
  const distance = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (distance && event.shiftKey) nextActive(distance);
  else if (distance && event.target.type !== "range" && count) step(state.active, distance);
  else if (event.key === "p" || event.key === "P") togglePin(currentUniverse());
  else if (event.key === "/") filterInput.focus();
  else if (event.key === "?") toggleHelp();
  else return;
  event.preventDefault();
});

// --- Links within the page do not replace what is selected in the address

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const target = link && targetOf(link.hash);
  if (!target) return;
  event.preventDefault();
  goTo(target);
  update({ at: target.id });
});

function targetOf(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // not the address of anything
  }
}

function goTo(target) {
  target.scrollIntoView();
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

// --- Start

function restore() {
  const changes = decodeState(location.hash.slice(1));
  const target = "at" in changes ? document.getElementById(changes.at) : targetOf(location.hash);
  update({ ...changes, at: target?.id ?? "" });
  if (target) goTo(target);
}

listeners.push(showFilter);
if (count) {
  document.getElementById("controls").hidden = false;
  document.getElementById("explore").hidden = false;
  const bySize = dimensions.map(({ labels }, dim) => [labels.length, dim]).sort(([a], [b]) => b - a);
  state.columns = bySize[0][1];
  state.rows = bySize[1]?.[0] > 1 ? bySize[1][1] : null;
  state.active = state.columns;
  // The first universe that the first plot draws
  const first = plots[0]?.universes?.[0] ?? 0;
  if (points[first] >= 0) state.indices = indicesOf(points[first]);
  else state.outside = first;
  buildControls();
  buildMap();
  ["map", "parallel", "compare"].forEach(watchPanel);
  document.getElementById("parallel-panel").hidden = axes.length < 2;
  listeners.push(showPanels, showParallel, showComparison, () => slots.forEach(showSlot));
  slots.forEach(({ element }) => slotObserver.observe(element));
  const redraw = () => {
    if (!plotOfCells()) showMap();
    showParallel();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", redraw);
}
restore();
addEventListener("hashchange", restore);
