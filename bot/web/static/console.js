// The console without a framework: live lists, keys, decisions without a page load, a score that follows typing.
// Everything here improves pages that work as plain forms too.
import { startEvents } from "./live.js";
import { startEditor } from "./editor.js";
import { startKeys } from "./keys.js";
import { send, swap, toast, words } from "./ui.js";

document.documentElement.classList.add("js");

const page = document.querySelector(".item[data-item]");
const editor = page ? startEditor(page) : null;

function applyMeta(fragment) {
  const meta = fragment.querySelector("[data-meta]");
  if (!meta || !editor) return;
  editor.allow(meta.dataset.mayEdit === "yes", meta.dataset.version, meta.dataset.requestId);
}

async function refreshItem() {
  const answer = await fetch(`${location.pathname}?fragment=live`, { headers: { Accept: "text/html" } });
  if (answer.status === 401 || answer.redirected) return location.reload();
  if (!answer.ok) return;
  const fragment = document.createElement("div");
  fragment.innerHTML = await answer.text();
  const chosen = document.querySelector(".offer.is-chosen")?.dataset.id;
  swap(fragment);
  applyMeta(fragment);
  const again = chosen && document.querySelector(`.offer[data-id="${chosen}"]`);
  if (again) choose(again);
  countDown();
}

async function refreshList() {
  const list = document.querySelector('[data-live="list"]');
  if (!list) return;
  const at = new URL(location.href);
  at.searchParams.set("fragment", "list");
  const answer = await fetch(at, { headers: { Accept: "text/html" } });
  if (answer.redirected) return location.reload();
  if (!answer.ok) return;
  const known = new Set([...list.querySelectorAll("[data-item]")].map((row) => row.dataset.item));
  const here = list.querySelector(".row.is-at")?.dataset.item;
  const focused = document.activeElement?.closest?.("[data-item]")?.dataset.item;
  list.innerHTML = await answer.text();
  for (const row of list.querySelectorAll("[data-item]")) {
    if (known.size && !known.has(row.dataset.item)) row.classList.add("is-new");
    if (row.dataset.item === here) row.classList.add("is-at");
    if (row.dataset.item === focused) row.querySelector("a")?.focus({ preventScroll: true });
  }
  rememberOrder();
}

function rememberOrder() {
  const rows = [...document.querySelectorAll(".row[data-item]")].map((row) => row.dataset.item);
  if (rows.length) sessionStorage.setItem("order", JSON.stringify(rows));
}

function choose(offer) {
  for (const other of document.querySelectorAll(".offer")) other.classList.toggle("is-chosen", other === offer);
}

let ticking = 0;
function countDown() {
  clearInterval(ticking);
  const form = document.querySelector("[data-undo-ms]");
  if (!form) return;
  const end = performance.now() + Number(form.dataset.undoMs);
  const show = form.querySelector("[data-countdown]");
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    if (show) show.textContent = words.undo_left.replace("{n}", left);
    if (left > 0) return;
    clearInterval(ticking);
    form.remove();
    setTimeout(refreshItem, 400);
  };
  tick();
  ticking = setInterval(tick, 250);
}

// One press at a time: the button waits for the desk's answer, whatever it is.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-decide], [data-quiet]")) {
    event.preventDefault();
    const buttons = [...form.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    const data = new FormData(form);
    const chosen = document.querySelector(".offer.is-chosen")?.dataset.id;
    if (chosen && form.dataset.decide === "reword") data.set("suggestion_id", chosen);
    let answer = await send(form.getAttribute("action"), data);
    if (answer.refused === "blocked" && (await insists(answer.message))) {
      data.set("insist", "yes");
      answer = await send(form.getAttribute("action"), data);
    }
    for (const button of buttons) button.disabled = false;
    if (answer.refused !== "blocked") toast(answer.message, answer.ok);
    form.closest("details.pop")?.removeAttribute("open");
    if (answer.ok && form.dataset.decide === "edit") editor?.close({ forget: true });
    if (page) await refreshItem();
  }
  if (form.matches("[data-say]")) {
    event.preventDefault();
    await say(form);
  }
});

// What must not go out as it stands: the finding is read, then mended or insisted on.
function insists(message) {
  const box = document.querySelector("[data-insist-dialog]");
  box.querySelector("[data-insist-message]").textContent = message;
  box.returnValue = "no";
  box.showModal();
  return new Promise((done) => box.addEventListener("close", () => done(box.returnValue === "yes"), { once: true }));
}

async function say(form) {
  const field = form.querySelector("[name=message]");
  const data = new FormData(form);
  const talk = document.querySelector("[data-talk]");
  field.disabled = true;
  const answer = await send("/coach", data);
  field.disabled = false;
  if (!answer.ok) return toast(answer.message, false);
  field.value = "";
  talk.insertAdjacentHTML("beforeend", answer.html);
  talk.lastElementChild?.scrollIntoView({ block: talk.closest(".coach-panel") ? "nearest" : "end" });
  field.focus();
}

// A panel that would reach over the right edge is moved back into the window; it opens at its button otherwise.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details.pop")) return;
  const panel = target.querySelector(":scope > form, :scope > .more-body");
  panel.style.removeProperty("left");
  const over = panel.getBoundingClientRect().right - (document.documentElement.clientWidth - 12);
  if (target.open && over > 0) panel.style.left = `${panel.offsetLeft - over}px`;
}, true);

// In the talk with the coach Enter sends, as in any chat, and Shift+Enter begins a line; not while a sign is composed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.matches?.("[data-say] textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const on = (selector) => event.target.closest?.(selector);
  let hit;
  if ((hit = on("[data-edit]"))) return editor?.open(hit.dataset.edit);
  if ((hit = on("[data-use]"))) return editor?.fill(hit.dataset.use);
  if ((hit = on("[data-chip]"))) {
    const form = document.querySelector("[data-say]");
    form.querySelector("[name=message]").value = hit.dataset.chip;
    return form.requestSubmit();
  }
  if ((hit = on("[data-flag]"))) {
    const data = new FormData();
    data.set("rule", hit.dataset.flag);
    hit.disabled = true;
    const answer = await send(`${location.pathname}/flag`, data);
    return toast(answer.message, answer.ok);
  }
  if ((hit = on("[data-copy]"))) {
    await navigator.clipboard?.writeText(hit.dataset.copy);
    hit.textContent = hit.dataset.done;
    return;
  }
  if (on("[data-help]")) return document.querySelector("[data-help-dialog]").showModal();
  if (on("[data-theme-toggle]")) return toggleTheme();
  if ((hit = on(".offer")) && !on("button, a, summary, form")) choose(hit);
  for (const pop of document.querySelectorAll("details.pop[open]")) {
    if (!pop.contains(event.target)) pop.removeAttribute("open");
  }
});

function toggleTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = root.dataset.theme === "auto" ? system : root.dataset.theme;
  root.dataset.theme = now === "dark" ? "light" : "dark";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tertulia_theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// A finding lights up the words it is about, and the words their finding.
for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const finding = event.target.closest?.("[data-finding]");
    const mark = event.target.closest?.("mark[data-refs]");
    const lit = kind === "mouseover" || kind === "focusin";
    const scope = (finding ?? mark)?.closest(".offer, .editor");
    if (!scope) return;
    const wanted = finding ? [finding.dataset.finding] : mark.dataset.refs.split(" ");
    for (const other of scope.querySelectorAll("mark[data-refs]")) {
      const same = other.dataset.refs.split(" ").some((ref) => wanted.includes(ref));
      other.classList.toggle("is-lit", lit && Boolean(finding) && same);
    }
    for (const other of scope.querySelectorAll("[data-finding]")) {
      other.classList.toggle("is-lit", lit && Boolean(mark) && wanted.includes(other.dataset.finding));
    }
  });
}

startKeys({ editor, choose });
rememberOrder();
countDown();
startEvents({
  item: page ? Number(page.dataset.item) : 0,
  changed: page ? refreshItem : refreshList,
  wanted: Boolean(page || document.querySelector('[data-live="list"]')),
});
if (document.querySelector('[data-live="list"]')) setInterval(() => document.hidden || refreshList(), 60_000);

// Rows of links that a telephone has no room for begin at the one that is open.
for (const here of document.querySelectorAll("nav [aria-current]")) {
  const row = here.closest("nav");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
