// The change log goes on by itself: told of a new revision, it fetches its own page and puts what is new on top.
{
  const bar = document.querySelector("[data-stream]");
  if (bar?.dataset.stream) {
    const [state, pause, note] = ["[data-state]", "[data-pause]", "[data-note]"].map(part => bar.querySelector(part));
    const waiting = { paused: false, fetching: false, again: false };
    bar.hidden = false;

    const show = (text, name) => {
      state.textContent = text;
      bar.classList.toggle("paused", name === "paused");
      bar.classList.toggle("lost", name === "lost");
    };

    const refresh = async () => {
      if (waiting.paused || waiting.fetching) return void (waiting.again = true);
      Object.assign(waiting, { fetching: true, again: false });
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" }).catch(() => null);
      if (answer?.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      waiting.fetching = false;
      if (waiting.again) refresh();
    };

    const put = page => {
      const list = document.querySelector("#results .changes");
      const there = new Set([...list.children].map(item => item.dataset.revision));
      const fresh = [...page.querySelectorAll("#results .changes > li")].filter(item => !there.has(item.dataset.revision));
      if (fresh.length === 0) return;
      document.querySelector("#results > .empty")?.remove();
      fresh.forEach(item => item.classList.add("new"));
      list.prepend(...fresh);
      note.textContent = fresh.length === 1 ? `New: revision ${fresh[0].dataset.revision}` : `${fresh.length} new changes`;
    };

    const stream = new EventSource(`${bar.dataset.stream}?since=${bar.dataset.since}`);
    stream.addEventListener("open", () => show(waiting.paused ? "Paused" : "Live", waiting.paused ? "paused" : ""));
    stream.addEventListener("error", () => show(stream.readyState === EventSource.CLOSED ? "Ended: reload the page" : "Reconnecting", "lost"));
    stream.addEventListener("change", refresh);
    pause.addEventListener("click", () => {
      waiting.paused = !waiting.paused;
      pause.setAttribute("aria-pressed", String(waiting.paused));
      show(waiting.paused ? "Paused" : "Live", waiting.paused ? "paused" : "");
      if (waiting.again) refresh();
    });
  }
}
