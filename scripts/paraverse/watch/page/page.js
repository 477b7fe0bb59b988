"use strict";

const FRAMES = new Set(["mp4", "webm"]);
const elements = new Map(); // of figures, by path
const find = (selector) => document.querySelector(selector);

function address(figure) {
  const query = new URLSearchParams({ path: figure.path, version: figure.version });
  return `figure?${query}`;
}

function create(figure) {
  const element = document.createElement("figure");
  const isMovie = FRAMES.has(figure.path.split(".").pop().toLowerCase());
  const content = document.createElement(isMovie ? "video" : "img");
  if (isMovie) Object.assign(content, { controls: true, loop: true, autoplay: true, muted: true });
  else content.alt = `Figure ${figure.path}`;
  const caption = document.createElement("figcaption");
  const name = document.createElement("strong");
  name.textContent = figure.plot;
  caption.append(name, ` ${figure.path}`);
  content.addEventListener("error", () => {
    if (!caption.querySelector("em")) {
      const note = document.createElement("em");
      note.textContent = " (browsers do not display this format)";
      caption.append(note);
    }
  });
  element.append(content, caption);
  return { element, content, version: null };
}

// The new picture replaces the old one when it has been loaded, so that nothing flickers
function load(item, figure) {
  item.version = figure.version;
  const url = address(figure);
  if (item.content.tagName === "VIDEO" || !item.content.src) {
    item.content.src = url;
    return;
  }
  const next = new Image();
  next.onload = () => { if (item.version === figure.version) item.content.src = url; };
  next.src = url;
}

function showFigures(state) {
  const box = find("#figures");
  const paths = new Set(state.figures.map((figure) => figure.path));
  for (const [path, item] of elements) {
    if (!paths.has(path)) { item.element.remove(); elements.delete(path); }
  }
  state.figures.forEach((figure, index) => {
    let item = elements.get(figure.path);
    if (!item) { item = create(figure); elements.set(figure.path, item); }
    if (item.version !== figure.version) load(item, figure);
    item.element.className = figure.run > 0 && figure.run === state.run ? "new" : "";
    if (box.children[index] !== item.element) box.insertBefore(item.element, box.children[index]);
  });
  const more = find("#more");
  more.hidden = !state.more;
  more.textContent = `${state.more} more figures are not on this page.`;
}

function describe(state) {
  switch (state.state) {
    case "starting": return "Starting …";
    case "running":
      return state.total ? `Drawing: ${state.done} of ${state.total} jobs are done` : "Drawing …";
    case "waiting": return "Waiting for another run of this project";
    case "failed": return "Something is wrong";
    default: return state.figures.length ? "Up to date" : "There are no figures";
  }
}

function show(state) {
  find("#state").textContent = describe(state);
  find("header").className = state.state;
  document.title = state.problems ? "✗ paraverse watch" : "paraverse watch";
  for (const [id, text] of [["#problems", state.problems], ["#notes", state.notes]]) {
    find(id).hidden = !text;
    find(`${id} pre`).textContent = text;
  }
  showFigures(state);
}

const events = new EventSource("events");
events.onmessage = (event) => show(JSON.parse(event.data));
events.onerror = () => {
  find("#state").textContent = "paraverse watch has ended";
  find("header").className = "failed";
};
