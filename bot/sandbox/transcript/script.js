"use strict";
// Without this script everything can be read; it marks where one is, filters the people and moves the focus along.
(() => {
  const items = [...document.querySelectorAll(".item")];
  const rooms = [...document.querySelectorAll(".room")];
  const menu = document.getElementById("menu");

  const mark = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === menu) {
      items[0]?.focus();
      return;
    }
    const room = target?.closest(".room") ?? rooms[0];
    const unfold = target?.matches(".ephemeral") ? room?.querySelector(".unfold") : null;
    if (unfold) unfold.checked = true;
    for (const item of items) {
      if (item.hash === `#${room?.id}`) item.setAttribute("aria-current", "page");
      else item.removeAttribute("aria-current");
    }
    document.querySelector(".item[aria-current]")?.scrollIntoView({ block: "nearest" });
    if (target && target !== room) target.scrollIntoView({ block: "center" });
  };
  const opening = document.body.dataset.opensWith;
  if (!location.hash && opening) location.replace(`#${opening}`);
  addEventListener("hashchange", mark);
  mark();

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#menu") history.back();
  });

  const filter = document.getElementById("filter");
  if (!filter) return;
  const people = [...document.querySelectorAll("#people > li")];
  const nobody = document.querySelector(".nobody");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  filter.closest("p").hidden = false;
  filter.addEventListener("input", () => {
    const wanted = plain(filter.value.trim());
    for (const person of people) person.hidden = !plain(person.textContent).includes(wanted);
    nobody.hidden = people.some((person) => !person.hidden);
  });
})();
