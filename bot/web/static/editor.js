// The editor: words below, marks behind them, a score that follows after a short pause. Answers older than the
// text are dropped by their number.
import { send, toast, words } from "./ui.js";

const PAUSE = 90;
const LINK = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}»”’*_~|]/gi;
const MENTION = /(^|[^\w/@.=])(@\w+(?:[\w.-]*\w)?)@[\w.-]*\w/g;
const bytes = (said) => new TextEncoder().encode(said).length;
const signs = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
const UNITS = {
  characters: (said) => [...said].length,
  utf16: (said) => said.length,
  bytes,
  graphemes: (said) => (signs ? [...signs.segment(said)].length : [...said].length),
};

// As the platform counts; the desk counts again, and its word is the last.
function counted(said, how) {
  const length = UNITS[how.unit] || UNITS.characters;
  const short = "short" in how ? said.replace(MENTION, "$1$2") : said;
  const weight = Number(how.link || 0);
  const links = weight ? short.match(LINK) || [] : [];
  return length(weight ? short.replace(LINK, "") : short) + weight * links.length;
}

export function startEditor(page) {
  const root = document.querySelector("[data-editor]");
  const text = root.querySelector("[data-text]");
  const behind = root.querySelector("[data-behind]");
  const panel = root.querySelector("[data-score-panel]");
  const ring = root.querySelector("[data-ring]");
  const length = root.querySelector("[data-length]");
  const button = root.querySelector("[data-send]");
  const key = `draft:${page.dataset.item}`;
  const limit = Number(text.dataset.limit);
  let seq = 0;
  let shown = 0;
  let timer = 0;
  let allowed = !button.disabled;
  let before = null;

  const heavy = Number(text.dataset.bytes || 0);
  const address = text.dataset.address || "";

  function published() {
    const said = text.value.replace(/\r\n?/g, "\n").trim();
    const named = address.trim().toLowerCase();
    return said && named && !said.toLowerCase().includes(named) ? address + said : said;
  }

  function measure() {
    const said = published();
    const used = counted(said, text.dataset);
    const over = (limit > 0 && used > limit) || (heavy > 0 && bytes(said) > heavy);
    let says = limit
      ? text.dataset.of.replace("{n}", used).replace("{limit}", limit)
      : text.dataset.used.replace("{n}", used);
    if (over) says += ` · ${text.dataset.over.replace("{n}", Math.max(used - limit, heavy ? bytes(said) - heavy : 0))}`;
    length.textContent = says;
    length.classList.toggle("is-over", over);
    button.disabled = over || used === 0 || !allowed;
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  function drawRing(answer) {
    const label = text.dataset.scoreLabel.replace("{n}", answer.total);
    if (!ring.firstElementChild) {
      ring.innerHTML =
        '<span class="ring ring-m"><svg viewBox="0 0 36 36" aria-hidden="true"><circle class="track" cx="18" cy="18" r="15.5"/>' +
        '<circle class="arc" cx="18" cy="18" r="15.5" pathLength="100"/></svg><b aria-hidden="true"></b><span class="sr"></span></span>';
    }
    const place = ring.firstElementChild;
    place.className = `ring ring-m is-${answer.level}`;
    place.title = label;
    place.querySelector(".arc").setAttribute("stroke-dasharray", `${answer.total} 100`);
    place.querySelector("b").textContent = answer.total;
    place.querySelector(".sr").textContent = label;
  }

  async function score() {
    const mine = ++seq;
    const value = text.value;
    if (!value.trim()) return;
    const data = new FormData();
    data.set("text", value);
    data.set("seq", mine);
    const answer = await send(`/items/${page.dataset.item}/score`, data);
    if (Number(answer.seq) !== mine || mine < shown || text.value !== value) return;
    shown = mine;
    if (answer.html === undefined) return toast(answer.message, false);
    panel.innerHTML = answer.html;
    // The server trims the text it scores; the words behind must begin where the words in front begin.
    behind.innerHTML = answer.marked;
    behind.prepend(value.match(/^\s*/)[0].replace(/\r\n?/g, "\n"));
    panel.classList.remove("is-stale");
    drawRing(answer);
    root.dataset.scored = String(mine);
  }

  function changed() {
    measure();
    if (text.value) sessionStorage.setItem(key, text.value);
    else sessionStorage.removeItem(key);
    // Marks from before the change would sit under the wrong words.
    behind.textContent = "";
    panel.classList.add("is-stale");
    clearTimeout(timer);
    timer = setTimeout(score, PAUSE);
  }

  function reveal() {
    root.hidden = !allowed;
    if (!allowed) return false;
    root.classList.remove("is-closed");
    return true;
  }

  function fill(value) {
    if (!reveal()) return;
    text.value = value;
    changed();
    text.focus();
    text.setSelectionRange(value.length, value.length);
    root.scrollIntoView({ block: "nearest" });
  }

  function open(number) {
    before = document.activeElement;
    const offer = Number(number)
      ? document.querySelector(`.offer[data-offer="${number}"]`)
      : number === "chosen" && document.querySelector(".offer.is-chosen");
    if (offer) return fill(offer.querySelector("[data-raw]").dataset.raw);
    fill(sessionStorage.getItem(key) ?? text.value);
  }

  function close({ forget = false } = {}) {
    if (forget) {
      text.value = "";
      changed();
      clearTimeout(timer);
    }
    root.classList.add("is-closed");
    text.blur();
    before?.focus?.({ preventScroll: true });
  }

  function allow(may, version, requestId) {
    allowed = may;
    root.querySelector("[data-version]").value = version;
    root.querySelector("[data-request-id]").value = requestId;
    const writing = !root.classList.contains("is-closed") && text.value.trim();
    if (!may && writing && !root.hidden) toast(words.draft_kept, true);
    root.hidden = !may && !writing;
    text.readOnly = !may;
    measure();
  }

  text.addEventListener("input", changed);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !button.disabled) {
      event.preventDefault();
      button.form.requestSubmit();
    }
    if (event.key === "Escape") close();
  });
  root.querySelector("[data-editor-close]").addEventListener("click", () => close());
  addEventListener("resize", measure);

  const kept = sessionStorage.getItem(key);
  if (text.value) changed();
  else if (kept && allowed) {
    text.value = kept;
    reveal();
    changed();
  } else measure();
  return { open, fill, close, allow };
}
