// Buttons that copy a citation. Without scripts there are none, and the text can be selected.
"use strict";
{
  const withoutClipboard = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return withoutClipboard(text);
    }
  };

  document.querySelectorAll("button[data-copies]").forEach((button) => {
    const status = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copies).textContent);
      button.focus();
      status.textContent = done ? "Copied" : "It can’t be copied here: select the text";
      setTimeout(() => (status.textContent = ""), 4000);
    });
  });
}
