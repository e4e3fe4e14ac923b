"""made.py - text that looks like the files of a project, from a seed, and histories of it."""

import os
import subprocess

SOURCES = 300

ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C.UTF-8",
}


class Failure(Exception):
    """What ends the measurement, or becomes a row of a table."""


WORDS = """buffer client server config channel cluster context counter cursor default
element entry error event field filter handle header index input length limit list
lookup member message module node object offset option output parent parser path
position prefix process queue range reader record release replica request result
return script section segment server session signal slot socket source state status
stream string table target thread timeout token type update user value vector version
window worker writer""".split()

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def words(rng, count):
    return [rng.choice(WORDS) for _ in range(count)]


def line_c(rng):
    a, b, c, d = words(rng, 4)
    return rng.choice((
        f"    if ({a}->{b} == NULL || {a}->{c} > {rng.randrange(4096)})",
        f"        return {a}_{b}({c}, sizeof({d}));",
        f"/* The {a} of a {b} is kept until the {c} has seen its {d}. */",
        f"static int {a}{b.title()}({c} *{d}, size_t {a}_len)",
        f'    serverLog(LL_WARNING, "{a}: no {b} for %s", {c}->{d});',
        "    }", ""))


def line_py(rng):
    a, b, c, d = words(rng, 4)
    return rng.choice((
        f"    def {a}_{b}(self, {c}, {d}=None):",
        f"        self.{a} = {b}.get('{c}', {rng.randrange(100)})",
        f"        for {a} in sorted({b}.{c}()):",
        f"    # {a} before {b}, as the {c} asks", ""))


def line_env(rng):
    a, b = (w.upper() for w in words(rng, 2))
    return rng.choice((
        f"{a}_{b}={rng.randrange(10000)}",
        f"{a}_URL=https://{b.lower()}.example.com/{rng.randrange(100)}",
        f"{a}_SECRET=${{{b}_SECRET}}",
        f"# {a} of {b}"))


def line_yaml(rng):
    a, b, c = words(rng, 3)
    return rng.choice((
        f"{a}_{b}_{rng.randrange(10 ** 6)}: {c}",
        f"{a}_{rng.randrange(10 ** 6)}: \"{{{{ lookup('env', '{b.upper()}') }}}}\"",
        f"# {a}: {b} {c}"))


def text_json(rng, lines):
    rows = [f'  "{a}_{i}": "{b} {c}"' for i, (a, b, c) in
            enumerate(words(rng, 3) for _ in range(lines))]
    return "{\n" + ",\n".join(rows) + "\n}\n"


KINDS = (  # file name, maker of a line, share of the files in percent
    ("src/{n}.c", line_c, 60),
    ("lib/{n}.py", line_py, 20),
    ("deploy/{n}.yml", line_yaml, 8),
    ("etc/{n}.json", None, 7),
    ("services/{n}/.env", line_env, 5),
)


class File:
    """One file of the history: lines that are replaced a few at a time."""

    def __init__(self, rng, number):
        kinds = [kind for kind in KINDS for _ in range(kind[2])]
        name, self.make, _ = kinds[number * 7 % len(kinds)]
        self.path = name.format(n=f"{rng.choice(WORDS)}{number}")
        self.size = rng.randrange(5, 30) if "env" in self.path else rng.randrange(50, 500)
        self.lines = [] if self.make is None else [self.make(rng) for _ in range(self.size)]

    def change(self, rng):
        for _ in range(rng.randrange(1, 6)):
            if self.make and rng.random() < 0.7:
                self.lines[rng.randrange(len(self.lines))] = self.make(rng)
            elif self.make:
                self.lines.insert(rng.randrange(len(self.lines)), self.make(rng))
        if self.make is line_yaml and rng.random() < 0.01:  # somebody's mistake
            secret = "".join(rng.choice(ALPHABET) for _ in range(24))
            self.lines.append(f"db_password: {secret}")
        if self.make is None:
            return text_json(rng, self.size // 8)
        return "\n".join(self.lines) + "\n"


def history_commits(rng, commits):
    """Yields (number, [(path, text)]): all files, then one to three changed at a time."""
    files = [File(rng, number) for number in range(SOURCES)]
    yield 0, [(f.path, f.change(rng)) for f in files]
    for number in range(1, commits + 1):
        some = rng.sample(files, rng.randrange(1, 4))
        yield number, [(f.path, f.change(rng)) for f in some]


def tree_path(number):
    name, _, _ = KINDS[number % 3]
    return f"part{number % 50}/{number // 50 % 40}/" + name.format(n=f"file{number}")


def tree_file(rng, number):
    _, make, _ = KINDS[number % 3]
    text = "\n".join(make(rng) for _ in range(rng.randrange(10, 120))) + "\n"
    return tree_path(number), text


def plenty(rng, size):
    """About size bytes of C, quickly: lines drawn from some thousands of them."""
    pool = [line_c(rng) + f" /* {n} */\n" for n in range(5000)]
    mean = sum(map(len, pool)) / len(pool)
    return "".join(rng.choices(pool, k=int(size / mean)))


def fast_import(repo, commits, bare=False):
    """commits: an iterable of (number, [(path, text)]); a text that is an int is the
    mark of a blob, which an earlier pair (":", [text...]) of the iterable gave. There is
    always a pack; that of a bare one has no deltas, so that growth is that of the bytes."""
    bare, depth = (["--bare"], ["--depth=0"]) if bare else ([], [])
    subprocess.run(["git", "init", "-q", "-b", "main", *bare, repo], check=True,
                   env=ENVIRONMENT)
    child = subprocess.Popen(["git", "-C", repo, "-c", "fastimport.unpackLimit=0",
                              "fast-import", "--quiet", *depth],
                             stdin=subprocess.PIPE, env=ENVIRONMENT)
    for number, files in commits:
        write_blobs(child.stdin, files) if number == ":" else \
            write_commit(child.stdin, number, files)
    child.stdin.close()
    if child.wait() != 0:
        raise Failure("git fast-import failed")


def write_blobs(out, texts):
    for mark, text in enumerate(texts, 1):
        data = text.encode()
        out.write(b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(data), data))


def write_commit(out, number, files):
    message = f"change {number}"
    out.write(
        f"commit refs/heads/main\ncommitter A <a@example.com> {10 ** 9 + number} +0000\n"
        f"data {len(message)}\n{message}\n".encode())
    for path, text in files:
        if isinstance(text, int):
            out.write(b"M 644 :%d %s\n" % (text, path.encode()))
            continue
        data = text.encode()
        out.write(b"M 644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
