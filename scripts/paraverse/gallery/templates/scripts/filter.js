// The filter: words select plots, conditions such as `size>0.1` select universes.

const OPERATORS = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const TERM = /"([^"]*)"(?:(!=|<=|>=|=|<|>)("[^"]*"|\S*))?|([^\s"!<>=]+)(?:(!=|<=|>=|=|<|>)("[^"]*"|\S*))?|\S+/g;

// The value of something that a condition can name, by universe; undefined for an unknown name
function property(name) {
  const dim = dimensions.findIndex((dimension) => dimension.name === name);
  if (dim >= 0) return (universe, indices) => indices && dimensions[dim].labels[indices[dim]];
  const scalar = scalars.find((other) => other.name === name);
  if (scalar) return (universe, indices) => indices && valueOfScalar(scalar, indices);
  if (name === "status") return (universe) => statusOf(universe);
  return undefined;
}

function comparison(name, operator, text) {
  const target = text.replace(/^"(.*)"$/, "$1");
  if (name === "universe") {
    return (universe) => universes.ids[universe].includes(target) === (operator !== "!=");
  }
  const value = property(name);
  if (!value) return undefined;
  const number = Number(target);
  const isNumber = target !== "" && !Number.isNaN(number);
  const compare = OPERATORS[operator];
  return (universe, indices) => {
    const own = value(universe, indices);
    if (own === undefined || own === null) return false;
    return isNumber && own !== "" && !Number.isNaN(Number(own))
      ? compare(Number(own), number)
      : compare(String(own), target);
  };
}

function parseFilter(text) {
  const words = [];
  const conditions = [];
  const unknown = [];
  for (const match of text.matchAll(TERM)) {
    const name = match[1] ?? match[4] ?? match[0];
    const operator = match[2] ?? match[5];
    if (!operator) {
      words.push(name.toLowerCase());
      continue;
    }
    const value = match[3] ?? match[6];
    if (value === "") continue; // not yet typed to the end
    const condition = comparison(name, operator, value);
    if (condition) conditions.push(condition);
    else unknown.push(name);
  }
  return { words, conditions, unknown };
}

// For each universe whether it fulfills all conditions; null if there are none
function selectUniverses(conditions) {
  if (!conditions.length) return null;
  return Uint8Array.from({ length: count }, (_, universe) => {
    const indices = points[universe] >= 0 ? indicesOf(points[universe]) : null;
    return conditions.every((condition) => condition(universe, indices));
  });
}

// The part of the filter that limits a parameter or scalar to a range, replaced by another range
function withRange(text, name, range) {
  const quoted = /[\s"!<>=]/.test(name) ? `"${name.replaceAll('"', "")}"` : name;
  const others = [...text.matchAll(TERM)]
    .filter((match) => (match[1] ?? match[4]) !== name || !(match[2] ?? match[5]))
    .map((match) => match[0]);
  const limits = range ? [`${quoted}>=${range[0]}`, `${quoted}<=${range[1]}`] : [];
  return [...others, ...limits].join(" ");
}
