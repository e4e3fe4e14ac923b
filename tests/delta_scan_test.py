"""What a scan finds does not depend on how the objects are stored.

    delta_scan_test.py [--rounds N] [--all] [--seed N] [--keep DIR]

Each round makes a random history: files full of the examples of the rules, edited by
insertions, deletions, moves and changes of single bytes, most of them in or beside an
example, and in steps that git would never choose. The same objects are stored as
deltas of those very steps, as the deltas that git makes of them, whole in a pack, and
in files of their own, and every report must be the same, byte for byte. A scan that
looks only at what a delta brings in is right if and only if nobody can tell.

A failure names the seed of its round; with --keep the repositories are left behind."""

import argparse
import base64
import difflib
import json
import os
import pathlib
import random
import re
import shutil
import string
import subprocess
import sys

import pack_kit
import repo_kit

ROOT = pathlib.Path(os.environ.get("SECLINT_SOURCE_DIR", "."))
SAMPLE = os.environ["SECLINT_SAMPLE"]
OPTIONS = argparse.Namespace(rounds=6, seed=1, keep=None, all=False)
MARK = "\n\x1e\n"
LIMIT = 40_000  # bytes of a file; beyond, only deletions
FILES = ("app.py", "dir/.env", "dir/conf.yml", "config.json", "notes.md", "main.tf",
         ".npmrc", "settings.ini", "deploy.sh", "key.txt", "Dockerfile", "policy.json")
WORDS = ("value", "config", "return", "example", "test", "key", "password", "secret",
         "token", "client", "for", "if", "api", "host", "# comment", "//", "import os")
SCRAPS = (b"\n", b" ", b"\t", b'"', b"'", b"=", b": ", b"x", b"A", b"0", b"_", b"-", b".",
          b"\r\n", b"\0", b"\n\n", b"example", b"# seclint:allow\n", b"# ", b"$", b"${",
          b"\xff", b"\xef\xbb\xbf", b"-----BEGIN ", b"-----\n", b"key = ", b"https://")


# The examples of the rules.

def scalars(text):
    """The strings below `match:` of `examples:` in a rule file; the few forms that the
    rules use."""
    part = re.search(r"^examples:\n  match:\n((?:    .*\n|\n)+)", text, re.M)
    lines, found, block = part.group(1).splitlines() if part else [], [], None
    for line in lines:
        if line.startswith("    - "):
            rest, block = line[6:].strip(), None
            if rest in ("|", "|-", ">-", ">", "|+"):
                block = len(found)
                found.append("")
            elif len(rest) > 1 and rest[0] == rest[-1] == "'":
                found.append(rest[1:-1].replace("''", "'"))
            elif rest and rest[0] not in "\"'{[&*":
                found.append(rest)
        elif block is not None:
            found[block] += line[6:] + "\n"
    return found


def expand(texts):
    """The placeholders of all texts, in one go."""
    done = subprocess.run([SAMPLE], input=MARK.join(texts), text=True, check=True,
                          capture_output=True)
    return done.stdout.split(MARK)


def examples():
    texts = []
    for path in sorted((ROOT / "rules").rglob("*.yml")):
        texts += scalars(path.read_text())
    return [each.encode() for each in expand(texts)]


# The history.

def identifier(dice):
    return "".join(dice.choices(string.ascii_lowercase + "_", k=dice.randrange(2, 12)))


def junk_line(dice):
    kind = dice.randrange(6)
    if kind == 0:
        return b"\n"
    if kind == 1:
        return (" ".join(dice.choices(WORDS, k=dice.randrange(1, 9))) + "\n").encode()
    if kind == 2:
        return f"{identifier(dice)} = {dice.getrandbits(60):x}\n".encode()
    if kind == 3:
        return f'    {identifier(dice)}("{identifier(dice)}", {dice.random()})\n'.encode()
    if kind == 4:
        return (identifier(dice) + ": " + identifier(dice) + "\n").encode()
    return f"# {identifier(dice)} {identifier(dice)} {identifier(dice)}\n".encode()


def wrapped(dice, secret):
    """An example as a file has it: on a line, and now and then encoded or allowed."""
    kind = dice.randrange(12)
    if kind == 0:
        return b"data: " + base64.b64encode(secret) + b"\n"
    if kind == 1:
        return secret + b"  # seclint:allow\n"
    if kind == 2:
        return b"# seclint:allow\n" + secret + b"\n"
    if kind == 3:
        return b'  "' + identifier(dice).encode() + b'": "' + secret + b'",\n'
    if kind == 4:
        return secret  # no line end: whatever comes next touches it
    if kind == 5:
        return secret.hex().encode() + b"\n"
    return secret + b"\n"


def damaged(dice, text):
    """The example with a byte too few, too many, or another one; mostly at its edges
    and where a word in it begins or ends, since a rule looks at what is around."""
    edges = [0, len(text), *(each.start() for each in re.finditer(rb"\b", text))]
    at = dice.choice(edges) if dice.random() < 0.6 else dice.randrange(len(text) + 1)
    kind = dice.randrange(5)
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind < 3:
        return text[:at] + dice.choice(b"x0A-_.=\n \"").to_bytes(1, "big") + text[at:]
    if kind == 3:
        return text[:at] + b"\n" + text[at + 1:]
    return text[:len(text) - dice.randrange(1, 1 + min(len(text), 30))] or b"-"


class Version:
    def __init__(self, content, ops=None, base=None):
        self.content = content
        self.ops = ops  # how it is made of the base's content
        self.base = base
        self.oid = pack_kit.object_id(pack_kit.BLOB, content)


class File:
    """One path, its versions, and the examples that were put into them."""

    def __init__(self, dice, name, secrets):
        self.dice, self.name, self.secrets = dice, name, secrets
        self.planted = []
        self.broken = []  # (how it stands there, how it was)
        parts = []
        for _ in range(dice.choice((3, 10, 30, 100, 400))):
            kind = dice.random()
            parts.append(self.secret() if kind < 0.3 else
                         self.spoilt() if kind < 0.4 else junk_line(dice))
        self.versions = [Version(b"".join(parts))]

    def secret(self):
        text = self.dice.choice(self.secrets)
        self.planted.append(text)
        return wrapped(self.dice, text)

    def spoilt(self):
        """One that is not quite right, and may be mended later."""
        text = self.dice.choice(self.secrets)
        self.broken.append((damaged(self.dice, text), text))
        return self.broken[-1][0] + b"\n"

    def turned(self, base):
        """The ops that spoil an example or mend one; None if there is none."""
        dice = self.dice
        pairs = [pair for pair in self.broken if pair[0] in base]
        planted = [text for text in self.planted if text in base]
        if planted and (not pairs or dice.random() < 0.5):
            text = dice.choice(planted)
            self.broken.append((damaged(dice, text), text))
            old, new = text, self.broken[-1][0]
        elif pairs:
            old, new = dice.choice(pairs)
            self.planted.append(new)
        else:
            return None
        at = base.find(old)
        return smallest(base, base[:at] + new + base[at + len(old):])

    def spot(self, content):
        """Where something happens: mostly in or near an example."""
        dice = self.dice
        if self.planted and dice.random() < 0.7:
            text = dice.choice(self.planted)
            at = content.find(text)
            if at >= 0:
                edges = (at, at + len(text), at + dice.randrange(len(text) + 1))
                near = dice.choice((0, 0, 1, -1, dice.randrange(-20, 20),
                                    dice.randrange(-200, 200)))
                return min(max(dice.choice(edges) + near, 0), len(content))
        return dice.choice((0, len(content), dice.randrange(len(content) + 1),
                            dice.randrange(len(content) + 1)))

    def piece(self):
        """What is inserted."""
        dice = self.dice
        kind = dice.randrange(7)
        if kind == 0:
            return self.secret()
        if kind == 1:
            text = dice.choice(self.secrets)
            cut = dice.randrange(len(text) + 1)
            return text[:cut] if dice.random() < 0.5 else text[cut:]
        if kind < 5:
            return dice.choice(SCRAPS)
        return b"".join(junk_line(dice) for _ in range(dice.choice((1, 1, 3, 40))))

    def edited(self, base):
        """The ops of one edit on base."""
        dice, size = self.dice, len(base)
        ops = self.turned(base) if dice.random() < 0.4 else None
        if ops:
            return ops
        kind = dice.randrange(6 if size < LIMIT else 2)
        at = self.spot(base)
        end = min(size, at + dice.choice((1, 1, 2, 5, 16, 60, 300, 3000, size)))
        if kind in (0, 1):  # gone
            return [(0, at), (end, size - end)]
        if kind == 2:  # in another place
            to = self.spot(base)
            if at <= to <= end:
                to = end
            order = [(0, at), (end, max(to - end, 0)), (at, end - at), (to, size - to)]
            if to < at:
                order = [(0, to), (at, end - at), (to, at - to), (end, size - end)]
            return order
        if kind == 3:  # twice
            end = min(end, at + 5000)
            return [(0, end), (at, end - at), (end, size - end)]
        if kind == 4 and at < size:  # one byte is another
            return [(0, at), bytes([base[at] ^ dice.choice((1, 2, 4, 32, 128))]),
                    (at + 1, size - at - 1)]
        return [(0, at), self.piece(), (at, size - at)]

    def edit(self):
        base = self.versions[-1]
        if self.dice.random() < 0.2:
            base = self.dice.choice(self.versions)
        content = base.content
        ops = [(0, len(content))]
        for _ in range(self.dice.choice((1, 1, 1, 2, 3, 8))):
            ops = composed(ops, self.edited(content))
            content = pack_kit.applied(base.content, ops)
        self.versions.append(Version(content, frayed(self.dice, base.content, ops), base))


def composed(first, second):
    """The ops that do first, then second on its result."""
    out = []
    for op in second:
        if isinstance(op, bytes):
            out.append(op)
            continue
        start, size = op
        at = 0
        for one in first:
            length = len(one) if isinstance(one, bytes) else one[1]
            low, high = max(start, at), min(start + size, at + length)
            if low < high:
                out.append(one[low - at:high - at] if isinstance(one, bytes)
                           else (one[0] + low - at, high - low))
            at += length
    return out


def frayed(dice, base, ops):
    """The same result in steps that are less clever: copies cut in two or told as
    bytes, bytes that the base has told as copies."""
    out = []
    for op in ops:
        size = len(op) if isinstance(op, bytes) else op[1]
        if isinstance(op, bytes):
            at = base.find(op) if size and dice.random() < 0.3 else -1
            out.append((at, size) if at >= 0 else op)
            continue
        start = op[0]
        while size > 0:
            part = dice.choice((size, size, size, 1, 7, 64, 500))
            part = min(part, size, pack_kit.MOST_COPIED)
            if part < 300 and dice.random() < 0.2:
                out.append(base[start:start + part])
            else:
                out.append((start, part))
            start, size = start + part, size - part
    return [op for op in out if (op if isinstance(op, bytes) else op[1])]


class History:
    """Files, commits and the pack that holds them in their own steps."""

    def __init__(self, dice, secrets):
        self.dice = dice
        some = dice.sample(secrets, dice.choice((5, 40, len(secrets))))
        names = dice.sample(FILES, dice.randrange(1, 6))
        self.files = [File(dice, name, some) for name in names]
        self.pack = pack_kit.Pack()
        self.secrets = some
        self.heads = []

    def add_blob(self, version):
        if version.oid in self.pack.offsets:
            return
        # git takes no delta of less than four bytes, such as one that makes nothing.
        if not version.base or not version.ops or self.dice.random() < 0.05:
            self.pack.add_whole(pack_kit.BLOB, version.content)
            return
        self.add_blob(version.base)
        self.pack.add_delta(version.oid, version.base.oid,
                            pack_kit.delta(len(version.base.content), version.ops),
                            by_id=self.dice.random() < 0.2)

    def add_tree(self):
        top, below = [], []
        for file in self.files:
            folder, _, name = file.name.rpartition("/")
            (below if folder else top).append((b"100644", name.encode(),
                                               file.versions[-1].oid))
        if below:
            oid = self.pack.add_whole(pack_kit.TREE, pack_kit.tree(below))
            top.append((b"40000", b"dir", oid))
        return self.pack.add_whole(pack_kit.TREE, pack_kit.tree(top))

    def add_commit(self, number):
        message = b"change %d\n" % number
        if self.dice.random() < 0.1:
            message += b"\n" + self.dice.choice(self.secrets) + b"\n"
        content = pack_kit.commit(self.add_tree(), self.heads[-1:],
                                  repo_kit.FIRST_DATE + 60 * number, message)
        self.heads.append(self.pack.add_whole(pack_kit.COMMIT, content))

    def grow(self, commits):
        for number in range(commits):
            for file in self.dice.sample(self.files, self.dice.randint(1, len(self.files))):
                if number > 0:
                    file.edit()
            for file in self.files:
                for version in file.versions:
                    self.add_blob(version)
            self.add_commit(number)


class WithExamples(repo_kit.Case):
    secrets = None

    @classmethod
    def setUpClass(cls):
        cls.secrets = examples()
        if len(cls.secrets) < 1000:
            raise AssertionError(f"only {len(cls.secrets)} examples in rules/")


class Histories(WithExamples):
    """Random ones."""

    def stored(self, name, history):
        """A bare repository with the pack as it is."""
        repo = self.repo(name, bare=True)
        path = repo.path / "objects/pack/pack-1.pack"
        path.write_bytes(history.pack.bytes())
        repo.git("index-pack", "--strict", path)
        repo.git("update-ref", "refs/heads/main", history.heads[-1])
        return repo

    def repositories(self, history):
        """By name: the same objects, stored in different ways."""
        own = self.stored("own", history)
        deltas = self.stored("deltas", history)
        deltas.git("-c", "pack.threads=1", "repack", "-adfq", "--depth=50", "--window=50")
        whole = self.stored("whole", history)
        whole.git("repack", "-adfq", "--depth=0", "--window=0")
        loose = self.stored("loose", history)
        path = next(loose.path.glob("objects/pack/*.pack"))
        content = path.read_bytes()
        for each in path.parent.iterdir():
            each.unlink()
        loose.git("unpack-objects", "-q", data=content)
        return {"whole": whole, "own": own, "deltas": deltas, "loose": loose}

    def compare(self, seed):
        dice = random.Random(seed)
        history = History(dice, self.secrets)
        history.grow(dice.choice((3, 10, 25)))
        repos = self.repositories(history)
        options = dice.choice(([], ["--profile", "pedantic", "--no-inline"]))
        first = None
        for name, repo in repos.items():
            run = repo.run(*options, "-j", dice.choice("12"))
            self.assertIn(run.status, (0, 1, 3), run.told()[:2000])
            if first is None:
                first = run
            if run.out != first.out and OPTIONS.keep:
                shutil.copytree(self.folder, f"{OPTIONS.keep}/{seed}", dirs_exist_ok=True)
            self.assertEqual(difference(first.out, run.out), None,
                             f"seed {seed}, stored whole and as {name}")
        return len(first.findings), len(history.pack.offsets)

    def test_the_report_is_the_same_however_the_objects_are_stored(self):
        findings = objects = 0
        for seed in range(OPTIONS.seed, OPTIONS.seed + OPTIONS.rounds):
            with self.subTest(seed=seed):
                found, stored = self.compare(seed)
                findings, objects = findings + found, objects + stored
            for name in ("own", "deltas", "whole", "loose"):
                shutil.rmtree(self.folder / name, ignore_errors=True)
        self.assertGreater(findings, 10 * OPTIONS.rounds)
        print(f"{findings} findings in {objects} objects, {OPTIONS.rounds} histories")


# Documents with brackets, tags or blocks: a part in which nothing was found is not read
# again, whatever happens around it.

KEYS = ("name", "value", "key", "id", "default", "password", "api_token", "data", "kind",
        "secrets", "example", "properties", "description", "config.ini", "string",
        "translations", "service", "cache", "valueFrom", "stringData")


def drawn(dice, length):
    return "".join(dice.choices(string.ascii_letters + string.digits, k=length))


def leaf_value(dice):
    """Something that counts under some names, in some places, or with its neighbours."""
    return dice.choice((
        lambda: " ".join(dice.choices(WORDS[:-3], k=dice.randrange(3, 20))),
        lambda: drawn(dice, 24), lambda: drawn(dice, 24), lambda: "blue-7" + drawn(dice, 4),
        lambda: "Secret", lambda: "--password", lambda: dice.choice(KEYS),
        lambda: f"first line here\npassword = {drawn(dice, 20)}\nlast",
        lambda: "one line\nand another\nof nothing at all",
        lambda: f"postgres://app:{drawn(dice, 14)}@db.acme.internal/x",
        lambda: f"run --token {drawn(dice, 30)} --verbose now",
        lambda: "Bearer " + drawn(dice, 32),
        lambda: base64.b64encode(drawn(dice, 18).encode()).decode(),
        lambda: f'curl -H "X-Api-Key: {drawn(dice, 32)}" https://acme.internal/',
        lambda: str(dice.randrange(10**9))))()


def branch(dice, depth):
    """[key, value]: text, or a list of such; False as a key: an item of a list."""
    key = dice.choice(KEYS)
    if depth == 0 or dice.random() < 0.4:
        return [key, leaf_value(dice)]
    if dice.random() < 0.1:  # an option, and its value only if nothing is between them
        return [key, [[key, "--password"], [key, [[key, "two words"] for _ in range(5)]],
                      [key, drawn(dice, 20)]]]
    return [key, [branch(dice, depth - 1) for _ in range(dice.randrange(1, 6))]]


def branches(top):
    found = [top]
    for each in found:
        if isinstance(each[1], list):
            found += each[1]
    return found


def copied(each):
    key, value = each
    return [key, [copied(one) for one in value] if isinstance(value, list) else value]


def pruned(dice, top):
    """Another version: a few things renamed, gone, twice, somewhere else, wrapped."""
    top = copied(top)
    for _ in range(dice.choice((1, 1, 2, 4))):
        inner = [each for each in branches(top) if isinstance(each[1], list)]
        parent, other = dice.choice(inner), dice.choice(inner)
        at = dice.randrange(len(parent[1]) + 1)
        one = parent[1][at] if at < len(parent[1]) else None
        kind = dice.randrange(7)
        if kind == 0 or one is None:
            parent[1].insert(at, branch(dice, 2))
        elif kind == 1:
            one[0] = dice.choice(KEYS)
        elif kind == 2:
            del parent[1][at]
        elif kind == 3:
            other[1].append(copied(one))
        elif kind == 4:
            parent[1][at] = [dice.choice(KEYS), [one]]
        elif kind == 5 and not isinstance(one[1], list):
            one[1] = leaf_value(dice)
        else:
            other[0] = dice.choice(KEYS)
    return top


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def as_xml(dice, each, pad=""):
    key, value = each
    if not isinstance(value, list):
        if "\n" in value or len(value) % 3:
            return f"{pad}<{key}>{escaped(value)}</{key}>\n"
        return f'{pad}<entry key="{key}" value="{escaped(value)}"/>\n'
    inside = "".join(as_xml(dice, one, pad + "  ") for one in value)
    return f'{pad}<{key} note="of {len(value)} parts, no more">\n{inside}{pad}</{key}>\n'


def as_json(dice, each):
    def plain(one):
        key, value = one
        if not isinstance(value, list):
            return value
        if len(value) % 2:
            return [plain(part) for part in value]
        return {part[0] + "." * (number > 9): plain(part)
                for number, part in enumerate(value)}
    return json.dumps({each[0]: plain(each)}, indent=1) + "\n"


def as_hcl(dice, each, pad=""):
    def word(key):
        return key.replace(".", "_")

    def body(value, pad):
        lines = ""
        for key, inner in value:
            if isinstance(inner, list):
                lines += f"{pad}{word(key)} {{\n{body(inner, pad + '  ')}{pad}}}\n"
            else:
                lines += f"{pad}{word(key)} = {json.dumps(inner)}\n"
        return lines
    blocks = ""
    for key, value in each[1]:
        inner = value if isinstance(value, list) else [["default", value]]
        blocks += f'variable "{key}" {{\n  type = string\n{body(inner, "  ")}}}\n\n'
    return blocks


def as_yaml(dice, each, pad=""):
    def scalar(value, pad):
        if "\n" in value:
            sign = ("|", "|-", ">", "|+")[len(value) % 4]
            return sign + "".join(f"\n{pad}{line}" for line in value.split("\n"))
        if len(value) % 11 == 10:
            return f"*a{len(value) % 3}"
        name = f"&a{len(value) % 3} " if len(value) % 5 == 0 else ""
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 ]*", value):
            return name + json.dumps(value)
        half = value.find(" ", 20) if len(value) % 4 else -1
        return name + (value if half < 0 else f"{value[:half]}\n{pad}{value[half + 1:]}")

    def inner(value, pad):
        """Behind a key in the column of pad."""
        if not isinstance(value, list):
            return f" {scalar(value, pad + ' ')}\n"
        if len(value) % 2 == 0:
            return "\n" + pairs(value, pad + "  ")
        deeper = pad if len(value) % 3 == 0 else pad + "  "
        return "\n" + "".join(item(one, deeper) for one in value)

    def item(one, pad):
        if not isinstance(one[1], list) and len(one[1]) % 2:
            return f"{pad}- {scalar(one[1], pad + '   ')}\n"
        text = pairs([one, ["value", "two more words"]], pad + "  ")
        return f"{pad}- {text.lstrip(' ')}"

    def pairs(value, pad):
        lines = ""
        for key, one in value:
            lines += f"{pad}{key}:{inner(one, pad)}"
            if len(lines) % 7 == 0:
                lines += "# at the margin\n" if len(lines) % 2 else f"\n{pad}    # deep\n"
        return lines
    documents, part = "", []
    for number, one in enumerate(each[1]):
        part.append(one)
        if len(as_json(dice, one)) % 5 == 0 or number == len(each[1]) - 1:
            documents += "---\n" * (len(documents) > 0) + pairs(part, "")
            part = []
    return documents


FLAT_NAMES = ("db_password", "api_key", "apiKey", "value", "key", "name", "indexName", "port",
              "color", "kind", "data", "note", "url", "uses", "example", "token")
STRAY_LINES = ("  deeper: word", "list:", "  - word", "---", "# a comment", "", "text: |",
               "a: &x word", "b: *x", "c: !t word", 'd: "open', 'end"', "f: {a: b}", "words only",
               "G={", '"password": "hunter2-Moon"', "}", "H='open", "more'", "I=a\\", "J = word",
               "export K=word", "L=$M", "n: word # told", "kind: Secret", "uses: actions/cache@v4")


def flat_line(dice, sign):
    """A key and a value; now and then something else."""
    if dice.random() < 0.02:
        return dice.choice(STRAY_LINES)
    number = dice.choice(("", "", str(dice.randrange(30))))
    value = dice.choice((drawn(dice, 32), "Orchid%Lamp" + str(dice.randrange(99)),
                         str(dice.randrange(99999)), "true", "plain", "api_key", "Secret"))
    quote = dice.choice(("", "", '"', "'")) if sign == ": " else ""
    return dice.choice(FLAT_NAMES) + number + sign + quote + value + quote


def retouched(dice, lines, sign):
    """Other lines: some go, come, move, come twice, or have another byte."""
    lines = list(lines)
    for _ in range(dice.randrange(1, 4)):
        at, turn = dice.randrange(len(lines)), dice.randrange(5)
        if turn == 0 and len(lines) > 2:
            del lines[at]
        elif turn == 1:
            lines.insert(at, flat_line(dice, sign))
        elif turn == 2:
            lines.insert(dice.randrange(len(lines)), lines.pop(at))
        elif turn == 3:
            lines.insert(at, dice.choice(lines))
        else:
            cut = dice.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + dice.choice(' "#:Z9') + lines[at][cut + 1:]
    return lines


class Structured(WithExamples):
    """The same as above for well-formed documents."""

    forms = {"app.xml": as_xml, "app.json": as_json, "main.tf": as_hcl, "app.yml": as_yaml}

    def grown(self, dice, name):
        """Versions of one document, each on top of one before."""
        form = self.forms[name]
        tops = [["settings", [branch(dice, 4) for _ in range(dice.choice((4, 12, 30)))]]]
        versions = [Version(form(dice, tops[0]).encode())]
        for _ in range(dice.choice((4, 12))):
            at = -1 if dice.random() < 0.7 else dice.randrange(len(tops))
            tops.append(pruned(dice, tops[at]))
            base = versions[at]
            text = form(dice, tops[-1]).encode()
            versions.append(Version(text, edits(base.content, text), base))
        return versions

    def packed(self, name, files, whole):
        """A repository in which each version is a commit. Whole ones have no pack, in which
        a version might be compared with the one before."""
        pack, heads = pack_kit.Pack(), []
        for path, versions in files.items():
            for number, each in enumerate(versions):
                if each.oid in pack.offsets:
                    pass
                elif whole or not each.base or not each.ops or each.oid == each.base.oid:
                    pack.add_whole(pack_kit.BLOB, each.content)
                else:
                    pack.add_delta(each.oid, each.base.oid,
                                   pack_kit.delta(len(each.base.content), each.ops))
                tree = pack.add_whole(pack_kit.TREE, pack_kit.tree(
                    [(b"100644", path.encode(), each.oid)]))
                heads.append(pack.add_whole(pack_kit.COMMIT, pack_kit.commit(
                    tree, heads[-1:], repo_kit.FIRST_DATE + 60 * len(heads),
                    b"change %d\n" % number)))
        repo = self.repo(name, bare=True)
        if whole:
            repo.git("unpack-objects", "-q", data=pack.bytes())
        else:
            path = repo.path / "objects/pack/pack-1.pack"
            path.write_bytes(pack.bytes())
            repo.git("index-pack", "--strict", path)
        repo.git("update-ref", "refs/heads/main", heads[-1])
        return repo

    def compare_stored(self, histories, files_of):
        """However versions are stored, the report is the same. files_of(dice): them, by path."""
        findings = 0
        for seed in range(OPTIONS.seed, OPTIONS.seed + histories):
            with self.subTest(seed=seed):
                files = files_of(random.Random(seed))
                runs = [self.packed(name, files, whole).run("-j", "1")
                        for name, whole in (("whole", True), ("deltas", False))]
                self.assertIn(runs[0].status, (0, 1), runs[0].told()[:2000])
                findings += len(runs[0].findings)
                self.assertEqual(difference(runs[0].out, runs[1].out), None,
                                 f"seed {seed}, stored whole and as deltas")
            for name in ("whole", "deltas"):
                shutil.rmtree(self.folder / name, ignore_errors=True)
        self.assertGreater(findings, 20 * OPTIONS.rounds)

    def test_parts_of_well_formed_documents(self):
        self.compare_stored(4 * OPTIONS.rounds, lambda dice: {
            name: self.grown(dice, name) for name in self.forms})

    def flat(self, dice, path):
        """Versions of a document of keys and values, a line each."""
        sign = "=" if path.endswith(".env") else ": "
        lines = [flat_line(dice, sign) for _ in range(dice.choice((6, 20, 50)))]
        versions = [Version("\n".join(lines).encode())]
        for _ in range(dice.choice((4, 9))):
            lines = retouched(dice, lines, sign)
            text = ("\n".join(lines) + dice.choice(("", "\n"))).encode()
            base = versions[-1]
            versions.append(Version(text, edits(base.content, text), base))
        return versions

    def test_lines_of_flat_documents(self):
        self.compare_stored(6 * OPTIONS.rounds, lambda dice: {
            name: self.flat(dice, name) for name in ("app.yml", ".env", "b.yaml")})

    def test_a_name_on_another_line_of_a_flat_document(self):
        """A version brings in the name of a value, or a key that makes one public."""
        filler = "".join(f"number{turn}: the value of {turn}\n" for turn in range(99))
        entry = drawn(random.Random(OPTIONS.seed), 32)
        for head, added, rules in ((f"value: {entry}\n", "name: db_password\n", 1),
                                   (f"note: {entry}\nvalue: {entry}\n", "name: api_token\n", 1),
                                   (f"note: {entry}\n", f"token: {entry}\n", 1),
                                   (f"note: {entry}\n", f"value: {entry}\n", 0)):
            old, new = (f"{head}{part}{filler}".encode() for part in ("", added))
            first = Version(old)
            files = {"app.yml": [first, Version(new, edits(old, new), first)]}
            runs = [self.packed(name, files, whole).run("-j", "1")
                    for name, whole in (("whole", True), ("deltas", False))]
            self.assertEqual([len(run.findings) for run in runs], [rules] * 2, runs[0].told())
            self.assertEqual(difference(runs[0].out, runs[1].out), None, added)
            for name in ("whole", "deltas"):
                shutil.rmtree(self.folder / name)

    def test_a_key_above_a_part_makes_it_the_data_of_a_secret(self):
        """In a MAP of any other name, or beside any other kind, the same counts for
        nothing."""
        dice = random.Random(OPTIONS.seed)
        entry = drawn(dice, 32)
        texts = [json.dumps({"kind": kind, "labels": {"of": "a thing"},
                             key: {"note": "some words of no use", "entry": entry}},
                            indent=1).encode()
                 for kind, key in (("Secret", "stringDta"), ("Secret", "stringData"),
                                   ("Secrets", "stringData"), ("Secret", "stringData"))]
        for old, new in zip(texts[::2], texts[1::2]):
            first = Version(old)
            files = {"app.json": [first, Version(new, edits(old, new), first)]}
            runs = [self.packed(name, files, whole).run("-j", "1")
                    for name, whole in (("whole", True), ("deltas", False))]
            for run in runs:
                self.assertEqual([each["rule"] for each in run.findings],
                                 ["config-plaintext-secret"], run.told())
            for name in ("whole", "deltas"):
                shutil.rmtree(self.folder / name)


    def test_an_alias_with_a_telling_name_finds_its_anchor(self):
        """What stands at the anchor is nothing until then, or was another value."""
        entry = drawn(random.Random(OPTIONS.seed), 32)
        text = ("first:\n  note: some words on a password\n  entry: &it {}\n"
                "second:\n  note: some more words, so that the part is long\n  {}: *it\n"
                "third: behind it\n")
        texts = [(text.format(entry, "other"), text.format(entry, "password")),
                 (text.format("none", "password"), text.format(entry, "password"))]
        for old, new in ([each.encode() for each in pair] for pair in texts):
            first = Version(old)
            files = {"app.yml": [first, Version(new, edits(old, new), first)]}
            for name, whole in (("whole", True), ("deltas", False)):
                run = self.packed(name, files, whole).run("-j", "1")
                self.assertEqual([each["rule"] for each in run.findings],
                                 ["config-plaintext-secret"], run.told())
                shutil.rmtree(self.folder / name)


    def test_two_copies_meet_within_a_character(self):
        """Which ends a line, as they put it together."""
        entry = drawn(random.Random(OPTIONS.seed), 32)
        part = f"part:\n  note: {'some words ' * 9}\n  other: some more\n"
        text = f"{part}# words{{}}password:\n  value: {entry}\nbehind:\n{part}"
        for before, after in (("\u2026\n# \u00e8", "\u2028"), ("\u00ae\n# \u00c5", "\u0085")):
            old, new = (text.format(each).encode() for each in (before, after))
            first = Version(old)
            files = {"app.yml": [first, Version(new, smallest(old, new), first)]}
            for name, whole in (("whole", True), ("deltas", False)):
                run = self.packed(name, files, whole).run("-j", "1")
                self.assertIn("config-plaintext-secret", [each["rule"] for each in run.findings],
                              f"{after!r}, {name}: {run.told()}")
                shutil.rmtree(self.folder / name)


    def test_the_same_text_is_added_to_documents_of_several_kinds(self):
        """What a check of configuration looks for is not looked for in the others."""
        entry = drawn(random.Random(OPTIONS.seed), 32)
        around = "".join(f"number{turn}: {turn}\n" for turn in range(40))
        added = f"nested:\n  note: {'some words ' * 9}\n  password: {entry}\n"
        files = {}
        for name in ("app.txt", "app.yml", "other.yml", "other.txt"):
            old, new = (f"name: {name}\n{around}{part}other:\n{around}".encode()
                        for part in ("", added))
            first = Version(old)
            files[name] = [first, Version(new, edits(old, new), first)]
        for name, whole in (("whole", True), ("deltas", False)):
            run = self.packed(name, files, whole).run("-j", "1")
            self.assertEqual([each["rule"] for each in run.findings],
                             ["generic-secret", "config-plaintext-secret"] * 2, run.told())


FILLER = b"".join(b"filler line %d\n" % turn for turn in range(40))


def changes(dice, text):
    """(before, after) pairs around one example: two versions that differ in little."""
    words = [each.start() for each in re.finditer(rb"\b", text)]
    at = dice.choice(words or [0])
    glue = dice.choice(b"x0A-_.").to_bytes(1, "big")
    glued = text[:at] + glue + text[at:]
    some = dice.randrange(len(text))
    changed = text[:some] + bytes([text[some] ^ 1]) + text[some + 1:]
    near = dice.choice((b"example", b"test", b"# ", b'"', b"key = ", b"\n", b"password "))
    far = dice.choice((1, 3, 10, 30, 100, 300))
    filler, back = FILLER[:-far], FILLER[-far:]
    around = ((FILLER, b"\n" + FILLER), (b"", b"\n" + FILLER), (FILLER + b"\n", b""))
    first, last = dice.choice(around)
    yield first + glued + last, first + text + last
    yield first + changed + last, first + text + last
    yield first + text[:some] + glue + text[some:] + last, first + text + last
    yield first + text[:some] + last, first + text + last
    yield filler + near + back + text + last, filler + back + text + last
    yield first + text + b"\n" + FILLER[:far] + near, first + text + b"\n" + FILLER[:far]
    yield glue + text + last, text + last
    yield first + text + glue, first + text
    yield first + text + last, dice.choice(SCRAPS) + text + last


def smallest(old, new):
    """The ops that change as little as can be."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    rest = len(old) - end
    ops = [(0, start), new[start:len(new) - end], (rest, end)]
    return [op for op in ops if (op if isinstance(op, bytes) else op[1])]


def edits(old, new):
    """The ops that keep the lines which both have, in their order, and of the others how
    they begin and end."""
    ops, was, at = [], 0, 0
    lines, others = old.splitlines(True), new.splitlines(True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, lines, others, autojunk=False)
    for one, other, size in matcher.get_matching_blocks():
        ops += [op if isinstance(op, bytes) else (starts[was] + op[0], op[1]) for op in
                smallest(old[starts[was]:starts[one]], b"".join(others[at:other]))]
        ops.append((starts[one], starts[one + size] - starts[one]))
        was, at = one + size, other + size
    return [op for op in ops if (op if isinstance(op, bytes) else op[1])]


class Mended(WithExamples):
    """Each example with one small change, made and taken back, by the smallest delta."""

    def add(self, packs, old, new):
        """new into both packs: as a delta on old, and whole."""
        base, oid = (pack_kit.object_id(pack_kit.BLOB, each) for each in (old, new))
        if old == new or oid in packs[0].offsets or base in self.targets:
            return
        packs[0].add_whole(pack_kit.BLOB, old)
        packs[1].add_whole(pack_kit.BLOB, old)
        packs[0].add_delta(oid, base, pack_kit.delta(len(old), smallest(old, new)))
        packs[1].add_whole(pack_kit.BLOB, new)
        self.targets.add(oid)

    def found(self, name, pack, loose=False):
        repo = self.repo(name, bare=True)
        if loose:
            repo.git("unpack-objects", "-q", data=pack.bytes())
        else:
            pack.write(repo.path / "objects")
        run = repo.run("-j", "1")
        self.assertIn(run.status, (0, 1), run.told()[:2000])
        return run.out

    def test_a_change_and_its_undoing(self):
        dice = random.Random(OPTIONS.seed)
        for turn in range(0, len(self.secrets), 200) if OPTIONS.all else (0,):
            some = self.secrets[turn:turn + 200] if OPTIONS.all else \
                dice.sample(self.secrets, 200)
            packs, self.targets = (pack_kit.Pack(), pack_kit.Pack()), set()
            for number, text in enumerate(some):
                for old, new in changes(dice, text):
                    tail = b"\nnumber %d" % number if dice.random() < 0.5 else b""
                    self.add(packs, old + tail, new + tail)
                    self.add(packs, new + tail + b"!", old + tail + b"!")
            self.assertGreater(len(self.targets), 5 * len(some))
            loose = self.found(f"loose{turn}", packs[1], loose=True)
            for name, pack in zip(("deltas", "whole"), packs):
                found = self.found(f"{name}{turn}", pack)
                self.assertEqual(difference(loose, found), None,
                                 f"from example {turn}, {name}")


def difference(one, other):
    """The first line that differs, of both; None if there is none."""
    pairs = zip(one.splitlines() + [b"(end)"], other.splitlines() + [b"(end)"])
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=OPTIONS.rounds)
    parser.add_argument("--seed", type=int, default=OPTIONS.seed)
    parser.add_argument("--keep")
    parser.add_argument("--all", action="store_true", help="every example of the rules")
    OPTIONS, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    repo_kit.main()
