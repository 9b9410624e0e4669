// Menus that open at a place: the message menu with the bot's entries, and the choice of who one is.
import { h, icon, toast } from "./dom.js";
import { act, model, offered, on, tell } from "./model.js";

const layer = document.getElementById("layer");
const LONG_PRESS = 500; // milliseconds
let opened = null;

/** Open a menu; `entries` are { label, icon, run, hint, checked, heading }. Focus goes back when it closes. */
export function openMenu(entries, { x, y, label }) {
  closeMenu();
  const back = document.activeElement;
  const rows = entries.map((entry) => entry.heading
    ? h("div", { class: "menu-heading", role: "presentation" }, entry.heading)
    : h("button", {
      type: "button", class: "menu-entry", tabindex: "-1", disabled: entry.disabled,
      role: entry.checked === undefined ? "menuitem" : entry.radio ? "menuitemradio" : "menuitemcheckbox",
      "aria-checked": entry.checked === undefined ? undefined : String(entry.checked),
      onclick: () => { closeMenu(); entry.run(); },
    }, entry.mark || (entry.icon ? icon(entry.icon) : h("span", { class: "icon" })),
    h("span", { class: "menu-label" }, entry.label, entry.hint ? h("small", {}, entry.hint) : null),
    entry.checked ? icon("check") : null));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, rows);
  layer.append(menu);
  const bounds = layer.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x - bounds.left, bounds.width - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y - bounds.top, bounds.height - menu.offsetHeight - 8))}px`;
  menu.addEventListener("keydown", keys);
  opened = { menu, back };
  setTimeout(() => document.addEventListener("pointerdown", outside, true));
  menu.querySelector(".menu-entry:not([disabled])")?.focus();
}

function closeMenu() {
  if (!opened) return;
  const { menu, back } = opened;
  opened = null;
  document.removeEventListener("pointerdown", outside, true);
  menu.remove();
  if (document.contains(back)) back.focus({ preventScroll: true });
}

function outside(event) {
  if (!opened?.menu.contains(event.target)) closeMenu();
}

function keys(event) {
  const rows = [...opened.menu.querySelectorAll(".menu-entry:not([disabled])")];
  const place = rows.indexOf(document.activeElement);
  const moves = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: rows.length - 1 };
  if (event.key in moves) rows.at(moves[event.key] % rows.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (event.key.length === 1 && event.key !== " ") {
    rows.find((row) => row.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not allow copying.");
  }
}

function messageEntries(item) {
  const commands = offered(3).map((command) => ({
    label: command.name, icon: "apps", hint: model.app.name,
    run: () => act({ act: "menu", name: command.name, message: item.id }),
  }));
  return [
    ...(commands.length ? [{ heading: "Apps" }, ...commands] : [{ heading: "No app entries are registered yet" }]),
    { heading: "Message" },
    { label: "Reply", icon: "reply", run: () => tell("reply", item) },
    { label: "Copy text", icon: "copy", run: () => copy(item.text) },
    { label: "Inspect", icon: "inspect", hint: "request, payload, limits", run: () => tell("inspect", item) },
  ];
}

function openFor(item, x, y) {
  if (item?.type === "message") openMenu(messageEntries(item), { x, y, label: `Message of ${item.author.name}` });
}

const itemAt = (target) => model.items.get(target.closest?.("[data-item]")?.dataset.item);

/** Open the message menu by right click, long press, the menu key or Shift+F10. */
export function startMenus() {
  const list = document.getElementById("messages");
  on("menu", ({ item, at }) => {
    const box = at.getBoundingClientRect();
    openFor(item, box.left, box.bottom + 4);
  });
  list.addEventListener("contextmenu", (event) => {
    const item = itemAt(event.target);
    if (!item || event.target.closest("a[href]")) return;
    event.preventDefault();
    const box = event.target.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    openFor(item, byKey ? box.left + 40 : event.clientX, byKey ? box.top + 24 : event.clientY);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
    const box = event.target.getBoundingClientRect();
    openFor(itemAt(event.target), box.left + 40, box.top + 24);
    event.preventDefault();
  });
  let timer = null;
  const cancel = () => clearTimeout(timer);
  list.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    const item = itemAt(event.target);
    cancel();
    timer = setTimeout(() => openFor(item, event.clientX, event.clientY), LONG_PRESS);
  });
  for (const kind of ["pointerup", "pointercancel", "pointermove"]) {
    list.addEventListener(kind, (event) => {
      if (kind !== "pointermove" || Math.abs(event.movementX) + Math.abs(event.movementY) > 6) cancel();
    });
  }
  scroller().addEventListener("scroll", cancel);
}

const scroller = () => document.getElementById("scroller");
