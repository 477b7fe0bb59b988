// Colors and canvases, which follow the color scheme of the page.

const VIRIDIS = ["#440154", "#414487", "#2a788e", "#22a884", "#7ad151", "#fde725"].map((color) =>
  [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16)),
);

// A color of matplotlib's viridis, for a number from 0 to 1
function viridis(fraction) {
  const position = Math.min(Math.max(fraction, 0), 1) * (VIRIDIS.length - 1);
  const i = Math.min(Math.floor(position), VIRIDIS.length - 2);
  const mixed = VIRIDIS[i].map((c, k) => Math.round(c + (VIRIDIS[i + 1][k] - c) * (position - i)));
  return `rgb(${mixed.join(" ")})`;
}

// A color of the style sheet in the scheme that is in use
const probe = h("span", { hidden: true });
document.body.append(probe);
function color(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

const extents = new Map();
function extentOf(scalar) {
  if (!extents.has(scalar)) {
    const values = scalar.values.filter((value) => value !== null);
    const extreme = (better) => values.reduce((a, b) => (better(b, a) ? b : a), values[0] ?? 0);
    extents.set(scalar, [extreme((b, a) => b < a), extreme((b, a) => b > a)]);
  }
  return extents.get(scalar);
}

function fractionOf(scalar, value) {
  const [low, high] = extentOf(scalar);
  return high > low ? (value - low) / (high - low) : 0.5;
}

const formatNumber = (value) => String(Number(value.toPrecision(4)));

// Give a canvas a size in CSS pixels, sharp on any screen; return what draws on it
function prepareCanvas(canvas, width, height) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(density, density);
  context.font = "12px system-ui, sans-serif";
  return context;
}

function shorten(context, text, width) {
  let short = printable(text);
  if (context.measureText(short).width <= width) return short;
  while (short.length > 1 && context.measureText(`${short}…`).width > width) short = short.slice(0, -1);
  return `${short}…`;
}
