"""seclint lsp, by a client of our own: how sessions begin and end, what a stream may do
wrong, and that an editor is told what the command line says of the same bytes."""

import json
import os
import random
import shutil
import subprocess
import sys
import time

import repo_kit
from lsp_client import (
    Client, apply, frame, offset, path_of, position, units, uri_of,
)
from repo_kit import PATIENCE, SANITIZED, SECLINT, Case, Repo, line, token

SEVERITIES = {"error": 1, "warning": 2, "note": 3}
EDITS = 25 if SANITIZED else 60  # of each document, random
CODES = {
    "parse": -32700, "invalid": -32600, "no method": -32601, "bad params": -32602,
    "not initialized": -32002, "cancelled": -32800,
}
SMILE = "\N{GRINNING FACE}"


class LspCase(Case):
    def client(self, cwd=None, *args):
        return Client(self, cwd or self.folder, [SECLINT, "lsp", *args],
                      {**self.environment(), "LSAN_OPTIONS": self.leaks()}, PATIENCE)

    def started(self, folder, **options):
        client = self.client(folder)
        client.initialize(folder, **options)
        return client

    def opened(self, repo, path, text, **options):
        """A client that has the file open, once the tree was read."""
        client = self.started(repo.path, **options)
        client.open(path, text)
        client.logged("read ")
        return client

    # What the command line says, as diagnostics.

    def said(self, run, path, encoding, text):
        column = {"utf-8": "byte", "utf-16": "utf16", "utf-32": "code_point"}[encoding]
        first = text.replace("\r", "\n").split("\n")[0]
        found = []
        for each in run.at(path):
            place = each["place"]
            if each["suppressed"]:
                continue
            if place["origin"] == "index" or not place["start"]:
                spot = (0, 0, 0, units(first, encoding))
            else:
                start, end = place["start"], place["end"]
                spot = (start["line"] - 1, start[column] - 1,
                        end["line"] - 1, end[column] - 1)
            found.append((each["rule"], SEVERITIES[each["level"]], *spot))
        return sorted(found)

    def shown(self, diagnostics):
        return sorted(
            (each["code"], each["severity"],
             each["range"]["start"]["line"], each["range"]["start"]["character"],
             each["range"]["end"]["line"], each["range"]["end"]["character"])
            for each in diagnostics
        )


class Session(LspCase):
    def test_at_a_terminal_it_says_what_it_is_for(self):
        ours, its = os.openpty()
        done = subprocess.run([SECLINT, "lsp"], stdin=its, capture_output=True,
                              timeout=PATIENCE)
        os.close(ours)
        os.close(its)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"started by an editor", done.stderr)

    def test_a_session_begins_and_ends(self):
        client = self.client()
        result = client.initialize(self.folder, processId=os.getpid())
        self.assertEqual(result["serverInfo"]["name"], "seclint")
        sync = result["capabilities"]["textDocumentSync"]
        self.assertEqual((sync["openClose"], sync["change"]), (True, 2))
        self.assertNotIn("diagnosticProvider", result["capabilities"])
        again = client.request("initialize", {"capabilities": {}})
        self.assertEqual(again["error"]["code"], CODES["invalid"])
        self.assertIsNone(client.request("shutdown")["result"])
        late = client.request("textDocument/hover", {})
        self.assertEqual(late["error"]["code"], CODES["invalid"])
        client.notify("exit")
        client.ended(0)

    def test_exit_without_shutdown_and_a_closed_input_are_status_1(self):
        for begin in (False, True):
            for end in ("exit", "close"):
                client = self.client(None, "--stdio")
                if begin:
                    client.initialize(self.folder)
                if end == "exit":
                    client.notify("exit")
                else:
                    client.child.stdin.close()
                client.ended(1)

    def test_what_came_before_the_end_of_the_input_counts(self):
        """All of it is there, and nobody writes any more, when the server starts."""
        session = b"".join(
            frame({"jsonrpc": "2.0", **message})
            for message in (
                {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
                {"id": 2, "method": "shutdown"},
                {"method": "exit"},
            )
        )
        for cut, status in ((len(session), 0), (len(session) - 1, 1)):
            ours, its = os.pipe()
            os.write(its, session[:cut])
            os.close(its)
            done = subprocess.run([SECLINT, "lsp"], stdin=ours, capture_output=True,
                                  timeout=PATIENCE, env=self.environment())
            os.close(ours)
            self.assertEqual((done.returncode, done.stderr), (status, b""))
            self.assertIn(b'"id":2,"result":null', done.stdout)

    def test_units_are_agreed_on(self):
        for offered, agreed in (
            (None, "utf-16"), (["utf-16"], "utf-16"), (["utf-16", "utf-8"], "utf-8"),
            (["utf-32"], "utf-32"), (["utf-32", "utf-16"], "utf-16"), (["x"], "utf-16"),
        ):
            client = self.client()
            client.initialize(self.folder, encodings=offered)
            self.assertEqual(client.encoding, agreed, offered)
            client.end()

    def test_what_is_not_understood_is_answered(self):
        client = self.client()
        early = client.request("textDocument/hover", {})
        self.assertEqual(early["error"]["code"], CODES["not initialized"])
        client.notify("textDocument/didOpen", {})
        client.initialize(self.folder)
        for method, code in (
            ("textDocument/definition", "no method"), ("$/odd", "no method"),
            ("textDocument/hover", "bad params"), ("textDocument/didOpen", "invalid"),
            ("textDocument/codeAction", "bad params"), ("exit", "invalid"),
            ("textDocument/diagnostic", "bad params"),
        ):
            answer = client.request(method, {})
            self.assertEqual(answer["error"]["code"], CODES[code], method)
        for params in ({}, None, [], 3, {"textDocument": []}, {"textDocument": {"uri": 1}}):
            for method in (
                "$/odd", "odd", "initialized", "textDocument/didOpen",
                "textDocument/didChange", "textDocument/didSave", "textDocument/hover",
                "textDocument/didClose", "workspace/didChangeWorkspaceFolders",
                "workspace/didChangeWatchedFiles", "shutdown", "$/cancelRequest",
            ):
                client.notify(method, params)
        client.send({"id": "a string", "method": "odd"})
        client.send({"id": 99, "result": {}})
        self.assertEqual(client.answer("a string")["error"]["code"], CODES["no method"])
        client.end()

    def test_a_request_that_is_taken_back_is_answered_so(self):
        client = self.client()
        client.initialize(self.folder)
        data = b"".join(
            frame({"jsonrpc": "2.0", **message})
            for message in (
                {"id": "a", "method": "textDocument/hover", "params": {}},
                {"id": "b", "method": "textDocument/hover", "params": {}},
                {"method": "$/cancelRequest", "params": {"id": "a"}},
            )
        )
        client.send_bytes(data)
        self.assertEqual(client.answer("a")["error"]["code"], CODES["cancelled"])
        self.assertEqual(client.answer("b")["error"]["code"], CODES["bad params"])
        client.end()

    def test_a_server_whose_client_died_ends(self):
        editor = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
        client = self.client()
        client.initialize(self.folder, processId=editor.pid)
        editor.stdin.close()
        editor.wait()
        client.ended(1)

    def test_a_client_in_another_container_is_no_dead_one(self):
        gone = subprocess.Popen(["true"])
        gone.wait()
        client = self.client()
        client.initialize(self.folder, processId=gone.pid)
        time.sleep(2.5)
        client.end()


class Stream(LspCase):
    def test_nonsense_is_answered_and_passed_over(self):
        client = self.client()
        client.initialize(self.folder)
        huge = 70 << 20
        for data, code in (
            (b"Content-Length: nonsense\r\n\r\n", "parse"),
            (b"Content-Length: -1\r\n\r\n", "parse"),
            (b"Content-Length:\r\n\r\n", "parse"),
            (b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "parse"),
            (b"\r\n\r\n", "parse"),
            (b"hello\r\n\r\n", "parse"),
            (frame(b"{"), "parse"),
            (frame(b""), "parse"),
            (frame(b"[" * 300 + b"]" * 300), "parse"),
            (frame(b'{"jsonrpc": "2.0", "id": 1, "method": "\xff"}') + b"", None),
            (frame(b"[]"), "invalid"),
            (frame(b"{}"), "invalid"),
            (frame(b'{"jsonrpc": "1.0", "method": "x"}'), "invalid"),
            (frame(b'{"jsonrpc": "2.0", "id": [], "method": "x"}'), "invalid"),
            (b"Content-Length: %d\r\n\r\n" % huge + b" " * huge, "invalid"),
        ):
            client.send_bytes(data)
            if code is None:
                client.answer(1)
                continue
            error = client.answer(None)["error"]
            self.assertEqual(error["code"], CODES[code], data[:60])
        # Headers that mean nothing, and the case of those that do, do not matter.
        body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "odd"}).encode()
        client.send_bytes(b"Content-Type: x; charset=utf-8\r\ncontent-length:%d \r\n\r\n"
                          % len(body) + body)
        self.assertEqual(client.answer(7)["error"]["code"], CODES["no method"])
        client.end()

    def test_headers_without_an_end_end_the_session(self):
        client = self.client()
        client.send_bytes(b"x" * 9000)
        self.assertEqual(client.answer(None)["error"]["code"], CODES["parse"])
        client.ended(1)

    def test_a_stream_may_be_cut_anywhere(self):
        path = self.folder / ".env"
        session = b"".join(
            frame({"jsonrpc": "2.0", **message})
            for message in (
                {"id": 1, "method": "initialize", "params": {"capabilities": {}}},
                {"method": "textDocument/didOpen", "params": {"textDocument": {
                    "uri": uri_of(path), "version": 1, "text": "A=" + token(1)}}},
                {"id": 2, "method": "textDocument/hover", "params": {
                    "textDocument": {"uri": uri_of(path)},
                    "position": {"line": 0, "character": 4}}},
            )
        )
        step = len(session) // (8 if SANITIZED else 40)
        for cut in range(0, len(session), step):
            client = self.client()
            client.send_bytes(session[:cut])
            client.child.stdin.close()
            client.ended(1)

    def test_messages_may_come_in_pieces(self):
        client = self.client()
        client.initialize(self.folder)
        answer = client.request("odd", {"text": SMILE * 20}, pieces=True)
        self.assertEqual(answer["error"]["code"], CODES["no method"])
        client.end()


WORDS = [
    "GITHUB_TOKEN=", "# ", "\n", "\r\n", "a: b\n", "  ", "*.env\n", "!.env\n", "/src\n", "lib/\n",
    ".env\n", "filter=git-crypt", '"', "'", SMILE, "\N{LATIN SMALL LETTER E WITH ACUTE}",
    "password: hunter2hunter2\n", "seclint:allow github-pat -- a test", "key = ",
    "secrets.yml filter=git-crypt diff=git-crypt\n", "-----", "{", "}", "$ANSIBLE_VAULT",
    "DB_PASSWORD=Tr0ub4dor-and-3\n", "plain.py filter=git-crypt\n", "arn:aws:iam::123456789012:role/x\n", "\t", "#.env\n",
]


class Editor:
    """Random edits of one document, told as ranges, as a person's editor does."""

    def __init__(self, client, path, text, seed):
        self.client, self.path, self.text = client, path, text
        self.random = random.Random(seed)
        self.version = 1

    def piece(self):
        kind = self.random.random()
        if kind < 0.2:
            return token(self.random.randrange(8))
        if kind < 0.3:
            return line(self.random.randrange(8))
        return self.random.choice(WORDS)

    def cut(self):
        """Mostly short, so that something is left."""
        start = self.random.randrange(len(self.text) + 1)
        length = self.random.choice([0, 0, 0, 1, 1, 5, 30])
        # A range cannot begin or end inside of a CRLF.
        places = [
            at for at in range(start, min(start + length, len(self.text)) + 1)
            if self.text[at - 1 : at + 1] != "\r\n" or at == 0
        ]
        return (places[0], places[-1]) if places else (0, 0)

    def edit(self):
        changes = []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            if self.random.random() < 0.05:
                self.text = "".join(self.piece() for _ in range(6))
                changes.append({"text": self.text})
                continue
            start, end = self.cut()
            new = self.piece()
            encoding = self.client.encoding
            changes.append({
                "range": {"start": position(self.text, start, encoding),
                          "end": position(self.text, end, encoding)},
                "text": new})
            self.text = self.text[:start] + new + self.text[end:]
        self.version += 1
        self.client.change(self.path, self.version, *changes)


class SameAsTheCommandLine(LspCase):
    def check_manners(self, run, command):
        """Half of a token, or one that a letter was typed into, is quoted by reports."""
        for word in repo_kit.SANITIZER:
            self.assertNotIn(word, run.err)

    def project(self):
        repo = self.repo()
        repo.write("src/app.py", "import os\n" + line(0))
        repo.write("lib/plain.py", "x = 1\n")
        repo.write("config/settings.yml", "a: 1\npassword: " + token(2) + "\n")
        repo.write(".gitignore", "*.log\nlocal.env\n")
        repo.write(".gitattributes", "* text=auto\n")
        repo.write("local.env", "GITHUB_TOKEN=" + token(3) + "\n")
        repo.commit("first")
        repo.write(".env", "GITHUB_TOKEN=" + token(1) + "\n")
        return repo

    def agree(self, client, editor, expected):
        """In a large repository, or on a slow machine, not at once."""
        try:
            client.published(editor.path, editor.version,
                             lambda found: self.shown(found) == expected)
        except AssertionError as error:
            self.fail(f"expected {expected} of {editor.text!r}: {error}")

    def compare(self, repo, name, seed, encodings):
        path = repo.path / name
        text = path.read_text() if path.exists() else ""
        client = self.opened(repo, path, text, encodings=encodings)
        editor = Editor(client, path, text, seed)
        found = 0
        for _ in range(EDITS):
            editor.edit()
            client.hover(path, 0, 0)  # the text is judged before it is on disk
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(editor.text.encode())
            run = repo.run("--no-history")
            expected = self.said(run, name, client.encoding, editor.text)
            self.agree(client, editor, expected)
            found += len(expected)
        self.assertGreater(found, EDITS // 3, "the edits make hardly a finding")
        client.end()

    def test_env(self):
        self.compare(self.project(), ".env", 1, None)

    def test_a_new_file(self):
        self.compare(self.project(), "deploy/prod.env", 2, ["utf-8"])

    def test_a_tracked_program(self):
        self.compare(self.project(), "src/app.py", 3, ["utf-32"])

    def test_yaml(self):
        self.compare(self.project(), "config/settings.yml", 4, None)

    def test_ignored(self):
        self.compare(self.project(), "local.env", 5, None)

    def test_ignore_lines(self):
        self.compare(self.project(), ".gitignore", 6, ["utf-8"])

    def test_attribute_lines(self):
        self.compare(self.project(), ".gitattributes", 7, None)

    def test_two_files_that_depend_on_each_other(self):
        """And on a configuration and a baseline."""
        repo = self.project()
        repo.write(".seclint.yml",
                   "overrides:\n  - paths: ['*.env']\n    rules: {github-pat: warning}\n"
                   "allow:\n  - line: EXAMPLE\n    reason: a test\n")
        repo.write("src/app.py", "import os\n" + line(6))
        run = self.run_seclint("baseline", "create", cwd=repo.path, form=None)
        self.assertEqual(run.status, 0)
        names = (".gitignore", "new.env", "src/app.py")
        client = self.started(repo.path)
        editors = []
        for seed, name in enumerate(names):
            path = repo.path / name
            text = path.read_text() if path.exists() else ""
            client.open(path, text)
            editors.append(Editor(client, path, text, seed + 20))
        client.logged("read ")
        for number in range(EDITS):
            editors[number % len(names)].edit()
            client.hover(editors[0].path, 0, 0)
            for editor in editors:
                editor.path.write_bytes(editor.text.encode())
            run = repo.run("--no-history")
            for name, editor in zip(names, editors):
                self.agree(client, editor,
                           self.said(run, name, client.encoding, editor.text))
        client.end()

    def test_a_folder_without_a_repository_is_like_standard_input(self):
        folder = self.folder / "plain"
        path = folder / "sub" / ".env"
        path.parent.mkdir(parents=True)
        client = self.started(folder)
        client.open(path, "")
        editor = Editor(client, path, "", 8)
        for _ in range(EDITS):
            editor.edit()
            run = self.run_seclint("-", "--stdin-path", "sub/.env", cwd=folder,
                                   data=editor.text.encode())
            self.agree(client, editor,
                       self.said(run, "sub/.env", client.encoding, editor.text))
        client.end()


class Behaviour(LspCase):
    def codes(self, diagnostics):
        return sorted(each["code"] for each in diagnostics)

    def applied(self, client, action, texts):
        """The texts by path after the action, as an editor would have them."""
        texts = dict(texts)
        for change in action["edit"]["documentChanges"]:
            if change.get("kind") == "create":
                texts.setdefault(path_of(change["uri"]), "")
                continue
            path = path_of(change["textDocument"]["uri"])
            self.assertIn(path, texts, "an edit of a file that is not there")
            texts[path] = apply(texts[path], change["edits"], client.encoding)
        return texts

    def action(self, actions, word):
        found = [each for each in actions if word in each["title"]]
        self.assertEqual(len(found), 1, [each["title"] for each in actions])
        self.assertEqual(found[0]["kind"], "quickfix")
        self.assertEqual(found[0]["diagnostics"][0]["source"], "seclint")
        return found[0]

    def test_a_diagnostic_says_what_there_is_to_say(self):
        repo = self.repo()
        text = f"# {SMILE}\nA = '{SMILE}'; TOKEN = '{token(1)}'\n"
        path = repo.write("a.py", text)
        for encoding, column in (("utf-8", 21), ("utf-16", 19), ("utf-32", 18)):
            client = self.opened(repo, path, text, encodings=[encoding])
            found = client.published(path, 1)
            self.assertEqual(len(found), 1, found)
            self.assertEqual(found[0]["range"]["start"], {"line": 1, "character": column})
            self.assertEqual(found[0]["range"]["end"],
                             {"line": 1, "character": column + 40})
            self.assertEqual(found[0]["code"], "github-pat")
            self.assertEqual(found[0]["source"], "seclint")
            self.assertIn("/docs/rules/github-pat.md", found[0]["codeDescription"]["href"])
            client.close(path)
            client.published(path, None, lambda found: found == [])
            client.end()

    def test_what_belongs_to_a_finding_is_related_to_it(self):
        repo = self.repo()
        key = "AKIA" + "".join(random.Random(1).choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))
        secret = "".join(random.Random(2).choices(repo_kit.BASE62, k=40))
        text = f"aws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
        path = repo.write("credentials.ini", text)
        client = self.opened(repo, path, text)
        related = [each for each in client.published(path, 1)
                   if each.get("relatedInformation")]
        self.assertTrue(related)
        place = related[0]["relatedInformation"][0]["location"]
        self.assertEqual(place["uri"], uri_of(path))
        written = client.end()
        self.assertNotIn(secret.encode(), written)

    def test_the_state_of_the_file_in_git_counts(self):
        repo = self.repo()
        text = line(1)
        repo.write("other.txt", "a\n")
        repo.commit("first")
        path = repo.write(".env", text)
        client = self.opened(repo, path, text)
        note = lambda found: [each["severity"] for each in found
                              if each["code"] == "github-pat"] == [3]
        error = lambda found: [each["severity"] for each in found
                               if each["code"] == "github-pat"] == [1]
        client.published(path, 1, error)
        # Somebody else writes the ignore file; a save makes the server look.
        repo.write(".gitignore", ".env\n")
        client.save(path)
        found = client.published(path, 1, note)
        self.assertIn("protected: the file is ignored", str(found))
        repo.git("add", "-f", ".env")
        client.save(path)
        client.published(path, 1, error)
        # What is only staged is told, too, without a place in the text.
        client.replace(path, 2, "A=1\n")
        found = client.published(path, 2)
        staged = [each for each in found if each["code"] == "github-pat"]
        self.assertIn("of what is staged", staged[0]["message"])
        self.assertEqual(staged[0]["range"]["start"], {"line": 0, "character": 0})
        client.end()

    def test_an_ignore_file_counts_while_it_is_typed(self):
        repo = self.repo()
        env, ignore = repo.write(".env", line(1)), repo.write(".gitignore", "")
        client = self.opened(repo, env, line(1))
        client.published(env, 1, lambda found: "secret-not-ignored" in self.codes(found))
        client.open(ignore, "")
        client.change(ignore, 2, {"range": {"start": {"line": 0, "character": 0},
                                            "end": {"line": 0, "character": 0}},
                                  "text": ".env\n"})
        client.published(env, 1, lambda found: [each["severity"] for each in found] == [3])
        client.close(ignore) # on disk it is empty
        client.published(env, 1, lambda found: "secret-not-ignored" in self.codes(found))
        client.end()

    def test_lines_of_attributes_count_for_files_that_are_not_open(self):
        repo = self.repo()
        repo.write("plain.py", "x = 1\n")
        repo.write(".env", line(1))
        repo.write(".gitattributes", "")
        repo.commit("first")
        path = repo.path / ".gitattributes"
        client = self.opened(repo, path, "")
        # The tree knows nothing of the first file, and of the second what it was.
        for version, name in enumerate(("plain.py", ".env"), 2):
            text = f"{name} filter=git-crypt\n"
            copy = shutil.copytree(repo.path, self.folder / f"saved-{version}")
            saved = Repo(self, copy, make=False)
            saved.write(".gitattributes", text)
            expected = self.said(saved.run("--no-history"), ".gitattributes",
                                 client.encoding, text)
            client.replace(path, version, text)
            # On a slow machine the repository's part of it comes later.
            found = client.published(path, version,
                                     lambda found: self.shown(found) == expected)
            self.assertIn("gitattributes-diff-missing", self.codes(found))
            path.write_text(text)
        client.end()

    def test_a_line_counts_for_files_that_are_not_open(self):
        repo = self.repo()
        for name in ("a.ini", "b.ini", "c.ini"):
            repo.write(name, "a=1\n")
        ignore, path = repo.write(".gitignore", "*.ini\n"), repo.path / "a.ini"
        repo.git("add", "-f", ".")
        client = self.opened(repo, path, "a=1\n")
        client.open(ignore, "*.ini\n")
        # One finding tells of all the files that a line is about.
        said = lambda found: [each["message"] for each in found
                              if each["code"] == "tracked-source-ignored"]
        before = said(client.published(path, 1, lambda found: said(found) != []))
        client.replace(ignore, 2, "[ab].ini\n")
        client.published(path, 1, lambda found: said(found) not in ([], before)
                         and "'[ab].ini'" in said(found)[0])
        ignore.write_text("[ab].ini\n")
        expected = repo.run("--no-history").at("a.ini")
        self.assertEqual(said(client.published(path, 1)),
                         [each["message"] for each in expected])
        client.end()

    def test_what_is_allowed_stays_so_while_another_file_is_typed(self):
        repo = self.repo()
        text = "x/\n# seclint:allow ignore-negation-ineffective -- a test\n!x/y\n"
        ignore, path = repo.write(".gitignore", text), repo.write("a.py", "x = 1\n")
        client = self.opened(repo, ignore, text)
        client.open(path, "x = 1\n")
        client.published(path, 1)
        client.replace(path, 2, "x = 2\n")
        client.published(path, 2)
        client.hover(path, 0, 0)
        self.assertEqual(client.published(ignore, 1), [])
        client.replace(ignore, 2, text.replace("!x/y", "x/y"))
        client.published(ignore, 2, lambda found: "allow-unused" in self.codes(found))
        client.end()

    def test_a_document_begins_to_matter_while_it_is_typed(self):
        repo = self.repo()
        path = repo.write("Makefile", "all:\n")
        repo.write("site.yml", "- hosts: all\n")
        repo.write(".vault_pass", "Tr0ub4dor-and-3\n")
        client = self.opened(repo, path, "all:\n")
        client.published(path, 1, lambda found: found == [])
        client.replace(path, 2, "all:\n\tansible-playbook --vault-password-" "file"
                       " .vault_pass site.yml\n")
        client.published(
            path, 2, lambda found: "vault-password-file-not-ignored" in self.codes(found))
        client.replace(path, 3, "all:\n\ttrue\n")
        client.published(path, 3, lambda found: found == [])
        client.end()

    def test_files_that_others_change_are_seen_without_a_word(self):
        repo = self.repo()
        path = repo.write(".env", line(1))
        client = self.opened(repo, path, line(1))
        client.published(path, 1, lambda found: "secret-not-ignored" in self.codes(found))
        repo.write(".gitignore", ".env\n")
        client.published(path, 1, lambda found: [each["severity"] for each in found] == [3])
        client.end()

    def test_an_ignore_file_of_the_person_is_watched(self):
        repo = self.repo()
        path = repo.write(".env", line(1))
        client = self.opened(repo, path, line(1))
        client.published(path, 1, lambda found: "secret-not-ignored" in self.codes(found))
        ignore = self.home / ".config/git/ignore"
        ignore.parent.mkdir(parents=True, exist_ok=True)
        ignore.write_text(".env\n")
        client.published(path, 1,
                         lambda found: "ignore-local-only-source" in self.codes(found))
        client.end()

    def test_a_branch_that_moves_below_head_is_seen(self):
        repo = self.repo()
        repo.write("other.txt", "a\n")
        repo.commit("first")
        path = repo.write(".env", line(1))
        repo.commit("second")
        client = self.opened(repo, path, line(1))
        says = lambda words: lambda found: any(
            each["message"].endswith(words) for each in found
            if each["code"] == "secret-tracked-plaintext")
        client.published(path, 1, says(": committed"))
        repo.git("update-ref", "refs/heads/main", "HEAD~1") # neither HEAD nor index change
        client.published(path, 1, says(": staged, not committed yet"))
        client.end()

    def test_hover_tells_why_and_hides_the_secret(self):
        repo = self.repo()
        text = f"x = 1\ntoken = '{token(1)}'\n"
        path = repo.write("a.py", text)
        client = self.opened(repo, path, text)
        shown = client.hover(path, 1, 20)
        value = shown["contents"]["value"]
        self.assertEqual(shown["contents"]["kind"], "markdown")
        self.assertEqual(shown["range"]["start"], {"line": 1, "character": 9})
        for part in ("ghp_********", "**Why:**", "**Fix:**", "docs/rules/github-pat.md"):
            self.assertIn(part, value)
        self.assertIsNone(client.hover(path, 0, 2))
        self.assertIsNone(client.hover(path, 1, 2))
        self.assertIsNone(client.hover(path, 99, 99))
        client.end()
        client = self.client(repo.path)
        client.initialize(repo.path, capabilities={})
        client.open(path, text)
        plain = client.hover(path, 1, 20)["contents"]
        self.assertEqual(plain["kind"], "plaintext")
        self.assertNotIn("**", plain["value"].replace("********", ""))
        client.end()

    def test_an_action_settles_a_finding_in_the_ignore_file(self):
        repo = self.repo()
        path = repo.write(".env", line(1))
        client = self.opened(repo, path, line(1))
        client.published(path, 1)
        action = self.action(client.actions(path, 0), "settle secret-not-ignored")
        self.assertEqual(client.actions(path, 0, ["refactor"]), [])
        self.assertEqual(len(client.actions(path, 0, ["quickfix"])), 2)
        texts = self.applied(client, action, {path: line(1)})
        ignore = repo.path / ".gitignore"
        self.assertEqual(texts[ignore], "/.env\n")
        # With the file open and unsaved, its text is what is edited.
        client.open(ignore, "*.log", version=7)
        action = self.action(client.actions(path, 0), "settle secret-not-ignored")
        edit = action["edit"]["documentChanges"][0]
        self.assertEqual(edit["textDocument"]["version"], 7)
        texts = self.applied(client, action, {ignore: "*.log"})
        self.assertEqual(texts[ignore], "*.log\n/.env\n")
        self.assertNotIn("*.log", json.dumps(action["edit"]), "a line that stays is told")
        client.replace(ignore, 8, texts[ignore])
        client.published(path, 1, lambda found: [each["severity"] for each in found] == [3])
        client.end()

    def test_an_action_allows_a_finding_where_that_works(self):
        repo = self.repo()
        pem = "-----BEGIN RSA PRIVATE KEY-----\n"
        for name, text, at, expected in (
            ("a.py", f"if x:\n    t = '{token(1)}'\n", 1, f"    t = '{token(1)}'  # seclint:allow github-pat -- "),
            ("a.ts", f"const t = '{token(1)}'\r\n", 0, f"const t = '{token(1)}'  // seclint:allow github-pat -- "),
            ("b.py", f"t = '{token(1)}'  # seclint:allow a -- x\n", 0, "# seclint:allow github-pat -- "),
            (".env", f"A=1\nB={token(1)}\n", 1, "# seclint:allow github-pat -- "),
            ("Dockerfile", f"FROM x\nENV B={token(1)}\n", 1, "# seclint:allow"),
            ("c.yml", f"a:\n  - b: {token(1)}\n", 1, f"  - b: {token(1)}  # seclint:allow github-pat -- "),
            ("e.html", f"<p>{token(1)}</p>\n", 0, f"<p>{token(1)}</p>  <!-- seclint:allow github-pat -- "),
            ("f.sh", f"x \\\n  {token(1)} \\\n  y\n", 1, None),
            ("d.yml", f"a: |\n  x\n  {token(1)}\n", 2, None),
            ("a.json", f'{{"a": "{token(1)}"}}\n', 0, None),
        ):
            with self.subTest(name):
                path = repo.write(name, text)
                client = self.opened(repo, path, text)
                before = len(client.published(path, 1))
                allows = [each for each in client.actions(path, at)
                          if "allow github-pat" in each["title"]]
                if expected is None:
                    self.assertEqual(allows, [])
                else:
                    after = self.applied(client, allows[0], {path: text})[path]
                    self.assertTrue(after.split("\n")[at].startswith(expected), after)
                    self.assertEqual(after.count("\r\n"), text.count("\r\n"), after)
                    client.replace(path, 2, after)
                    left = client.published(path, 2)
                    self.assertLess(len(left), before, left)
                    path.write_bytes(after.encode())
                    run = repo.run("--no-history")
                    self.assertEqual(self.shown(left),
                                     self.said(run, name, client.encoding, after))
                client.end()
                path.unlink()

    def test_edits_of_a_client_that_knows_no_versions(self):
        repo = self.repo()
        path = repo.write(".env", line(1))
        client = self.client(repo.path)
        client.initialize(repo.path, capabilities={"textDocument": {"codeAction": {
            "codeActionLiteralSupport": {}}}})
        client.open(path, line(1))
        client.logged("read ")
        changes = [list(each["edit"]["changes"]) for each in client.actions(path, 0)]
        self.assertEqual(changes, [[uri_of(repo.path / ".gitignore")], [uri_of(path)]])
        client.end()
        client = self.client(repo.path)
        client.initialize(repo.path, capabilities={})
        client.open(path, line(1))
        self.assertEqual(client.actions(path, 0), [])
        client.end()

    def test_a_client_may_ask_for_diagnostics(self):
        repo = self.repo()
        path = repo.write("a.py", line(1))
        client = self.client(repo.path)
        result = client.initialize(repo.path, capabilities={
            "textDocument": {"diagnostic": {}},
            "workspace": {"diagnostics": {"refreshSupport": True}}})
        self.assertIn("diagnosticProvider", result["capabilities"])
        client.open(path, line(1))
        client.wait(lambda note: note["method"] == "workspace/diagnostic/refresh")
        answer = client.request("textDocument/diagnostic", {
            "textDocument": {"uri": uri_of(path)}})["result"]
        self.assertEqual(answer["kind"], "full")
        self.assertEqual(self.codes(answer["items"]), ["github-pat"])
        self.assertNotIn(b"publishDiagnostics", client.end())

    def test_the_configuration_and_the_baseline_count(self):
        repo = self.repo()
        path = repo.write("a.py", line(1))
        repo.write(".seclint.yml", "rules:\n  github-pat: warning\n")
        client = self.opened(repo, path, line(1))
        client.published(path, 1, lambda found: [e["severity"] for e in found] == [2])
        # A slip: what was is kept, and told in the log.
        repo.write(".seclint.yml", "rules: [\n")
        client.save(path)
        self.assertIn(".seclint.yml", client.logged("seclint.yml"))
        repo.write(".seclint.yml", "exclude: ['*.py']\n")
        client.save(path)
        client.published(path, 1, lambda found: found == [])
        repo.write(".seclint.yml", "")
        client.save(path)
        client.published(path, 1, lambda found: [e["severity"] for e in found] == [1])
        self.assert_status(repo.run("baseline", "create", form=None), 0)
        client.save(path)
        client.published(path, 1, lambda found: found == [])
        client.replace(path, 2, line(2))
        self.assertEqual(self.codes(client.published(path, 2)), ["github-pat"])
        client.end()

    def test_watched_files_are_asked_for(self):
        repo = self.repo()
        path = repo.write(".env", line(1))
        client = self.client(repo.path)
        client.initialize(repo.path, capabilities={"workspace": {
            "didChangeWatchedFiles": {"dynamicRegistration": True}}})
        asked = client.wait(lambda note: note["method"] == "client/registerCapability")
        self.assertIn("**/.gitignore", json.dumps(asked["params"]))
        client.open(path, line(1))
        client.logged("read ")
        repo.write("sub/.gitignore", "x\n")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [
            {"uri": uri_of(repo.path / "sub" / ".gitignore"), "type": 1}]})
        client.logged("read ")
        client.end()

    def test_folders_come_and_go(self):
        one, two = self.folder / "one", self.folder / "two"
        for folder in (one, two):
            (folder / "vars").mkdir(parents=True)
        path = two / "vars" / "a.py"
        client = self.started(one)
        client.open(path, line(1))
        client.published(path, 1)
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {
            "added": [{"uri": uri_of(two), "name": "two"}],
            "removed": [{"uri": uri_of(one), "name": "one"}]}})
        client.replace(path, 2, line(2) * 2)
        self.assertEqual(len(client.published(path, 2)), 2)
        client.end()

    def test_two_repositories_and_a_worktree_in_one_session(self):
        one, two = self.planted("one"), self.repo("two")
        one.git("worktree", "add", "-q", "../three")
        client = self.started(one.path)
        for name in ("one", "two", "three"):
            path = self.folder / name / "app.py"
            client.open(path, line(3))
            client.logged("read " + name)
            client.published(path, 1)
        client.end()

    def test_a_repository_of_somebody_else_is_a_folder(self):
        self.need_root()
        repo = self.planted()
        path = repo.path / "app.py"
        self.give_away(repo.path)
        client = self.started(repo.path)
        client.open(path, line(1))
        self.assertIn("safe.directory", client.logged("safe.directory"))
        self.assertEqual(self.codes(client.published(path, 1)), ["github-pat"])
        client.end()

    def test_a_text_that_is_no_file_and_one_that_is_too_large(self):
        client = self.started(self.folder)
        client.notify("textDocument/didOpen", {"textDocument": {
            "uri": "untitled:a", "version": 1, "text": line(1)}})
        path = self.folder / "large.txt"
        client.open(path, "x" * ((16 << 20) + 1))
        client.logged("larger than 16 MiB")
        client.open(self.folder / "a.py", line(2))
        client.published(self.folder / "a.py", 1)
        self.assertIsNone(client.hover(path, 0, 0))
        client.end()

    def test_a_text_that_is_too_large_for_a_while(self):
        client = self.started(self.folder)
        path = self.folder / "large.py"
        small, large = line(1), "x" * ((16 << 20) + 1)

        def found(version):
            return self.codes(client.published(
                path, version, lambda found: bool(found) == bool(version)))

        client.open(path, small, 1)
        self.assertEqual(found(1), ["github-pat"])
        client.replace(path, 2, large)
        self.assertEqual(found(None), [])
        client.logged("larger than 16 MiB")
        client.replace(path, 3, small)
        self.assertEqual(found(3), ["github-pat"])

        # Of a text that was cut nothing is taken for the whole: not by a save, not by an
        # edit of what there is.
        client.replace(path, 4, small + large)
        self.assertEqual(found(None), [])
        client.save(path)
        end = {"line": 1, "character": 0}
        client.change(path, 5, {"range": {"start": end, "end": {"line": 1, "character": 1 << 20}},
                                "text": ""})
        client.open(self.folder / "other.py", line(2))
        client.published(self.folder / "other.py", 1, bool)
        self.assertEqual(found(None), [])
        client.change(path, 6, {"text": large}, {"text": small})
        self.assertEqual(found(6), ["github-pat"])
        client.end()

    def test_nothing_that_is_written_holds_a_secret(self):
        """Hovers and actions at every place of a file full of secrets, names of files
        and folders that are tokens, and a configuration that cannot be read."""
        repo = self.repo(f"repo-{token(9)}")
        text = "".join(
            (f"GITHUB_TOKEN={token(n)}\n", f"# {token(n)} seclint:allow {token(n)}\n",
             f"{token(n)}\n")[n % 3] for n in range(9))
        path = repo.write(".env", text)
        repo.write(".gitignore", f"{token(1)}\n*.log")
        repo.write(".seclint.yml", f"rules:\n  {token(2)}: [\n")
        client = self.started(repo.path)
        client.open(path, text)
        client.logged("seclint.yml")
        (repo.path / ".seclint.yml").unlink()
        client.save(path)
        client.logged("read ")
        for number, each in enumerate(text.splitlines()):
            client.actions(path, number)
            client.hover(path, number, len(each) - 3)
        client.request(token(3), {token(4): token(5)})
        client.send_bytes(frame(token(6).encode()))
        client.send_bytes(f"Content-Length: {token(7)}\r\n\r\n".encode())
        client.open(repo.path / ".gitignore", f"{token(1)}\n*.log")
        client.actions(path, 0)
        # Half a token, or one that stands in a word, is none that a rule knows.
        client.replace(path, 2, f"x y # b=git{token(8)}z\nA={token(1)}\n")
        client.published(path, 2)
        self.assertIn("dotenv-line-misread", json.dumps(client.hover(path, 0, 2)))
        odd = repo.path / f"{token(8)}.txt"
        client.open(odd, "")
        client.change(odd, 2, {"range": {}, "text": "x"})
        self.assertIn("********", client.logged("makes no sense"))
        answer = client.request("shutdown")
        client.notify("exit")
        client.child.wait(PATIENCE)
        client.thread.join(PATIENCE)
        client.child.stdin.close()
        client.child.stdout.close()
        client.errors.close()
        # A URI of the client's own is named by it, not by us: its file has such a name.
        written = bytes(client.written).replace(token(9).encode(), b"")
        written = written.replace(uri_of(odd).rpartition("/")[2].encode(), b"")
        for number in range(10):
            self.assertNotIn(token(number)[4:].encode(), written, f"token {number}")


def main():
    repo_kit.main()


main()
