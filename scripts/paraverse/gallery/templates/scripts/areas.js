// Heat maps over parameters in drawn figures: a click on a cell leads to the figures of its universe.

// The index whose place is the closest
const nearest = (at, indices, place) =>
  indices[at.reduce((best, other, i) => (Math.abs(other - place) < Math.abs(at[best] - place) ? i : best), 0)];

// The point at a place in a figure, both as fractions of its size; null beside the axes of heat maps
function pointInFigure(areas, x, y) {
  const area = areas.find(([[left, top, right, bottom]]) => x >= left && x <= right && y >= top && y <= bottom);
  if (!area) return null;
  const [, along, down, fixed] = area;
  const indices = state.indices.slice();
  for (const [dim, index] of fixed) indices[dim] = index;
  if (along) indices[along[0]] = nearest(along[2], along[1], x);
  if (down) indices[down[0]] = nearest(down[2], down[1], y);
  return indices;
}

function watchAreas(image) {
  const areas = JSON.parse(image.dataset.areas);
  const indicesAt = ({ clientX, clientY }) => {
    const { left, top, width, height } = image.getBoundingClientRect();
    return pointInFigure(areas, (clientX - left) / width, (clientY - top) / height);
  };
  image.addEventListener("mousemove", (event) => {
    const indices = indicesAt(event);
    image.style.cursor = indices ? "crosshair" : "";
    image.title = indices ? pointLabel(indices) : "";
  });
  image.addEventListener("click", (event) => {
    const indices = indicesAt(event);
    if (!indices || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // the picture is a link to its file
    update({ indices, outside: null, panels: new Set([...state.panels, "map"]) });
    goTo(document.getElementById("map-panel"));
  });
}

if (count) document.querySelectorAll("img[data-areas]").forEach(watchAreas);
