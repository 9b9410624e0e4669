// The inspector: what was asked, what the bot sent, how much of Discord's limits it used, and how long it took.
import { h, icon, iconButton, toast } from "./dom.js";
import { on } from "./model.js";

const panel = document.getElementById("inspector");
const shell = document.getElementById("shell");
let shown = null; // the id of the item that is shown
let back = null;

/** Open the inspector for each item that is asked for, and keep it up to date. */
export function startInspector() {
  on("inspect", (item) => { back = document.activeElement; show(item, true); });
  on("items", (changed) => { if (changed && changed.id === shown) show(changed, false); });
  on("place", close);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
}

/** Close it. */
function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  shell.classList.remove("inspecting");
  shown = null;
  if (back && document.contains(back)) back.focus({ preventScroll: true });
}

/** Inspect the bot's latest reply, or close what is open. */
export function toggleInspector(items) {
  if (!panel.hidden) { close(); return; }
  const latest = items.filter((item) => item.type === "notice" || item.author.bot).at(-1);
  if (!latest) { toast("Ask something first: the inspector shows the bot’s replies."); return; }
  back = document.activeElement;
  show(latest, true);
}

async function show(item, focus) {
  shown = item.id;
  const path = item.exchange ? `/api/exchange/${item.exchange}` : `/api/message/${item.id}`;
  const response = await fetch(path);
  const report = await response.json();
  if (shown !== item.id) return;
  if (report.problem) { toast(report.problem); return; }
  panel.replaceChildren(...draw(report));
  panel.hidden = false;
  shell.classList.add("inspecting");
  if (focus) panel.querySelector("button").focus();
}

function draw(report) {
  const name = report.kind === "command" && !/[A-Z]/.test(report.title) ? `/${report.title}` : report.title;
  return [
    h("header", {}, h("h2", {}, "Inspector"), iconButton("close", "Close the inspector", close)),
    h("div", { class: "inspector-body" },
      h("p", { class: "inspected" }, h("code", {}, name), ` by ${report.person}`),
      verdict(report),
      report.budget.map(meter),
      report.limit === null ? null : times(report),
      report.request === null ? null : section("Request", "what Discord delivers to the bot", report.request, false),
      report.responses.map((response, index) => responseSection(response, index))),
  ];
}

function verdict(report) {
  if (report.kind === "message" && !report.judged) return null;
  const words = report.valid
    ? (report.judged ? "Valid: Discord would take every payload." : "Taken, but not judged.")
    : [report.error, ...report.refused].filter(Boolean).join(" · ");
  return h("p", { class: `verdict ${report.valid ? "valid" : "invalid"}` }, icon(report.valid ? "check" : "warn"), words);
}

const number = (value) => value.toLocaleString("en-GB");

function meter({ name, used, most }) {
  const share = Math.min(1, used / most);
  const bar = h("meter", { min: "0", max: String(most), high: String(most * 0.9), "aria-label": `${name}: ${used} of ${most}` });
  bar.value = used;
  return h("div", { class: `meter ${share > 0.9 ? "tight" : ""}` },
    h("span", {}, name), bar, h("b", {}, `${number(used)} of ${number(most)}`));
}

const milliseconds = (value) => (value === null ? "never" : `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`);

function times(report) {
  return h("dl", { class: "times" },
    h("div", {}, h("dt", {}, "Acknowledged"), h("dd", {}, milliseconds(report.acked), h("small", {}, ` of ${number(report.limit)} ms`))),
    h("div", {}, h("dt", {}, "Done"), h("dd", {}, milliseconds(report.done))));
}

const ROUTES = { callback: "First response", "follow-up": "Follow-up", edit: "Edit", delete: "Deletion", get: "Look-up", message: "Message" };

function responseSection(response, index) {
  const status = response.refusal ? `refused (${response.status})` : "taken";
  const after = response.at === null ? "" : ` · ${milliseconds(response.at)}`;
  return [
    section(ROUTES[response.route] || response.route, `${status}${after}`, response.payload, index === 0, response.route),
    response.refusal ? section("Discord’s answer", "why it was refused", response.refusal, true) : null,
    response.files?.length ? h("p", { class: "inspected-files" }, icon("file"), response.files.join(", ")) : null,
  ];
}

function section(title, hint, text, open, route) {
  const copy = iconButton("copy", `Copy: ${title}`, async () => {
    try { await navigator.clipboard.writeText(text); toast("Copied."); } catch { toast("The browser did not allow copying."); }
  });
  return h("details", { class: "payload", open, dataset: route ? { route } : {} },
    h("summary", {}, h("b", {}, title), h("small", {}, hint)), copy,
    h("pre", { tabindex: "0", "aria-label": title }, coloured(text)));
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\b/g;

function coloured(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    parts.push(text.slice(end, match.index));
    const kind = match[2] ? "json-key" : match[1] ? "json-text" : match[3] ? "json-word" : "json-number";
    parts.push(h("span", { class: kind }, match[1] || match[0]), match[2] || "");
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

