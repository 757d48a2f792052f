// The chat in a browser with scripts: the same page, without reloading it. A message keeps its id until it
// has an answer, so however often it is sent it is handled once; what is not sent yet outlives a reload.

const root = document.documentElement;
const main = document.querySelector("main.talk");
const { conversation, formToken, ticket, limit } = main.dataset;
// In a frame on another site there is no cookie: the request itself says whose conversation it is.
const proof = ticket ? { Authorization: `Bearer ${ticket}` } : { "X-Form-Token": formToken };
const base = `/chat/conversations/${conversation}`;
const byId = (id) => document.getElementById(id);
const words = byId("words").dataset;
const [lines, typing, status, news, count, problem] =
  ["lines", "typing", "status", "news", "count", "problem"].map(byId);
const box = byId("message");
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const clone = (id) => byId(id).content.firstElementChild.cloneNode(true);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

root.classList.add("script");

// ---- text: the same paragraphs, lists and links as the server makes ----

const LINK = /(https:\/\/[^\s<>"]*[^\s<>"'.,;:!?()[\]]|(?<![\w/.])\/chat\/my-data\?agency=[a-z-]+)|(?<![\w£.,/-])(0\d{3,4} ?\d{3} ?\d{3,4})(?!\w)/g;
const CRISIS_LINK = new RegExp(
  LINK.source + "|(?<![\\w£.,/-])(999|111|112|116 123|18000)(?!\\w)", "g");

function piecesOf(text, pattern) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const link = document.createElement("a");
    link.href = match[1] ?? "tel:" + match[0].replaceAll(" ", "");
    link.textContent = match[0];
    found.push(text.slice(end, match.index), link);
    end = match.index + match[0].length;
  }
  return [...found, text.slice(end)];
}

function blocksOf(text, crisis) {
  const found = [];
  let list = null;
  for (const line of text.trim().split("\n")) {
    const [, number, bullet, rest] = /^(?:(\d{1,3})\. +|(- ))?(.*)$/.exec(line);
    const kind = number ? "ol" : bullet ? "ul" : line.trim() ? "p" : "";
    if (!kind || list?.localName !== kind) {
      list = kind ? document.createElement(kind) : null;
      if (!kind) continue;
      if (number > 1) list.start = number;
      found.push(list);
    } else if (kind === "p") list.append(document.createElement("br"));
    const into = kind === "p" ? list : list.appendChild(document.createElement("li"));
    into.append(...piecesOf(rest.trim(), crisis ? CRISIS_LINK : LINK));
  }
  return found;
}

function dateInWords(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return filled(words.date, { day, month: words.months.split(" ")[month - 1], year });
}

// ---- showing ----

let seen = Number(main.dataset.seen);
const shown = new Set();

function showMessage(message) {
  if (message.seq <= Number(main.dataset.seen) || shown.has(message.id)) return;
  shown.add(message.id);
  const line = clone("an-assistant-line");
  line.classList.add(`kind-${message.kind.replace(/\W/g, "-")}`, "new");
  line.dataset.seq = message.seq;
  line.querySelector(".text").append(...blocksOf(message.text, message.kind === "crisis"));
  if (message.source) line.querySelector(".said").append(sourceOf(message.source));
  if (message.buttons.length) line.append(repliesOf(message.buttons));
  // Messages may arrive by two ways; they stand in the order of the conversation.
  const later = [...lines.children].find((other) => Number(other.dataset.seq) > message.seq);
  lines.insertBefore(line, later ?? lines.querySelector(".waiting"));
  dropRepeatedSource(line);
  announce(message);
}

// One source line for messages of one page in a row.
function dropRepeatedSource(line) {
  const [before, own] = [line.previousElementSibling, line].map((each) => each?.querySelector(".source"));
  if (before && own && before.textContent === own.textContent && before.querySelector("a")?.href === own.querySelector("a")?.href) before.remove();
}

function sourceOf(source) {
  const line = clone("a-source");
  const [agency, link, date] = line.children;
  agency.textContent = filled(words.source, { agency: source.agency ?? "" });
  if (source.url?.startsWith("https://")) link.href = source.url;
  else link.remove();
  if (source.assured_date) date.textContent = filled(words.checked, { date: dateInWords(source.assured_date) });
  else date.remove();
  return line;
}

function repliesOf(buttons) {
  const form = clone("replies");
  for (const { id, title } of buttons) {
    const reply = clone("a-reply");
    Object.assign(reply, { name: "button", value: id, textContent: title });
    form.firstElementChild.append(reply);
  }
  return form;
}

function announce({ text, buttons }) {
  const line = document.createElement("p");
  const choices = buttons.map((button) => button.title).join(", ");
  line.textContent = `${words.said} ${text} ${choices && filled(words.choices, { choices })}`;
  news.append(line);
  // It is in the conversation too; left here it would be found twice.
  setTimeout(() => line.remove(), 10_000);
}

// ---- sending: one at a time, in order, until it is answered ----

const WAITS = [1, 2, 4, 8, 15];
const KEPT = `chat ${conversation}`;
let queue = [];
let busy = false;
const held = [];
let wakeUp = () => {};

function keepQueue() {
  try {
    if (queue.length) sessionStorage.setItem(KEPT, JSON.stringify(queue.map(({ said }) => said)));
    else sessionStorage.removeItem(KEPT);
  } catch { /* a browser that keeps nothing still sends */ }
}

function newId() {
  // randomUUID is there on secure pages only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function enqueue(said) {
  lines.querySelectorAll(".replies").forEach((form) => form.remove());
  problem.hidden = true;
  const line = clone("a-citizen-line");
  line.classList.add("new", "waiting");
  line.querySelector(".said p").textContent = said.text ?? said.title;
  const item = { said, line };
  line.querySelector(".again").addEventListener("click", () => {
    line.focus();
    drain();
  });
  lines.append(line);
  queue.push(item);
  keepQueue();
  line.scrollIntoView({ block: "start" });
  drain();
  return line;
}

function setState(line, text, failed = false) {
  line.classList.toggle("not-sent", failed);
  line.querySelector(".state span").textContent = text;
  line.querySelector(".again").hidden = !failed;
  if (failed) status.textContent = text;
}

async function drain() {
  if (busy) return;
  busy = true;
  while (queue.length && (await deliver(queue[0]))) {
    queue.shift();
    keepQueue();
    showHeld();
  }
  busy = false;
  showHeld();
}

// What comes by the stream while a message is under way may be its answer: it waits for the place it belongs.
function showHeld() {
  held.splice(0).forEach(showMessage);
}

// True when the message is done with, be it answered or refused; false when it waits for "try again".
async function deliver({ said, line }) {
  setState(line, words.sending);
  for (let attempt = 0; ; attempt += 1) {
    typing.hidden = false;
    const answer = await post(said);
    typing.hidden = true;
    if (answer.messages) {
      line.classList.remove("waiting");
      line.querySelector(".state").remove();
      status.textContent = "";
      answer.messages.forEach(showMessage);
      line.scrollIntoView({ block: "start" });
      return true;
    }
    if (answer.refused) return refuse(line, said, answer.refused);
    if (!navigator.onLine) attempt = 0;
    if (attempt >= WAITS.length) {
      setState(line, words.notSent, true);
      return false;
    }
    setState(line, navigator.onLine ? words.retrying : words.offline);
    status.textContent = navigator.onLine ? words.retrying : words.offline;
    const wait = (answer.after ?? WAITS[Math.min(attempt, WAITS.length - 1)]) * 1000;
    await Promise.race([pause(wait), new Promise((done) => { wakeUp = done; })]);
  }
}

async function post({ title, ...message }) {
  try {
    const response = await fetch(`${base}/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...proof },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return await response.json();
    const later = [408, 425, 429, 500, 502, 503, 504].includes(response.status);
    if (later) return { after: Number(response.headers.get("Retry-After")) || undefined };
    return { refused: await response.json() };
  } catch {
    return {};
  }
}

// Said wrongly, not sent badly: the words go back into the box, with the reason.
function refuse(line, said, { title, detail }) {
  line.remove();
  if (said.text && !box.value) box.value = said.text;
  complain(`${title}. ${detail}`);
  return true;
}

function complain(text) {
  problem.textContent = text;
  problem.hidden = false;
  box.setAttribute("aria-invalid", "true");
  box.focus();
}

// ---- the box ----

const lengthOf = (text) => [...text.trim()].length;

function countCharacters() {
  const left = limit - lengthOf(box.value);
  count.hidden = left > limit / 5;
  count.classList.toggle("over", left < 0);
  count.textContent = filled(left < 0 ? words.over : words.left, { count: Math.abs(left) });
  if (!problem.hidden) {
    problem.hidden = true;
    box.removeAttribute("aria-invalid");
  }
}

let telling;
box.addEventListener("input", () => {
  countCharacters();
  clearTimeout(telling);
  if (!count.hidden) telling = setTimeout(() => { status.textContent = count.textContent; }, 1000);
});

box.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!sends || matchMedia("(hover: none)").matches) return;
  event.preventDefault();
  sendBox();
});

function sendBox() {
  const text = box.value.trim();
  if (!text) return complain(words.empty);
  if (lengthOf(text) > limit) return complain(count.textContent);
  box.value = "";
  countCharacters();
  enqueue({ message_id: newId(), text });
}

byId("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  sendBox();
  if (problem.hidden) box.focus({ preventScroll: true });
});

lines.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value, textContent } = event.submitter;
  const said = name === "button" ? { button: value, title: textContent } : { text: value };
  // The button goes away: the focus moves to what was said with it, and the answer follows there.
  enqueue({ message_id: newId(), ...said }).focus({ preventScroll: true });
});

byId("leave").addEventListener("submit", () => {
  queue = [];
  keepQueue();
});

// ---- listening: messages as they are made, resumed after every interruption ----

const SILENCE = 45_000;
let listening;

async function listen() {
  for (let attempt = 0; ; attempt += 1) {
    const started = Date.now();
    try {
      if (!(await readEvents())) return;
    } catch { /* the network went away: come back */ }
    if (Date.now() - started > 10_000) attempt = 0;
    const wait = Math.min(30, 2 ** attempt) * (500 + Math.random() * 1000);
    await Promise.race([pause(wait), new Promise((done) => { reconnect = done; })]);
  }
}
let reconnect = () => {};

// Reads until the connection ends; false when there is nothing to come back to.
async function readEvents() {
  listening = new AbortController();
  const response = await fetch(`${base}/events`, {
    headers: { Accept: "text/event-stream", "Last-Event-ID": String(seen), ...proof },
    signal: listening.signal,
  });
  if (!response.ok) return response.status >= 500 || response.status === 429;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const watch = setTimeout(() => listening.abort(), SILENCE);
    const { value, done } = await reader.read().finally(() => clearTimeout(watch));
    if (done) return true;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    events.forEach(takeEvent);
  }
}

function takeEvent(event) {
  const fields = Object.fromEntries(event.split("\n").map((line) => line.split(/: ?(.*)/s)));
  if (!fields.data) return;
  seen = Math.max(seen, Number(fields.id));
  held.push(JSON.parse(fields.data));
  if (!busy) showHeld();
}

addEventListener("online", () => {
  wakeUp();
  reconnect();
  drain();
});
addEventListener("offline", () => listening?.abort());

// ---- beginning: what a reload interrupted goes on ----

try {
  const stored = new Set([...lines.querySelectorAll("[data-message]")].map((line) => line.dataset.message));
  JSON.parse(sessionStorage.getItem(KEPT) ?? "[]")
    .filter((said) => !stored.has(said.message_id))
    .forEach(enqueue);
  keepQueue();
} catch { /* nothing was kept */ }
countCharacters();
listen();
