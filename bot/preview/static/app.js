// The page: puts its parts together, and draws what is around the messages.
import { avatar, h, icon, iconButton, toast } from "./dom.js";
import { act, actAs, channel, connect, goTo, model, on, person, post, seenChannels, seenItems } from "./model.js";
import { beginSlash, commandList, startComposer } from "./composer.js";
import { startForms } from "./form.js";
import { startInspector, toggleInspector } from "./inspector.js";
import { openMenu, startMenus } from "./menu.js";
import { focusLatest, startKeys, startTimeline } from "./timeline.js";

const shell = document.getElementById("shell");
const sidebar = document.getElementById("sidebar");
const header = document.getElementById("header");
const banners = document.getElementById("banners");
const welcome = document.getElementById("welcome");
const intro = document.getElementById("intro");
const typing = document.getElementById("typing");
const NEEDED = 5000; // milliseconds for which "is typing" is shown
let waiting = null; // the example that runs as soon as the bot is there

const STATES = {
  starting: ["starting", "Bot starting…"], online: ["online", "Bot online"],
  reconnecting: ["starting", "Bot reconnecting…"], stopped: ["offline", "Bot stopped"],
};

function botState() {
  return model.connected ? STATES[model.bot.state] : ["offline", "Preview not reached"];
}

function drawSidebar() {
  const me = person();
  const link = (one) => h("li", {}, h("button", {
    type: "button", class: "place", "aria-current": one.id === model.channel ? "page" : undefined,
    onclick: () => { goTo(one.id); closeDrawer(); },
  }, one.direct ? avatar({ bot: true }, "tiny") : icon("hash"), h("span", {}, one.name)));
  const shown = seenChannels();
  sidebar.replaceChildren(
    h("div", { class: "guild" }, h("strong", {}, model.guild), h("small", {}, "A server that exists only on this machine")),
    h("div", { class: "places" },
      h("h2", {}, "Channels"), h("ul", {}, shown.filter((one) => !one.direct).map(link)),
      h("h2", {}, "Direct message"), h("ul", {}, shown.filter((one) => one.direct).map(link)),
      h("h2", {}, "View"), h("ul", {},
        h("li", {}, setting(dark() ? "sun" : "moon", dark() ? "Light colours" : "Dark colours", switchTheme)),
        h("li", { class: "wide-only" }, setting("phone", "Phone width", switchPhone, shell.classList.contains("phone"))),
        h("li", {}, h("a", { class: "place", href: "/transcript.json", download: "transcript.json" }, icon("save"), h("span", {}, "Save transcript"))))),
    h("button", { type: "button", class: "me", "aria-haspopup": "menu", onclick: choosePerson },
      avatar(me), h("span", { class: "me-text" }, h("b", {}, me.name), h("small", {}, me.manages ? "Manages the server" : "Ordinary member")), icon("chevron")));
}

function setting(name, label, onclick, pressed) {
  return h("button", { type: "button", class: "place", onclick, "aria-pressed": pressed === undefined ? undefined : String(pressed) }, icon(name), h("span", {}, label));
}

function choosePerson(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const me = person();
  openMenu([
    { heading: "You are" },
    ...model.people.map((one) => ({
      label: one.name, hint: one.role, checked: one.id === model.person, radio: true, mark: avatar(one, "small"), run: () => actAs(one.id),
    })),
    { heading: "Permissions" },
    {
      label: `${me.name} may manage the server`, hint: me.owner ? "owns it" : "Manage Server", checked: me.manages, disabled: me.owner,
      run: () => post("/api/manage", { person: me.id, allowed: !me.manages }).catch((error) => toast(error.message)),
    },
  ], { x: box.left, y: box.top, label: "Who you are and what you may do" });
}

function drawHeader() {
  const here = channel();
  const [kind, label] = botState();
  header.replaceChildren(
    iconButton("menu", "Channels and settings", openDrawer, { class: "icon-button narrow-only" }),
    here.direct ? avatar({ bot: true }, "small") : icon("hash"),
    h("h1", {}, here.name),
    h("p", { class: "topic" }, here.topic),
    h("button", { type: "button", class: `bot-state ${kind}`, onclick: showLog, title: "The bot’s log" }, h("span", { class: "dot" }), h("span", { class: "bot-words" }, label)),
    iconButton("inspect", "Inspector", () => toggleInspector(seenItems())));
  intro.replaceChildren(
    h("div", { class: "intro-mark" }, here.direct ? avatar({ bot: true }) : icon("hash")),
    h("h2", {}, here.direct ? here.name : `#${here.name}`), h("p", {}, here.topic));
  document.title = `${here.direct ? "@" : "#"}${here.name} · Briefbot preview`;
}

function drawWelcome() {
  const asked = seenItems().some((item) => item.type === "notice" || item.author.bot);
  welcome.hidden = asked;
  if (asked) return;
  welcome.replaceChildren(
    avatar({ bot: true }, "large"),
    h("div", {},
      h("h2", { id: "welcome-title" }, "Ask the bot"),
      h("p", {}, "It answers only from reports, word for word, with source and date. Try one:"),
      h("div", { class: "examples" }, model.examples.map((example) => h("button", {
        type: "button", class: "example", onclick: (event) => runExample(example, event.currentTarget),
      }, h("span", {}, example.label), h("code", {}, `/${example.command} ${example.text}`)))),
      h("p", { class: "welcome-hint" }, h("span", { class: "fine-only" }, "Type ", h("kbd", {}, "/"), " for every command. Right-click a message above to check it."),
        h("span", { class: "coarse-only" }, "Type / for every command. Press a message above for long to check it."))));
}

async function runExample(example, button) {
  const known = commandList().some((one) => one.name === example.command);
  if (model.bot.state !== "online" || !known) {
    waiting = example;
    for (const one of welcome.querySelectorAll(".example")) one.classList.toggle("waiting", one === button);
    return;
  }
  waiting = null;
  await act({ act: "slash", name: example.command, options: { [example.option]: example.text } });
}

function drawBanners() {
  const { bot, library } = model;
  const parts = [];
  if (!model.connected && model.ready) parts.push(h("div", { class: "banner bad" }, icon("warn"), h("p", {}, "The preview does not answer. It is tried again; is it still running in the terminal?")));
  else if (bot.state === "stopped") parts.push(stopped(bot));
  const errors = library.problems.filter((one) => one.severity === "error");
  if (errors.length) parts.push(badEdit(errors));
  banners.replaceChildren(...parts);
}

function stopped(bot) {
  const restart = h("button", { type: "button", class: "button primary small", onclick: () => post("/api/bot", {}).catch((error) => toast(error.message)) }, "Start it again");
  const last = bot.log.filter((line) => line.trim()).at(-1);
  return h("div", { class: "banner bad" }, icon("warn"),
    h("div", {}, h("b", {}, `The bot has stopped${bot.exit_code === null ? "" : ` (exit code ${bot.exit_code})`}.`), last ? h("code", {}, last) : null),
    h("div", { class: "banner-buttons" }, restart, h("button", { type: "button", class: "button secondary small", onclick: showLog }, "Log")));
}

function badEdit(errors) {
  const places = errors.slice(0, 5).map((one) => h("li", {}, h("code", {}, `${one.file}:${one.line}`), " ", one.message));
  const rest = errors.length - places.length;
  return h("div", { class: "banner warn", id: "problems" }, icon("warn"),
    h("div", {}, h("b", {}, errors.length === 1 ? "An edit has a problem; the last good library keeps answering." : `Edits have ${errors.length} problems; the last good library keeps answering.`),
      h("ul", {}, places), rest > 0 ? h("small", {}, `and ${rest} more; “briefbot check” lists them all`) : null));
}

function showLog() {
  const dialog = h("dialog", { class: "log-dialog", "aria-labelledby": "log-title" });
  const [, label] = botState();
  const restart = h("button", { type: "button", class: "button secondary", onclick: () => { post("/api/bot", {}).catch((error) => toast(error.message)); dialog.close(); } }, icon("restart"), "Start the bot again");
  dialog.append(h("header", {}, h("h2", { id: "log-title" }, label), iconButton("close", "Close the log", () => dialog.close())),
    h("pre", { tabindex: "0", "aria-label": "Log" }, model.bot.log.join("\n") || "The bot has said nothing yet."), h("footer", {}, restart));
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("layer").append(dialog);
  dialog.showModal();
}

function openDrawer() { shell.classList.add("drawer"); sidebar.querySelector("[aria-current]")?.focus(); }
function closeDrawer() { shell.classList.remove("drawer"); }

const dark = () => document.documentElement.dataset.theme === "dark";

function switchTheme() {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
  drawSidebar();
}

function switchPhone() {
  shell.classList.toggle("phone");
  drawSidebar();
}

function runAgain(item) {
  post("/api/again", { message: item.id }).catch((error) => toast(error.message));
}

function start() {
  const asked = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = localStorage.getItem("theme") || asked;
  on("drawn", drawWelcome);
  startTimeline();
  startKeys();
  startComposer();
  startForms();
  startMenus();
  startInspector();
  on("place", () => { drawSidebar(); drawHeader(); typing.textContent = ""; });
  on("bot", () => { if (model.ready) { drawHeader(); drawBanners(); next(); } });
  on("commands", next);
  on("library", drawBanners);
  on("latest", focusLatest);
  on("again", runAgain);
  let quiet;
  on("typing", (place) => {
    if (place !== model.channel) return;
    typing.textContent = `${model.app.name} is typing…`;
    clearTimeout(quiet);
    quiet = setTimeout(() => { typing.textContent = ""; }, NEEDED);
  });
  on("items", () => { typing.textContent = ""; });
  document.getElementById("scrim").addEventListener("click", closeDrawer);
  shell.addEventListener("keydown", (event) => { if (event.key === "Escape") closeDrawer(); });
  document.addEventListener("keydown", (event) => {
    const free = document.activeElement === document.body || document.activeElement?.classList.contains("message");
    if (event.key === "/" && free) { event.preventDefault(); beginSlash(); }
  });
  connect();
}

function next() {
  if (waiting) runExample(waiting, null);
}

start();
