// Small and plain: forms that answer as you type, parts that load late, links that only swap a part.
// Without this script every page still works: forms are submitted, links are followed.
"use strict";
(function () {
  let latest = 0;
  let shown = location.pathname + location.search;

  function queryOf(form) {
    const query = new URLSearchParams();
    for (const [key, value] of new FormData(form)) {
      const text = typeof value === "string" ? value.trim() : "";
      if (text !== "" && !query.getAll(key).includes(text)) query.append(key, text);
    }
    return query.toString();
  }

  async function put(address, into, remember) {
    const mine = ++latest;
    const join = address.includes("?") ? "&" : "?";
    into.classList.add("busy");
    let text, title;
    try {
      const answer = await fetch(address + join + "part=answer", { headers: { Accept: "text/html" } });
      text = await answer.text();
      title = answer.headers.get("X-Title");
    } catch (error) {
      text = '<section class="notice" role="alert"><h2>The server does not answer</h2>' +
        "<p>Is <code>licet serve</code> still running?</p></section>";
    }
    if (mine !== latest) return;
    const focused = document.activeElement && document.activeElement.id;
    into.innerHTML = text; // our own template: everything in it is escaped by the server
    into.classList.remove("busy");
    if (title) document.title = decodeURIComponent(title);
    if (focused && !document.body.contains(document.activeElement)) restore(focused);
    else if (focused && document.activeElement === document.body) restore(focused);
    shown = address;
    if (remember === "push") history.pushState(null, "", address);
    else if (remember) history.replaceState(null, "", address);
    loadLate(into);
    document.dispatchEvent(new CustomEvent("licet:put", { detail: into }));
  }

  function restore(id) {
    const again = document.getElementById(id);
    if (again) again.focus({ preventScroll: true });
  }

  // Who stands on a link of the part keeps standing on it.
  function late(place, text) {
    const held = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
    place.innerHTML = text; // escaped by the server
    const again = held && [...place.querySelectorAll("a")].find((a) => a.getAttribute("href") === held);
    if (again) again.focus({ preventScroll: true });
  }

  async function loadLate(root) {
    for (const place of root.querySelectorAll("[data-load]")) {
      const address = place.dataset.load;
      place.removeAttribute("data-load");
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        const text = await answer.text();
        if (answer.ok && document.body.contains(place)) late(place, text);
      } catch (error) { /* what stands there stays */ }
    }
  }

  function live(form) {
    const into = document.getElementById(form.dataset.into);
    let waiting;
    const ask = (delay) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => put(form.dataset.live + "?" + queryOf(form), into, true), delay);
    };
    const mine = (event) => event.target.form === form && event.target.type !== "submit";
    document.addEventListener("input", (event) => {
      if (!mine(event)) return;
      alone(event.target);
      share(event.target);
      ask(event.target.type === "range" ? 15 : /radio|checkbox|date|select/.test(event.target.type) ? 0 : 220);
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(0); });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-go]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const href = link.getAttribute("href");
      event.preventDefault();
      fill(form, new URLSearchParams(href.split("?")[1] || ""));
      put(href, into, "push");
    });
  }

  // What a question of the answer says, the field of the form that asks the same says too: the
  // question goes when it is answered.
  function share(field) {
    if (field.form.contains(field)) return;
    for (const other of field.form.querySelectorAll("input, select")) {
      if (other.name === field.name && other !== field) other.value = field.value;
    }
  }

  // "None of these", "All of these" and the other boxes of a set exclude each other.
  function alone(box) {
    if (box.type !== "checkbox" || !box.checked) return;
    for (const other of document.getElementsByName(box.name)) {
      const whole = [box.value, other.value].some((value) => value === "none" || value === "all");
      if (other !== box && whole) other.checked = false;
    }
  }

  function fill(form, query) {
    for (const field of form.elements) {
      if (!field.name || field.type === "submit") continue;
      if (/radio|checkbox/.test(field.type)) field.checked = query.getAll(field.name).flatMap((each) => each.split(",")).includes(field.value);
      else if (field.type !== "hidden" || query.has(field.name)) field.value = query.get(field.name) || "";
    }
  }

  // A page that is left for another one says where to come back to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-here]");
    if (link) link.search = "?" + new URLSearchParams({ next: location.pathname + location.search });
  });

  for (const form of document.querySelectorAll("form[data-live]")) live(form);
  // Back and forward over states; a jump within the page is none.
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) location.reload();
  });
  loadLate(document);
})();
