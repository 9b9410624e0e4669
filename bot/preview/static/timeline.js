// The messages of a channel: drawn once, redrawn when they change, kept in order, with focus and place kept.
import { avatar, h, icon, iconButton, rendered, toast } from "./dom.js";
import { drawAll, drawFiles, embed } from "./components.js";
import { channel, goTo, model, nameOf, on, post, seenItems, tell } from "./model.js";

const list = document.getElementById("messages");
const scroller = document.getElementById("scroller");
const jump = document.getElementById("jump");
const TOGETHER = 7 * 60 * 1000; // messages of one person so close together share a head
const NEAR = 120; // pixels from the end that still count as reading along
const drawn = new Map(); // item id -> { item, joined, element }
let following = true;

/** Begin to draw. */
export function startTimeline() {
  on("place", () => { drawn.clear(); list.replaceChildren(); following = true; update(); });
  on("items", update);
  scroller.addEventListener("scroll", () => {
    following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    if (following) jump.hidden = true;
  });
  jump.addEventListener("click", () => { following = true; toEnd(); });
  new ResizeObserver(() => { if (following) toEnd(); }).observe(scroller);
  list.addEventListener("keydown", walk);
  list.addEventListener("click", insideClick);
  list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.classList.contains("spoiler")) reveal(event.target);
  });
}

function toEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  jump.hidden = true;
}

function update(changed) {
  const items = seenItems();
  const focus = focusInside();
  const isNew = changed && changed.channel === model.channel && !drawn.has(changed.id);
  let before = null;
  let place = list.firstChild;
  const kept = new Set();
  for (const item of items) {
    const joined = isJoined(item, before);
    let entry = drawn.get(item.id);
    if (!entry || entry.item !== item || entry.joined !== joined) {
      const element = drawItem(item, joined);
      if (entry) entry.element.replaceWith(element);
      if (entry && place === entry.element) place = element;
      entry = { item, joined, element };
      drawn.set(item.id, entry);
    }
    if (place === entry.element) place = place.nextSibling;
    else list.insertBefore(entry.element, place);
    kept.add(item.id);
    before = item;
  }
  for (const [id, entry] of drawn) {
    if (!kept.has(id)) { entry.element.remove(); drawn.delete(id); }
  }
  restore(focus);
  tell("drawn", items);
  keepPlace(changed, isNew);
}

function keepPlace(changed, isNew) {
  const entry = changed && drawn.get(changed.id);
  if (following || (isNew && entry && isOwn(changed))) {
    toEnd();
    // A card that is taller than the window is read from its head.
    if (entry && entry.element.offsetHeight > scroller.clientHeight) entry.element.scrollIntoView({ block: "start" });
  } else if (isNew) jump.hidden = false;
}

// Whoever asks sees the answer, wherever they were reading.
const isOwn = (item) => item.used?.person === model.person || item.author?.id === model.person;

function isJoined(item, before) {
  return Boolean(before && before.type === "message" && item.type === "message" && !item.used && !item.reply
    && before.author.id === item.author.id && item.at - before.at < TOGETHER && !item.seen_by && !before.seen_by);
}

function focusInside() {
  const active = document.activeElement;
  const owner = active?.closest?.("[data-item]");
  return owner && list.contains(owner) ? { item: owner.dataset.item, part: active.dataset.customId } : null;
}

function restore(focus) {
  if (!focus || list.contains(document.activeElement)) return;
  const owner = drawn.get(focus.item)?.element;
  if (!owner) return;
  const part = focus.part && [...owner.querySelectorAll("[data-custom-id]")].find((one) => one.dataset.customId === focus.part);
  (part || owner).focus({ preventScroll: true });
}

function drawItem(item, joined) {
  return item.type === "notice" ? drawNotice(item) : drawMessage(item, joined);
}

const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function head(item) {
  return h("div", { class: "head" }, avatar(item.author, "small"),
    h("span", { class: "author" }, item.author.name),
    item.author.bot ? h("span", { class: "app-tag" }, "App") : null,
    h("time", { class: "when", datetime: new Date(item.at).toISOString() }, clock(item.at)));
}

function showMessage(id) {
  const item = model.items.get(id);
  if (!item || (item.seen_by && item.seen_by !== model.person)) { toast("The message is not there any more."); return; }
  if (item.channel !== model.channel) goTo(item.channel);
  const { element } = drawn.get(id);
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}

function usedLine(used, menu = false) {
  if (!used || used.kind !== 2) return null;
  const isMenu = menu || /[A-Z]/.test(used.name);
  return h("div", { class: "context" }, h("span", { class: "bend", "aria-hidden": "true" }),
    h("b", {}, nameOf(used.person)), " used ", h("span", { class: "used" }, isMenu ? used.name : `/${used.name}`));
}

function replyLine(reply) {
  if (!reply) return null;
  const go = h("button", { type: "button", class: "reply-to", "aria-label": `Reply to ${reply.author.name}: ${reply.text}` },
    avatar(reply.author, "tiny"), h("b", {}, reply.author.name), h("span", { class: "reply-text" }, reply.text));
  go.addEventListener("click", () => showMessage(reply.id));
  return h("div", { class: "context" }, h("span", { class: "bend", "aria-hidden": "true" }), go);
}

function drawMessage(item, joined) {
  const context = { message: item.id, files: item.files };
  const element = h("li", {
    class: `message ${joined ? "joined" : ""} ${item.seen_by ? "private" : ""}`, tabindex: "-1",
    "aria-label": `${item.author.name}, ${clock(item.at)}`, dataset: { item: item.id },
  },
  usedLine(item.used), replyLine(item.reply),
  joined ? h("time", { class: "side-time", "aria-hidden": "true" }, clock(item.at)) : avatar(item.author),
  h("div", { class: "body" },
    joined ? null : head(item),
    item.stale.length ? staleMark(item) : null,
    item.thinking ? thinking() : null,
    item.html ? rendered(item.html) : null,
    item.components.length ? h("div", { class: "components" }, drawAll(item.components, context)) : null,
    item.embeds.map(embed),
    usesFiles(item) ? [] : drawFiles(item.files),
    item.edited ? h("small", { class: "edited" }, "(edited)") : null,
    item.failure && item.failure.person === model.person ? h("div", { class: "failure" }, icon("warn"), item.failure.text) : null,
    item.seen_by ? privateMark(item) : null),
  tools(item));
  return element;
}

// In the new layout files are shown by components only.
const usesFiles = (item) => item.components.some((part) => part.type > 8);

function staleMark(item) {
  const again = h("button", { type: "button", class: "button small secondary", onclick: () => tell("again", item) }, "Ask again");
  const which = item.stale.join(", ");
  return h("div", { class: "stale" }, icon("restart"), h("span", {}, `Changed since: ${which}`), item.used ? again : null);
}

function thinking() {
  return h("div", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    ` ${model.app.name} is thinking…`);
}

function privateMark(item) {
  const dismiss = h("button", { type: "button", class: "text-button" }, "Dismiss message");
  dismiss.addEventListener("click", () => post("/api/dismiss", { id: item.id }));
  return h("div", { class: "private-mark" }, icon("eye"), "Only you can see this · ", dismiss);
}

function drawNotice(item) {
  const bot = { id: model.app.id, name: model.app.name, bot: true };
  const body = item.error
    ? h("div", { class: "failure" }, icon("warn"), item.error)
    : h("div", { class: "thinking" }, "Sending command…");
  return h("li", { class: `message notice ${item.error ? "private" : "waiting"}`, tabindex: "-1", dataset: { item: item.id } },
    usedLine(item.used, item.menu), avatar(bot),
    h("div", { class: "body" }, head({ author: bot, at: item.at }), body, item.error ? privateMark(item) : null),
    item.error ? tools(item) : null);
}

function tools(item) {
  const open = (event) => tell("menu", { item, at: event.currentTarget });
  return h("div", { class: "tools", role: "group", "aria-label": "Message" },
    item.type === "message" ? iconButton("reply", "Reply", () => tell("reply", item), { tabindex: "-1" }) : null,
    iconButton("inspect", "Inspect", () => tell("inspect", item), { tabindex: "-1" }),
    item.type === "message" ? iconButton("more", "More", open, { "aria-haspopup": "menu", tabindex: "-1" }) : null);
}

function reveal(spoiler) {
  spoiler.classList.add("shown");
  spoiler.removeAttribute("role");
  spoiler.removeAttribute("aria-label");
}

function insideClick(event) {
  const spoiler = event.target.closest(".spoiler");
  if (spoiler && !spoiler.classList.contains("shown")) { reveal(spoiler); event.preventDefault(); return; }
  const mention = event.target.closest("[data-command]");
  if (mention) tell("command", { name: mention.dataset.command });
  const jumpTo = event.target.closest("[data-message]");
  if (jumpTo) showMessage(jumpTo.dataset.message);
}

/** Arrow keys walk from message to message; Enter goes inside. */
function walk(event) {
  if (!event.target.classList.contains("message")) {
    if (event.key === "Escape") event.target.closest(".message")?.focus();
    return;
  }
  const steps = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };
  const next = steps[event.key] && event.target[steps[event.key]];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); event.preventDefault(); }
  else if (event.key === "Enter") { event.target.querySelector("button, a[href]")?.focus(); event.preventDefault(); }
  else if (event.key === "i") tell("inspect", model.items.get(event.target.dataset.item));
}

/** Put the focus on the latest message. */
export function focusLatest() {
  const last = list.lastElementChild;
  last?.focus();
  last?.scrollIntoView({ block: "nearest" });
}

/** The messages area takes the focus by Tab through its latest message. */
export function startKeys() {
  scroller.addEventListener("focus", () => focusLatest());
  scroller.tabIndex = 0;
  on("drawn", () => scroller.setAttribute("aria-label", `Messages in ${channel()?.name ?? ""}`));
}

