// Buttons with data-copy="id" put the text of that element into the clipboard; without a script they are not shown.
"use strict";

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.firstChild;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    label.textContent = "Copied";
    button.addEventListener("blur", () => { label.textContent = "Copy"; }, { once: true });
  });
}
