// A slash command being written: a chip for the command, one for each option, and a place to add further ones.
import { h } from "./dom.js";
import { actStrictly, model, seenChannels } from "./model.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, NUMBER = 10;
const PAUSE = 120; // milliseconds after the last key before the bot is asked for choices
let count = 0;

export class CommandLine {
  constructor(command, { suggestions, values, leave, submit }) {
    Object.assign(this, { command, suggestions, leave, submit });
    this.chips = [];
    this.more = this.moreInput();
    this.tail = h("span", { class: "more" }, this.more);
    this.element = h("div", { class: "command", role: "group", "aria-label": `Command /${command.name}` },
      h("span", { class: "command-name" }, `/${command.name}`), this.tail);
    this.element.addEventListener("click", (event) => { if (event.target === this.element) this.focus(); });
    for (const option of command.options) {
      if (option.required || option.name in values) this.add(option, values[option.name]);
    }
    this.tally();
  }

  left() { return this.command.options.filter((option) => !this.chips.some((chip) => chip.option === option)); }

  add(option, value) {
    const chip = new Chip(option, this, value);
    this.chips.push(chip);
    this.tail.before(chip.element);
    this.tally();
    return chip;
  }

  remove(chip) {
    this.chips = this.chips.filter((one) => one !== chip);
    chip.element.remove();
    this.tally();
    const before = this.chips.at(-1);
    if (before) before.input.focus();
    else this.more.focus();
  }

  tally() {
    const left = this.left().length;
    this.tail.hidden = !this.command.options.some((option) => !option.required) && this.chips.length > 0;
    this.more.placeholder = left ? `+${left} optional` : "";
    this.more.size = Math.max(this.more.placeholder.length, 2);
  }

  /** The focus goes to the first required option that is empty, else to the end. */
  focus() {
    const empty = this.chips.find((chip) => !chip.input.value);
    if (empty) empty.input.focus();
    else this.toEnd();
  }

  toEnd() {
    const target = this.tail.hidden ? this.chips.at(-1)?.input : this.more;
    target?.focus();
    this.suggestions.close();
  }

  moreInput() {
    const input = h("input", { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-label": "Add an option" });
    const offer = () => this.suggestions.show(input, "Optional", this.left()
      .filter((option) => option.name.startsWith(input.value.toLowerCase()))
      .map((option) => ({ label: option.name, hint: option.description, value: option })),
    (entry) => { input.value = ""; this.add(entry.value).input.focus(); }, { first: Boolean(input.value) });
    input.addEventListener("focus", offer);
    input.addEventListener("input", offer);
    input.addEventListener("blur", () => { if (this.suggestions.input === input) this.suggestions.close(); });
    input.addEventListener("keydown", (event) => {
      if (this.suggestions.key(event)) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); offer(); }
      else if (event.key === "Backspace" && !input.value) {
        event.preventDefault();
        const last = this.chips.at(-1);
        if (last) last.input.focus();
        else this.leave();
      } else this.commonKeys(event);
    });
    return input;
  }

  commonKeys(event) {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); this.submit(); }
    else if (event.key === "Escape") { event.preventDefault(); this.leave(); }
  }

  /** The options as they are sent, or in `words` what is wrong. */
  read() {
    const options = {};
    for (const chip of this.chips) {
      const { words, value } = chip.read();
      chip.element.classList.toggle("invalid", Boolean(words));
      if (words) { chip.input.focus(); return { words: `${chip.option.name}: ${words}` }; }
      if (value !== undefined) options[chip.option.name] = value;
    }
    return { options };
  }
}

class Chip {
  constructor(option, line, value) {
    Object.assign(this, { option, line, chosen: null });
    const id = `option-${++count}`;
    const offers = option.autocomplete || option.choices?.length || [BOOLEAN, USER, CHANNEL].includes(option.type);
    this.input = h("input", {
      id, spellcheck: "false", title: option.description, ...(offers ? { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" } : {}),
      inputmode: option.type === INTEGER ? "numeric" : option.type === NUMBER ? "decimal" : undefined,
      "aria-required": option.required ? "true" : undefined, "aria-describedby": `${id}-help`,
    });
    this.element = h("span", { class: "chip" }, h("label", { for: id }, option.name), this.input,
      h("span", { id: `${id}-help`, class: "unseen" }, option.description));
    if (value !== undefined) { this.input.value = value; }
    this.fit();
    this.input.addEventListener("focus", () => this.offer());
    this.input.addEventListener("input", () => { this.chosen = null; this.element.classList.remove("invalid"); this.fit(); this.offer(PAUSE); });
    this.input.addEventListener("blur", () => { if (line.suggestions.input === this.input) line.suggestions.close(); });
    this.input.addEventListener("keydown", (event) => this.keys(event));
  }

  fit() { this.input.style.width = `calc(${Math.min(Math.max(this.input.value.length, 6), 60)}ch + 20px)`; }

  keys(event) {
    if (this.line.suggestions.key(event)) return;
    if (event.key === "Backspace" && !this.input.value) {
      event.preventDefault();
      if (this.option.required) { if (this.line.chips[0] === this) this.line.leave(); }
      else this.line.remove(this);
    } else this.line.commonKeys(event);
  }

  /** Offer what the option takes: its own choices, or what the bot says after a pause. */
  async offer(pause = 0) {
    clearTimeout(this.timer);
    const { option, input } = this;
    if (this.chosen) return;
    if (option.autocomplete) { this.timer = setTimeout(() => this.ask(), pause); return; }
    const begun = input.value.toLowerCase();
    const entries = this.fixed().filter((entry) => entry.label.toLowerCase().includes(begun));
    if (entries.length) this.show(entries);
    else this.line.suggestions.show(input, `${option.name} · ${option.description}`, [], () => {}, { empty: option.required ? "required" : "optional" });
  }

  fixed() {
    switch (this.option.type) {
      case BOOLEAN: return [{ label: "True", value: true }, { label: "False", value: false }];
      case USER: return [...model.people, { id: model.app.id, name: model.app.name }].map((one) => ({ label: one.name, value: one.id }));
      case CHANNEL: return seenChannels().filter((one) => !one.direct).map((one) => ({ label: `#${one.name}`, value: one.id }));
      default: return (this.option.choices || []).map((choice) => ({ label: choice.name, value: choice.value }));
    }
  }

  async ask() {
    const { option, input, line } = this;
    const asked = input.value;
    const options = {};
    for (const chip of line.chips) {
      const value = chip === this ? undefined : chip.read().value;
      if (value !== undefined) options[chip.option.name] = value;
    }
    try {
      const { choices } = await actStrictly({ act: "complete", name: line.command.name, option: option.name, text: asked, options });
      if (document.activeElement !== input || input.value !== asked || this.chosen) return;
      this.show(choices.map((choice) => ({ label: choice.name, value: choice.value })), "no options match your search");
    } catch {
      if (document.activeElement !== input) return;
      line.suggestions.show(input, `${option.name} · ${option.description}`, [], () => {}, { empty: "Loading options failed" });
    }
  }

  show(entries, empty = "") {
    const { option, input, line } = this;
    // What was typed freely stays possible where the bot only suggests: nothing is pointed at until asked.
    line.suggestions.show(input, `${option.name} · ${option.description}`, entries, (entry) => {
      this.chosen = entry;
      input.value = entry.label;
      this.fit();
      const next = line.chips.find((chip) => chip !== this && chip.option.required && !chip.input.value);
      if (next) next.input.focus();
      else line.toEnd();
    }, { first: !option.autocomplete || Boolean(input.value), empty });
  }

  read() {
    const { option, input } = this;
    const written = input.value.trim();
    if (this.chosen) return { value: this.chosen.value };
    if (!written) return option.required ? { words: "This option is required." } : {};
    const fixed = this.fixed();
    if (fixed.length) {
      const found = fixed.find((entry) => entry.label.toLowerCase() === written.toLowerCase() || String(entry.value) === written);
      return found ? { value: found.value } : { words: "Please choose one of the options." };
    }
    if (option.type === STRING) return this.text(written);
    const value = Number(written);
    if (Number.isNaN(value) || (option.type === INTEGER && !Number.isInteger(value))) return { words: "This must be a number." };
    return { value };
  }

  text(written) {
    const { min_length: low = 0, max_length: high = 6000 } = this.option;
    if (written.length > high) return { words: `Must be ${high} or fewer in length (now ${written.length}).` };
    if (written.length < low) return { words: `Must be ${low} or more in length.` };
    return { value: written };
  }
}
