// The comparison of the universes that are pinned.

const compareElement = document.getElementById("compare");

function compareHeading(pin, i) {
  const select = h("button", { type: "button" }, universes.ids[pin]);
  select.addEventListener("click", () => selectUniverse(pin));
  const unpin = h("button", { type: "button", "aria-label": `Unpin ${universes.ids[pin]}` }, "Unpin");
  unpin.addEventListener("click", () => togglePin(pin));
  return h("th", { scope: "col" }, `${i + 1} `, select, " ", unpin);
}

// A row of values, which are marked if they differ
function compareRow(name, values) {
  const differ = new Set(values).size > 1;
  return h(
    "tr",
    { className: differ ? "differ" : "" },
    h("th", { scope: "row" }, name),
    ...values.map((value) => h("td", {}, differ ? h("strong", {}, value) : value)),
  );
}

let compared = null;

function showComparison() {
  if (!state.panels.has("compare")) return;
  const key = JSON.stringify([state.pins, state.filter]);
  if (key === compared) return;
  compared = key;
  const { pins } = state;
  if (!pins.length) {
    const hint = "Pin two to four universes to see their figures side by side: with the button, or with the key P.";
    compareElement.replaceChildren(h("p", {}, hint));
    return;
  }
  const all = pins.map((pin) => (points[pin] >= 0 ? indicesOf(points[pin]) : null));
  const format = (value) => (typeof value === "number" ? formatNumber(value) : "–");
  const rows = [
    ...dimensions.map(({ name, labels }, dim) =>
      compareRow(name, all.map((indices) => (indices ? labels[indices[dim]] : "–"))),
    ),
    ...scalars.map((scalar) =>
      compareRow(scalar.name, all.map((indices) => format(indices && valueOfScalar(scalar, indices)))),
    ),
    compareRow("status", pins.map((pin) => [statusOf(pin), ...(universes.lacks[pin] ?? [])].join(": "))),
    ...plots.filter(({ name }) => matchesWords(name)).map((plot) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, plot.name),
        ...pins.map((pin) => h("td", {}, ...figureElements(plot, pin))),
      ),
    ),
  ];
  const table = h(
    "table",
    { className: "comparison" },
    h("thead", {}, h("tr", {}, h("td"), ...pins.map(compareHeading))),
    h("tbody", {}, ...rows),
  );
  table.style.setProperty("--columns", pins.length);
  compareElement.replaceChildren(table);
}
