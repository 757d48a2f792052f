// One tag puts the chat on a page: a button, and a frame that is loaded when it is first opened.
// The server calls this with what the agencies publish: title, accent and origins by id.
((agencies) => {
  const { src, dataset } = document.currentScript;
  const { origin } = new URL(src);
  const make = (name, fields) => Object.assign(document.createElement(name), fields);
  const agency = agencies[dataset.agency];
  // Anywhere else the frame would hold the browser's own error: better nothing at all.
  if (!agency?.origins?.includes(location.origin)) return;
  const title = dataset.title || agency.title;
  const language = dataset.language ?? document.documentElement.lang.slice(0, 2);
  const asked = new URLSearchParams({ agency: dataset.agency, service: dataset.service ?? "", language });

  const button = make("button", { type: "button", textContent: title, ariaExpanded: "false" });
  const frame = make("iframe", { title, hidden: true, referrerPolicy: "no-referrer" });
  const box = make("aside", { ariaLabel: title });
  box.style.setProperty("--accent", agency.accent);
  // The host's styles do not reach into a shadow tree, and a linked sheet needs no "unsafe-inline".
  const look = make("link", { rel: "stylesheet", href: `${origin}/embed.css` });
  box.attachShadow({ mode: "open" }).append(look, button, frame);

  const enter = () => {
    frame.focus();
    frame.contentWindow.postMessage("focus", origin);
  };
  const show = (open) => {
    frame.hidden = !open;
    button.ariaExpanded = String(open);
    if (!open) button.focus();
    else if (frame.src) enter();
    else {
      frame.src = `${origin}/chat/embed?${asked}`;
      frame.addEventListener("load", () => frame.hidden || enter());
    }
  };
  button.addEventListener("click", () => show(frame.hidden));
  box.addEventListener("keydown", ({ key }) => key === "Escape" && !frame.hidden && show(false));
  addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data === "close" && !frame.hidden) show(false);
  });
  document.body.append(box);
})
