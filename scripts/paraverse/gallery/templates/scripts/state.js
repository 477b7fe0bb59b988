// What is selected. All of it is in the address, so that it can be copied, and `update` tells all parts.

const MAX_PINS = 4;

const state = {
  indices: dimensions.map(() => 0), // of the point, along each dimension
  outside: null, // a universe that is not in the parameter space, instead of a point
  active: 0, // the dimension that the arrow keys step along
  rows: null, // dimensions and content of the map
  columns: 0,
  cells: "status",
  filter: "",
  pins: [],
  panels: new Set(["map"]),
  at: "", // the plot that a link led to
};
const listeners = [];
let filtered = { plots: null, universes: null, unknown: [] };

const currentUniverse = () => state.outside ?? universeAt.get(pointOf(state.indices));

function update(changes) {
  const hasOtherFilter = "filter" in changes && changes.filter !== state.filter;
  Object.assign(state, changes);
  if (hasOtherFilter) applyFilter();
  listeners.forEach((listener) => listener(changes));
  history.replaceState(null, "", `#${encodeState()}`);
}

function applyFilter() {
  const { words, conditions, unknown } = parseFilter(state.filter);
  filtered = { words, universes: selectUniverses(conditions), unknown };
}

function selectUniverse(universe) {
  if (points[universe] >= 0) update({ indices: indicesOf(points[universe]), outside: null });
  else update({ outside: universe });
}

function step(dim, distance) {
  const last = dimensions[dim].labels.length - 1;
  const indices = state.indices.slice();
  indices[dim] = Math.min(Math.max(indices[dim] + distance, 0), last);
  update({ indices, outside: null, active: dim });
}

function togglePin(universe) {
  if (universe === undefined) return;
  const pins = state.pins.filter((other) => other !== universe);
  if (pins.length === state.pins.length) pins.push(universe);
  if (pins.length > MAX_PINS) pins.shift();
  const panels = new Set(state.panels);
  if (pins.length > 1) panels.add("compare");
  update({ pins, panels });
}

// A parameter that is called like another key of the address is still found by its prefix
const nameOf = (dim) => (dim === null ? "" : dimensions[dim].name);

function encodeState() {
  const hash = new URLSearchParams();
  if (state.outside === null) {
    dimensions.forEach(({ name, labels }, i) => {
      if (labels.length > 1) hash.set(`p.${name}`, labels[state.indices[i]]);
    });
  } else hash.set("universe", universes.ids[state.outside]);
  hash.set("rows", nameOf(state.rows));
  hash.set("columns", nameOf(state.columns));
  hash.set("cells", state.cells);
  hash.set("panels", [...state.panels].sort().join(" "));
  if (state.filter) hash.set("filter", state.filter);
  for (const pin of state.pins) hash.append("pin", universes.ids[pin]);
  if (state.at) hash.set("at", state.at);
  return hash.toString();
}

function decodeState(text) {
  const hash = new URLSearchParams(text);
  const changes = {};
  if (!hash.has("columns")) return changes; // the anchor of a plot
  const dimCalled = (name) => dimensions.findIndex((dimension) => dimension.name === name);
  changes.indices = dimensions.map(({ name, labels }, i) => {
    const index = labels.indexOf(hash.get(`p.${name}`));
    return index < 0 ? Math.min(state.indices[i], labels.length - 1) : index;
  });
  const universe = universes.ids.indexOf(hash.get("universe"));
  changes.outside = universe < 0 ? null : universe;
  const columns = dimCalled(hash.get("columns"));
  const rows = dimCalled(hash.get("rows"));
  if (columns >= 0) {
    changes.columns = columns;
    changes.rows = rows < 0 || rows === columns ? null : rows;
  }
  if (hash.has("cells")) changes.cells = hash.get("cells");
  if (hash.has("panels")) changes.panels = new Set(hash.get("panels").split(" "));
  changes.filter = hash.get("filter") ?? "";
  changes.at = hash.get("at") ?? "";
  changes.pins = hash
    .getAll("pin")
    .map((id) => universes.ids.indexOf(id))
    .filter((pin) => pin >= 0)
    .slice(0, MAX_PINS);
  return changes;
}
