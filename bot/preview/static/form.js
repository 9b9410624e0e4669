// A form (modal) of the bot: its fields, what is wrong with them, and sending it.
import { h, iconButton, rendered } from "./dom.js";
import { fileField } from "./upload.js";
import { actStrictly, on, tell } from "./model.js";
import { selectMenu } from "./select.js";

let count = 0;

/** Open each form that the bot sends. */
export function startForms() {
  on("modal", open);
}

function open(modal) {
  const parts = modal.components.map(draw);
  const problem = h("p", { class: "form-problem", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button primary" }, "Submit");
  const cancel = h("button", { type: "button", class: "button secondary" }, "Cancel");
  const title = `form-${++count}`;
  const form = h("form", { class: "form", novalidate: true },
    h("header", {}, h("h2", { id: title }, modal.title), iconButton("close", "Close the form", () => dialog.close())),
    h("div", { class: "form-body" }, parts.map((part) => part.element), problem),
    h("footer", {}, cancel, send));
  const dialog = h("dialog", { class: "form-dialog", "aria-labelledby": title }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = parts.filter((part) => part.check && !part.check());
    if (wrong.length) { wrong[0].focus?.(); return; }
    send.setAttribute("aria-busy", "true");
    try {
      const values = Object.fromEntries((await Promise.all(parts.map((part) => part.values?.() ?? []))).flat());
      const outcome = await actStrictly({ act: "submit", exchange: modal.exchange, values });
      if (outcome.error) throw new Error(outcome.error);
      dialog.close();
      if (outcome.modal) tell("modal", outcome.modal);
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
    send.removeAttribute("aria-busy");
  });
  document.getElementById("layer").append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea, .select-face")?.focus();
}

function draw(component) {
  if (component.type === 10) return { element: rendered(component.html) };
  const inner = component.type === 1 ? component.components[0] : component.component;
  const label = component.type === 1 ? inner.label : component.label;
  const field = (FIELDS[inner.type] || unknown)(inner, label);
  const id = `field-${++count}`;
  const required = inner.required !== false && inner.type !== 23;
  field.input?.setAttribute("id", id);
  const wrong = h("small", { class: "field-problem", role: "alert", hidden: true });
  const element = h("div", { class: "field" },
    h(field.input ? "label" : "div", { class: "field-label", for: field.input ? id : undefined }, label,
      required ? h("span", { class: "required", title: "Required" }, " *") : null),
    component.description ? h("small", { class: "field-help" }, component.description) : null, field.element, wrong);
  return {
    element,
    focus: () => element.querySelector("input, textarea, button")?.focus(),
    values: field.values,
    check() {
      const words = field.problem?.(required) ?? "";
      wrong.textContent = words;
      wrong.hidden = !words;
      element.classList.toggle("invalid", Boolean(words));
      return !words;
    },
  };
}

const FIELDS = {
  4: textField, 3: menuField, 5: menuField, 6: menuField, 7: menuField, 8: menuField,
  21: (part, label) => optionField(part, label, "radio"), 22: (part, label) => optionField(part, label, "checkbox"),
  19: fileField, 23: checkField,
};

function unknown(part) {
  return { element: h("p", { class: "unknown" }, `This preview does not draw fields of type ${part.type} yet.`) };
}

function textField(part) {
  const input = h(part.style === 2 ? "textarea" : "input", { rows: part.style === 2 ? "4" : undefined,
    placeholder: part.placeholder, dataset: { customId: part.custom_id } });
  input.value = part.value || "";
  const most = part.max_length || 4000;
  const counter = h("small", { class: "counter", "aria-hidden": "true" });
  const tally = () => { counter.textContent = `${input.value.length}/${most}`; counter.classList.toggle("over", input.value.length > most); };
  input.addEventListener("input", tally);
  tally();
  return {
    input,
    element: h("div", { class: "text-field" }, input, counter),
    values: () => [[part.custom_id, input.value]],
    problem(required) {
      const { length } = input.value;
      if (required && !length) return "This field is required.";
      if (length > most) return `Must be ${most} or fewer in length.`;
      if (length && length < (part.min_length || 0)) return `Must be ${part.min_length} or more in length.`;
      return "";
    },
  };
}

function menuField(part, label) {
  const menu = selectMenu(part, { label });
  return {
    element: menu,
    values: () => [[part.custom_id, menu.values()]],
    problem: (required) => (menu.enough() || (!required && !menu.values().length) ? "" : "Please choose."),
  };
}

function optionField(part, label, type) {
  const name = `group-${++count}`;
  const rows = part.options.map((option) => h("label", { class: "choice" },
    h("input", { type, name, value: option.value, checked: option.default }),
    h("span", {}, h("b", {}, option.label), option.description ? h("small", {}, option.description) : null)));
  const group = h("div", { class: "choices", role: type === "radio" ? "radiogroup" : "group", "aria-label": label }, rows);
  const chosen = () => [...group.querySelectorAll("input:checked")].map((input) => input.value);
  return {
    element: group,
    values: () => {
      const values = chosen();
      if (type === "checkbox") return [[part.custom_id, values]];
      return values.length ? [[part.custom_id, values[0]]] : [];
    },
    problem(required) {
      const { length } = chosen();
      if (!length && !required) return "";
      const low = part.min_values ?? 1;
      const high = part.max_values ?? part.options.length;
      if (length < low) return low === 1 ? "Please choose." : `Choose at least ${low}.`;
      return type === "checkbox" && length > high ? `Choose at most ${high}.` : "";
    },
  };
}

function checkField(part, label) {
  const input = h("input", { type: "checkbox", checked: part.default, "aria-label": label });
  return { element: h("div", { class: "choice" }, input), values: () => [[part.custom_id, input.checked]] };
}
