// The page: a terminal that fills the window, and a visit of the archive that is shown in it.
"use strict";

const element = document.getElementById("terminal");
const end = document.getElementById("end");
// What is typed is sent in pieces of so many letters: the server takes no long message.
const PIECE = 8000;
// What is pasted stands between these; so much of it is sent.
const PASTE = /^\x1b\[200~([^]*)\x1b\[201~$/;
const LONGEST = 500000;
// Words from right to left, with what stands between them. Two blanks part what does not belong together.
const LEFTWARD = (() => {
  const letter = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc";
  return new RegExp(`[${letter}](?:(?: ?[${letter}\\p{P}\\p{N}\\p{M}])*[${letter}\\p{M}])?`, "gu");
})();
// The keys that the terminal would send as others.
const KEYS = { ArrowLeft: "\x1b[1;3D", ArrowRight: "\x1b[1;3C" };

// The script of textual-serve makes its terminal when the page is loaded, and would connect it by itself. Here it is
// made when the font is there, since it measures that; and it is connected below.
const make = window.onload;
window.onload = null;
document.fonts.load("16px 'Roboto Mono'").catch(() => {}).then(begin);

function begin() {
  const made = terminalMade();
  const { terminal } = made;
  terminal.options.fontSize = window.innerWidth < 600 ? 13 : 15;
  terminal.options.lineHeight = 1.1;
  terminal.options.screenReaderMode = true;
  terminal.textarea.setAttribute("aria-label", "The explorer: ? shows its keys");
  terminal.attachCustomKeyEventHandler((event) => !isBrowsers(event, terminal) && !isSent(event, made));
  made.fit();
  const visit = connect(made);
  made.socket = { send: visit.send };
  terminal.registerCharacterJoiner(leftward);
  takeWhatNoKeySays(terminal.textarea, (text) => visit.send(JSON.stringify(["stdin", text])));
  new ResizeObserver(() => made.fit()).observe(element);
  window.visualViewport?.addEventListener("resize", () => {
    element.style.height = `${window.visualViewport.height - 4}px`;
  });
  scrollByTouch(element.querySelector(".xterm-screen"));
  takeKeys(terminal);
  window.explorer = { terminal };
}

// The terminal with what belongs to it. It keeps itself to itself, except for setting an address of its own.
// It would ask the screen how many pixels a canvas has, which is wrong where a larger or smaller screen is imitated;
// where it can't ask, it reckons.
function terminalMade() {
  const { observe } = ResizeObserver.prototype;
  let made;
  Object.defineProperty(Object.prototype, "websocket_url", {
    configurable: true,
    set() {
      made = this;
      this.connect = () => {};
    },
  });
  ResizeObserver.prototype.observe = function (target, options) {
    if (String(options?.box) === "device-pixel-content-box") throw new TypeError("not here");
    observe.call(this, target, options);
  };
  try {
    make.call(window);
  } finally {
    delete Object.prototype.websocket_url;
    ResizeObserver.prototype.observe = observe;
  }
  return made;
}

function connect(made) {
  const address = new URL("visit", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const asked = new URLSearchParams(location.search);
  for (const name of ["ref", "query"]) {
    for (const value of asked.getAll(name)) address.searchParams.append(name, value);
  }
  const { cols, rows } = made.terminal;
  address.searchParams.set("width", cols);
  address.searchParams.set("height", rows);
  if (matchMedia("(prefers-color-scheme: light)").matches) address.searchParams.set("light", "");

  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  const say = (...message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  socket.onopen = () => {
    say("resize", { width: made.terminal.cols, height: made.terminal.rows });
    if (document.hasFocus()) say("focus");
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") {
      obey(JSON.parse(data), made.terminal);
    } else {
      document.getElementById("wait").hidden = true;
      made.terminal.write(new Uint8Array(data));
    }
  };
  socket.onclose = () => tellEnd("The connection to the explorer was lost.");
  const send = (text) => {
    let [kind, value] = JSON.parse(text);
    if (kind !== "stdin") return say(kind, ...(value === undefined ? [] : [value]));
    const pasted = PASTE.exec(value);
    if (pasted) value = `\x1b[200~${harmless(pasted[1].slice(0, LONGEST))}\x1b[201~`;
    for (let at = 0; at < value.length; at += PIECE) say("stdin", value.slice(at, at + PIECE));
  };
  return { send };
}

// A text that is pasted could say itself that it ends, and go on with keys.
function harmless(text) {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "");
}

function obey(message, terminal) {
  switch (message.type) {
    case "copy":
      copy(message.text, terminal);
      break;
    case "copy-address":
      copy(new URL(location.pathname + message.query, location.origin).href, terminal);
      break;
    case "save":
      save(message.name, message.content);
      break;
    case "look":
      document.documentElement.style.setProperty("--background", message.background);
      break;
    case "end":
      tellEnd(message.why);
  }
}

// The first to tell why it ended is right.
function tellEnd(why) {
  if (end.open) return;
  document.getElementById("wait").textContent = "";
  document.getElementById("copy").close();
  document.getElementById("why").textContent = why;
  document.getElementById("start").onclick = () => location.reload();
  end.addEventListener("cancel", (event) => event.preventDefault());
  end.showModal();
}

// Where a browser lets no page copy by itself, such as on a connection without encryption, the user does it.
async function copy(text, terminal) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const dialog = document.getElementById("copy");
    const field = document.getElementById("text");
    field.value = text;
    document.getElementById("do-copy").onclick = () => {
      field.select();
      document.execCommand("copy");
      dialog.close();
    };
    document.getElementById("do-not").onclick = () => dialog.close();
    dialog.onclose = () => terminal.focus();
    dialog.showModal();
    field.select();
  }
}

function save(name, content) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// The keys that are the browser's: to reload, for its own tools, to paste, and to copy what is marked in the terminal.
function isBrowsers(event, terminal) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (["F5", "F11", "F12"].includes(event.key)) return true;
  if (control && event.key === "c") return terminal.hasSelection();
  return control && (event.shiftKey || ["r", "v"].includes(event.key));
}

// Alt with an arrow is what it says, and no way through the history of the browser.
function isSent(event, made) {
  const key = event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey && KEYS[event.key];
  if (!key) return false;
  event.preventDefault();
  if (event.type === "keydown") made.socket.send(JSON.stringify(["stdin", key]));
  return true;
}

// The terminal has the keys from the start, and again when the window comes back or something beside it was touched.
function takeKeys(terminal) {
  const take = () => {
    if (!document.querySelector("dialog[open]")) terminal.focus();
  };
  take();
  window.addEventListener("focus", take);
  document.addEventListener("pointerup", take);
}

// Where words from right to left begin and end: what is drawn as one is joined and turned, and what is not stands letter
// by letter from the left.
function leftward(text) {
  return Array.from(text.matchAll(LEFTWARD), ({ 0: run, index }) => [index, index + run.length]);
}

// Letters that come without a key, such as those of an emoji picker or of dictation. In its mode for screen readers the
// terminal leaves them in its field.
function takeWhatNoKeySays(field, send) {
  let isKeyDown = false;
  field.addEventListener("keydown", () => (isKeyDown = true), true);
  field.addEventListener("keyup", () => (isKeyDown = false), true);
  field.addEventListener("input", ({ inputType, isComposing, data }) => {
    if (inputType === "insertText" && data && !isComposing && !isKeyDown) send(harmless(data));
  });
}

// A finger that moves over the terminal turns its wheel.
function scrollByTouch(screen) {
  let last = null;
  screen.addEventListener("touchstart", (event) => (last = event.touches[0].clientY), { passive: true });
  screen.addEventListener("touchmove", (event) => {
    const { clientX, clientY } = event.touches[0];
    if (Math.abs(last - clientY) < 12) return;
    const deltaY = last - clientY;
    screen.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
    last = clientY;
  }, { passive: true });
}
