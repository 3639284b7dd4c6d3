"use strict";
const picture = document.querySelector(".frame > svg");
const nodes = new Map([...picture.querySelectorAll(".node")].map(node => [node.dataset.body, node]));
const ties = [...picture.querySelectorAll(".tie")];
const rows = [...document.querySelectorAll("#ties tbody tr")];
const details = document.getElementById("details");
const words = document.getElementById("words");
const count = document.getElementById("count");
const whole = { x: 0, y: 0, width: picture.width.baseVal.value, height: picture.height.baseVal.value };
let chosen = null;
let view = null;

document.body.classList.add("live");
document.querySelector(".tools").hidden = false;
details.hidden = false;

// --- what is shown of it: x, y and width in the picture's own pixels ---

function scale() { return picture.clientWidth / view.width; }
function look(x, y, width) {
  const wide = Math.min(Math.max(width, 200), Math.max(whole.width, picture.clientWidth) * 2);
  view = { x, y, width: wide };
  picture.setAttribute("viewBox", [x, y, wide, wide * picture.clientHeight / picture.clientWidth].join(" "));
}
function reset() {
  picture.style.height = Math.max(260, Math.min(whole.height, innerHeight * .8)) + "px";
  // no smaller than one can read, and no larger than it was drawn; then the body in the middle is in the middle
  const fit = Math.min(picture.clientWidth / whole.width, picture.clientHeight / whole.height);
  const size = Math.min(Math.max(fit, .5), 1);
  look(0, 0, picture.clientWidth / size);
  centre(fit < .5 ? picture.querySelector(".middle") : picture);
}
function centre(element) {
  const box = element.getBBox();
  const tall = view.width * picture.clientHeight / picture.clientWidth;
  look(box.x + box.width / 2 - view.width / 2, box.y + box.height / 2 - tall / 2, view.width);
}
function bring(node) {
  const [own, frame] = [node.getBoundingClientRect(), picture.getBoundingClientRect()];
  if (own.left < frame.left || own.right > frame.right || own.top < frame.top || own.bottom > frame.bottom) centre(node);
}
function zoom(factor, x = picture.clientWidth / 2, y = picture.clientHeight / 2) {
  const [left, top, before] = [view.x + x / scale(), view.y + y / scale(), view.width];
  look(view.x, view.y, view.width / factor);
  const kept = view.width / before;
  look(left - (left - view.x) * kept, top - (top - view.y) * kept, view.width);
}
function pan(x, y) { look(view.x - x / scale(), view.y - y / scale(), view.width); }

// --- what is told of a body ---

function around(id) {
  return rows.filter(row => row.dataset.consortium === id || row.dataset.organisation === id);
}
function light(ids, own) {
  picture.classList.toggle("dimmed", ids !== null);
  for (const [id, node] of nodes) node.classList.toggle("near", ids !== null && ids.has(id));
  for (const tie of ties) {
    const { consortium, organisation } = tie.dataset;
    tie.classList.toggle("near", own ? consortium === own || organisation === own : false);
  }
}
function highlight(id) {
  light(new Set([id, ...around(id).flatMap(row => [row.dataset.consortium, row.dataset.organisation])]), id);
}
function found() {
  const wanted = words.value.trim().toLowerCase();
  return wanted ? [...nodes.keys()].filter(id => nodes.get(id).textContent.toLowerCase().includes(wanted)) : null;
}
function calm() {
  const ids = found();
  if (chosen !== null) highlight(chosen);
  else light(ids && new Set(ids), null);
}
function make(tag, text, parent) {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
}
function choose(id) {
  chosen = id;
  for (const [key, node] of nodes) node.classList.toggle("chosen", key === id);
  calm();
  details.replaceChildren();
  if (id === null) {
    make("p", details.dataset.hint, details).className = "soft";
    return;
  }
  const body = document.getElementById("b-" + id);
  make("h2", body.cells[0].textContent, details).lang = "zh";
  const facts = [...body.cells].slice(1).map((cell, number) => [body.parentNode.parentNode.tHead.rows[0].cells[number + 1], cell]);
  for (const [head, cell] of facts) if (cell.textContent) make("p", head.textContent + ": " + cell.textContent, details);
  const list = make("ul", "", details);
  for (const row of around(id)) {
    const item = make("li", "", list);
    const other = row.cells[row.dataset.consortium === id ? 1 : 0];
    make("strong", other.textContent, item).lang = "zh";
    make("div", [row.cells[2].textContent, row.cells[3].textContent].filter(Boolean).join(" · "), item).className = "soft";
    item.append(...[...row.cells[4].childNodes].map(child => child.cloneNode(true)));
  }
}

// --- hands ---

for (const [id, node] of nodes) {
  node.addEventListener("mouseenter", () => highlight(id));
  node.addEventListener("mouseleave", calm);
  node.addEventListener("dragstart", event => event.preventDefault());
  node.addEventListener("click", event => {
    event.preventDefault();
    if (!moved) choose(chosen === id ? null : id);
  });
}
words.addEventListener("input", () => {
  choose(null);
  const ids = found();
  count.textContent = ids === null ? "" : ids.length + " found";
  if (ids !== null && ids.length) bring(nodes.get(ids[0]));
});
words.addEventListener("keydown", event => {
  const ids = found();
  if (event.key === "Enter" && ids !== null && ids.length) {
    choose(ids[0]);
    nodes.get(ids[0]).focus();
  }
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") { words.value = count.textContent = ""; choose(null); }
});
let moved = false;
let held = null;
picture.addEventListener("pointerdown", event => { held = [event.clientX, event.clientY]; moved = false; });
addEventListener("pointermove", event => {
  if (held === null) return;
  const [x, y] = [event.clientX - held[0], event.clientY - held[1]];
  if (!moved && Math.abs(x) + Math.abs(y) < 4) return;
  moved = true;
  picture.classList.add("moving");
  held = [event.clientX, event.clientY];
  pan(x, y);
});
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => { held = null; picture.classList.remove("moving"); });
}
picture.addEventListener("wheel", event => {
  if (!event.ctrlKey && !event.metaKey) return; // the plain wheel scrolls the page
  event.preventDefault();
  const frame = picture.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
}, { passive: false });
const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
picture.addEventListener("keydown", event => {
  if (event.key in steps) pan(...steps[event.key]);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(.8);
  else if (event.key === "0") reset();
  else return;
  event.preventDefault();
});
picture.addEventListener("focusin", event => {
  const node = event.target.closest(".node");
  if (node !== null && node.matches(":focus-visible")) bring(node);
});
document.getElementById("nearer").addEventListener("click", () => zoom(1.25));
document.getElementById("farther").addEventListener("click", () => zoom(.8));
document.getElementById("whole").addEventListener("click", reset);
addEventListener("resize", () => look(view.x, view.y, view.width));
choose(null);
reset();
