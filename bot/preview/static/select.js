// A select menu: a button that opens a list to choose from, by mouse, touch or keyboard.
import { h, icon } from "./dom.js";
import { channel, model } from "./model.js";

let count = 0;

/** The element; `chosen(values)` is called when a choice was made. `values()` on it says what is chosen. */
export function selectMenu(component, { label, chosen = () => {} }) {
  const options = entries(component);
  const low = component.min_values ?? 1;
  const high = component.max_values ?? 1;
  const id = `select-${++count}`;
  let picked = new Set(options.filter((one) => one.default).map((one) => one.value));
  let active = 0;

  const shown = h("span", { class: "select-shown" });
  const face = h("button", {
    type: "button", class: "select-face", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-controls": id, disabled: component.disabled, dataset: { customId: component.custom_id },
  }, shown, icon("chevron"));
  const list = h("ul", { class: "options", role: "listbox", id, hidden: true, "aria-label": label,
    "aria-multiselectable": high > 1 ? "true" : undefined });
  const element = h("div", { class: "select" }, face, list);
  const rows = options.map((option, index) => {
    const row = h("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false" },
      high > 1 ? h("span", { class: "tick", "aria-hidden": "true" }, icon("check")) : null,
      option.emoji ? h("span", { class: "emoji", "aria-hidden": "true" }, option.emoji.name) : null,
      h("span", { class: "option-text" }, h("b", {}, option.label), option.description ? h("small", {}, option.description) : null));
    row.addEventListener("click", () => pick(index));
    row.addEventListener("pointermove", () => point(index));
    return row;
  });
  list.append(...rows);
  if (!rows.length) list.append(h("li", { class: "nothing", "aria-disabled": "true", role: "option" }, "There is nothing to choose here."));

  function show() {
    const labels = options.filter((one) => picked.has(one.value)).map((one) => one.label);
    shown.textContent = labels.length ? labels.join(", ") : component.placeholder || "Make a selection";
    shown.classList.toggle("placeholder", !labels.length);
    face.setAttribute("aria-label", labels.length ? `${label}: ${labels.join(", ")}` : label);
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(picked.has(options[index].value))));
  }

  function point(index) {
    active = (index + options.length) % options.length;
    rows.forEach((row, place) => row.classList.toggle("active", place === active));
    face.setAttribute("aria-activedescendant", rows[active]?.id ?? "");
    rows[active]?.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (!list.hidden) return;
    list.hidden = false;
    face.setAttribute("aria-expanded", "true");
    if (rows.length) point(Math.max(0, options.findIndex((one) => picked.has(one.value))));
    document.addEventListener("pointerdown", outside, true);
  }

  function close() {
    if (list.hidden) return;
    list.hidden = true;
    face.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (high > 1 && picked.size >= low && changed) chosen(values());
    changed = false;
  }

  let changed = false;
  const outside = (event) => { if (!element.contains(event.target)) close(); };

  function pick(index) {
    const { value } = options[index];
    changed = true;
    if (high === 1) {
      picked = new Set([value]);
      show();
      close();
      chosen([value]);
      return;
    }
    if (picked.has(value)) picked.delete(value);
    else if (picked.size < high) picked.add(value);
    show();
  }

  const values = () => options.filter((one) => picked.has(one.value)).map((one) => one.value);
  face.addEventListener("click", () => (list.hidden ? open() : close()));
  face.addEventListener("blur", () => setTimeout(() => { if (!element.contains(document.activeElement)) close(); }, 150));
  face.addEventListener("keydown", (event) => {
    const { key } = event;
    if (list.hidden && ["ArrowDown", "ArrowUp", "Enter", " "].includes(key)) open();
    else if (list.hidden || (!rows.length && key !== "Escape")) return;
    else if (key === "ArrowDown") point(active + 1);
    else if (key === "ArrowUp") point(active - 1);
    else if (key === "Home") point(0);
    else if (key === "End") point(options.length - 1);
    else if (key === "Enter" || key === " ") pick(active);
    else if (key === "Escape") close();
    else if (key === "Tab") { close(); return; }
    else if (key.length === 1) {
      const found = options.findIndex((one) => one.label.toLowerCase().startsWith(key.toLowerCase()));
      if (found >= 0) point(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.values = values;
  element.enough = () => picked.size >= low || (component.required === false && picked.size === 0);
  show();
  return element;
}

const TEXT_CHANNEL = 0; // the only type of channel that the preview's server has

/** The entries that a select menu of people, roles, channels or both offers. */
function entries(component) {
  if (component.type === 3) return component.options;
  const preset = new Set((component.default_values || []).map((one) => one.id));
  const entry = (one, label = one.name, description = undefined) => (
    { label, value: one.id, description, default: preset.has(one.id) });
  const people = () => [...model.people, { id: model.app.id, name: model.app.name }].map((one) => entry(one));
  const roles = () => (channel()?.direct ? [] : model.roles).map((one) => entry(one, `@${one.name}`, "Role"));
  const channels = () => {
    const wanted = component.channel_types;
    if (channel()?.direct || (wanted?.length && !wanted.includes(TEXT_CHANNEL))) return [];
    return model.channels.filter((one) => !one.direct).map((one) => entry(one, `#${one.name}`));
  };
  const offered = { 5: people, 6: roles, 7: () => [...people(), ...roles()], 8: channels };
  return offered[component.type]();
}
