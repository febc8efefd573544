// The review page beyond plain forms: keys, highlights, filters and marks without a new page.
// Decisions are shown at once and sent one after the other; one that is refused is taken back.
"use strict";

const STATES = { accept: "accepted", edit: "edited", reject: "rejected", unsure: "unsure", reopen: "open" };
const WORDS = { accepted: "accepted", edited: "accepted with changes", rejected: "rejected", unsure: "unsure", open: "open", written: "in the case" };
// buttons that would change nothing
const SPARE = { open: ["reopen"], accepted: ["accept"], edited: ["accept"], rejected: ["reject"], unsure: ["unsure"] };
const CLASSES = ["wo", "wd", "co", "cd"]; // words or clause, open or done: as review_text.py has it

const root = document.querySelector(".review");
const deck = document.getElementById("deck");
const pane = document.getElementById("text");
const filters = document.getElementById("filters");
const bulk = document.getElementById("bulk");
const markForm = document.getElementById("mark");
const keysOn = document.getElementById("keys-on");
const byId = (id) => document.getElementById(id);

// Every proposal of the text; its card (`el`) may still be on the way.
const cardOfList = ([id, kind, state, seen, p, par, actors, word, at, parts]) => ({
  id, kind, state, seen, p, par, actors, word, at, parts, el: null, shown: true, pending: 0, shownAt: null,
});
const cards = JSON.parse(deck.dataset.cards).map(cardOfList);
const cardById = new Map(cards.map((card) => [card.id, card]));
const cardOf = (node) => cardById.get(node.closest("#deck > li")?.id.slice("c-".length));
const pieces = [...pane.querySelectorAll("[data-at]")];
const starts = pieces.map((el) => Number(el.dataset.at));
const marked = pieces.map((el) => el.className);
const tallies = new Map();
for (const el of document.querySelectorAll("[data-tally]")) {
  const number = Number(el.dataset.tally);
  tallies.set(number, [...(tallies.get(number) || []), el]);
}
let current = null;
let lit = [];

function stored(storage, name, value) {
  try {
    if (value === undefined) return JSON.parse(storage.getItem(name));
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // the browser stores nothing for this page
  }
  return null;
}

const STACK = `undo ${root.dataset.base}`;
const stack = stored(sessionStorage, STACK) || [];
const storeStack = () => stored(sessionStorage, STACK, stack.slice(-200));

function say(text, wrong = false) {
  const line = byId("said");
  line.textContent = text;
  line.classList.toggle("alarm", wrong);
}

const visible = (card) => card.shown;
const mentions = (card) => card.parts.filter((part) => part[0]).map((part) => [part[1], part[2]]);
const title = (card) => (card.el ? card.el.querySelector("h3 q").textContent.slice(0, 60) : card.kind);

// ---- the text -----------------------------------------------------------------------------------

// Index of the first piece that starts at an offset or later.
function place(offset) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Highlight the words of all visible cards, by kind and by whether they are decided.
function paint() {
  const counts = CLASSES.map(() => new Int32Array(pieces.length + 1));
  for (const card of cards) {
    if (!visible(card) || card.state === "rejected") continue;
    const count = counts[(card.word ? 0 : 2) + (card.state === "open" ? 0 : 1)];
    for (const [start, end] of [card.at, ...mentions(card)]) {
      count[place(start)] += 1;
      count[place(end)] -= 1;
    }
  }
  const sums = [0, 0, 0, 0];
  pieces.forEach((el, n) => {
    const names = CLASSES.filter((_, c) => (sums[c] += counts[c][n]) > 0).join(" ");
    if (names !== marked[n]) {
      el.classList.remove(...CLASSES);
      if (names) el.classList.add(...names.split(" "));
      marked[n] = names;
    }
  });
}

function light(card) {
  for (const el of lit) el.classList.remove("on", "part");
  lit = [];
  if (!card) return;
  const add = (start, end, name) => {
    for (let n = place(start); n < place(end); n += 1) {
      pieces[n].classList.add(name);
      lit.push(pieces[n]);
    }
  };
  add(...card.at, "on");
  for (const [mention, start, end] of card.parts) add(start, end, mention ? "on" : "part");
}

function scrollText(card) {
  const first = pieces[place(card.at[0])];
  if (!first || pane.scrollHeight <= pane.clientHeight) return;
  const box = first.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (box.top < frame.top + 20 || box.bottom > frame.bottom - 60) {
    pane.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

// ---- the cards ----------------------------------------------------------------------------------

function select(card, { focus = true } = {}) {
  if (card && !card.el) {
    say("The cards are still loading.");
    loaded.then(() => select(card, { focus }));
    return;
  }
  if (current) current.el.firstElementChild.removeAttribute("aria-current");
  current = card;
  light(card);
  if (!card) return;
  card.currentAt ??= performance.now();
  const article = card.el.firstElementChild;
  article.setAttribute("aria-current", "true");
  if (focus) {
    article.focus({ preventScroll: true });
    card.el.scrollIntoView({ block: "nearest" });
  }
  scrollText(card);
}

function step(by) {
  const shown = cards.filter(visible);
  if (!shown.length) return say("No card is shown.");
  const at = shown.indexOf(current);
  const next = at < 0 ? shown.find((card) => card.state === "open") || shown[0] : shown[at + by];
  if (next) select(next);
  else say(by > 0 ? "That was the last card." : "That was the first card.");
}

// The open card after the one just decided, which a filter may have hidden.
function advance(from) {
  const at = cards.indexOf(from);
  const next = [...cards.slice(at + 1), ...cards.slice(0, at)].find((card) => visible(card) && card.state === "open");
  if (next) select(next);
  return Boolean(next);
}

const inputs = (card) => (card.form ? [...card.form.querySelectorAll(".fields input, .fields select")] : []);

function isChanged(field) {
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(first, 0);
}

// What a field counts as unchanged; a browser may move the choice with its default.
function setDefault(field, value) {
  if (field.tagName !== "SELECT") {
    field.defaultValue = value;
    return;
  }
  const chosen = field.value;
  for (const option of field.options) option.defaultSelected = option.value === value;
  field.value = chosen;
}

const settle = (field) => setDefault(field, field.value);

// Texts of the fields as the file has them, to be put back if a decision is refused.
function settled(card) {
  return inputs(card).map((field) => {
    if (field.tagName !== "SELECT") return field.defaultValue;
    return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
  });
}

function put(field, value) {
  if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) {
    field.add(new Option(value, value));
  }
  field.value = value;
  settle(field);
}

function show(card, state) {
  card.state = state;
  if (!card.el) return;
  card.el.className = `card s-${state}`;
  card.el.querySelector(".state").textContent = WORDS[state];
  for (const button of card.el.querySelectorAll(".do button")) button.hidden = (SPARE[state] || []).includes(button.value);
}

function refresh() {
  filter();
  const done = cards.filter((card) => card.state !== "open").length;
  byId("bar").value = done;
  byId("progress").textContent = `${done} of ${cards.length} reviewed`;
  const ready = cards.filter((card) => card.state === "accepted" || card.state === "edited").length;
  const link = byId("ready");
  link.dataset.others ??= Number(link.querySelector("span").textContent) - ready0;
  link.querySelector("span").textContent = ready + Number(link.dataset.others);
  link.hidden = ready + Number(link.dataset.others) === 0;
  const count = new Map();
  for (const card of cards) if (card.par && card.state !== "open") count.set(card.par, (count.get(card.par) || 0) + 1);
  for (const [number, elements] of tallies) {
    for (const el of elements) {
      const t = el.querySelector(".t");
      if (t) t.textContent = count.get(number) || 0;
    }
  }
  return `${done} of ${cards.length} reviewed.`;
}

const ready0 = cards.filter((card) => card.state === "accepted" || card.state === "edited").length;

// ---- filters ------------------------------------------------------------------------------------

function passes(card) {
  const { kind, show: state, actor, p } = filters.elements;
  return (
    (!kind.value || kind.value === card.kind) &&
    (!state.value || state.value === card.state || (state.value === "reviewed" && card.state !== "open")) &&
    (!actor.value || card.actors.includes(actor.value)) &&
    card.p >= Number(p.value)
  );
}

function filter() {
  let shown = 0;
  for (const card of cards) {
    card.shown = passes(card);
    if (card.el && card.el.hidden === card.shown) card.el.hidden = !card.shown;
    shown += card.shown;
  }
  byId("shown").textContent = `${shown} of ${cards.length} cards shown`;
  byId("none").hidden = shown > 0;
  const kind = filters.elements.kind.value;
  const facts = JSON.parse(bulk.dataset.facts);
  const sure = kind in facts ? cards.filter((card) => visible(card) && card.state === "open" && card.p >= bulk.dataset.sure) : [];
  bulk.hidden = sure.length === 0;
  byId("bulk-count").textContent = sure.length;
  byId("bulk-kind").textContent = facts[kind] || "";
  paint();
  return sure;
}

function query(keepFilters) {
  const all = new URLSearchParams(new FormData(filters));
  const some = [...all].filter(([name, value]) => value && (name !== "p" || value !== "0") && (keepFilters || name === "blind" || name === "done"));
  return some.length ? `?${new URLSearchParams(some)}` : "";
}

// ---- sending ------------------------------------------------------------------------------------

let line = Promise.resolve();
let waiting = 0;

// How many forms are still to be stored; on the page as well, for who drives it from outside.
function wait(change) {
  waiting += change;
  root.dataset.waiting = waiting;
}

// Send forms one after the other; `body` is made when it is sent, when earlier answers are known.
function send(to, body, done, refused) {
  wait(1);
  line = line.then(async () => {
    const form = new URLSearchParams(body());
    form.set("csrf_token", markForm.elements.csrf_token.value);
    let reply = null;
    let answer = { said: "Not stored: the server does not answer. Is `detente serve` still running?", cards: [] };
    try {
      reply = await fetch(root.dataset.base + to, { method: "POST", headers: { accept: "application/json" }, body: form, keepalive: form.toString().length < 60000 });
      if (reply.headers.get("content-type").startsWith("application/json")) answer = await reply.json();
      else answer.said = `Not stored: the server refused it (${reply.status}).`;
    } catch {
      reply = null;
    }
    wait(-1);
    if (reply && reply.ok) done(answer);
    else refused(answer);
  });
}

// What the server says of cards counts, unless a later decision on one is still to be sent.
function take(answer) {
  for (const one of answer.cards) {
    const card = cardById.get(one.id);
    if (!card) continue;
    card.seen = one.seen;
    if (card.pending) continue;
    show(card, one.state);
    for (const field of inputs(card)) {
      const value = one.fields[field.name.slice("field.".length)];
      if (value !== undefined && !isChanged(field)) put(field, value);
    }
  }
}

function seconds(card) {
  const since = card.currentAt ?? card.shownAt;
  return since === null ? "" : ((performance.now() - since) / 1000).toFixed(1);
}

function decide(card, verdict) {
  if (!card.el) return say("The cards are still loading.");
  if (card.state === "written") return say("It is in the case already; change it there.", true);
  const changed = inputs(card).some(isChanged);
  const before = { state: card.state, texts: settled(card) };
  const given = new FormData(card.form);
  given.set("do", verdict);
  given.set("seconds", seconds(card));
  const takes = verdict === "accept" || verdict === "edit";
  const state = takes && changed ? "edited" : STATES[verdict === "edit" ? "accept" : verdict];
  const entry = { items: [{ id: card.id, keep: null, state: before.state }] };
  stack.push(entry);
  card.pending += 1;
  card.currentAt = null;
  if (takes) inputs(card).forEach(settle);
  show(card, state);
  const progress = refresh();
  const more = advance(card);
  say(`${capital(WORDS[state])}: “${title(card)}”. ${progress}${more ? "" : " No open card is left among those shown."}`);
  send(
    "/decide",
    () => {
      given.set("seen", card.seen);
      entry.items[0].keep = card.seen;
      return given;
    },
    (answer) => {
      card.pending -= 1;
      take(answer);
      storeStack();
    },
    (answer) => {
      card.pending -= 1;
      if (stack.includes(entry)) stack.splice(stack.indexOf(entry), 1);
      if (takes) unsettle(card, before.texts);
      show(card, before.state);
      take(answer);
      refresh();
      select(card);
      say(answer.said, true);
    },
  );
}

// A refused edit: what was typed stays, as a change that is not stored.
function unsettle(card, texts) {
  inputs(card).forEach((field, n) => setDefault(field, texts[n]));
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function acceptAll() {
  const sure = filter();
  if (!sure.length) return;
  const entry = { items: sure.map((card) => ({ id: card.id, keep: null, state: card.state })) };
  const body = () => {
    entry.items.forEach((item) => (item.keep = cardById.get(item.id).seen));
    return { proposals: entry.items.map((item) => `${item.id}:${item.keep}`).join(" ") };
  };
  const done = (answer) => {
    take(answer);
    stack.push(entry);
    storeStack();
    say(`${answer.said}. ${refresh()} z takes all of them back.`);
  };
  send("/accept-all", body, done, (answer) => {
    take(answer);
    refresh();
    say(answer.said, true);
  });
}

function undo() {
  const entry = stack.pop();
  if (!entry) return say("Nothing to take back on this page.");
  const known = entry.items.filter((item) => cardById.has(item.id));
  for (const item of known) cardById.get(item.id).pending += 1;
  const settleAll = () => known.forEach((item) => (cardById.get(item.id).pending -= 1));
  const body = () => ({ proposals: known.map((item) => `${item.id}:${cardById.get(item.id).seen}:${item.keep}`).join(" ") });
  const done = (answer) => {
    settleAll();
    for (const item of known) inputs(cardById.get(item.id)).forEach(settle);
    take(answer);
    storeStack();
    const progress = refresh();
    if (known.length) select(cardById.get(known[0].id));
    const what = known.length === 1 ? `“${title(cardById.get(known[0].id))}” is ${WORDS[cardById.get(known[0].id).state]} again` : `${known.length} decisions`;
    say(`Taken back: ${what}. ${progress}`);
  };
  if (entry.mark) {
    settleAll();
    if (known.length) decide(cardById.get(known[0].id), "reject");
    stack.pop(); // the mark is out; there is nothing before it
    return;
  }
  if (!known.length) return say("Nothing to take back on this page.");
  send("/undo", body, done, (answer) => {
    settleAll();
    take(answer);
    refresh();
    say(answer.said, true);
  });
}

// ---- marks --------------------------------------------------------------------------------------

// Characters, not UTF-16 units: a sign beyond the basic plane counts once, as in Python.
const length = (text) => [...text].length;

// First and last character of the selected words within the text, or null.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(pane)) return null;
  let start = null;
  let end = null;
  for (const el of pieces) {
    const node = el.firstChild;
    if (!node || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    if (from >= to) continue;
    const at = Number(el.dataset.at);
    start ??= at + length(node.data.slice(0, from));
    end = at + length(node.data.slice(0, to));
  }
  return start === null ? null : { start, end, words: selection.toString().trim() };
}

function offerMark() {
  const words = selected();
  if (!words || !words.words) return;
  markForm.elements.start.value = words.start;
  markForm.elements.end.value = words.end;
  byId("chosen").textContent = words.words.length > 80 ? `${words.words.slice(0, 50)} … ${words.words.slice(-20)}` : words.words;
  markForm.hidden = false;
}

function makeEntry(form) {
  const given = new FormData(form);
  send("/mark", () => given, (answer) => {
    const [id] = answer.cards.map((one) => one.id);
    stack.push({ mark: true, items: [{ id, keep: 0, state: "open" }] });
    storeStack();
    const card = cardById.get(id) || addCard(answer.made);
    insert(fragmentOf(answer.made.card));
    take(answer);
    if (!passes(card)) showAll();
    const progress = refresh();
    markForm.hidden = true;
    getSelection().removeAllRanges();
    if (form !== markForm) form.reset();
    select(card);
    begin(card);
    say(`${answer.said}. Fill in what it says; z takes it back. ${progress}`);
  }, (answer) => say(answer.said, true));
}

// A card that the page did not have: its place in the order of the text, and what counts it.
function addCard(made) {
  const card = cardOfList(made.entry);
  cards.splice(made.number, 0, card);
  cardById.set(card.id, card);
  cutOut(card);
  countKind(card.kind);
  countParagraph(card.par);
  withoutProposals(made.without);
  return card;
}

// The words of a card and of its parts in pieces of their own, so that they can be lit alone.
function cutOut(card) {
  for (const offset of [...card.at, ...card.parts.flatMap((part) => part.slice(1))]) cut(offset);
}

function cut(offset) {
  const next = place(offset);
  if (starts[next] === offset || !next) return;
  const first = pieces[next - 1];
  const letters = [...first.textContent];
  const second = first.cloneNode(false);
  const size = offset - starts[next - 1];
  if (size >= letters.length) return;
  first.textContent = letters.slice(0, size).join("");
  second.textContent = letters.slice(size).join("");
  second.dataset.at = offset;
  first.after(second);
  pieces.splice(next, 0, second);
  starts.splice(next, 0, offset);
  marked.splice(next, 0, second.className);
}

function countKind(kind) {
  const choice = filters.elements.kind;
  const order = [...markForm.elements.kind.options];
  const at = (value) => order.findIndex((one) => one.value === value);
  let option = [...choice.options].find((one) => one.value === kind);
  if (!option) {
    option = new Option("", kind);
    choice.add(option, [...choice.options].find((one) => at(one.value) > at(kind)) || null);
  }
  option.textContent = `${order[at(kind)].textContent} (${cards.filter((card) => card.kind === kind).length})`;
}

function countParagraph(number) {
  const total = cards.filter((card) => card.par === number).length;
  for (const el of tallies.get(number) || []) {
    const t = el.querySelector(".t");
    if (t && el.tagName === "A") t.nextSibling.data = ` of ${total}`;
    else if (t) t.nextSibling.data = `/${total}`;
    else if (el.tagName === "SPAN" && !el.closest(".blind")) {
      const counted = Object.assign(document.createElement("span"), { className: "t" });
      const said = Object.assign(document.createElement("span"), { className: "hidden", textContent: " reviewed" });
      el.replaceChildren(counted, `/${total}`, said);
    }
  }
}

// The paragraphs without any proposal, as links between commas.
function withoutProposals(numbers) {
  const line = document.querySelector(".without");
  if (!line) return;
  const links = [...line.querySelectorAll("a")].filter((link) => numbers.includes(Number(link.textContent)));
  const [before, after] = [line.firstChild, line.lastChild];
  line.hidden = links.length === 0;
  line.replaceChildren(before, ...links.flatMap((link, n) => (n ? [", ", link] : [link])), after);
}

// A filter must not hide what was just made.
function showAll() {
  for (const name of ["kind", "show", "actor"]) filters.elements[name].value = "";
  filters.elements.p.value = "0";
  history.replaceState(null, "", location.pathname + query(true));
}

// ---- events -------------------------------------------------------------------------------------

const KEYS = {
  a: () => act("accept"),
  e: () => act("edit"),
  x: () => act("reject"),
  u: () => act("unsure"),
  j: () => step(1),
  k: () => step(-1),
  z: undo,
  m: () => (markForm.hidden ? say("Select words in the text first.") : markForm.elements.kind.focus()),
};

function act(verdict) {
  if (!current || !visible(current)) return step(1);
  if (verdict === "edit" && !inputs(current).some(isChanged)) return begin(current);
  decide(current, verdict);
}

// Editing starts in the first field.
function begin(card) {
  const [field] = inputs(card);
  if (!field) return say("This card has no field.");
  field.focus();
  if (field.select) field.select();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    if (markForm.contains(event.target) || !typing) markForm.hidden = true;
    const card = typing && cardOf(typing);
    if (card) card.el.firstElementChild.focus();
    return;
  }
  if (typing && event.key === "Enter" && typing.tagName === "SELECT" && typing.closest(".fields")) {
    event.preventDefault();
    decide(cardOf(typing), "edit");
    return;
  }
  if (typing || !keysOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const work = KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  work();
});

deck.addEventListener("submit", (event) => {
  event.preventDefault();
  const card = cardOf(event.target);
  const verdict = event.submitter?.value || "edit";
  if (verdict === "edit" && !inputs(card).some(isChanged)) {
    select(card, { focus: false });
    begin(card);
    say("Change a field, then press Enter or Edit.");
  } else decide(card, verdict);
});

deck.addEventListener("click", (event) => {
  const card = cardOf(event.target);
  if (!card || event.target.closest("button")) return;
  const link = event.target.closest("a");
  if (link) {
    const other = cardById.get(link.hash.slice(3));
    if (!other || !visible(other)) return;
    event.preventDefault();
    select(other);
    return;
  }
  if (card !== current) select(card, { focus: !event.target.closest("input, select, label") });
  else scrollText(current);
});

deck.addEventListener("focusin", (event) => {
  const card = cardOf(event.target);
  if (card && card !== current) select(card, { focus: false });
});

pane.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-at]");
  if (!piece || !getSelection().isCollapsed) return;
  markForm.hidden = true;
  const at = Number(piece.dataset.at);
  const here = (card) => [card.at, ...mentions(card)].some(([start, end]) => start <= at && at < end);
  const size = (card) => card.at[1] - card.at[0];
  const found = cards.filter((card) => visible(card) && here(card)).sort((a, b) => size(a) - size(b));
  if (found.length) select(found[(found.indexOf(current) + 1) % found.length]);
});

let selecting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(selecting);
  selecting = setTimeout(offerMark, 80);
});

filters.addEventListener("change", () => {
  filter();
  history.replaceState(null, "", location.pathname + query(true));
  if (current && !visible(current)) select(null);
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.querySelector("button").hidden = true;
bulk.addEventListener("submit", (event) => {
  event.preventDefault();
  acceptAll();
});
for (const form of [markForm, document.querySelector(".by-words form")]) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    makeEntry(form);
  });
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    cardOf(entry.target).shownAt ??= performance.now();
    seen.unobserve(entry.target);
  }
});

// ---- cards that come after the page ---------------------------------------------------------------

function attach(el) {
  const card = cardOf(el);
  card.el = el;
  card.form = el.querySelector("form");
  el.hidden = !card.shown;
  show(card, card.state);
  seen.observe(el);
}

// Put cards of a fragment in their places; those that are there already stay.
function insert(fragment) {
  const index = new Map(cards.map((card, n) => [card.id, n]));
  let next = null;
  for (const el of [...fragment.querySelectorAll(".card")].reverse()) {
    const number = index.get(el.id.slice("c-".length));
    if (number === undefined) continue; // made in another tab
    if (!cards[number].el) {
      next ??= cards.findIndex((card, n) => n > number && card.el);
      deck.insertBefore(el, next < 0 ? null : cards[next].el);
      attach(el);
    }
    next = number;
  }
}

function fragmentOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

async function loadCards() {
  const around = query(false).replace("?", "&");
  const size = Math.min(1000, Math.max(100, Math.ceil(cards.length / 10)));
  for (let first = 0; first < cards.length; first += size) {
    if (cards.slice(first, first + size).every((card) => card.el)) continue;
    const reply = await fetch(`${root.dataset.base}/cards?from=${first}&stop=${first + size}${around}`);
    if (!reply.ok) throw new Error(String(reply.status));
    insert(fragmentOf(await reply.text()));
  }
}

addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});

keysOn.checked = stored(localStorage, "review keys") !== false;
keysOn.addEventListener("change", () => stored(localStorage, "review keys", keysOn.checked));
byId("keys").hidden = false;

if (byId("pages")) byId("pages").hidden = true;
for (const el of [...deck.children]) attach(el);
for (const card of cards) cutOut(card); // a filter of the address had left some whole
filter();
const loaded = loadCards().catch(() => say("Not all cards could be loaded: reload the page.", true));
const asked = cardById.get(location.hash.slice(3));
if (asked && visible(asked)) {
  if (asked.el) select(asked);
  else loaded.then(() => select(asked));
}
performance.mark("review ready");
