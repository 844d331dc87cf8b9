// Marks of charts: the answer of the one that is pointed at or focused, arrow keys, the slider.
"use strict";
(function () {
  document.documentElement.classList.add("script");
  let waiting, asked = "";

  function show(mark) {
    const figure = mark.closest("figure");
    const card = figure && figure.querySelector(".card");
    const says = mark.getAttribute("aria-label") || "";
    if (!card || asked === says + mark.getAttribute("href")) return;
    asked = says + mark.getAttribute("href");
    const lines = says.split("\n");
    card.replaceChildren(...lines.map((line, n) => {
      const p = document.createElement("p");
      if (n === 0) { const b = document.createElement("b"); b.textContent = line; p.append(b); }
      else p.textContent = line;
      return p;
    }));
    clearTimeout(waiting);
    const href = mark.getAttribute("href") || "";
    if (!href.startsWith("/check?")) return;
    const mine = asked;
    waiting = setTimeout(async () => {
      try {
        const answer = await fetch(href.replace("/check?", "/check/brief?"), { headers: { Accept: "text/html" } });
        if (answer.ok && mine === asked) card.innerHTML = await answer.text(); // escaped by the server
      } catch (error) { /* the short answer stays */ }
    }, 140);
  }

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const mark = event.target.closest && event.target.closest("[data-says]");
      if (mark) show(mark);
    });
  }

  // One mark of a picture is reached by Tab; arrow keys go to the nearest one in their direction.
  function rove(root) {
    for (const chart of root.querySelectorAll(".picture svg")) {
      chart.querySelectorAll("[data-says]").forEach((mark, n) => mark.setAttribute("tabindex", n ? "-1" : "0"));
    }
  }

  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  document.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const mark = event.target.closest && event.target.closest(".picture [data-says]");
    if (!way || !mark) return;
    event.preventDefault();
    const [x, y] = middle(mark);
    let best = null, least = Infinity;
    for (const other of mark.closest("svg").querySelectorAll("[data-says]")) {
      const [dx, dy] = [middle(other)[0] - x, middle(other)[1] - y];
      const ahead = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      const cost = ahead + 3 * aside;
      if (other !== mark && ahead > 0.5 && cost < least) { best = other; least = cost; }
    }
    if (!best) return;
    mark.setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus();
  });

  document.addEventListener("input", (event) => {
    const slide = event.target;
    mirror(slide);
    if (slide.type !== "range" || !slide.dataset.days) return;
    const day = slide.dataset.days.split(",")[Number(slide.value)];
    const field = slide.form.elements[slide.dataset.sets];
    field.value = day;
    slide.setAttribute("aria-valuetext", day);
  }, true);

  // A slider and the field of its figure say the same; another chip to start from clears both.
  function mirror(field) {
    if (field.dataset.mirrors) field.form.elements[field.dataset.mirrors].value = field.value;
    for (const slide of field.form ? field.form.querySelectorAll("[data-mirrors]") : []) {
      const shown = field.form.elements[slide.dataset.mirrors];
      if (field.name === "start") shown.value = "";
      else if (field === shown) slide.value = field.value;
    }
  }

  // The slider follows a day that was typed or reached by a link.
  document.addEventListener("licet:put", (event) => {
    rove(event.detail);
    for (const slide of document.querySelectorAll("input[data-days]")) {
      if (document.activeElement === slide) continue;
      const day = slide.form.elements[slide.dataset.sets].value;
      const days = slide.dataset.days.split(",");
      slide.value = String(Math.max(days.filter((each) => each <= day).length - 1, 0));
      slide.setAttribute("aria-valuetext", day);
    }
  });

  // A book that is being decided is asked after until it is done.
  const watched = document.querySelector("[data-watch]");
  if (watched) {
    const address = watched.dataset.watch;
    const again = async () => {
      try {
        const join = address.includes("?") ? "&" : "?";
        const answer = await fetch(address + join + "part=answer", { headers: { Accept: "text/html" } });
        const text = await answer.text();
        if (!text.includes("data-running")) { location.reload(); return; }
        watched.innerHTML = text; // escaped by the server
      } catch (error) { /* asked again below */ }
      setTimeout(again, 600);
    };
    setTimeout(again, 300);
  }

  // On a narrow screen the map begins where most borders are, not in the Pacific.
  const turnMap = (root) => {
    for (const map of root.querySelectorAll(".picture.world")) map.scrollLeft = (map.scrollWidth - map.clientWidth) * 0.85;
  };
  document.addEventListener("licet:put", (event) => turnMap(event.detail));
  turnMap(document);
  rove(document);
})();
