// The data of the page, and how names of it are shown.

const data = JSON.parse(document.getElementById("data").textContent);
const { universes, plots, scalars } = data;
const count = universes.ids.length;

// Without a parameter space, the universes themselves are the values of the only dimension
const hasSpace = data.dimensions.length > 0;
const dimensions = hasSpace
  ? data.dimensions
  : [{ name: "universe", labels: universes.ids }];
const points = hasSpace ? universes.points : universes.ids.map((_, index) => index);

const strides = dimensions.map((_, i) =>
  dimensions.slice(i + 1).reduce((product, { labels }) => product * labels.length, 1),
);
const universeAt = new Map();
points.forEach((point, index) => point >= 0 && universeAt.set(point, index));
const outside = points.flatMap((point, index) => (point < 0 ? [index] : []));

const sum = (values) => values.reduce((total, value) => total + value, 0);

// The position of a point in the parameter space, from an index along each dimension, and back
const pointOf = (indices) => sum(indices.map((index, i) => index * strides[i]));
const indicesOf = (point) =>
  dimensions.map(({ labels }, i) => Math.floor(point / strides[i]) % labels.length);

const valueOfScalar = (scalar, indices) => {
  let position = 0;
  for (const dim of scalar.dims) position = position * dimensions[dim].labels.length + indices[dim];
  return scalar.values[position];
};

const STATUSES = ["complete", "incomplete", "failed", "missing"];
const SIGNS = { incomplete: "!", failed: "×", missing: "–" };
const failed = new Set(universes.failed); // as their simulation failed
function statusOf(universe) {
  if (universe === undefined) return "missing";
  if (failed.has(universe)) return "failed";
  return universe in universes.lacks ? "incomplete" : "complete";
}

// The same characters as `paraverse.base.printable` escapes
const CONTROLS =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;
const printable = (text) =>
  String(text).replace(CONTROLS, (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`);

const pointLabel = (indices) =>
  dimensions
    .map(({ name, labels }, i) => `${name} = ${labels[indices[i]]}`)
    .map(printable)
    .join(", ");
const universeLabel = (universe) =>
  points[universe] >= 0 ? pointLabel(indicesOf(points[universe])) : printable(universes.ids[universe]);

// An element with properties, attributes (with a dash), listeners, and children
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.map((c) => (typeof c === "string" ? printable(c) : c)));
  return element;
}
