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

  // Buttons that copy what stands in a field.
  const copyable = (root) => {
    if (!navigator.clipboard) return;
    root.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      const words = button.textContent;
      button.addEventListener("click", async () => {
        const field = document.getElementById(button.dataset.copy);
        field.select();
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.done;
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    });
  };

  // Parts that change by themselves: asked for again every few seconds while somebody looks at the page.
  const live = () => {
    document.querySelectorAll("[data-live]").forEach((part) => {
      let before = part.innerHTML;
      const again = async () => {
        if (document.hidden || part.contains(document.activeElement)) return;
        try {
          const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
          if (!answer.ok) return;
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const now = page.getElementById(part.id);
          if (!now || now.innerHTML === before) return;
          before = now.innerHTML;
          part.replaceChildren(...now.childNodes);
          zoned(part);
          copyable(part);
        } catch { /* The server is away for a moment; the next time tells. */ }
      };
      setInterval(again, 1000 * (Number(part.dataset.live) || 3));
    });
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

  live();
  zoned(document);
  copyable(document);
  menus();
  fold();
})();
