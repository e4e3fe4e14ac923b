"""What seclint says of Ansible Vault and git-crypt files agrees with the real programs.

usage: vault_differential_test.py CONTENT_PROBE [SEED [MUTATIONS]]

Whatever ansible-vault decrypts has to be a vault, and what it refuses for anything but
a wrong HMAC (which nobody can check without the password) must not be one. An inline
vault in YAML is reported if Ansible cannot load it or gives something else than the
plain text, and only then. $SECLINT is the program."""

import itertools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

PLAIN = "a plain text that takes more than one line of hexadecimal digits"
SIZES = [0, 1, 15, 16, 17, 31, 32, 33, 100, 1000, 20000]

# Runs with the interpreter of ansible-vault. Its input: `make SIZE LABEL FILE`, `salt
# FILE`, `text FILE` (a vault of PLAIN), `view FILE` or `load FILE` (its first value, of
# YAML, is PLAIN); its output: one line for each, "ok", "hmac", "literal" (a value, but
# another one) or "refused". The salts are the same in every run, or each had vaults, and
# mutations of them, of its own.
WORKER = """
import os, random, sys
from ansible.errors import AnsibleError
from ansible.parsing import vault as v
from ansible.parsing.dataloader import DataLoader

os.urandom = random.Random(SEED).randbytes
secret = v.VaultSecret(b"correct horse")
lib = v.VaultLib([("default", secret)])

def make(size, label, file):
    text = lib.encrypt(b"x" * int(size), secret, None if label == "-" else label)
    open(file, "wb").write(text)
    return "ok"

def salted(file):
    text = v.VaultAES256.encrypt(b"x", secret, b"my own salt")
    open(file, "wb").write(v.format_vaulttext_envelope(text, "AES256"))
    return "ok"

def text(file):
    open(file, "wb").write(lib.encrypt(PLAIN.encode(), secret))
    return "ok"

def load(file):
    try:
        loader = DataLoader()
        loader.set_vault_secrets([("default", secret)])
        value = loader.load(open(file).read(), file)
        while isinstance(value, (dict, list)):
            value = next(iter(value.values())) if isinstance(value, dict) else value[0]
        return "ok" if str(value) == PLAIN else "literal"
    except Exception:
        return "refused"

def view(file):
    try:
        v.VaultEditor(lib).plaintext(file)
        return "ok"
    except Exception:
        pass
    data = open(file, "rb").read()
    if not v.is_encrypted(data):
        return "refused"
    try:
        body, _, cipher, _ = v.parse_vaulttext_envelope(data)
        if cipher != "AES256":
            return "refused"
        v.VaultAES256.decrypt(body, secret)
    except Exception as error:
        return "hmac" if "HMAC" in str(error) else "refused"
    return "refused"

for line in sys.stdin:
    command, *words = line.split()
    try:
        said = {"make": make, "salt": salted, "text": text, "view": view,
                "load": load}[command](*words)
    except Exception as error:
        said = "failed: %r" % error
    print(said, flush=True)
"""


class Worker:
    def __init__(self, vault, seed):
        first = open(vault, "rb").readline().decode()
        python = first[2:].split() if first.startswith("#!") else [sys.executable]
        self.process = subprocess.Popen(
            [*python, "-c", f"PLAIN = {PLAIN!r}\nSEED = {seed}\n" + WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()


class Bench:
    def __init__(self, probe, folder):
        self.probe = probe
        self.folder = folder
        self.count = 0
        self.faults = []

    def file(self, data):
        self.count += 1
        path = self.folder / f"{self.count}.bin"
        path.write_bytes(data)
        return path

    def verdict(self, path):
        """Class, fault, span of the fault, reason."""
        out = subprocess.run(
            [self.probe, path], capture_output=True, check=True
        ).stdout.decode("utf-8", "replace")
        name, fault, start, end, why = out.rstrip("\n").split(" ", 4)
        return name, fault, int(start), int(end), why

    def expect(self, what, got, wanted):
        if got != wanted:
            self.faults.append(f"{what}: got {got!r}, want {wanted!r}")

    def agree(self, what, worker, data, wanted=None):
        path = self.file(data)
        said = worker.ask("view", path)
        name, fault, start, end, why = self.verdict(path)
        if said not in ("ok", "hmac", "refused"):
            self.faults.append(f"{what}: the worker said {said}")
        if wanted:
            self.expect(f"{what}: ansible", said == "ok", wanted == "ok")
        if (said == "ok" and name != "vault") or (said == "refused" and name == "vault"):
            self.faults.append(f"{what}: ansible {said}, seclint {name} {fault} {why}")
        if not start <= end <= len(data):
            self.faults.append(f"{what}: span {start}..{end} of {len(data)}")
        path.unlink()
        return name, fault, data[start:end]


def rewrapped(data, width, end=b"\n"):
    header, _, body = data.partition(b"\n")
    digits = body.replace(b"\n", b"")
    lines = [digits[i : i + width] for i in range(0, len(digits), width)]
    return end.join([header, *lines, b""])


# What 1.3 of the format says is accepted, and what is not: name, change, wanted class,
# wanted fault, bytes of its span (None: not compared).
def changes(data):
    header, _, body = data.partition(b"\n")
    head = lambda new: new + b"\n" + body
    ok = [
        ("as written", data),
        ("version 9.9", head(b"$ANSIBLE_VAULT;9.9;AES256")),
        ("label in 1.1", head(b"$ANSIBLE_VAULT;1.1;AES256;x")),
        ("five fields", head(b"$ANSIBLE_VAULT;1.2;AES256;x;y")),
        ("blanks around ;", head(b"$ANSIBLE_VAULT ; 1.1 ; AES256  ")),
        ("crlf", data.replace(b"\n", b"\r\n")),
        ("lone cr", data.replace(b"\n", b"\r")),
        ("capital hex", header + b"\n" + body.upper()),
        ("one line", rewrapped(data, 10**6)),
        ("short lines", rewrapped(data, 7)),
        ("empty lines", rewrapped(data, 64, b"\n\n")),
        ("no last newline", data.rstrip(b"\n")),
        ("trailing empty lines", data + b"\n\r\n\n"),
    ]
    bad = [
        ("bom", b"\xef\xbb\xbf" + data, "vault-misplaced", "header", header),
        ("leading newline", b"\n" + data, "vault-misplaced", "header", header),
        ("leading blank", b" " + data, "vault-misplaced", "header", header),
        ("leading ---", b"---\n" + data, "vault-misplaced", "header", header),
        ("leading comment", b"# x\n" + data, "vault-misplaced", "header", header),
        ("small header", head(header.lower()), "vault-misplaced", "header", header.lower()),
        ("cipher AES", head(b"$ANSIBLE_VAULT;1.1;AES"), "vault-broken", "header", b"AES"),
        ("cipher aes256", head(b"$ANSIBLE_VAULT;1.1;aes256"), "vault-broken", "header",
         b"aes256"),
        ("two fields", head(b"$ANSIBLE_VAULT;1.1"), "vault-broken", "header",
         b"$ANSIBLE_VAULT;1.1"),
        ("header only", header + b"\n", "vault-broken", "body", header),
        ("indented body", header + b"\n  " + body, "vault-broken", "body", b" "),
        ("plain line behind", data + b"password: x\n", "vault-broken", "body", b"p"),
        ("comment behind", data + b"# x\n", "vault-broken", "body", b"#"),
        ("trailing blank", data.rstrip(b"\n") + b" \n", "vault-broken", "body", b" "),
        ("non-ascii behind", data + "é".encode(), "vault-broken", "body", b"\xc3"),
        ("non-ascii label", head("$ANSIBLE_VAULT;1.2;AES256;é".encode()), "vault-broken",
         "header", b"\xc3"),
        ("a digit short", data.rstrip(b"\n")[:-1], "vault-broken", "body", None),
        ("a byte short", data.rstrip(b"\n")[:-2], "vault-broken", "body", None),
        ("half of it", data[: len(data) // 2], "vault-broken", "body", None),
        ("a line short", b"\n".join(data.split(b"\n")[:-2]), "vault-broken", "body", None),
        ("two vaults", data + data, "vault-broken", "body", b"$"),
        ("folded", data.replace(b"\n", b" "), "vault-broken", None, None),
        ("utf-16", data.decode().encode("utf-16"), "text", "ok", None),
    ]
    return ok, bad


def check_vaults(bench, worker, rng, mutations):
    whole = []
    for size in SIZES:
        for label in ("-", "prod", "a_b-c.d"):
            path = bench.folder / "made"
            bench.expect("make", worker.ask("make", size, label, path), "ok")
            data = path.read_bytes()
            whole.append(data)
            digits = len(data.partition(b"\n")[2].replace(b"\n", b""))
            bench.expect(f"length for {size}", digits, 260 + 64 * (size // 16 + 1))
            bench.expect(f"{size} {label}", bench.verdict(path)[:2], ("vault", "ok"))
    for data in whole[:6] + whole[-1:]:
        ok, bad = changes(data)
        for what, changed in ok:
            got = bench.agree(what, worker, changed, "ok")
            bench.expect(what, got[:2], ("vault", "ok"))
        for what, changed, name, fault, span in bad:
            got = bench.agree(what, worker, changed, "refused")
            bench.expect(what, got[:2], (name, fault or got[1]))
            if span is not None:
                bench.expect(f"span of {what}", got[2], span)
    if worker.ask("salt", bench.folder / "salted") == "ok":
        bench.agree("own salt", worker, (bench.folder / "salted").read_bytes(), "ok")
    for number in range(mutations):
        data = bytearray(rng.choice(whole[:12]))
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(data) if rng.random() < 0.5 else 40)
            piece = rng.choice([b"", b"0", b"0a", b";", b" ", b"\r", b"\n", b"A", b"\xff"])
            data[at : at + rng.randrange(3)] = piece
        if data:
            bench.agree(f"mutation {number} {bytes(data)[:80]!r}", worker, bytes(data))


def block(before, mark, lines, first=4, rest=4, between=""):
    body = "".join(" " * rest + line + "\n" for line in lines[1:])
    return f"{before} {mark}\n{between}{' ' * first}{lines[0]}\n{body}"


# Name, text, what Ansible makes of it, the rule that tells.
def inline_forms(lines):
    header, *body = lines
    escaped = "\\n".join(lines)
    one = lambda mark="|", tag="!vault", **more: block(f"key: {tag}", mark, lines, **more)
    ok = [
        ("literal", one()),
        ("stripped", one("|-")),
        ("kept", one("|+")),
        ("as encrypt_string writes it", one(first=10, rest=10)),
        ("its indentation told", one("|4")),
        ("a note behind the sign", one("| # note")),
        ("a comment behind the block", one() + "# note\n"),
        ("vault-encrypted", one(tag="!vault-encrypted")),
        ("anchor first", one(tag="&a !vault")),
        ("anchor behind", one(tag="!vault &a")),
        ("item of a list", block("key:\n  - !vault", "|", lines, 6, 6)),
        ("item at the margin", block("- !vault", "|", lines, 2, 2)),
        ("tag on its own line", block("key:\n  !vault", "|", lines)),
        ("the whole document", block("!vault", "|", lines, 2, 2)),
        ("double quotes", f'key: !vault "{escaped}"\n'),
        ("double quotes, line end", f'key: !vault "{escaped}\\n"\n'),
        ("in brackets", f'key: {{a: !vault "{escaped}"}}\n'),
        ("single quotes, empty lines", "key: !vault '" + "\n\n  ".join(lines) + "'\n"),
        ("folded, empty lines", "key: !vault >\n" + "".join(f"    {x}\n\n" for x in lines)),
        ("crlf", one().replace("\n", "\r\n")),
        ("capital digits", block("key: !vault", "|", [header, *(x.upper() for x in body)])),
    ]
    refused = [
        ("folded", one(">")),
        ("folded and stripped", one(">-")),
        ("no sign", block("key:", "!vault", lines)),
        ("comment first", one(between="    # note\n")),
        ("comment at the margin", one(between="# note\n")),
        ("empty line first", one(between="\n")),
        ("blanks first", one(between="    \n")),
        ("body deeper", one(rest=6)),
        ("last line deeper", one()[: -len(body[-1]) - 1] + "  " + body[-1] + "\n"),
        ("body less deep", one(first=6)),
        ("body at the margin", one(rest=0)),
        ("its indentation told wrong", one("|2")),
        ("indented with tabs", one(first=0, rest=0).replace("\n", "\n\t").rstrip("\t")),
        ("Vault", one(tag="!Vault")),
        ("VAULT", one(tag="!VAULT")),
        ("ansible-vault", one(tag="!ansible-vault")),
        ("vault_encrypted", one(tag="!vault_encrypted")),
        ("core tag", one(tag="!!vault")),
        ("letters exchanged", one(tag="!vualt")),
        ("letter too many", one(tag="!vaullt")),
        ("colon behind", one(tag="!vault:")),
        ("tag of another", one(tag="!secret")),
        ("no blank", one().replace("!vault |", "!vault|")),
        ("no blank, folded", one().replace("!vault |", "!vault>")),
        ("plain text", "key: !vault hunter7-Staple\n"),
        ("plain text in a block", "key: !vault |\n    hunter7-Staple\n"),
        ("comment in the block", one() + "    # note\n"),
        ("another cipher", one().replace("AES256", "AES")),
        ("two fields", one().replace(";AES256", "")),
        ("small header", one().replace("$ANSIBLE_VAULT", "$ansible_vault")),
        ("header only", block("key: !vault", "|", lines[:1])),
        ("a line short", block("key: !vault", "|", lines[:-1])),
        ("blanks behind the lines", one().replace("\n", "  \n")),
    ]
    literal = [
        ("tag in quotes", f'key: "!vault |\\n{escaped}"\n'),
        ("tag in the block", block("key:", "|", ["!vault |", *lines])),
        ("blank in the tag", one(tag="! vault")),
    ]
    untagged = [
        ("no tag", block("key:", "|", lines)),
        ("no tag, in a list", block("-", "|-", lines)),
        ("no tag, quotes", f'key: "{escaped}"\n'),
        ("tag of text", one(tag="!!str")),
        ("tag without a name", one(tag="!")),
    ]
    malformed = "vault-inline-malformed"
    return [
        *((*form, "ok", None) for form in ok),
        *((*form, "refused", malformed) for form in refused),
        *((*form, "literal", malformed) for form in literal),
        *((*form, "literal", "vault-inline-untagged") for form in untagged),
    ]


# Blanks, signs, tags and comments put together as they come.
def inline_mixtures(lines, rng, count):
    tags = ["!vault"] * 6 + ["!vault-encrypted", "!Vault", "&a !vault", ""]
    signs = ["|", "|-", "|+", ">", ">-", "| # x"]
    between = [""] * 6 + ["\n", "    # x\n", "# x\n", "  \n"]
    behind = [""] * 4 + ["# x\n", "    # x\n", "\n", "other: 1\n"]
    every = list(itertools.product(tags, signs, range(1, 6), range(6), between, behind))
    for tag, sign, first, rest, gap, tail in rng.sample(every, count):
        text = block(f"key: {tag}".rstrip(), sign, lines, first, rest, gap) + tail
        yield f"mixture {text[:60]!r}", text, None, None


def check_inline(bench, worker, rng, mutations):
    folder = bench.folder / "inline"
    folder.mkdir()
    bench.expect("text", worker.ask("text", bench.folder / "made"), "ok")
    lines = (bench.folder / "made").read_text().splitlines()
    said, cases = {}, {}
    for number, case in enumerate(
        [*inline_forms(lines), *inline_mixtures(lines, rng, mutations)]
    ):
        path = folder / f"{number}.yml"
        path.write_bytes(case[1].encode())
        said[path.name] = worker.ask("load", path)
        cases[path.name] = case
        bench.count += 1
    out = subprocess.run(
        [os.environ["SECLINT"], "--format=jsonl", folder], capture_output=True
    ).stdout.decode()
    rules = {}
    for record in map(json.loads, out.splitlines()):
        if record["type"] == "finding" and record["rule"].startswith("vault-inline-"):
            rules.setdefault(record["place"]["path"], set()).add(record["rule"])
    for name, (what, _, wanted, rule) in cases.items():
        found = rules.get(name, set())
        if wanted:
            bench.expect(f"{what}: ansible", said[name], wanted)
            bench.expect(f"{what}: seclint", found, {rule} if rule else set())
        elif bool(found) != (said[name] != "ok"):
            bench.faults.append(f"{what}: ansible {said[name]}, seclint {found}")


def check_command_line(bench, vault):
    """The program itself, once each for a file, a label and an inline value."""
    password = bench.folder / "password"
    password.write_text("correct horse\n")
    env = {**os.environ, "ANSIBLE_NOCOWS": "1", "ANSIBLE_LOCAL_TEMP": str(bench.folder),
           "HOME": str(bench.folder)}
    run = lambda *words: subprocess.run(
        [vault, *words], env=env, cwd=bench.folder, capture_output=True, check=True
    ).stdout
    for number, option in enumerate(
        ([f"--vault-password-file={password}"], [f"--vault-id=lab@{password}"])
    ):
        path = bench.file(b"password: x\n")
        run("encrypt", *option, str(path))
        bench.expect(f"encrypt {number}", bench.verdict(path)[0], "vault")
        bench.expect("view", run("view", *option, str(path)), b"password: x\n")
    inline = run("encrypt_string", f"--vault-password-file={password}", "x", "-n", "key")
    lines = inline.decode().split("\n")
    bench.expect("inline", lines[0], "key: !vault |")
    value = "\n".join(line.strip() for line in lines[1:])
    bench.expect("inline", bench.verdict(bench.file(value.encode()))[0], "vault")
    body = "\n".join(line[8:] for line in lines[1:])
    bench.expect("inline indented", bench.verdict(bench.file(body.encode()))[0],
                 "vault-misplaced")


def check_git_crypt(bench):
    root = bench.folder / "repo"
    env = {**os.environ, "HOME": str(bench.folder), "GIT_CONFIG_NOSYSTEM": "1"}
    for name in [name for name in env if name.startswith("GIT_") and name != "GIT_CONFIG_NOSYSTEM"]:
        del env[name]
    run = lambda *words: subprocess.run(
        words, env=env, cwd=root, capture_output=True, check=True
    ).stdout
    root.mkdir()
    run("git", "init", "-q")
    run("git-crypt", "init")
    (root / ".gitattributes").write_text("*.env filter=git-crypt diff=git-crypt\n")
    for size in SIZES:
        (root / f"{size}.env").write_bytes(b"x" * size)
    run("git", "add", ".")
    for size in SIZES:
        blob = run("git", "cat-file", "blob", f":{size}.env")
        if size == 0 and not blob:
            continue  # releases before 0.7 leave empty files alone
        bench.expect(f"git-crypt {size}", len(blob), size + 22)
        bench.expect(f"git-crypt {size}", bench.verdict(bench.file(blob))[0], "git-crypt")
        for length in range(10, 22):
            got = bench.verdict(bench.file(blob[:length]))[0]
            bench.expect(f"git-crypt cut to {length}", got, "git-crypt-truncated")
        for length in range(6, 10):
            got = bench.verdict(bench.file(blob[:length]))[0]
            bench.expect(f"git-crypt cut to {length}", got, "binary")
    run("git-crypt", "export-key", str(bench.folder / "key"))
    bench.expect("key", bench.verdict(bench.folder / "key")[0], "git-crypt-key")
    inside = root / ".git" / "git-crypt" / "keys" / "default"
    bench.expect("key inside", bench.verdict(inside)[0], "git-crypt-key")


def main():
    probe = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    mutations = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    tools = {name: shutil.which(name) for name in ("ansible-vault", "git-crypt", "git")}
    missing = [name for name, path in tools.items() if not path]
    if missing:
        print(f"{', '.join(missing)} not installed: skipped")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(probe), pathlib.Path(folder))
        worker = Worker(tools["ansible-vault"], seed)
        check_vaults(bench, worker, random.Random(seed), mutations)
        check_inline(bench, worker, random.Random(seed), mutations)
        worker.process.stdin.close()
        worker.process.wait()
        check_command_line(bench, tools["ansible-vault"])
        check_git_crypt(bench)
    if bench.faults:
        sys.exit("\n".join(bench.faults[:40]))
    print(f"{bench.count} files agree")


main()
