"""browser.py - headless Chromium, driven over --remote-debugging-pipe with the Chrome
DevTools Protocol (https://chromedevtools.github.io/devtools-protocol/).

The pipe is two file descriptors, 3 and 4; a message is JSON with a NUL behind it. So
there is no port, no WebSocket and no package but the browser."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 300

# The contrast of every text with what lies behind it (WCAG 2.2, 1.4.3).
CONTRAST = """(() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const low = [];
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const text = light(parse(getComputedStyle(element).color));
    const ground = light(behind(element).slice(0, 3));
    const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    seen++;
    if (ratio < 4.5)
      low.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ` +
               walker.currentNode.data.trim().slice(0, 30));
  }
  return [seen, low];
})()"""


def find():
    """The program, or None; SECLINT_BROWSER names another one."""
    named = os.environ.get("SECLINT_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def pipe():
    """Both ends, away from the descriptors that mean something to the child."""
    ends = os.pipe()
    far = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return far


class Browser:
    """One browser with one page; a context manager. Every message of the console, every
    exception and every request that is not for the page itself is kept."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="seclint-browser-")
        to_browser, self.write_end = pipe()
        self.read_end, from_browser = pipe()
        arguments = [
            program, "--headless", "--remote-debugging-pipe", "--no-first-run",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
            "--disable-background-networking", "--disable-sync", "--hide-scrollbars",
            "--force-color-profile=srgb", "--font-render-hinting=none",
            f"--user-data-dir={self.profile}",
        ]
        if os.getuid() == 0:
            arguments.append("--no-sandbox")  # root has none; a container is one
        self.child = subprocess.Popen(
            # sh knows no descriptor above 9
            ["bash", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser}', "bash",
             *arguments, "about:blank"],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self.profile, "TZ": "UTC"})
        os.close(to_browser)
        os.close(from_browser)
        self.rest, self.number, self.session = b"", 0, None
        self.waiting, self.said, self.requests = [], [], []
        self.attach()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.write_end)
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        os.close(self.read_end)
        shutil.rmtree(self.profile, ignore_errors=True)

    def attach(self):
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)

    def receive(self, until):
        """The next message."""
        while b"\0" not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.read_end], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.read_end, 1 << 20)
            if not data:
                raise ConnectionError("the browser is gone")
            self.rest += data
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def note(self, message):
        """Keeps what an event says."""
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.consoleAPICalled":
            self.said.append(("console", [arg.get("value") for arg in params["args"]]))
        elif method == "Runtime.exceptionThrown":
            self.said.append(("exception", params["exceptionDetails"]["text"]))
        elif method == "Log.entryAdded":
            self.said.append((params["entry"]["source"], params["entry"]["text"]))
        elif method == "Page.javascriptDialogOpening":
            self.said.append(("dialog", params["message"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        self.waiting.append(message)

    def send(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self.write_end, left):]
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.receive(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer.get("result", {})
            self.note(answer)

    def loaded(self, loader):
        """Has that very page loaded? One before it may say so later than one thinks."""
        return any(each.get("method") == "Page.lifecycleEvent"
                   and each["params"]["name"] == "load"
                   and each["params"]["loaderId"] == loader for each in self.waiting)

    # What a test does with it.

    def load(self, path, fragment=""):
        self.go(path.resolve().as_uri() + fragment)

    def go(self, url):
        self.waiting.clear()
        done = self.send("Page.navigate", url=url)
        if "errorText" in done:
            raise RuntimeError(f"{url}: {done['errorText']}")
        until = time.monotonic() + PATIENCE
        # Without a loader it is the same page, at another place.
        while "loaderId" in done and not self.loaded(done["loaderId"]):
            self.note(self.receive(until))

    def run(self, expression):
        """The value of an expression in the page; a promise is waited for."""
        done = self.send("Runtime.evaluate", expression=expression, returnByValue=True,
                         awaitPromise=True, userGesture=True)
        if "exceptionDetails" in done:
            raise RuntimeError(f"{expression}: {done['exceptionDetails']}")
        return done["result"].get("value")

    def until(self, expression):
        """Waits for an expression in the page to be true; False if it does not come to
        be. The clock is one that no page sets."""
        return self.run(
            "new Promise(done => { const start = performance.now(); const look = () => "
            f"({expression}) ? done(true) : performance.now() - start > 250000 ? done(false) "
            ": setTimeout(look, 50); look(); })")

    def settle(self):
        """Until the browser has drawn twice: what waited for a frame is done."""
        self.run("new Promise(done => requestAnimationFrame(() => "
                 "requestAnimationFrame(done)))")

    def size(self, width, height=900):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def media(self, scheme="light", kind=""):
        self.send("Emulation.setEmulatedMedia", media=kind, features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"}])

    def scripts(self, on):
        self.send("Emulation.setScriptExecutionDisabled", value=not on)

    def key(self, name, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=name, code=code or name,
                      windowsVirtualKeyCode={"Enter": 13, "Tab": 9, " ": 32}.get(name, 0),
                      **extra)

    def type(self, text):
        """With a key for each character: pages listen to them, and not to text that is
        only there."""
        for character in text:
            self.send("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self.send("Input.dispatchKeyEvent", type="keyUp", key=character)

    def screenshot(self, path, width):
        """Of the whole page, up to a height: what is out of sight is not drawn."""
        height = self.run("document.documentElement.scrollHeight")
        self.size(width, min(height, 8000))
        self.settle()
        shot = self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))
        self.size(width)

    def pdf(self):
        done = self.send("Page.printToPDF", printBackground=True)
        return base64.b64decode(done["data"])
