// Texts of many lines: numbers beside them, the line at fault marked, and Tab for those who ask for it.
"use strict";

for (const area of document.querySelectorAll("textarea[data-editor]")) {
  const numbers = document.createElement("div");
  numbers.className = "numbers";
  numbers.setAttribute("aria-hidden", "true");
  area.before(numbers);

  const number = () => {
    const count = area.value.split("\n").length;
    if (numbers.childElementCount === count) return;
    numbers.replaceChildren(...Array.from({ length: count }, (_, i) => {
      const line = document.createElement("span");
      line.textContent = i + 1;
      if (String(i + 1) === area.dataset.line) line.className = "marked";
      return line;
    }));
    scroll();
  };
  const scroll = () => { numbers.scrollTop = area.scrollTop; };
  area.addEventListener("input", number);
  area.addEventListener("scroll", scroll);
  number();

  // Tab leaves the text, as it does everywhere, unless it was asked to indent; Escape gives it back.
  let indents = false;
  const keys = document.querySelector(`[data-editor-keys="${CSS.escape(area.id)}"]`);
  if (keys) keys.hidden = false;
  const set = (on) => {
    indents = on;
    area.closest(".editor").classList.toggle("indents", on);
  };
  area.addEventListener("blur", () => set(false));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
    else if (event.key.toLowerCase() === "m" && event.ctrlKey) {
      set(!indents);
      event.preventDefault();
    } else if (event.key === "Tab" && indents && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // The link to a line leads into the text itself.
  for (const link of document.querySelectorAll(`a[data-editor-line="${CSS.escape(area.id)}"]`)) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const lines = area.value.split("\n");
      const at = Math.min(Number(area.dataset.line), lines.length) - 1;
      const start = lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + lines[at].length);
      area.scrollTop = Math.max(0, (at - 3) * parseFloat(getComputedStyle(area).lineHeight));
    });
  }
}
