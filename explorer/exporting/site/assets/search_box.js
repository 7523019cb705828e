// The search box: results while one types, by keyboard too, and how many there are is said to those who listen.
"use strict";
{
  const SOON = 70, SLOW = 400;
  const WORD = /[\p{L}\p{N}\p{M}'’‘]+/gu;
  const root = new URL("..", document.currentScript.src);

  // A text with the words by which it was found marked.
  const marked = (text, words) => {
    const made = document.createDocumentFragment();
    let at = 0;
    for (const found of text.matchAll(WORD)) {
      if (explorer.words(found[0]).some((word) => words.has(word))) {
        const mark = document.createElement("mark");
        mark.textContent = found[0];
        made.append(text.slice(at, found.index), mark);
        at = found.index + found[0].length;
      }
    }
    made.append(text.slice(at));
    return made;
  };

  const result = (record, words) => {
    const item = document.createElement("li"), link = document.createElement("a");
    const kind = document.createElement("span"), name = document.createElement("span"), about = document.createElement("span");
    link.href = new URL(record.path, root).href;
    kind.className = "kind";
    kind.textContent = `${record.kind} `;
    name.className = "title";
    name.dir = "auto";
    if (record.language) name.lang = record.language;
    name.append(marked(record.name, words));
    about.className = "about";
    about.dir = "auto";
    about.append(" ", marked(record.about, words));
    link.append(kind, name, about);
    item.append(link);
    return item;
  };

  const told = (found, query, shown) => {
    if (!found.count) return `Nothing found for “${query}”`;
    const results = `${found.count.toLocaleString("en")} ${found.count === 1 ? "result" : "results"}`;
    return found.count > shown ? `${results}; the first ${shown} are shown` : results;
  };

  const start = (form) => {
    const input = form.querySelector("input"), panel = form.querySelector(".found");
    const status = panel.querySelector("[role=status]"), list = panel.querySelector("ol");
    const isPage = form.classList.contains("whole");
    const most = isPage ? 50 : 8;
    let latest = 0, timer = 0;

    const close = () => {
      clearTimeout(timer);
      latest += 1;
      panel.hidden = !isPage;
      status.textContent = "";
      list.replaceChildren();
    };

    const search = async () => {
      const query = input.value.trim(), mine = (latest += 1);
      if (!explorer.words(query).length) return close();
      const slow = setTimeout(() => mine === latest && (status.textContent = "Searching …"), SLOW);
      try {
        const found = await explorer.search(input.value.trimStart(), most);
        if (mine !== latest) return;
        const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
        list.replaceChildren(...found.records.map((record) => result(record, found.words)));
        // Who is among the results already stays there.
        if (at >= 0) (list.querySelectorAll("a")[at] || input).focus();
        status.textContent = told(found, query, most);
      } catch {
        if (mine === latest) status.textContent = "The index can’t be loaded";
      } finally {
        clearTimeout(slow);
      }
      if (mine === latest) panel.hidden = false;
    };

    form.hidden = false;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, SOON);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isPage) search();
      else if (input.value.trim()) location.href = `${new URL("search.html", root)}?q=${encodeURIComponent(input.value.trim())}`;
    });
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape" && !isPage) {
        close();
        input.focus();
      } else if (event.key === "ArrowDown" && links.length) {
        links[Math.min(at + 1, links.length - 1)].focus();
        event.preventDefault();
      } else if (event.key === "ArrowUp" && at >= 0) {
        (at ? links[at - 1] : input).focus();
        event.preventDefault();
      }
    });
    if (!isPage) {
      form.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
      });
      document.addEventListener("pointerdown", (event) => form.contains(event.target) || close());
    }
    const asked = new URLSearchParams(location.search).get("q");
    if (isPage && asked) {
      input.value = asked;
      search();
    }
  };

  document.querySelectorAll("form[role=search]").forEach(start);
}
