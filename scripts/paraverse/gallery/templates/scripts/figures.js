// The figures of universes: links, pictures and what is known about them.

const MOVIES = new Set(["mp4", "webm"]);

const urlOf = (universe) => universes.urls[universe] ?? universes.ids[universe];
const drawn = plots.map((plot) => plot.universes && new Set(plot.universes));
const isDrawn = (plot, universe) =>
  universe !== undefined && (drawn[plots.indexOf(plot)]?.has(universe) ?? true);

const ends = [];
universes.batches.forEach(([, size], i) => ends.push((ends[i - 1] ?? 0) + size));
const batchOf = (universe) => universes.batches[ends.findIndex((end) => universe < end)][0];

// Pairs of a label and a URL: the files of a universe, its store, and the logs about it
function linksOf(universe) {
  const own = urlOf(universe);
  const links = (universes.own_links[universe] ?? universes.links).map(([label, url]) => [
    label,
    url.replaceAll("{}", own),
  ]);
  const batch = batchOf(universe);
  return [
    ...links,
    ["store", `${universes.stores}/${batch}.nc`],
    ["log of the conversion", `${universes.logs}/${batch}.log`],
  ];
}

// The figures of a plot for a universe: one, or those in its folder
function figuresOf(plot, universe) {
  const base = `${plot.folder}/${urlOf(universe)}`;
  const previews = `${plot.previews}/${urlOf(universe)}`;
  const figure = (name, formats) => ({
    label: name && decodeURIComponent(name.slice(1)),
    files: formats.map((format) => [format, `${base}${name}.${format}`]),
    view: !formats.includes(plot.view)
      ? null
      : plot.is_preview
        ? `${previews}${name}.${plot.view}.webp`
        : `${base}${name}.${plot.view}`,
    isMovie: MOVIES.has(plot.view),
  });
  if (!plot.names) return [figure("", plot.formats)];
  const formats = new Map();
  for (const file of plot.names[plot.named[universe]] ?? []) {
    const dot = file.lastIndexOf(".");
    const name = `/${file.slice(0, dot)}`;
    formats.set(name, [...(formats.get(name) ?? []), file.slice(dot + 1)]);
  }
  return [...formats].map(([name, own]) => figure(name, own));
}

function problemOf(plot, universe) {
  if (universe === undefined) return ["missing", "No universe is at this point."];
  if (!isDrawn(plot, universe)) return ["not drawn", "The plot does not select this universe."];
  if (universe in plot.failed) return ["failed", plot.failed[universe]];
  if (universe in plot.skipped) return ["skipped", plot.skipped[universe]];
  return null;
}

// A button that leads to a universe that a plot selects
function drawnLink(plot) {
  const [first] = plot.universes;
  if (first === undefined) return [];
  const button = h("button", { type: "button" }, `Go to ${universeLabel(first)}`);
  button.addEventListener("click", () => selectUniverse(first));
  return [button];
}

function message([kind, reason]) {
  return h("p", { className: `message ${kind.replace(" ", "-")}` }, h("strong", {}, kind), ` ${reason}`);
}

// A picture, or what stands for it; it is loaded when it comes into view
function picture(figure, alt, isSmall) {
  if (figure.view === null) {
    const [[format, url]] = figure.files;
    return format === "pdf" && !isSmall
      ? h("object", { data: url, type: "application/pdf", "aria-label": alt })
      : h("span", { className: "no-picture" }, format);
  }
  if (figure.isMovie && !isSmall) {
    return h("video", { src: figure.view, controls: true, loop: true, muted: true, "aria-label": alt });
  }
  if (figure.isMovie) return h("span", { className: "no-picture" }, "movie");
  const image = h("img", { loading: "lazy", alt, src: figure.view });
  image.addEventListener("error", () => {
    image.replaceWith(h("span", { className: "no-picture" }, "no preview"));
  });
  return image;
}

// The figures of a plot for a universe, with links and with the reason if there are none
function figureElements(plot, universe) {
  const problem = problemOf(plot, universe);
  if (universe === undefined) return [message(problem)];
  if (!isDrawn(plot, universe)) return [message(problem), ...drawnLink(plot)];
  const name = `${plot.name}, ${universeLabel(universe)}`;
  const log = `${plot.logs}/${batchOf(universe)}.log`;
  return figuresOf(plot, universe).map((figure) => {
    const alt = `Figure ${name}${figure.label ? `, ${figure.label}` : ""}`;
    const shown = picture(figure, alt, false);
    const isLinked = shown instanceof HTMLImageElement;
    const links = [...figure.files, ["log", log]].map(([text, href]) => h("a", { href }, text));
    const caption = [figure.label, plot.label].filter(Boolean).join(" · ");
    return h(
      "figure",
      {},
      isLinked ? h("a", { href: figure.files[0][1] }, shown) : shown,
      h("figcaption", {}, caption && `${caption} · `, ...links.flatMap((link) => [link, " "])),
      ...(problem ? [message(problem)] : []),
    );
  });
}

// Replace the figures in an element; pictures stay visible until the next ones are loaded
function showFigures(element, plot, universe) {
  const before = [...element.querySelectorAll("img")];
  const elements = figureElements(plot, universe);
  const images = elements.flatMap((figure) => [...figure.querySelectorAll("img")]);
  images.forEach((image, i) => {
    if (!before[i]) return;
    before[i].src = image.getAttribute("src");
    before[i].alt = image.alt;
    image.replaceWith(before[i]);
  });
  element.replaceChildren(...elements);
}
