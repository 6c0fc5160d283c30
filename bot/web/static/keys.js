// Keys. None acts while somebody types, and none with Ctrl, Alt or Meta held, so the browser's own stay free.
const typing = (target) => target.matches?.("input, textarea, select, [contenteditable]");

export function startKeys({ editor, choose }) {
  let went = -Infinity;

  const rows = () => [...document.querySelectorAll(".row[data-item], [data-rows] > .fact")];

  function move(by) {
    if (document.querySelector(".item[data-item]")) return step(by);
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.classList.contains("is-at"));
    const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
    for (const row of all) row.classList.toggle("is-at", row === next);
    (next.querySelector("a.row-link") ?? next).focus?.({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const order = JSON.parse(sessionStorage.getItem("order") ?? "[]");
    const here = order.indexOf(document.querySelector(".item").dataset.item);
    const next = here < 0 ? order[0] : order[here + by];
    if (next) location.assign(`/items/${next}`);
  }

  function openRow() {
    const row = document.querySelector(".row.is-at, .fact.is-at");
    const href = row?.dataset.href || row?.querySelector("a.row-link")?.href;
    if (href) location.assign(href);
  }

  const submit = (kind) => document.querySelector(`.acts form[data-decide="${kind}"], .undo[data-decide="${kind}"]`)?.requestSubmit();

  function pop(kind) {
    const details = document.querySelector(`details[data-pop="${kind}"]`);
    if (!details) return;
    details.open = true;
    details.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  }

  function approve() {
    const form = document.querySelector('.offer.is-chosen form[data-decide="approve"]');
    if (form) form.requestSubmit();
    else submit("approve_second");
  }

  function coach() {
    const panel = document.querySelector("[data-coach]");
    if (!panel) return location.assign("/coach");
    panel.open = true;
    panel.querySelector("[name=message]").focus();
  }

  const act = {
    j: () => move(1),
    k: () => move(-1),
    o: openRow,
    Enter: openRow,
    a: approve,
    e: () => editor?.open("chosen"),
    r: () => pop("reject"),
    l: () => pop("leave"),
    w: () => pop("reword"),
    x: () => submit("another"),
    c: () => (document.querySelector('.acts form[data-decide="release"]') ? submit("release") : submit("claim")),
    u: () => submit("undo"),
    t: coach,
    "/": () => {
      const field = document.querySelector("[data-search]");
      if (field) field.focus();
      else location.assign("/inbox");
    },
    "?": () => document.querySelector("[data-help-dialog]")?.showModal(),
    Escape: () => (document.querySelector(".item") && !document.querySelector("details.pop[open]") ? location.assign("/inbox") : null),
  };
  const go = { i: "/inbox", k: "/knowledge", v: "/voice", q: "/inbox", t: "/team", l: "/log", c: "/coach" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const open = document.querySelector("details.pop[open]");
    if (event.key === "Escape" && open) {
      open.removeAttribute("open");
      open.querySelector("summary").focus();
      return event.preventDefault();
    }
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (performance.now() - went < 1200 && go[event.key]) {
      went = -Infinity;
      event.preventDefault();
      return location.assign(go[event.key]);
    }
    if (event.key === "g") {
      went = performance.now();
      return;
    }
    went = -Infinity;
    if (/^[1-9]$/.test(event.key)) {
      const offer = document.querySelector(`.offer[data-offer="${event.key}"]`);
      if (offer) {
        choose(offer);
        offer.scrollIntoView({ block: "nearest" });
      }
      return;
    }
    const does = act[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });

  document.addEventListener("click", (event) => {
    const stepper = event.target.closest?.("[data-step]");
    if (!stepper) return;
    event.preventDefault();
    step(Number(stepper.dataset.step));
  });
}
