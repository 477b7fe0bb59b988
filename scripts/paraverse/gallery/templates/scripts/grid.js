// The map of universes over two parameters: colors of the status or of a scalar, or small figures.

const mapElement = document.getElementById("map");
const mapOptions = document.getElementById("map-options");
const MAX_CELLS = 1000; // along one side of the map; more would not be seen
const CHUNK = 60; // small figures that are created at once

const plotOfCells = () => plots.find((plot) => state.cells === `plot:${plot.name}`);
const scalarOfCells = () => scalars.find((scalar) => state.cells === `scalar:${scalar.name}`);

function choice(label, id, options, onChange) {
  const select = h("select", { id }, ...options.map(([value, text]) => h("option", { value }, text)));
  select.addEventListener("change", () => onChange(select.value));
  mapOptions.append(h("span", { className: "option" }, h("label", { for: id }, label), " ", select));
  return select;
}

function buildMap() {
  const names = dimensions.map(({ name }, dim) => [dim, name]);
  const toDim = (value) => (value === "" ? null : Number(value));
  const columns = choice("Across", "columns", names, (value) => {
    const dim = toDim(value);
    update({ columns: dim, rows: state.rows === dim ? state.columns : state.rows });
  });
  const rows = choice("Down", "rows", [["", "—"], ...(names.length > 1 ? names : [])], (value) => {
    const dim = toDim(value);
    update({ rows: dim, columns: state.columns === dim ? (state.rows ?? otherDim(dim)) : state.columns });
  });
  const contents = [
    ["status", "status"],
    ...scalars.map(({ name }) => [`scalar:${name}`, name]),
    ...plots.map(({ name }) => [`plot:${name}`, `figures: ${name}`]),
  ];
  const cells = choice("Cells", "cells", contents, (value) => update({ cells: value }));
  if (dimensions.length < 2) [columns, rows].forEach(({ parentElement }) => (parentElement.hidden = true));
  listeners.push(() => {
    if (!contents.some(([value]) => value === state.cells)) state.cells = "status";
    columns.value = state.columns;
    rows.value = state.rows ?? "";
    cells.value = state.cells;
    showMap();
  });
}

const otherDim = (dim) => dimensions.findIndex((_, other) => other !== dim);

function indicesAt(column, row) {
  const indices = state.indices.slice();
  indices[state.columns] = column;
  if (state.rows !== null) indices[state.rows] = row;
  return indices;
}

let drawnMap = null; // what the small figures show, so that they are not created again

function showMap() {
  if (!state.panels.has("map")) return;
  mapElement.closest(".explorer").classList.toggle("wide", plotOfCells() !== undefined);
  const plot = plotOfCells();
  const others = state.indices.map((index, dim) =>
    dim === state.columns || dim === state.rows ? null : index,
  );
  const key = JSON.stringify([state.cells, state.rows, state.columns, others, state.filter]);
  if (plot && key === drawnMap) return markCell();
  drawnMap = plot ? key : null;
  if (plot) {
    mapElement.replaceChildren(state.rows === null ? figureFlow(plot) : figureTable(plot));
    markCell();
  } else showColors();
}

// --- Small figures

function cell(plot, indices) {
  const universe = universeAt.get(pointOf(indices));
  const problem = problemOf(plot, universe);
  const label = universe === undefined ? pointLabel(indices) : universeLabel(universe);
  const reasons = problem ? [problem.join(": ")] : (universes.lacks[universe] ?? []);
  const title = [label, ...reasons.map(printable)].join(", ");
  const button = h("button", { type: "button", className: "cell", title, "aria-label": title });
  button.dataset.point = pointOf(indices);
  button.setAttribute("aria-pressed", isSelected(button));
  if (filtered.universes && !filtered.universes[universe]) button.classList.add("filtered");
  if (problem) button.append(h("span", { className: `badge ${problem[0].replace(" ", "-")}` }, problem[0]));
  else if (statusOf(universe) !== "complete") {
    const status = statusOf(universe);
    button.append(h("span", { className: `badge ${status}` }, status));
  }
  if (universe !== undefined && isDrawn(plot, universe)) {
    const [figure] = figuresOf(plot, universe);
    if (figure) button.append(picture(figure, "", true));
  }
  button.addEventListener("click", () => update({ indices, outside: null }));
  return button;
}

// Call a function with the numbers of the next elements whenever the end of a list comes into view
function fillLazily(container, total, create) {
  let next = 0;
  const end = h("div", { className: "end", "aria-hidden": "true" });
  container.append(end);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    next = create(next, end);
    if (next >= total) {
      observer.disconnect();
      end.remove();
    } else {
      observer.unobserve(end); // so that it is observed anew, where it is now
      observer.observe(end);
    }
  }, { rootMargin: "600px" });
  observer.observe(end);
}

function figureFlow(plot) {
  const { name, labels } = dimensions[state.columns];
  const flow = h("div", { className: "flow" });
  fillLazily(flow, labels.length, (first, end) => {
    const last = Math.min(first + CHUNK, labels.length);
    for (let column = first; column < last; column++) {
      end.before(
        h("div", {}, cell(plot, indicesAt(column)), h("div", { className: "caption" }, `${name} = ${labels[column]}`)),
      );
    }
    return last;
  });
  return flow;
}

function figureTable(plot) {
  const columns = dimensions[state.columns].labels.slice(0, MAX_CELLS);
  const rows = dimensions[state.rows].labels.slice(0, MAX_CELLS);
  const heading = (scope, dim, label) => h("th", { scope }, `${dimensions[dim].name} = ${label}`);
  const body = h("tbody");
  const table = h(
    "table",
    { className: "multiples" },
    h("thead", {}, h("tr", {}, h("td"), ...columns.map((label) => heading("col", state.columns, label)))),
    body,
  );
  table.style.setProperty("--columns", columns.length);
  const container = h("div", {}, h("p", { className: "legend" }, omission()), table);
  fillLazily(container, rows.length, (first) => {
    const last = Math.min(first + Math.ceil(CHUNK / columns.length), rows.length);
    for (let row = first; row < last; row++) {
      const cells = columns.map((_, column) => h("td", {}, cell(plot, indicesAt(column, row))));
      body.append(h("tr", {}, heading("row", state.rows, rows[row]), ...cells));
    }
    return last;
  });
  return container;
}

const isSelected = ({ dataset }) =>
  state.outside === null && Number(dataset.point) === pointOf(state.indices);

function markCell() {
  for (const button of mapElement.querySelectorAll(".cell")) {
    button.setAttribute("aria-pressed", isSelected(button));
  }
}

// What the map says if a parameter has too many values for it
function omission() {
  const isCut = (dim) => dim !== null && dimensions[dim].labels.length > MAX_CELLS;
  return state.rows === null
    ? ""
    : [state.rows, state.columns]
        .filter(isCut)
        .map((dim) => ` The first ${MAX_CELLS} of ${dimensions[dim].labels.length} values of ${nameOf(dim)}.`)
        .join("");
}
