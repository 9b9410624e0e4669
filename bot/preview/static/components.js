// Discord's message components, drawn: containers, sections, text, media, files, separators, buttons, selects.
import { h, icon, rendered } from "./dom.js";
import { act } from "./model.js";
import { selectMenu } from "./select.js";
import { sized } from "./upload.js";
import { openImage } from "./viewer.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };

/** The elements of these components; `context` says of which message they are, and which files it has. */
export function drawAll(components, context) {
  return components.map((component) => draw(component, context));
}

function draw(component, context) {
  return (DRAW[component.type] || unknown)(component, context);
}

const DRAW = {
  1: (row, context) => h("div", { class: "row" }, drawAll(row.components, context)),
  2: button,
  3: choice, 5: choice, 6: choice, 7: choice, 8: choice,
  9: (section, context) => h("div", { class: "section" },
    h("div", { class: "section-text" }, drawAll(section.components, context)), draw(section.accessory, context)),
  10: (text) => rendered(text.html),
  11: (thumbnail) => picture(thumbnail.media, thumbnail.description, "thumbnail", thumbnail.spoiler),
  12: (gallery) => h("div", { class: `gallery of-${Math.min(gallery.items.length, 3)}` },
    gallery.items.map((item) => picture(item.media, item.description, "", item.spoiler))),
  13: (file, context) => fileCard(context.files.find((one) => one.name === file.file.name) || { name: file.file.name }, file.spoiler),
  14: (line) => line.divider === false
    ? h("div", { class: `gap spacing-${line.spacing || 1}` })
    : h("hr", { class: `spacing-${line.spacing || 1}` }),
  17: container,
};

function container(component, context) {
  const box = h("div", { class: "container" }, drawAll(component.components, context));
  if (component.accent_color !== null && component.accent_color !== undefined) {
    box.classList.add("accented");
    box.style.setProperty("--accent-line", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  return component.spoiler ? veiled(box) : box;
}

function unknown(component) {
  return h("p", { class: "unknown" }, `This preview does not draw components of type ${component.type} yet.`);
}

function emoji(part) {
  return part ? h("span", { class: "emoji", "aria-hidden": "true" }, part.id ? `:${part.name}:` : part.name) : null;
}

function button(component, context) {
  const style = STYLES[component.style] || "secondary";
  const label = [emoji(component.emoji), component.label ? h("span", {}, component.label) : null];
  if (component.style === 5) {
    const link = { class: "button link", href: component.url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", { ...link, title: component.url }, label, icon("open"));
  }
  const element = h("button", {
    type: "button", class: `button ${style}`, disabled: component.disabled,
    "aria-label": component.label ? undefined : component.emoji?.name,
    dataset: { customId: component.custom_id },
  }, label);
  element.addEventListener("click", async () => {
    if (element.getAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    await act({ act: "click", message: context.message, component: component.custom_id });
    element.removeAttribute("aria-busy");
  });
  return element;
}

function choice(component, context) {
  const menu = selectMenu(component, {
    label: component.placeholder || "Make a selection",
    async chosen(values) {
      menu.setAttribute("aria-busy", "true");
      await act({ act: "select", message: context.message, component: component.custom_id, values });
      menu.removeAttribute("aria-busy");
    },
  });
  return menu;
}

function picture(media, description, kind = "", spoiler = false) {
  const name = description || media.name || "Image";
  if (!media.shown_at) {
    return h("a", { class: "elsewhere", href: media.url, target: "_blank", rel: "noopener noreferrer" },
      icon("open"), `Image elsewhere: ${media.url}`);
  }
  const show = h("button", { type: "button", class: `picture ${kind}`, "aria-label": `Open image: ${name}` },
    h("img", { src: media.shown_at, alt: description || "" }));
  show.addEventListener("click", () => openImage(media.shown_at, description || media.name));
  return spoiler ? veiled(show) : show;
}

function veiled(element) {
  const veil = h("button", { type: "button", class: "veil", "aria-label": "Show the spoiler" }, "Spoiler");
  const box = h("div", { class: "veiled" }, element, veil);
  element.inert = true;
  veil.addEventListener("click", () => {
    element.inert = false;
    veil.remove();
    box.classList.add("shown");
  });
  return box;
}

/** A file with its name, its size, a way to keep it and, for text, a look inside. */
export function fileCard(file, spoiler = false) {
  const card = h("div", { class: "file" },
    icon("file"),
    h("div", { class: "file-name" },
      file.shown_at ? h("a", { href: file.shown_at, download: file.name }, file.name) : h("span", {}, file.name),
      h("small", {}, file.size === undefined ? "" : sized(file.size))));
  if (file.text !== null && file.text !== undefined) {
    const text = h("pre", { hidden: true, tabindex: "0", "aria-label": `Contents of ${file.name}` }, file.text);
    const look = h("button", { type: "button", class: "button secondary small", "aria-expanded": "false" }, "Look inside");
    look.addEventListener("click", () => {
      text.hidden = !text.hidden;
      look.setAttribute("aria-expanded", String(!text.hidden));
      look.textContent = text.hidden ? "Look inside" : "Close";
    });
    card.append(look, text);
  }
  return spoiler ? veiled(card) : card;
}

/** Files that came with a message of the old kind. */
export function drawFiles(files) {
  return files.map((file) => file.image ? picture(file, file.description) : fileCard(file));
}

/** An embed of the old kind. */
export function embed(content) {
  const box = h("article", { class: "embed" },
    content.thumbnail ? picture(content.thumbnail, "", "thumbnail") : null,
    content.author ? h("div", { class: "embed-author" }, content.author) : null,
    content.title ? h("div", { class: "embed-title" }, content.url
      ? h("a", { href: content.url, target: "_blank", rel: "noopener noreferrer" }, content.title) : content.title) : null,
    content.html ? rendered(content.html) : null,
    content.fields.length ? h("div", { class: "embed-fields" }, content.fields.map((field) =>
      h("div", { class: field.inline ? "inline" : "" }, h("b", {}, field.name), rendered(field.html)))) : null,
    content.image ? picture(content.image, "") : null,
    content.footer ? h("footer", {}, content.footer) : null);
  if (content.color !== null && content.color !== undefined) {
    box.style.setProperty("--accent-line", `#${content.color.toString(16).padStart(6, "0")}`);
  }
  return box;
}
