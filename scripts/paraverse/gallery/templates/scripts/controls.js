// One slider for each swept parameter, and what is known about the selected universe.

const controls = document.getElementById("sliders");
const card = document.getElementById("universe");
const sliders = [];

function buildControls() {
  dimensions.forEach(({ name, labels }, dim) => {
    if (labels.length < 2) return;
    const id = `slider-${dim}`;
    const slider = h("input", {
      id, type: "range", min: 0, max: labels.length - 1, step: 1, value: state.indices[dim],
    });
    const output = h("output", { for: id });
    const move = (distance, text, title) => {
      const button = h("button", { type: "button", title, "aria-label": `${title} of ${name}` }, text);
      button.addEventListener("click", () => step(dim, distance));
      return button;
    };
    const control = h(
      "div",
      { className: "control" },
      h("label", { for: id }, name),
      output,
      move(-1, "‹", "Previous value"),
      slider,
      move(1, "›", "Next value"),
    );
    slider.addEventListener("input", () => step(dim, Number(slider.value) - state.indices[dim]));
    slider.addEventListener("focus", () => state.active !== dim && update({ active: dim }));
    controls.append(control);
    sliders.push({ dim, slider, output, control });
  });
  if (outside.length && hasSpace) buildOutside();
  listeners.push(showControls);
}

// Universes that have no point in the parameter space can be selected by name
function buildOutside() {
  const select = h(
    "select",
    { id: "outside" },
    h("option", { value: "" }, "—"),
    ...outside.map((universe) => h("option", { value: universe }, universes.ids[universe])),
  );
  select.addEventListener("change", () => {
    update({ outside: select.value === "" ? null : Number(select.value) });
  });
  controls.append(
    h("div", { className: "control" }, h("label", { for: "outside" }, "not in the space"), select),
  );
  listeners.push(() => (select.value = state.outside ?? ""));
}

function showControls() {
  for (const { dim, slider, output, control } of sliders) {
    const label = printable(dimensions[dim].labels[state.indices[dim]]);
    slider.value = state.indices[dim];
    slider.setAttribute("aria-valuetext", label);
    output.value = label;
    control.classList.toggle("active", dim === state.active);
  }
  const universe = currentUniverse();
  card.replaceChildren(...(universe === undefined ? missingCard() : universeCard(universe)));
}

function missingCard() {
  return [message(["missing", `No universe is at ${pointLabel(state.indices)}.`])];
}

function universeCard(universe) {
  const isPinned = state.pins.includes(universe);
  const pin = h(
    "button",
    { type: "button", id: "pin", "aria-pressed": isPinned },
    isPinned ? "Unpin" : "Pin to compare",
  );
  pin.addEventListener("click", () => {
    togglePin(universe);
    document.getElementById("pin").focus();
  });
  const reasons = universes.lacks[universe] ?? [];
  const status = statusOf(universe);
  const lines = reasons.map((reason) => message([status, reason]));
  const notes = (universes.notes[universe] ?? []).map((note) => h("p", {}, note));
  return [
    h(
      "p",
      {},
      h("strong", { className: "name" }, universes.ids[universe]),
      " ",
      h("span", { className: `badge ${status}` }, status),
      " ",
      pin,
      " ",
      ...linksOf(universe).flatMap(([label, href]) => [h("a", { href }, label), " "]),
    ),
    ...lines,
    ...notes,
  ];
}
