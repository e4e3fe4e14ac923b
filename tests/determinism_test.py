"""The same repository and options give the same bytes: for every number of threads,
from every working directory, in every locale and time zone, time after time.

The repository is generated: some hundred files and commits on two branches, with
findings of many rules, several in one file, the same secret at many paths, and
secrets that are only in history, in the index or ignored.
"""

import concurrent.futures
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from golden import environment

FILES = 240
COMMITS = 120
FORMATS = ("jsonl", "sarif", "text")
SECONDS = re.compile(rb" in [\d.]+ m?s\b")

LINES = [
    "DB_PASSWORD=<<:16:0-9A-Za-z#{}>>",
    "GITHUB_TOKEN=<<ghp_:30:0-9A-Za-z:github#{}>>",
    "aws_access_key_id = <<AKIA:16:A-Z2-7#{}>>",
    "role: arn:aws:iam::<<join:12345|678901>>:role/app{}",
    "api_key: <<:24:0-9a-f#{}>>",
    "nothing to see in line {}",
    "# seclint:allow github-pat\ntoken = <<ghp_:30:0-9A-Za-z:github#{}>> # seclint:allow",
]
NAMES = ["app/.env.{}", "config/settings{}.yml", "src/module{}.py", "docs/page{}.md",
         "deploy/vars/site{}.yml", "data/table{}.json", "caf\u00e9/\u6587{}.txt"]


def text_of(dice, number):
    """A file of some lines; few numbers, so that secrets come again elsewhere."""
    lines = [dice.choice(LINES).format(dice.randrange(40))
             for _ in range(dice.randrange(1, 12))]
    return "\n".join(lines) + f"\n# {number}\n"


def stream(dice):
    """What git fast-import reads: commits on main and on a branch beside it."""
    out = []
    names = [dice.choice(NAMES).format(i) for i in range(FILES)]
    for number in range(COMMITS):
        branch = "side" if number % 5 == 4 else "main"
        out.append(f"commit refs/heads/{branch}\nmark :{number + 1}\ncommitter A U Thor "
                   f"<author@example.test> {1700000000 + number} +0000\n")
        message = f"change {number}"
        out.append(f"data {len(message)}\n{message}\n")
        if number == 4:
            out.append("from :4\n")
        for name in dice.sample(names, 6):
            if number > 20 and dice.random() < 0.15:
                out.append(f'D "{name}"\n')
                continue
            text = text_of(dice, number)
            out.append(f'M 100644 inline "{name}"\n')
            out.append(("data", text))
    return out


def expand(texts, env):
    """The placeholders of all texts, in one go."""
    mark = "\n\x1e\n"
    done = subprocess.run([os.environ["SECLINT_SAMPLE"]], input=mark.join(texts), env=env,
                          text=True, capture_output=True, check=True)
    return done.stdout.split(mark)


def generate(repository, home, seed):
    env = environment(home)
    dice = random.Random(seed)
    parts = stream(dice)
    texts = iter(expand([part[1] for part in parts if isinstance(part, tuple)], env))
    lines = []
    for part in parts:
        if isinstance(part, tuple):
            data = next(texts).encode()
            lines.append(b"data %d\n%s\n" % (len(data), data))
        else:
            lines.append(part.encode())
    repository.mkdir()

    def git(*arguments, **more):
        subprocess.run(["git", *arguments], cwd=repository, env=env, check=True, **more)

    git("init", "-q", "-b", "main")
    git("fast-import", "--quiet", input=b"".join(lines))
    git("reset", "-q", "--hard")
    late = iter(expand([text_of(dice, f"late {i}") for i in range(40)], env))
    for number, text in enumerate(late):
        path = repository / dice.choice(["new", "local", "app"]) / f"{number}.env"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (repository / ".gitignore").write_text("local/\n")
    git("add", "app")
    (repository / "app" / "0.env").write_text("changed after it was staged\n")
    index = repository / ".git" / "index"
    os.utime(index, (index.stat().st_mtime + 60,) * 2)


def scan(arguments, folder, home, **changes):
    env = environment(home)
    env.update(changes)
    done = subprocess.run([os.environ["SECLINT"], *arguments], cwd=folder, env=env,
                          capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(f"seclint ended with {done.returncode}: {done.stderr.decode()}")
    return SECONDS.sub(b"", done.stdout)


def first_difference(one, other):
    pairs = zip(one.splitlines() + [b"(end)"], other.splitlines() + [b"(end)"])
    for number, (a, b) in enumerate(pairs, 1):
        if a != b:
            return f"line {number}:\n  {a[:600]!r}\n  {b[:600]!r}"
    return "none"


def variants(repository, home):
    """What must not matter, by name: more arguments, folder, environment."""
    return {
        "-j 1": (["-j", "1"], repository, {}),
        "-j 2": (["-j", "2"], repository, {}),
        "-j 5": (["-j", "5"], repository, {}),
        "a second time": ([], repository, {}),
        "from a folder of it": ([], repository / "app", {}),
        "from elsewhere": ([str(repository)], home, {}),
        "in another locale": ([], repository, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR"}),
        "in another time zone": ([], repository, {"TZ": "Pacific/Auckland"}),
    }


def compare(repository, home, options, names):
    """Runs seclint with the options and once more for each variant."""
    want = scan(options, repository, home)
    if want.count(b"\n") < 30:
        sys.exit(f"{options}: too little to compare:\n{want.decode()}")
    wrong = []
    for name, (more, folder, changes) in variants(repository, home).items():
        have = want if name not in names else scan([*options, *more], folder, home,
                                                   **changes)
        if have != want:
            wrong.append(f"{' '.join(options)}, {name}: {first_difference(want, have)}")
    return wrong


def compare_all(repository, home):
    every = set(variants(repository, home))
    tasks = [([], every), (["--staged"], {"-j 1", "-j 5"}),
             (["--range", "main~40..main"], {"-j 1", "-j 5"})]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = [pool.submit(compare, repository, home, [*mode, "--format", form], names)
                for mode, names in tasks for form in FORMATS]
        return [line for one in done for line in one.result()]


def main():
    with tempfile.TemporaryDirectory(prefix="determinism-") as folder:
        home = pathlib.Path(folder, "home")
        home.mkdir()
        repository = pathlib.Path(folder, "repository")
        generate(repository, home, seed=1)
        if scan(["--format", "jsonl"], repository, home) == scan(
                ["--format", "jsonl", "--no-history"], repository, home):
            sys.exit("self-check: two different reports are the same")
        wrong = compare_all(repository, home)
    if wrong:
        sys.exit("\n".join(wrong))
    print("byte-identical reports")


if __name__ == "__main__":
    main()
