// The list above the composer: commands, choices of an option, people to mention.
import { h } from "./dom.js";

/** A list for one combobox at a time. `pick(entry)` is called when an entry is chosen. */
export class Suggestions {
  constructor(host) {
    this.list = h("ul", { class: "options", role: "listbox", id: "suggestions", "aria-label": "Suggestions" });
    this.title = h("div", { class: "suggest-title" });
    this.box = h("div", { class: "suggest", hidden: true }, this.title, this.list);
    host.prepend(this.box);
    this.entries = [];
    this.active = -1;
    this.input = null;
    this.box.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  }

  get open() { return !this.box.hidden; }

  /** Show entries { label, hint, side, mark, value }; `first` points at the first at once. */
  show(input, title, entries, pick, { first = true, empty = "" } = {}) {
    if (!entries.length && !empty) { this.close(); return; }
    if (this.input !== input) this.close();
    Object.assign(this, { input, entries, pick });
    this.title.textContent = title;
    this.rows = entries.map((entry, index) => h("li", {
      role: "option", id: `suggestion-${index}`, "aria-selected": "false",
      onclick: () => this.choose(index), onpointermove: () => this.point(index),
    }, entry.mark || null, h("span", { class: "option-text" }, h("b", {}, entry.label), entry.hint ? h("small", {}, entry.hint) : null),
    entry.side ? h("span", { class: "option-side" }, entry.side) : null));
    this.list.replaceChildren(...this.rows);
    if (!entries.length) this.title.textContent = `${title} · ${empty}`;
    this.box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "suggestions");
    this.point(first && entries.length ? 0 : -1);
  }

  close() {
    this.box.hidden = true;
    this.active = -1;
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
    this.input = null;
  }

  point(index) {
    this.active = index;
    this.rows.forEach((row, place) => {
      row.classList.toggle("active", place === index);
      row.setAttribute("aria-selected", String(place === index));
    });
    if (index >= 0) {
      this.input.setAttribute("aria-activedescendant", `suggestion-${index}`);
      this.rows[index].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const entry = this.entries[index];
    const { pick } = this;
    this.close();
    pick(entry);
  }

  /** Take a key; true when it was used. Tab and Enter choose what is pointed at. */
  key(event) {
    if (!this.open) return false;
    const { length } = this.entries;
    if (event.key === "ArrowDown" && length) this.point((this.active + 1) % length);
    else if (event.key === "ArrowUp" && length) this.point(this.active <= 0 ? length - 1 : this.active - 1);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && this.active >= 0) this.choose(this.active);
    else return false;
    event.preventDefault();
    return true;
  }
}
