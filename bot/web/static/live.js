// One event stream per visible page. A hidden page lets go of its connection and catches up when looked at again.
export function startEvents({ item, changed, wanted }) {
  const path = document.body.dataset.events;
  if (!path || !wanted) return;
  const mark = document.querySelector("[data-live-mark]");
  let source = null;
  let timer = 0;
  let lost = 0;
  let running = false;
  let again = false;

  async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await changed();
    } finally {
      running = false;
    }
    if (again) {
      again = false;
      soon(150);
    }
  }

  function soon(wait) {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  }

  function open() {
    if (source) return;
    source = new EventSource(path);
    source.addEventListener("hello", () => {
      clearTimeout(lost);
      if (mark && !mark.hidden) soon(0);
      if (mark) mark.hidden = true;
      document.body.dataset.live = "yes";
    });
    source.addEventListener("item", (event) => {
      const change = JSON.parse(event.data);
      if (!item || !change.item || change.item === item) soon(item ? 60 : 250);
    });
    source.onerror = () => {
      clearTimeout(lost);
      lost = setTimeout(() => mark && (mark.hidden = false), 3000);
      if (source.readyState === EventSource.CLOSED) {
        close();
        setTimeout(() => document.hidden || open(), 5000);
      }
    };
  }

  function close() {
    source?.close();
    source = null;
    delete document.body.dataset.live;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    open();
    soon(0);
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      open();
      soon(0);
    }
  });
  open();
}
