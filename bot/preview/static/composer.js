// The composer: a message, or a slash command with its options, written by keyboard from end to end.
import { avatar, h, icon, iconButton, toast } from "./dom.js";
import { act, channel, model, offered, on, tell } from "./model.js";
import { CommandLine } from "./command.js";
import { Suggestions } from "./suggest.js";

const form = document.getElementById("composer");
const ROOMY = 460; // pixels in which the longer invitation fits
const LONGEST = 2000; // characters of a message
let suggestions;
let text;
let reply = null;
let line = null; // the command that is being written
const problem = h("p", { class: "composer-problem", role: "alert", hidden: true });
const counter = h("span", { class: "counter", "aria-hidden": "true" });
const replyBar = h("div", { class: "reply-bar", hidden: true });
const field = h("div", { class: "field-line" });

/** Every command as it is typed: subcommands one by one, with the options of each. */
export function commandList() {
  return offered(1).flatMap((command) => leaves(command, command.name, command.description, command.options || []));
}

function leaves(command, name, description, options) {
  const inner = options.filter((option) => option.type <= 2);
  if (!inner.length) return [{ name, description, options }];
  return inner.flatMap((option) => leaves(command, `${name} ${option.name}`, option.description, option.options || []));
}

/** Set the composer up. */
export function startComposer() {
  suggestions = new Suggestions(form);
  text = h("textarea", {
    rows: "1", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-label": "Message", id: "message-text",
  });
  const slash = iconButton("slash", "Commands", () => { leave(); text.value = "/"; text.focus(); typed(); }, { class: "icon-button slash" });
  const send = h("button", { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send" }, icon("send"));
  form.append(replyBar, problem, h("div", { class: "bar" }, slash, field, counter, send));
  field.append(text);
  text.addEventListener("input", typed);
  text.addEventListener("keydown", keys);
  text.addEventListener("blur", () => setTimeout(() => { if (suggestions.input === text) suggestions.close(); }, 100));
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  on("place", placed);
  on("commands", () => { if (text.value.startsWith("/")) typed(); });
  on("reply", startReply);
  on("command", ({ name, values }) => { start(name, values); });
  new ResizeObserver(invite).observe(form);
  placed();
}

function placed() {
  leave();
  endReply();
  invite();
}

function invite() {
  const here = channel();
  if (!here) return;
  const hint = form.clientWidth > ROOMY ? ", or / for a command" : "";
  text.placeholder = `Message ${here.direct ? "@" : "#"}${here.name}${hint}`;
}

/** Begin a command, with some options filled in. */
function start(name, values = {}) {
  const command = commandList().find((one) => one.name === name);
  if (!command) { toast(`/${name} is not offered here.`); return; }
  suggestions.close();
  warn("");
  line = new CommandLine(command, { suggestions, values, leave, submit });
  field.replaceChildren(line.element);
  form.classList.add("commanding");
  line.focus();
}

function leave() {
  if (!line) return;
  line = null;
  suggestions.close();
  warn("");
  form.classList.remove("commanding");
  field.replaceChildren(text);
  text.value = "";
  typed();
  if (form.contains(document.activeElement) || document.activeElement === document.body) text.focus();
}

function typed() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 200)}px`;
  const { length } = text.value;
  counter.textContent = length > LONGEST - 200 ? String(LONGEST - length) : "";
  counter.classList.toggle("over", length > LONGEST);
  warn("");
  if (text.value.startsWith("/")) { slashTyped(); return; }
  const mention = /(?:^|\s)@(\w*)$/.exec(text.value.slice(0, text.selectionStart));
  if (mention) offerPeople(mention[1]);
  else suggestions.close();
}

function slashTyped() {
  const commands = commandList();
  const written = text.value.slice(1);
  const whole = commands.filter((one) => written.startsWith(`${one.name} `) || written.startsWith(`${one.name}\n`))
    .sort((one, other) => other.name.length - one.name.length)[0];
  if (whole) {
    const rest = written.slice(whole.name.length + 1).trim();
    const first = whole.options.find((option) => option.type === 3);
    start(whole.name, rest && first ? { [first.name]: rest } : {});
    return;
  }
  const query = written.toLowerCase();
  const rank = (name) => (name.startsWith(query) ? 0 : name.split(" ").some((word) => word.startsWith(query)) ? 1 : name.includes(query) ? 2 : 9);
  const found = commands.filter((one) => rank(one.name) < 9)
    .sort((one, other) => rank(one.name) - rank(other.name) || (one.name < other.name ? -1 : 1));
  const empty = model.bot.state === "online" && commands.length ? "no command is called so" : "the bot is still starting";
  suggestions.show(text, "Commands", found.map((one) => ({
    label: `/${one.name}`, hint: one.description, value: one.name,
    side: one.options.filter((option) => option.required).map((option) => option.name).join(" "),
    mark: avatar({ bot: true }, "small"),
  })), (entry) => start(entry.value), { empty });
}

function offerPeople(begun) {
  const everybody = [{ id: model.app.id, name: model.app.name, bot: true }, ...model.people];
  const found = everybody.filter((one) => one.name.toLowerCase().startsWith(begun.toLowerCase()));
  suggestions.show(text, "Mention", found.map((one) => ({ label: one.name, value: one, mark: avatar(one, "small") })), (entry) => {
    const place = text.selectionStart;
    const start_ = text.value.slice(0, place).replace(/@\w*$/, `@${entry.value.name} `);
    text.value = start_ + text.value.slice(place);
    text.setSelectionRange(start_.length, start_.length);
  });
}

function keys(event) {
  if (suggestions.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  else if (event.key === "Escape" && reply) endReply();
  else if (event.key === "ArrowUp" && !text.value) { tell("latest"); event.preventDefault(); }
}

function startReply(item) {
  leave();
  reply = item;
  replyBar.hidden = false;
  replyBar.replaceChildren(h("span", {}, "Replying to ", h("b", {}, item.author.name)), iconButton("close", "Stop replying", endReply));
  text.focus();
}

function endReply() {
  reply = null;
  replyBar.hidden = true;
}

function warn(words) {
  problem.textContent = words;
  problem.hidden = !words;
}

async function submit() {
  if (line) { await submitCommand(); return; }
  const written = text.value.trim();
  if (!written) return;
  if (written.length > LONGEST) { warn(`Your message is too long: ${written.length} of ${LONGEST} characters.`); return; }
  if (written.startsWith("/")) { warn(model.bot.state === "online" ? "There is no such command here." : "The bot is still starting."); return; }
  const said = { act: "say", text: withMentions(written), ...(reply ? { reply_to: reply.id } : {}) };
  text.value = "";
  endReply();
  typed();
  await act(said);
}

async function submitCommand() {
  const { words, options } = line.read();
  if (words) { warn(words); return; }
  const { name } = line.command;
  leave();
  await act({ act: "slash", name, options });
}

function withMentions(written) {
  const everybody = [{ id: model.app.id, name: model.app.name }, ...model.people];
  return written.replace(/(^|\s)@(\w+)/g, (whole, space, name) => {
    const found = everybody.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return found ? `${space}<@${found.id}>` : whole;
  });
}

/** Put the focus into the composer; a slash begins a command. */
export function beginSlash() {
  if (line) { line.focus(); return; }
  text.focus();
  if (!text.value) { text.value = "/"; typed(); }
}
