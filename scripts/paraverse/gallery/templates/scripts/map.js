// The colors of the map, on a canvas.

const canvas = h("canvas", { tabIndex: 0, role: "application", "aria-roledescription": "map" });
const legend = h("p", { className: "legend" });
let layout = null; // of the cells on the canvas

function layOut(width) {
  const total = dimensions[state.columns].labels.length;
  const columns = Math.min(total, MAX_CELLS * (state.rows === null ? 1000 : 1));
  if (state.rows === null) {
    const size = Math.min(Math.max(Math.floor(Math.sqrt((width * 300) / columns)), 4), 24);
    const perLine = Math.max(Math.floor(width / size), 1);
    const lines = Math.min(Math.ceil(columns / perLine), 4000);
    return { left: 0, bottom: 0, w: size, h: size, perLine, columns, rows: lines };
  }
  const rows = Math.min(dimensions[state.rows].labels.length, MAX_CELLS);
  const left = Math.min(110, width / 4);
  const w = Math.min(Math.max(Math.floor((width - left) / columns), 4), 48);
  const h_ = Math.min(Math.max(Math.floor(360 / rows), 4), 30);
  return { left, bottom: 36, w, h: h_, perLine: columns, columns, rows };
}

const cellAt = (x, y) => {
  const column = Math.floor((x - layout.left) / layout.w);
  const row = Math.floor(y / layout.h);
  if (column < 0 || column >= layout.perLine || row < 0 || row >= layout.rows) return null;
  if (state.rows !== null) return indicesAt(column, row);
  const index = row * layout.perLine + column;
  return index < layout.columns ? indicesAt(index) : null;
};

function colorOf(universe, indices, scalar, palette) {
  const status = statusOf(universe);
  if (!scalar || status === "missing") return palette[status];
  const value = valueOfScalar(scalar, indices);
  return value === null || value === undefined ? palette.none : viridis(fractionOf(scalar, value));
}

function showColors() {
  if (!canvas.isConnected) mapElement.replaceChildren(canvas, legend);
  layout = layOut(mapElement.clientWidth || 600);
  const { left, bottom, w, h: height, perLine, columns, rows } = layout;
  const context = prepareCanvas(canvas, left + perLine * w + 2, rows * height + bottom + 2);
  const scalar = scalarOfCells();
  const palette = Object.fromEntries([...STATUSES, "none", "text"].map((name) => [name, color(name)]));
  context.textAlign = "center";
  context.textBaseline = "middle";
  const size = state.rows === null ? columns : columns * rows;
  for (let i = 0; i < size; i++) {
    const [column, row] = [i % perLine, Math.floor(i / perLine)];
    const indices = state.rows === null ? indicesAt(i) : indicesAt(column, row);
    const universe = universeAt.get(pointOf(indices));
    const [x, y] = [left + column * w, row * height];
    context.globalAlpha = filtered.universes && !filtered.universes[universe] ? 0.15 : 1;
    context.fillStyle = colorOf(universe, indices, scalar, palette);
    const gap = w > 6 && height > 6 ? 1 : 0;
    context.fillRect(x, y, w - gap, height - gap);
    const status = statusOf(universe);
    if (status !== "complete" && w >= 10 && height >= 10) {
      context.fillStyle = palette.text;
      context.fillText(SIGNS[status], x + w / 2, y + height / 2);
    }
  }
  context.globalAlpha = 1;
  state.pins.forEach((pin, i) => outline(context, points[pin], color("pin"), String(i + 1)));
  if (state.outside === null) outline(context, pointOf(state.indices), color("focus"), "");
  if (state.rows !== null) drawLabels(context, palette.text);
  describe(scalar);
}

function outline(context, point, style, text) {
  const indices = indicesOf(point);
  const isHere = indices.every(
    (index, dim) => dim === state.columns || dim === state.rows || index === state.indices[dim],
  );
  if (point < 0 || !isHere) return;
  const index = indices[state.columns];
  const column = state.rows === null ? index % layout.perLine : index;
  const row = state.rows === null ? Math.floor(index / layout.perLine) : indices[state.rows];
  const [x, y] = [layout.left + column * layout.w, row * layout.h];
  // On a line of the background, so that both are visible on any color
  for (const [lineColor, lineWidth] of [[color("back"), 5], [style, 3]]) {
    context.strokeStyle = lineColor;
    context.lineWidth = lineWidth;
    context.strokeRect(x + 0.5, y + 0.5, layout.w - 2, layout.h - 2);
    if (text && layout.w >= 10) context.strokeText(text, x + layout.w / 2, y + layout.h / 2);
  }
  if (text && layout.w >= 10) {
    context.fillStyle = color("back");
    context.fillText(text, x + layout.w / 2, y + layout.h / 2);
  }
}

function drawLabels(context, style) {
  const { left, w, h: height, columns, rows } = layout;
  context.fillStyle = style;
  context.textAlign = "right";
  const every = Math.ceil(14 / height);
  for (let row = 0; row < rows; row += every) {
    const label = shorten(context, dimensions[state.rows].labels[row], left - 12);
    context.fillText(label, left - 6, row * height + height / 2);
  }
  context.textAlign = "center";
  const labels = dimensions[state.columns].labels;
  const widest = Math.max(...labels.slice(0, 200).map((label) => context.measureText(label).width));
  const step_ = Math.max(Math.ceil((Math.min(widest, 120) + 10) / w), 1);
  for (let column = 0; column < columns; column += step_) {
    const label = shorten(context, labels[column], 120);
    const x = left + column * w + w / 2;
    context.fillText(label, Math.max(x, context.measureText(label).width / 2), rows * height + 10);
  }
  const title = `${nameOf(state.rows)} ↓   ${nameOf(state.columns)} →`;
  context.textAlign = "left";
  context.fillText(shorten(context, title, canvas.clientWidth), 0, rows * height + 28);
}

function describe(scalar) {
  const across = nameOf(state.columns);
  const down = state.rows === null ? "" : `, ${nameOf(state.rows)} from top to bottom`;
  const universe = currentUniverse();
  const here = universe === undefined ? `${pointLabel(state.indices)}: missing` : universeLabel(universe);
  canvas.setAttribute(
    "aria-label",
    printable(`Map of universes: ${across} from left to right${down}. Selected: ${here}. Arrow keys select another.`),
  );
  const key = (name, text) => [h("span", { className: `swatch ${name}` }), ` ${text} `];
  if (scalar) {
    const [low, high] = extentOf(scalar).map(formatNumber);
    legend.replaceChildren(
      `${printable(scalar.name)}: ${low} `, h("span", { className: "viridis" }), ` ${high} `, ...key("missing", "missing"),
    );
  } else {
    const text = (status) => [SIGNS[status], status].filter(Boolean).join(" ");
    legend.replaceChildren(...STATUSES.flatMap((status) => key(status, text(status))));
  }
  legend.append(printable(omission()));
}

function describeCell(indices) {
  const universe = universeAt.get(pointOf(indices));
  const scalar = scalarOfCells();
  const value = scalar && valueOfScalar(scalar, indices);
  return [
    pointLabel(indices),
    statusOf(universe),
    ...(universes.lacks[universe] ?? []).map(printable),
    ...(typeof value === "number" ? [`${printable(scalar.name)} = ${formatNumber(value)}`] : []),
  ].join("\n");
}

canvas.addEventListener("pointermove", (event) => {
  const indices = layout && cellAt(event.offsetX, event.offsetY);
  canvas.title = indices ? describeCell(indices) : "";
});
canvas.addEventListener("click", (event) => {
  const indices = cellAt(event.offsetX, event.offsetY);
  if (indices) update({ indices, outside: null });
});
canvas.addEventListener("keydown", (event) => {
  const down = state.rows === null ? [state.columns, layout.perLine] : [state.rows, 1];
  const moves = {
    ArrowLeft: [state.columns, -1], ArrowRight: [state.columns, 1],
    ArrowUp: [down[0], -down[1]], ArrowDown: down,
  };
  const move = moves[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  step(...move);
});
