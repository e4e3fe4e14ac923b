// report.js - filters, copies and opens; the page says all it has to say without it.
(() => {
  "use strict";

  const by = (id) => document.getElementById(id);
  const form = by("filter");
  const count = by("count");
  const say = by("say");
  const DAY = 86400;

  // Read once: afterwards the page is only written to.
  const groups = Array.from(document.querySelectorAll("section.file"), (element) => ({
    element,
    path: element.querySelector("h3").textContent.toLowerCase(),
    shown: true,
    items: Array.from(element.querySelectorAll(":scope > details"), (details) => ({
      element: details,
      level: details.className,
      state: details.dataset.state,
      rule: details.dataset.rule,
      time: details.dataset.time === undefined ? null : Number(details.dataset.time),
      text: null,
      shown: true,
    })),
  }));
  const total = groups.reduce((sum, group) => sum + group.items.length, 0);

  const number = (n) => n.toLocaleString("en-US");

  const checked = (name) => {
    const boxes = form.querySelectorAll(`input[name=${name}]:checked`);
    return new Set(Array.from(boxes, (box) => box.value));
  };

  // "0 30": committed in the last 30 days; "365": longer ago; "never"; "": any.
  const ageTest = (value) => {
    if (value === "") return () => true;
    if (value === "never") return (time) => time === null;
    const [from, to] = value.split(" ").map(Number);
    const now = Date.now() / 1000;
    const newest = now - from * DAY;
    const oldest = to === undefined ? -Infinity : now - to * DAY;
    return (time) =>
      time !== null && time >= oldest && (to !== undefined || time < newest);
  };

  const wanted = () => {
    const levels = checked("level");
    const states = checked("state");
    const rule = by("rule").value;
    const text = by("text").value.trim().toLowerCase();
    const age = ageTest(by("age") ? by("age").value : "");
    return (group, item) => {
      if (!levels.has(item.level) || !states.has(item.state)) return false;
      if (rule !== "" && item.rule !== rule) return false;
      if (!age(item.time)) return false;
      if (text === "" || group.path.includes(text)) return true;
      if (item.text === null)
        item.text = item.element.firstElementChild.textContent.toLowerCase();
      return item.text.includes(text);
    };
  };

  const show = (entry, shown) => {
    if (entry.shown === shown) return;
    entry.shown = shown;
    entry.element.hidden = !shown;
  };

  const tell = (shown) => {
    const words = shown === total ? "All " : `${number(shown)} of `;
    const noun = total === 1 ? "finding" : "findings";
    count.textContent =
      total === 0 ? "0 findings" : `${words}${number(total)} ${noun}`;
  };

  const apply = () => {
    const wants = wanted();
    let shown = 0;
    for (const group of groups) {
      let any = false;
      for (const item of group.items) {
        const wish = wants(group, item);
        show(item, wish);
        shown += wish ? 1 : 0;
        any = any || wish;
      }
      show(group, any);
    }
    tell(shown);
  };

  let pending = 0;
  const soon = () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(apply);
  };

  const showAll = () => {
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = true;
    for (const select of form.querySelectorAll("select")) select.value = "";
    by("text").value = "";
    apply();
  };

  // A link leads to a finding even where the filter has put it out of sight.
  const reveal = () => {
    const target = by(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) showAll();
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details"))
      at.open = true;
    target.scrollIntoView();
  };

  const onRule = (event) => {
    const link = event.target.closest("a[data-rule]");
    if (!link) return;
    showAll();
    by("rule").value = link.dataset.rule;
    apply();
  };

  // Every finding that can be seen, opened and closed together.
  const openers = (button) => {
    button.addEventListener("click", () => {
      const open = button.textContent === "Open all";
      for (const group of groups)
        for (const item of group.items) if (item.shown) item.element.open = open;
      button.textContent = open ? "Close all" : "Open all";
    });
    button.hidden = total === 0;
  };

  const announce = (text) => {
    say.textContent = "";
    requestAnimationFrame(() => {
      say.textContent = text;
    });
  };

  // Where the browser keeps the clipboard to itself, the command is at least selected.
  const fallback = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  };

  const copy = async (code, button) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(code.textContent);
      done = true;
    } catch {
      done = fallback(code);
    }
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    announce(done ? `Copied: ${code.textContent}` : "Selected; press Ctrl+C");
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  };

  const addCopyButtons = () => {
    for (const code of document.querySelectorAll("code[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy ${code.textContent}`);
      button.addEventListener("click", () => copy(code, button));
      code.after(button);
    }
  };

  // Paper cannot be clicked: what is in sight is printed open.
  let opened = [];
  const beforePrint = () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened = opened.filter((details) => !details.closest("[hidden]"));
    for (const details of opened) details.open = true;
  };
  const afterPrint = () => {
    for (const details of opened) details.open = false;
    opened = [];
  };

  form.hidden = total === 0;
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  by("all").addEventListener("click", showAll);
  openers(by("open"));
  addCopyButtons();
  by("rules")?.addEventListener("click", onRule);
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  apply();
  reveal();
})();
