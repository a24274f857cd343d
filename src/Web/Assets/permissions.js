// A form with data-preview="id" is previewed while boxes are ticked: the element of that id is taken from the answer. Nothing is stored by it.
for (const form of document.querySelectorAll("form[data-preview]")) {
  let waiting = 0;
  let asked = 0;
  const refresh = async () => {
    const mine = ++asked;
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "preview");
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.getElementById(form.dataset.preview);
    const then = page.getElementById(form.dataset.preview);
    if (mine === asked && now && then) now.replaceWith(then);
  };
  form.addEventListener("change", event => {
    if (!event.target.closest("table")) return;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 200);
  });
}
