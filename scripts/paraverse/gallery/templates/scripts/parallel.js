// Parallel coordinates: an axis for each parameter and scalar, a line for each universe.

const parallelElement = document.getElementById("parallel");
const parallelCanvas = h("canvas", { role: "img" });
const parallelHint = h(
  "p",
  { className: "legend" },
  "Click a line to select its universe; drag along an axis, or type conditions such as seed>=3 into the filter, to select a range.",
);
const MARGIN = { top: 34, bottom: 20, side: 70 };
const HEIGHT = 300;

const isNumeric = (labels) => labels.every((label) => label !== "" && !Number.isNaN(Number(label)));

// Axes with the position (0 to 1, from the bottom) of a universe, and what is at a position
const axes = [
  ...dimensions.flatMap(({ name, labels }, dim) =>
    labels.length < 2
      ? []
      : [{
          name,
          low: labels[0],
          high: labels.at(-1),
          position: (indices) => indices[dim] / (labels.length - 1),
          range: (from, to) => {
            const covered = labels.filter((_, i) => i / (labels.length - 1) >= from && i / (labels.length - 1) <= to);
            const values = covered.map(Number).sort((a, b) => a - b);
            return isNumeric(labels) && values.length ? [values[0], values.at(-1)] : null;
          },
        }],
  ),
  ...scalars.map((scalar) => {
    const [low, high] = extentOf(scalar);
    return {
      name: scalar.name,
      low: formatNumber(low),
      high: formatNumber(high),
      position: (indices) => {
        const value = valueOfScalar(scalar, indices);
        return value === null || value === undefined ? null : fractionOf(scalar, value);
      },
      range: (from, to) => [from, to].map((fraction) => Number((low + fraction * (high - low)).toPrecision(4))),
    };
  }),
];

// The positions of all universes on all axes, computed when they are needed first
let lines = null;
const allLines = () =>
  (lines ??= points.flatMap((point, universe) => {
    if (point < 0) return [];
    const indices = indicesOf(point);
    return [{ universe, indices, positions: axes.map(({ position }) => position(indices)) }];
  }));

let background = null; // all lines but the selected one, drawn once
let backgroundKey = null;

const xOf = (i, width) =>
  axes.length < 2 ? width / 2 : MARGIN.side + (i * (width - 2 * MARGIN.side)) / (axes.length - 1);
const yOf = (position) => MARGIN.top + (1 - position) * (HEIGHT - MARGIN.top - MARGIN.bottom);

function tracePath(context, positions, width) {
  context.beginPath();
  let isOpen = false;
  positions.forEach((position, i) => {
    if (position === null) isOpen = false;
    else if (isOpen) context.lineTo(xOf(i, width), yOf(position));
    else {
      context.moveTo(xOf(i, width), yOf(position));
      isOpen = true;
    }
  });
  context.stroke();
}

function drawBackground(width) {
  background = document.createElement("canvas");
  const context = prepareCanvas(background, width, HEIGHT);
  const scalar = scalarOfCells() ?? scalars[0];
  const isSelected = ({ universe }) => !filtered.universes || filtered.universes[universe];
  context.strokeStyle = color("line");
  context.globalAlpha = Math.max(0.05, Math.min(1, 100 / count));
  for (const line of allLines()) if (!isSelected(line)) tracePath(context, line.positions, width);
  context.globalAlpha = Math.max(0.1, Math.min(0.8, 300 / count));
  for (const line of allLines().filter(isSelected)) {
    const value = scalar && valueOfScalar(scalar, line.indices);
    context.strokeStyle = typeof value === "number" ? viridis(fractionOf(scalar, value)) : color("complete");
    tracePath(context, line.positions, width);
  }
}

function showParallel() {
  if (!state.panels.has("parallel") || !axes.length) return;
  if (!parallelCanvas.isConnected) parallelElement.replaceChildren(parallelCanvas, parallelHint);
  const width = Math.max(parallelElement.clientWidth || 600, axes.length * 90);
  const key = JSON.stringify([width, state.filter, state.cells, color("text")]);
  if (key !== backgroundKey) drawBackground(width);
  backgroundKey = key;
  const context = prepareCanvas(parallelCanvas, width, HEIGHT);
  context.drawImage(background, 0, 0, width, HEIGHT);
  context.fillStyle = context.strokeStyle = color("text");
  context.textAlign = "center";
  axes.forEach(({ name, low, high }, i) => {
    const x = xOf(i, width);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, yOf(0));
    context.lineTo(x, yOf(1));
    context.stroke();
    const space = width / axes.length - 8;
    context.fillText(shorten(context, name, space), x, 12);
    context.fillText(shorten(context, high, space), x, MARGIN.top - 8);
    context.fillText(shorten(context, low, space), x, HEIGHT - 4);
  });
  context.lineWidth = 3;
  context.strokeStyle = color("focus");
  const universe = currentUniverse();
  const line = allLines().find((other) => other.universe === universe);
  if (line) tracePath(context, line.positions, width);
  const selected = filtered.universes ? filtered.universes.reduce((a, b) => a + b, 0) : count;
  parallelCanvas.setAttribute(
    "aria-label",
    printable(`Parallel coordinates of ${selected} universes over ${axes.map(({ name }) => name).join(", ")}.`),
  );
}

function lineAt(x, y) {
  const width = parallelCanvas.clientWidth;
  const left = axes.findLastIndex((_, i) => xOf(i, width) <= x);
  if (left < 0 || left >= axes.length - 1) return null;
  const fraction = (x - xOf(left, width)) / (xOf(left + 1, width) - xOf(left, width));
  let nearest = null;
  let least = 12;
  for (const line of allLines()) {
    if (filtered.universes && !filtered.universes[line.universe]) continue;
    const [a, b] = [line.positions[left], line.positions[left + 1]];
    if (a === null || b === null) continue;
    const distance = Math.abs(yOf(a + fraction * (b - a)) - y);
    if (distance < least) [nearest, least] = [line, distance];
  }
  return nearest;
}

let drag = null; // the axis and the position where a pointer went down

parallelCanvas.addEventListener("pointerdown", (event) => {
  const width = parallelCanvas.clientWidth;
  const axis = axes.findIndex((_, i) => Math.abs(xOf(i, width) - event.offsetX) < 14);
  drag = { axis, y: event.offsetY };
  parallelCanvas.setPointerCapture(event.pointerId);
});
parallelCanvas.addEventListener("pointerup", (event) => {
  if (!drag) return;
  const { axis, y } = drag;
  drag = null;
  const isDrag = Math.abs(event.offsetY - y) > 4;
  if (axis >= 0) {
    const toPosition = (value) => 1 - (value - MARGIN.top) / (HEIGHT - MARGIN.top - MARGIN.bottom);
    const [low, high] = [y, event.offsetY].map(toPosition).map((p) => Math.min(Math.max(p, 0), 1)).sort((a, b) => a - b);
    const range = isDrag ? axes[axis].range(low, high) : null;
    update({ filter: withRange(state.filter, axes[axis].name, range) });
  } else if (!isDrag) {
    const line = lineAt(event.offsetX, event.offsetY);
    if (line) selectUniverse(line.universe);
  }
});
