// The chat in a frame: its ticket lives as long as the tab, and it takes the focus and gives it back.

const { agency, ticket, accent, fresh } = document.querySelector("main.talk").dataset;
const key = `ticket ${agency}`;
const byId = (id) => document.getElementById(id);

if (accent) document.documentElement.style.setProperty("--head", accent);

try {
  const kept = sessionStorage.getItem(key);
  if (fresh !== undefined && kept) {
    byId("resume").elements.ticket.value = kept;
    byId("resume").submit();
  } else sessionStorage.setItem(key, ticket);
  byId("leave").addEventListener("submit", () => sessionStorage.removeItem(key));
} catch { /* a browser that keeps nothing still talks, until the page is left */ }

// At first the greeting is what to see and hear; later it is where one writes.
const heading = document.querySelector("h1");
heading.tabIndex = -1;
addEventListener("message", ({ source, data }) => {
  if (source !== parent || data !== "focus") return;
  (document.querySelector(".line.citizen") ? byId("message") : heading).focus();
});
addEventListener("keydown", ({ key: pressed, isComposing }) => {
  // It tells nothing, so that any page may hear it.
  if (pressed === "Escape" && !isComposing) parent.postMessage("close", "*");
});
