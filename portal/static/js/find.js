// Suggests places in the box of find. The list is fetched once and whole; what is typed stays in the browser.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f'’.]/g, "").toLowerCase();

  const listed = (byState) => Object.entries(byState).flatMap(([code, [state, ...places]]) =>
    [state, ...places.map((place) => `${place}, ${code.toUpperCase()}`)].map((text) => [text, plain(text)]));

  const like = (names, typed) => {
    const begins = names.filter(([, name]) => name.startsWith(typed));
    const inside = names.filter(([, name]) => name.includes(` ${typed}`));
    return [...new Set([...begins, ...inside].map(([text]) => text))].slice(0, 8);
  };

  const start = (input) => {
    let names = [], at = -1;
    const list = document.createElement("ul");
    const set = (element, values) => Object.entries(values).forEach((pair) => element.setAttribute(...pair));
    const id = `${input.id}-names`;
    set(list, { id, class: "names", role: "listbox", "aria-label": input.labels[0].textContent });
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id });
    input.after(list);

    const mark = (index) => {
      at = index;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === at));
      set(input, { "aria-activedescendant": at < 0 ? "" : `${id}-${at}` });
    };
    const show = (texts) => {
      list.replaceChildren(...texts.map((text, n) => {
        const option = document.createElement("li");
        set(option, { id: `${id}-${n}`, role: "option" });
        option.textContent = text;
        return option;
      }));
      list.hidden = !texts.length;
      set(input, { "aria-expanded": !list.hidden });
      mark(-1);
    };
    const take = (option) => {
      input.value = option.textContent;
      show([]);
    };
    const load = async () => {
      try {
        names = listed(await (await fetch(input.dataset.names)).json());
      } catch { /* the form works without */ }
    };

    show([]);
    if (document.activeElement === input) load();
    else input.addEventListener("focus", load, { once: true });
    input.addEventListener("blur", () => show([]));
    input.addEventListener("input", () => {
      const typed = plain(input.value.trim());
      show(typed.length > 1 && !/\d/.test(typed) ? like(names, typed) : []);
    });
    input.addEventListener("keydown", (event) => {
      const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key], n = list.children.length;
      if (!n || event.isComposing) return;
      if (step) mark((at + step + n + (at < 0 && step < 0)) % n);
      else if (key === "Enter" && at >= 0) take(list.children[at]);
      else if (key === "Escape") show([]);
      else return;
      event.preventDefault();
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      if (event.target !== list) take(event.target);
    });
  };

  document.querySelectorAll("input[data-names]").forEach(start);
})();
