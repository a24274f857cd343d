// Comforts only: every page works without this. Files of this folder that end in .js are served as one, in the order of their names.
"use strict";

// A form with data-live="id" is sent while it is filled in, and the element of that id is taken from the answer.
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting = 0;
  let asked = 0;
  const refresh = async () => {
    const mine = ++asked;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const url = `${form.getAttribute("action") ?? location.pathname}?${query}`;
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.getElementById(form.dataset.live);
    const then = page.getElementById(form.dataset.live);
    if (mine !== asked || !now || !then) return;
    now.replaceWith(then);
    history.replaceState(null, "", url);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 150);
  });
}
