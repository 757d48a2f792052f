// The chat in a frame: its ticket lives as long as the tab, and it takes the focus and gives it back.

const { agency, ticket, accent, fresh } = document.querySelector("main.talk").dataset;
const key = `ticket ${agency}`;
const form = (id) => document.getElementById(id);

if (accent) document.documentElement.style.setProperty("--head", accent);

try {
  const kept = sessionStorage.getItem(key);
  if (fresh !== undefined && kept) {
    form("resume").elements.ticket.value = kept;
    form("resume").submit();
  } else sessionStorage.setItem(key, ticket);
  form("leave").addEventListener("submit", () => sessionStorage.removeItem(key));
} catch { /* a browser that keeps nothing still talks, until the page is left */ }

addEventListener("message", ({ source, data }) => {
  if (source === parent && data === "focus") form("message").focus();
});
addEventListener("keydown", ({ key: pressed, isComposing }) => {
  // It tells nothing, so that any page may hear it.
  if (pressed === "Escape" && !isComposing) parent.postMessage("close", "*");
});
