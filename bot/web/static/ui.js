// Small helpers: words, requests with the form token, swapping regions, messages.
export const words = JSON.parse(document.body.dataset.words || "{}");

export async function send(path, data) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { Accept: "application/json", "X-CSRF-Token": document.body.dataset.csrf },
    });
    if (answer.status === 401) location.reload();
    return await answer.json();
  } catch {
    return { ok: false, message: words.failed };
  }
}

// Puts the fragment's regions in place of the page's, keeping what a person has open and is typing in.
export function swap(fragment) {
  for (const fresh of fragment.querySelectorAll(":scope > [data-live]")) {
    const old = document.querySelector(`main [data-live="${fresh.dataset.live}"]`);
    if (!old || old.innerHTML === fresh.innerHTML) continue;
    if (old.contains(document.activeElement) && document.activeElement.matches("textarea, input, select")) continue;
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    old.innerHTML = fresh.innerHTML;
    const now = [...old.querySelectorAll("details")];
    if (now.length === open.length) now.forEach((one, i) => (one.open = open[i]));
  }
}

export function toast(message, good = true, action = null) {
  if (!message) return;
  const place = document.querySelector("[data-toasts]");
  const box = document.createElement("div");
  box.className = good ? "toast" : "toast is-poor";
  box.setAttribute("role", good ? "status" : "alert");
  const text = document.createElement("span");
  text.textContent = message;
  box.append(text);
  if (action) box.append(action);
  while (place.children.length > 2) place.firstChild.remove();
  place.append(box);
  setTimeout(() => box.remove(), good ? 4500 : 8000);
}
