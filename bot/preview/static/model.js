// What this page knows: the server's state, who acts and where, and who wants to hear of changes.
import { toast } from "./dom.js";

export const model = {
  ready: false, app: null, guild: "", channels: [], people: [], roles: [], items: new Map(), examples: [], limit: 3000,
  commands: { guild: [], direct: [] }, bot: { state: "starting", exit_code: null, log: [] },
  library: { version: null, problems: [] }, person: null, channel: null, connected: false, loading: new Map(),
};

const listeners = new Map();

/** Call `listener` after each change of this kind. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(listener);
}

/** Tell of a change. */
export function tell(kind, detail) {
  for (const listener of listeners.get(kind) || []) listener(detail);
}

export const person = () => model.people.find((one) => one.id === model.person);
export const channel = () => model.channels.find((one) => one.id === model.channel);
export const nameOf = (id) => model.people.find((one) => one.id === id)?.name ?? model.app?.name ?? "Somebody";

/** The channels that the acting person sees: those of the server, and their own with the bot. */
export const seenChannels = () => model.channels.filter((one) => !one.direct || one.id === person()?.direct);

/** The items of the channel that the acting person sees, oldest first. */
export function seenItems() {
  const here = [...model.items.values()].filter((item) => item.channel === model.channel);
  return here.filter((item) => !item.seen_by || item.seen_by === model.person).sort(byTime);
}

function byTime(one, other) {
  if (one.at !== other.at) return one.at - other.at;
  return one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
}

/** Act as another person. A direct channel goes with its person. */
export function actAs(id) {
  const wasDirect = channel()?.direct;
  model.person = id;
  if (wasDirect) model.channel = person().direct;
  remember();
  tell("place");
}

/** Look at another channel. */
export function goTo(id) {
  model.channel = id;
  remember();
  tell("place");
}

function remember() {
  sessionStorage.setItem("person", model.person);
  sessionStorage.setItem("channel", model.channel);
}

const MANAGE = 1n << 5n;
const EVERYDAY = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 31n);

/** The commands of a kind (1 slash, 3 message menu) that Discord would offer here. */
export function offered(type) {
  const direct = channel()?.direct;
  const context = direct ? 1 : 0;
  const me = person();
  return model.commands[direct ? "direct" : "guild"].filter((command) => {
    if (command.type !== type || !command.integration_types.includes(0)) return false;
    if (command.contexts && !command.contexts.includes(context)) return false;
    const needed = command.default_member_permissions;
    if (direct || needed === null || me.owner) return true;
    const granted = EVERYDAY | (me.manages ? MANAGE : 0n);
    return needed !== "0" && (BigInt(needed) & ~granted) === 0n;
  });
}

/** Ask the server; a refusal becomes an error with its words. */
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The preview does not answer. Is it still running in the terminal?");
  }
  if (response.ok) {
    const body = await response.json();
    if (body.problem) throw new Error(body.problem);
    return body;
  }
  const type = response.headers.get("Content-Type") || "";
  throw new Error(type.includes("json") ? (await response.json()).error : (await response.text()).trim());
}

/** Do something as the acting person; what goes wrong is said in a toast. Returns what came of it, or null. */
export async function act(action) {
  try {
    const outcome = await post("/api/act", { person: model.person, channel: model.channel, ...action });
    if (outcome.modal) tell("modal", outcome.modal);
    return outcome;
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Do something and let the error out. */
export const actStrictly = (action) => post("/api/act", { person: model.person, channel: model.channel, ...action });

const TAKE = {
  state(change) {
    Object.assign(model, change, { items: new Map(change.items.map((item) => [item.id, item])), ready: true });
    const members = model.people.filter((one) => !one.owner);
    const stored = sessionStorage.getItem("person");
    if (!person()) model.person = model.people.some((one) => one.id === stored) ? stored : members[0].id;
    const place = sessionStorage.getItem("channel");
    if (!channel()) model.channel = model.channels.some((one) => one.id === place) ? place : model.channels[0].id;
    tell("place");
    for (const kind of ["commands", "bot", "library"]) tell(kind);
  },
  item(change) { model.items.set(change.item.id, change.item); tell("items", change.item); },
  gone(change) { model.items.delete(change.id); tell("items"); },
  people(change) { model.people = change.people; tell("place"); },
  commands(change) { model.commands = change.commands; tell("commands"); },
  bot(change) { model.bot = change.bot; tell("bot"); },
  library(change) { model.library = change.library; tell("library"); },
  typing(change) { tell("typing", change.channel); },
};

let wait = 250;

/** Keep a socket to the server; after a break everything is read anew. */
export function connect() {
  const socket = new WebSocket(`ws://${location.host}/api/events`);
  socket.addEventListener("open", () => { wait = 250; model.connected = true; tell("bot"); });
  socket.addEventListener("message", (event) => {
    const change = JSON.parse(event.data);
    TAKE[change.kind]?.(change);
  });
  socket.addEventListener("close", () => {
    model.connected = false;
    tell("bot");
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 5000);
  });
}
