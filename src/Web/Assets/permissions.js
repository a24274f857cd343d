// A form with data-preview="id" is previewed while boxes are ticked: the element of that id is taken from the answer. Nothing is stored by it.
for (const form of document.querySelectorAll("form[data-preview]")) {
  let waiting = 0;
  let asking = null;
  const stop = () => {
    clearTimeout(waiting);
    asking?.abort();
  };
  const refresh = async () => {
    const mine = asking = new AbortController();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "preview");
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" }, signal: mine.signal }).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => null) : null;
    if (text === null || mine !== asking) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const now = document.getElementById(form.dataset.preview);
    const then = page.getElementById(form.dataset.preview);
    if (now && then) now.replaceWith(then);
  };
  form.addEventListener("change", event => {
    if (!event.target.closest("table")) return;
    stop();
    waiting = setTimeout(refresh, 200);
  });
  // What is under way is about the form as it was before it was sent.
  form.addEventListener("submit", stop);
}
