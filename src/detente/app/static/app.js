// Behaviour beyond plain forms: answer while a lever moves, check while the user types.
// Without this file everything still works by submitting the forms.
"use strict";

const LIVE_WAIT = 120; // milliseconds after the last movement of a lever
const CHECK_WAIT = 350; // milliseconds after the last key
const SUGGEST_WAIT = 200; // milliseconds after the last key in the search box
const TYPED = "set-any"; // the field for any value

function after(wait, work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

function formatNumber(value) {
  return String(Number(Number(value).toPrecision(4)));
}

// The question as address parameters: ticked scenarios, moved levers, submitted values.
function question(form, typed) {
  const parameters = new URLSearchParams();
  for (const field of form.elements) {
    if (field.type === "range") {
      if (field.dataset.moved) parameters.append("set", `${field.dataset.path}=${formatNumber(field.value)}`);
    } else if (field.type === "checkbox" ? field.checked : field.value && field.name) {
      if (field.type !== "submit" && field.id !== TYPED) parameters.append(field.name, field.value.trim());
    }
  }
  if (typed) parameters.append("set", typed);
  return parameters;
}

function showPosition(slider) {
  const coded = Number(slider.dataset.coded);
  const span = Number(slider.max) - Number(slider.min);
  const home = Math.abs(slider.value - coded) <= span / 1000;
  slider.dataset.moved = home ? "" : "yes";
  const output = slider.parentElement.querySelector("output");
  output.textContent = home ? `${formatNumber(coded)} (as coded)` : formatNumber(slider.value);
}

// A typed value that was answered becomes a checked box, and the field is free for the next.
function addBox(text) {
  const rows = document.getElementById("other-sets");
  const place = (value) => [value.split("=")[0], value.split("@")[1]].join("@");
  for (const earlier of rows.querySelectorAll("input")) {
    if (place(earlier.value) === place(text)) earlier.closest(".check").remove();
  }
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: "set", value: text, checked: true });
  box.id = `set-${text}`;
  const label = document.createElement("label");
  label.htmlFor = box.id;
  label.append(Object.assign(document.createElement("code"), { textContent: text }));
  const row = Object.assign(document.createElement("div"), { className: "check" });
  row.append(box, label);
  rows.append(row);
}

function live(form) {
  const target = document.getElementById("answer");
  const typed = document.getElementById(TYPED);
  let running = null;
  const ask = async (text = "") => {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    const query = question(form, text).toString();
    target.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(`${form.dataset.answer}?${query}`, { signal: mine.signal });
      const answer = await reply.text();
      if (mine.signal.aborted) return;
      if (reply.headers.get("content-type").startsWith("text/html")) target.innerHTML = answer;
      else target.textContent = answer;
      const answered = reply.ok && !target.querySelector("[role=alert]");
      if (answered && text) addBox(text);
      if (answered && text === typed.value.trim()) typed.value = "";
      history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch (problem) {
      if (mine.signal.aborted) return;
      target.textContent = "The server does not answer. Is `detente serve` still running?";
    }
    target.removeAttribute("aria-busy");
  };
  const soon = after(LIVE_WAIT, () => ask());
  const sliders = [...form.querySelectorAll("input[type=range]")];
  sliders.forEach(showPosition);
  form.addEventListener("input", (event) => {
    if (event.target.type === "range") showPosition(event.target);
    if (event.target !== typed) soon();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(typed.value.trim());
  });
  addEventListener("pageshow", () => sliders.forEach(showPosition));
}

function goTo(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] || "").length);
  area.scrollTop = (area.scrollHeight * (line - 4)) / Math.max(lines.length, 1);
}

function showFaults(target, area, checked) {
  const head = document.createElement("p");
  head.className = checked.valid ? "good" : "alarm";
  const count = checked.count;
  const first = count > checked.faults.length ? ", the first of them" : "";
  head.textContent = checked.valid ? "No fault." : `${count} fault${count === 1 ? "" : "s"}${first}`;
  const list = document.createElement("ul");
  for (const fault of checked.faults) {
    const row = list.appendChild(document.createElement("li"));
    const jump = row.appendChild(document.createElement("button"));
    jump.type = "button";
    jump.className = "jump";
    jump.textContent = `Line ${fault.line}`;
    jump.addEventListener("click", () => goTo(area, fault.line));
    row.append(`: ${fault.message}`);
  }
  target.replaceChildren(head, ...(count ? [list] : []));
}

// Unsaved text in session storage, restored on Back and on a reload.
function drafts(form) {
  const key = `draft ${form.action}`;
  const version = form.elements.loaded.value;
  const attempt = (work) => {
    try {
      return work();
    } catch {
      return null; // the browser stores nothing for this page
    }
  };
  return {
    keep: (text) => attempt(() => sessionStorage.setItem(key, JSON.stringify({ version, text }))),
    drop: () => attempt(() => sessionStorage.removeItem(key)),
    text: () => {
      const stored = attempt(() => JSON.parse(sessionStorage.getItem(key)));
      return stored && stored.version === version ? stored.text : null;
    },
  };
}

function restored(area, draft, check) {
  const file = area.value;
  area.value = draft.text();
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = "Your unsaved text was restored. ";
  const button = words.appendChild(document.createElement("button"));
  button.textContent = "Use the file's text instead";
  button.type = "button";
  button.className = "second";
  button.addEventListener("click", () => {
    draft.drop();
    area.value = file;
    words.remove();
    check();
  });
  area.before(words);
}

function editor(form) {
  const area = document.getElementById("text");
  const target = document.getElementById("faults");
  const draft = drafts(form);
  const loaded = area.value;
  let running = null;
  let leaving = false;
  const check = async () => {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const reply = await fetch("/api/validate", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: area.value, name: area.dataset.name }),
        signal: mine.signal,
      });
      const document_ = await reply.json();
      if (mine.signal.aborted) return;
      if (reply.ok) showFaults(target, area, document_);
      else target.textContent = document_.error;
    } catch (problem) {
      if (!mine.signal.aborted) target.textContent = "Not checked: the server does not answer.";
    }
  };
  area.addEventListener("input", () => draft.keep(area.value));
  area.addEventListener("input", after(CHECK_WAIT, check));
  form.querySelector("a.button").addEventListener("click", draft.drop);
  form.addEventListener("submit", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  addEventListener("beforeunload", (event) => {
    if (!leaving && (area.value !== loaded || draft.text() !== null)) event.preventDefault();
  });
  if ((draft.text() ?? loaded) !== loaded) restored(area, draft, check);
  check();
}

// What was typed into the search box may become one of these.
function suggest(box) {
  const list = document.getElementById(box.getAttribute("list"));
  let asked = "";
  const ask = async () => {
    const text = box.value.trim();
    if (!text || text === asked) return;
    asked = text;
    try {
      const reply = await fetch(`/api/suggestions?${new URLSearchParams({ q: text })}`);
      if (!reply.ok || box.value.trim() !== text) return;
      const options = (await reply.json()).map((value) => Object.assign(document.createElement("option"), { value }));
      list.replaceChildren(...options);
    } catch {
      // the box works without suggestions
    }
  };
  box.addEventListener("input", after(SUGGEST_WAIT, ask));
}

// A file that is too large is named at its field, before the server refuses it.
function limited(field) {
  const limit = Number(field.dataset.limit);
  field.addEventListener("change", () => {
    const size = field.files.length ? field.files[0].size : 0;
    const words = `The file has ${(size / 1e6).toFixed(1)} MB; wanted at most ${limit / 1e6} MB.`;
    field.setCustomValidity(size > limit ? words : "");
    field.reportValidity();
  });
}

const searchBox = document.getElementById("search");
if (searchBox) suggest(searchBox);
const liveForm = document.getElementById("what-if-form");
if (liveForm) live(liveForm);
const editForm = document.getElementById("editor");
if (editForm) editor(editForm);
document.querySelectorAll("input[data-limit]").forEach(limited);
