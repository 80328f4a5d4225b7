// Small comforts. Every page works without them.
(() => {
  "use strict";

  // Times in the reader's own zone; the text of the server is in UTC.
  const zoned = (root) => {
    const format = (timeStyle) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle });
    const [minutes, seconds] = [format("short"), format("medium")];
    root.querySelectorAll("time[datetime]").forEach((time) => {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime()) || time.title) return;
      time.title = time.textContent;
      time.textContent = ("seconds" in time.dataset ? seconds : minutes).format(at);
    });
  };

  // Buttons that copy what stands in a field; where the browser lets no script copy, the field is selected for the keyboard.
  const copyable = (root) => {
    root.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      const words = button.textContent;
      const key = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘C" : "Ctrl+C";
      button.addEventListener("click", async () => {
        const field = document.getElementById(button.dataset.copy);
        field.focus();
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
          button.textContent = button.dataset.done;
        } catch {
          // Away from HTTPS there is no clipboard, and elsewhere it may be refused.
          const copied = document.execCommand("copy");
          button.textContent = copied ? button.dataset.done : button.dataset.press.replace("Ctrl+C", key);
        }
        setTimeout(() => { button.textContent = words; }, 4000);
      });
    });
  };

  // Parts that change by themselves: asked for again every few seconds while somebody looks at the page, all of them at once.
  const live = () => {
    const parts = [...document.querySelectorAll("[data-live]")].map((part) => ({ part, before: part.innerHTML }));
    if (!parts.length) return;
    // What somebody is about to press or to copy stays as it is.
    const isHeld = (part) => {
      const selection = getSelection();
      return part.contains(document.activeElement) || (!selection.isCollapsed && selection.containsNode(part, true));
    };
    const again = async () => {
      const waiting = parts.filter(({ part }) => !isHeld(part));
      if (document.hidden || !waiting.length) return;
      try {
        const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        waiting.forEach((known) => {
          const { part, before } = known;
          const now = page.getElementById(part.id);
          if (!now || now.innerHTML === before || isHeld(part)) return;
          known.before = now.innerHTML;
          part.replaceChildren(...now.childNodes);
          zoned(part);
          copyable(part);
        });
      } catch { /* The server is away for a moment; the next time tells. */ }
    };
    setInterval(again, 1000 * Math.min(...parts.map(({ part }) => Number(part.dataset.live) || 3)));
  };

  // One menu open at a time, closed by Escape or by a click beside it.
  const menus = () => {
    const close = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== but) menu.open = false; });
    document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    });
  };

  // On a phone the navigation is folded until it is asked for.
  const fold = () => {
    const side = document.querySelector(".side details.fold");
    if (side && matchMedia("(max-width: 800px)").matches) side.open = false;
  };

  // One box that ticks all of a name on the page.
  const ticks = () => {
    document.querySelectorAll("[data-ticks]").forEach((all) => {
      const boxes = [...all.form.elements].filter((box) => box.type === "checkbox" && box.name === all.dataset.ticks);
      const tell = () => {
        const ticked = boxes.filter((box) => box.checked).length;
        all.checked = ticked > 0 && ticked === boxes.length;
        all.indeterminate = ticked > 0 && ticked < boxes.length;
      };
      all.parentElement.hidden = false;
      all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
      boxes.forEach((box) => box.addEventListener("change", tell));
      tell();
    });
  };

  // Work that is done in steps: each is asked for when the one before is done, for as long as the page is open.
  const steps = async () => {
    for (let form = document.querySelector("form[data-steps]"); form; form = document.querySelector("form[data-steps]")) {
      const part = document.getElementById(form.dataset.steps);
      const fields = new URLSearchParams(new FormData(form));
      fields.set("steps", "3");
      form.querySelector("[type=submit]").hidden = true;
      try {
        const answer = await fetch(form.action, { method: "POST", body: fields });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById(part.id);
        if (!now) throw new Error("the page says why");
        if (answer.redirected) history.replaceState(null, "", answer.url);
        // What stands there stays, so that a screen reader is told what changed.
        const [said, says] = [part, now].map((where) => where.querySelector("[role=status]"));
        said.textContent = says.textContent;
        says.replaceWith(said);
        part.replaceChildren(...now.childNodes);
        zoned(part);
        if (!answer.ok) return;
      } catch {
        form.querySelector("[type=submit]").hidden = false;
        return;
      }
    }
  };

  // Forms that can be shown again as they stand, with a field more or less: without going to another page.
  const drafts = () => {
    document.addEventListener("click", async (event) => {
      const button = event.target.closest("form[data-draft] button[formaction]");
      if (!button) return;
      event.preventDefault();
      const form = button.form;
      const here = document.activeElement && document.activeElement.id;
      try {
        const fields = new URLSearchParams(new FormData(form, button));
        const answer = await fetch(button.formAction, { method: "POST", body: fields });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = answer.ok && page.getElementById(form.id);
        if (!now) throw new Error("no form");
        form.replaceChildren(...now.childNodes);
        zoned(form);
        const added = button.id === "add" && [...form.querySelectorAll("[name=field_name]")].pop();
        const next = added || document.getElementById(here) || document.getElementById("add");
        if (next) next.focus();
      } catch {
        // The page itself says why, or the form is shown the plain way.
        const pressed = document.createElement("input");
        pressed.type = "hidden";
        pressed.name = button.name;
        pressed.value = button.value;
        form.append(pressed);
        form.action = button.formAction;
        form.submit();
      }
    });
  };

  // `$` in a text lists what can stand there, as the page lists it for everybody.
  const completion = () => {
    let list = null; // What is open: { box, field, from, options, at }.
    const close = () => {
      if (!list) return;
      list.box.remove();
      ["aria-controls", "aria-activedescendant"].forEach((name) => list.field.removeAttribute(name));
      list = null;
    };
    const mark = (at) => {
      list.at = at;
      list.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
      const option = list.options[at];
      list.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const take = (at) => {
      const { field, from, options } = list;
      const behind = field.value.slice(field.selectionStart).startsWith("}") ? 1 : 0;
      const name = "${" + options[at].dataset.name + "}";
      field.setRangeText(name, from, field.selectionStart + behind, "end");
      close();
      field.focus();
    };
    const open = (field) => {
      const before = field.value.slice(0, field.selectionStart);
      const begun = /(?:^|[^$])(\$\{?([\w-]*))$/.exec(before);
      const source = begun && document.getElementById(field.dataset.complete);
      close();
      if (!source) return;
      const part = begun[2].toLowerCase();
      const found = [...source.querySelectorAll("[data-variable]")]
        .filter((known) => known.dataset.variable.toLowerCase().includes(part));
      // A sum of money is none of ours.
      if (!found.length && !begun[1].startsWith("${")) return;
      const box = document.createElement("div");
      const shown = document.createElement("div");
      const count = document.createElement("p");
      box.className = "completions";
      shown.id = field.id + "-list";
      shown.setAttribute("role", "listbox");
      shown.setAttribute("aria-label", source.dataset.label);
      count.setAttribute("role", "status");
      count.className = found.length ? "visually-hidden" : "none";
      const options = found.map((known, place) => {
        const option = document.createElement("div");
        const meaning = document.createElement("span");
        option.id = shown.id + "-" + place;
        option.dataset.name = known.dataset.variable;
        option.setAttribute("role", "option");
        option.append(known.cloneNode(true), meaning);
        meaning.textContent = known.closest("dt").nextElementSibling.textContent;
        // Before the field loses the focus.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
        return option;
      });
      shown.append(...options);
      box.append(...(options.length ? [shown] : []), count);
      field.parentElement.append(box);
      list = { box, field, from: before.length - begun[1].length, options, at: 0 };
      field.setAttribute("aria-controls", shown.id);
      if (options.length) mark(0);
      count.textContent = options.length ? source.dataset.label + ": " + options.length : source.dataset.none;
    };
    const prepare = (field) => {
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-haspopup", "listbox");
    };
    document.addEventListener("focusin", (event) => { if (event.target.matches("[data-complete]")) prepare(event.target); });
    document.addEventListener("input", (event) => { if (event.target.matches("[data-complete]")) open(event.target); });
    document.addEventListener("focusout", close);
    document.addEventListener("keydown", (event) => {
      if (!list || event.target !== list.field || event.isComposing) return;
      const last = list.options.length - 1;
      const does = {
        ArrowDown: () => mark(list.at === last ? 0 : list.at + 1),
        ArrowUp: () => mark(list.at === 0 ? last : list.at - 1),
        Enter: () => take(list.at),
        Tab: () => take(list.at),
        Escape: close,
      }[event.key];
      if (event.key === "ArrowLeft" || event.key === "ArrowRight" || event.key === "Home" || event.key === "End") close();
      if (!does || (last < 0 && event.key !== "Escape") || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      does();
    });
  };

  live();
  ticks();
  steps();
  zoned(document);
  copyable(document);
  menus();
  fold();
  drafts();
  completion();
})();
