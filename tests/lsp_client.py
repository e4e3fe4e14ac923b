"""lsp_client.py - a small client of the Language Server Protocol, for tests.

It keeps all bytes that the server writes, so that a test can look for secrets in them,
applies edits as an editor does, and counts columns in the units that were agreed on."""

import json
import os
import pathlib
import queue
import subprocess
import threading
import time
import urllib.parse

PIECES = 7  # bytes of one write, where a test sends in pieces


def uri_of(path):
    return "file://" + urllib.parse.quote(os.fspath(path))


def path_of(uri):
    return pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(uri).path))


def frame(body):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def lines_of(text):
    """With their ends; CR, LF and CRLF end a line, and nothing else does."""
    lines, start, i = [], 0, 0
    while i < len(text):
        if text[i] == "\r" and text[i + 1 : i + 2] == "\n":
            i += 1
        if text[i] in "\r\n":
            lines.append(text[start : i + 1])
            start = i + 1
        i += 1
    return [*lines, text[start:]]


def units(text, encoding):
    if encoding == "utf-16":
        return len(text.encode("utf-16-le")) // 2
    return len(text.encode()) if encoding == "utf-8" else len(text)


def position(text, offset, encoding):
    before = lines_of(text[:offset])
    return {"line": len(before) - 1, "character": units(before[-1], encoding)}


def offset(text, place, encoding):
    lines = lines_of(text)
    start = sum(len(line) for line in lines[: place["line"]])
    line = lines[place["line"]] if place["line"] < len(lines) else ""
    line = line.rstrip("\r\n")
    for i in range(len(line) + 1):
        if units(line[:i], encoding) >= place["character"]:
            return start + i
    return start + len(line)


def apply(text, edits, encoding):
    spans = sorted(
        (
            offset(text, edit["range"]["start"], encoding),
            offset(text, edit["range"]["end"], encoding),
            edit["newText"],
        )
        for edit in edits
    )
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


class Client:
    def __init__(self, case, cwd, command, env, patience):
        self.case = case
        self.patience = patience
        self.encoding = "utf-16"
        self.ids = 0
        self.answers = {}
        self.notes = []  # messages that are no answers, in order
        self.latest = {}  # params of publishDiagnostics, by URI
        self.written = bytearray()
        self.arrived = queue.Queue()
        self.errors = open(os.path.join(case.folder, "lsp-stderr"), "w+b")
        self.child = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, bufsize=0,
        )
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        out = os.fdopen(os.dup(self.child.stdout.fileno()), "rb")
        while True:
            head = out.readline()
            if not head:
                break
            self.written += head
            length = int(head.split(b":")[1])
            self.written += out.readline()
            body = out.read(length)
            self.written += body
            self.arrived.put(json.loads(body))
        out.close()
        self.arrived.put(None)

    # What goes out.

    def send_bytes(self, data):
        left = memoryview(data)
        while left:  # a signal ends a write to a pipe early
            left = left[self.child.stdin.write(left):]

    def send(self, message, pieces=False):
        data = frame({"jsonrpc": "2.0", **message})
        step = PIECES if pieces else len(data)
        for i in range(0, len(data), step):
            self.send_bytes(data[i : i + step])

    def notify(self, method, params=None, **how):
        self.send({"method": method, "params": params}, **how)

    def ask(self, method, params=None, **how):
        self.ids += 1
        self.send({"id": self.ids, "method": method, "params": params}, **how)
        return self.ids

    def request(self, method, params=None, **how):
        return self.answer(self.ask(method, params, **how))

    # What comes in.

    def take(self, until):
        left = until - time.monotonic()
        try:
            message = self.arrived.get(timeout=max(left, 0.01))
        except queue.Empty:
            message = False
        if message is False:
            raise AssertionError(f"no answer within {self.patience} s; {self.told()}")
        if message is None:
            raise AssertionError(f"the server has ended; {self.told()}")
        if "method" in message:
            self.notes.append(message)
            if message["method"] == "textDocument/publishDiagnostics":
                self.latest[message["params"]["uri"]] = message["params"]
            if "id" in message:
                self.send({"id": message["id"], "result": None})
        else:
            self.answers[message["id"]] = message
        return message

    def told(self):
        self.errors.seek(0)
        return (f"last notes {self.notes[-3:]}, "
                f"stderr {self.errors.read().decode('utf-8', 'replace')[-2000:]}")

    def answer(self, number):
        until = time.monotonic() + self.patience
        while number not in self.answers:
            self.take(until)
        return self.answers.pop(number)

    def wait(self, wanted):
        """The first note, seen already or not, that wanted is true of; it is forgotten."""
        until = time.monotonic() + self.patience
        seen = 0
        while True:
            for i in range(seen, len(self.notes)):
                if wanted(self.notes[i]):
                    return self.notes.pop(i)
            seen = len(self.notes)
            self.take(until)

    def published(self, path, version=None, fits=lambda found: True):
        """The diagnostics that hold now, as soon as they are of that version and fit."""
        until = time.monotonic() + self.patience
        while True:
            now = self.latest.get(uri_of(path), {"diagnostics": []})
            if now.get("version") == version and fits(now["diagnostics"]):
                return now["diagnostics"]
            try:
                self.take(until)
            except AssertionError as error:
                raise AssertionError(f"{error}; diagnostics are {now}") from None

    def logged(self, word):
        return self.wait(lambda note: note["method"] == "window/logMessage"
                         and word in note["params"]["message"])["params"]["message"]

    # A session.

    def initialize(self, *folders, encodings=None, capabilities=None, **more):
        everything = {
            "general": {"positionEncodings": encodings} if encodings else {},
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": True, "codeDescriptionSupport": True,
                    "tagSupport": {"valueSet": [1, 2]},
                },
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "codeAction": {"codeActionLiteralSupport": {
                    "codeActionKind": {"valueSet": ["quickfix"]}}},
            },
            "workspace": {"workspaceEdit": {
                "documentChanges": True, "resourceOperations": ["create"]}},
        }
        answer = self.request("initialize", {
            "processId": None,
            "rootUri": uri_of(folders[0]) if folders else None,
            "workspaceFolders": [{"uri": uri_of(f), "name": f.name} for f in folders]
            or None,
            "capabilities": everything if capabilities is None else capabilities,
            **more,
        })
        self.encoding = answer["result"]["capabilities"]["positionEncoding"]
        self.notify("initialized", {})
        return answer["result"]

    def open(self, path, text, version=1):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri_of(path), "languageId": "plaintext", "version": version,
            "text": text}})

    def change(self, path, version, *changes, **how):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri_of(path), "version": version},
            "contentChanges": list(changes)}, **how)

    def replace(self, path, version, text):
        self.change(path, version, {"text": text})

    def save(self, path):
        self.notify("textDocument/didSave", {"textDocument": {"uri": uri_of(path)}})

    def close(self, path):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})

    def hover(self, path, line, column):
        return self.request("textDocument/hover", {
            "textDocument": {"uri": uri_of(path)},
            "position": {"line": line, "character": column}})["result"]

    def actions(self, path, line, only=None):
        place = {"line": line, "character": 0}
        context = {"diagnostics": [], **({"only": only} if only else {})}
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": uri_of(path)},
            "range": {"start": place, "end": place}, "context": context})["result"]

    def end(self, status=0):
        """Shuts the server down as the protocol asks for."""
        answer = self.request("shutdown")
        self.case.assertEqual(answer.get("result", 0), None, answer)
        self.notify("exit")
        return self.ended(status)

    def ended(self, status):
        """Waits for the end, and checks how it came."""
        try:
            self.child.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise AssertionError(f"the server does not end; {self.told()}") from None
        self.thread.join(self.patience)
        self.child.stdout.close()
        if not self.child.stdin.closed:
            self.child.stdin.close()
        self.errors.seek(0)
        said = self.errors.read()
        self.errors.close()
        self.case.assertEqual(said, b"", "standard error")
        self.case.assertEqual(self.child.returncode, status)
        self.case.check_no_secret(bytes(self.written), "lsp")
        return bytes(self.written)
