// Elements without a library: everything that is shown goes through `h`, which never takes HTML.

/** An element; `on…` props are listeners, `dataset` and `aria` are objects, true and false set and leave out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element that holds text rendered by the server: markdown as escaped HTML. */
export function rendered(html, className = "markup") {
  const element = h("div", { class: className });
  element.innerHTML = html;
  for (const time of element.querySelectorAll("time")) showTime(time);
  return element;
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};
const STEPS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function showTime(element) {
  const moment = new Date(element.dateTime);
  element.title = moment.toLocaleString("en-GB", STYLES.F);
  if (element.dataset.style !== "R") {
    element.textContent = moment.toLocaleString("en-GB", STYLES[element.dataset.style] || STYLES.f);
    return;
  }
  const seconds = (moment - Date.now()) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) || STEPS.at(-1);
  element.textContent = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3 15h16",
  at: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm4 0v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z",
  zoom: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20M10.5 7.5v6M7.5 10.5h6",
  apps: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
  inspect: "M8 5 3 12l5 7M16 5l5 7-5 7",
  reply: "M10 7 4 12l6 5v-3.5c5 0 8 1 10 4.5 0-6-4-9-10-9V7Z",
  send: "M4 12 20 4l-5 16-3.5-6.5L4 12Z",
  slash: "M15 4 9 20",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM11 18h2",
  save: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  chevron: "m7 10 5 5 5-5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  warn: "M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.4v.1",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  restart: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5",
};

/** A line icon; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon. */
export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** The picture of a person: the initial; of the bot: its mark. */
export function avatar(author, size = "") {
  if (author.bot) return h("img", { class: `avatar ${size}`, src: "/static/mark.svg", alt: "" });
  const hue = Number(BigInt(author.id) % 6n);
  return h("span", { class: `avatar hue-${hue} ${size}`, "aria-hidden": "true" }, author.name[0]);
}

let toasts;

/** A short word at the bottom that goes by itself. */
export function toast(text) {
  toasts ??= document.getElementById("layer").appendChild(h("div", { class: "toasts", role: "alert" }));
  const one = h("div", { class: "toast" }, text);
  toasts.append(one);
  setTimeout(() => one.remove(), 6000);
}
