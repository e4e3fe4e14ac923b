"""Completions, manual page, help and docs/cli.md, as shells and readers get them from
the program itself."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SECLINT = os.environ["SECLINT"]
SOURCE = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"])
SHELLS = ("bash", "zsh", "fish")
COMMANDS = ("scan", "rules", "explain", "check-ignore", "check-attr", "completions", "man",
            "help")

# Words as bash cuts them, the last one being completed; what must be offered, what not.
BASH = [
    (["seclint", "--fo"], ["--format"], ["--range"]),
    (["seclint", "--ran"], ["--range"], ["--rules"]),
    (["seclint", "-"], ["--staged", "-q", "-j", "--help"], []),
    (["seclint", "--format", "sa"], ["sarif"], ["text"]),
    (["seclint", "--format", "="], ["text", "sarif", "jsonl"], []),
    (["seclint", "--format", "=", "te"], ["text"], ["sarif"]),
    (["seclint", "--format", "=", "text", "--sta"], ["--staged"], []),
    (["seclint", "--format", "text", "--sta"], ["--staged"], []),
    (["seclint", "rules", "--format", ""], ["markdown"], ["sarif"]),
    (["seclint", "--output", "sa"], ["sarif="], ["text="]),
    (["seclint", "--output", "sarif", "=", "fi"], ["first.txt"], ["text="]),
    (["seclint", "--output", "=", "sarif", "=", "fi"], ["first.txt"], ["text="]),
    (["seclint", "--output", "sarif", "=", "a", "--sta"], ["--staged"], []),
    (["seclint", "--rules", ""], ["folder"], ["first.txt"]),
    (["seclint", "--config", "f"], ["first.txt", "folder"], []),
    (["seclint", "--config", "rules", "--sta"], ["--staged"], []),
    (["seclint", ""], ["rules", "explain", "with blank"], []),
    (["seclint", "scan", ""], ["first.txt"], ["explain"]),
    (["seclint", "completions", ""], list(SHELLS), ["first.txt"]),
    (["seclint", "help", "ru"], ["rules"], ["scan"]),
    (["seclint", "rules", "--s"], [], ["--staged"]),
]

# The line; what must be offered, what not.
FISH = [
    ("seclint --fo", ["--format"], ["--range"]),
    ("seclint --format sa", ["sarif"], ["text"]),
    ("seclint --format=", ["--format=sarif"], ["--format=markdown"]),
    ("seclint rules --format ", ["markdown"], ["sarif"]),
    ("seclint --output sa", ["sarif="], ["text="]),
    ("seclint --output sarif=fi", ["sarif=first.txt"], []),
    ("seclint ", ["rules", "explain", "first.txt"], []),
    ("seclint rules --s", [], ["--staged"]),
    ("seclint completions ", list(SHELLS), ["first.txt"]),
]

# _arguments is asked for nothing: only that it accepts what it is given.
ZSH = """
autoload -Uz compinit && compinit -D -u
source $1
[[ $_comps[seclint] == _seclint ]]
"""

failures = []


def check(right, what):
    if not right:
        failures.append(what)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def seclint(*arguments):
    done = run(SECLINT, *arguments)
    check(done.returncode == 0, f"{arguments}: {done.returncode}: {done.stderr}")
    return done.stdout


def judge(what, offered, wanted, unwanted):
    missing = [word for word in wanted if word not in offered]
    excess = [word for word in unwanted if word in offered]
    check(not missing and not excess, f"{what}: offered {offered}, missing {missing}")


def bash_offers(script, words, folder):
    code = (
        'source "$1"; shift; program=$1; shift; COMP_WORDS=("$@");'
        " COMP_CWORD=$(($# - 1)); COMP_WORDS[0]=$program;"
        ' _seclint "$program"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = run("bash", "--norc", "-uc", code, "-", script, SECLINT, *words, cwd=folder)
    check(not done.stderr, f"bash {words}: {done.stderr}")
    return done.stdout.splitlines()


def check_bash(script, folder):
    for words, wanted, unwanted in BASH:
        judge(f"bash {words}", bash_offers(script, words, folder), wanted, unwanted)
    listed = re.findall(r'^\{"id":"([^"]+)"', seclint("rules", "--format", "jsonl"), re.M)
    check(listed, "rules --format jsonl lists no rule that completions could offer")
    judge("ids", bash_offers(script, ["seclint", "explain", ""], folder), listed, [])
    if shutil.which("shellcheck"):
        done = run("shellcheck", "-s", "bash", script)
        check(done.returncode == 0, done.stdout)


def check_zsh(script, folder):
    done = run("zsh", "-n", script)
    check(done.returncode == 0 and not done.stderr, f"zsh -n: {done.stderr}")
    done = run("zsh", "-f", "-c", ZSH, "-", script, cwd=folder)
    check(done.returncode == 0, f"zsh: {done.stderr}")


def check_fish(script, folder):
    done = run("fish", "-n", script)
    check(done.returncode == 0 and not done.stderr, f"fish -n: {done.stderr}")
    for line, wanted, unwanted in FISH:
        code = 'source $argv[1]; complete -C $argv[2]'
        home = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder}
        done = run("fish", "-N", "-c", code, script, line, cwd=folder, env=home)
        offered = [each.split("\t")[0] for each in done.stdout.splitlines()]
        judge(f"fish {line!r} {done.stderr}", offered, wanted, unwanted)


def check_completions():
    checks = {"bash": check_bash, "zsh": check_zsh, "fish": check_fish}
    with tempfile.TemporaryDirectory() as scripts, tempfile.TemporaryDirectory() as folder:
        for name in ("first.txt", "with blank"):
            pathlib.Path(folder, name).touch()
        pathlib.Path(folder, "folder").mkdir()
        for shell in SHELLS:
            script = pathlib.Path(scripts, f"seclint.{shell}")
            script.write_text(seclint("completions", shell))
            if shutil.which(shell):
                checks[shell](str(script), folder)
            else:
                print(f"{shell} is not installed: its completions were not tried")


def check_manual():
    page = seclint("man")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "seclint.1")
        file.write_text(page)
        for command in (
            ["groff", "-man", "-ww", "-z", str(file)],
            ["man", "--warnings", "-l", str(file)],
            ["mandoc", "-T", "lint", "-W", "error", str(file)],
        ):
            if shutil.which(command[0]):
                done = run(*command, env={**os.environ, "MANWIDTH": "80"})
                said = done.stderr + (done.stdout if command[0] == "mandoc" else "")
                check(done.returncode == 0 and not said, f"{command[0]}: {said}")


def check_help():
    overview = seclint("--help")
    check(seclint("-h") == overview == seclint("help"), "-h, --help and help differ")
    for command in COMMANDS:
        page = seclint(command, "--help")
        check(page == seclint("help", command), f"two helps of {command}")
        check(f"\n  {command} " in overview, f"--help does not name {command}")
        for line in (overview + page).splitlines():
            check(len(line) <= 80, f"wider than 80 columns: {line}")
        for option in re.findall(r"^ .{5}(--[a-z-]+)", page, re.M):
            told = (f" {option}" in overview or command.startswith("check-")
                    or (command, option) == ("rules", "--into"))
            check(told, f"--help does not name {option}")
    document = SOURCE / "docs" / "cli.md"
    check(
        document.read_text() == seclint("help", "--format", "markdown"),
        "docs/cli.md is old: write it with `seclint help --format markdown`",
    )


def check_streams():
    """What cannot be written is an error, not a short answer."""
    for redirection, reason in ((">&-", "Bad file descriptor"), ("> /dev/full", "space")):
        done = run("sh", "-c", f'"$1" --help {redirection}', "-", SECLINT)
        said = done.stderr.startswith("seclint: write standard output: ")
        check(
            done.returncode == 2 and said and reason in done.stderr,
            f"{redirection}: {done.returncode}: {done.stderr}",
        )
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([SECLINT, "man"], stdout=writer, stderr=subprocess.PIPE)
    check(done.returncode == 2 and b"Broken pipe" in done.stderr, f"EPIPE: {done}")
    done = run(SECLINT, "--version")
    check(re.match(r"seclint \d+\.\d+\.\d+\n", done.stdout), f"--version: {done}")
    done = run(SECLINT, "--fromat=\x1b[31m", "x")
    check(
        done.returncode == 2 and done.stderr.count("\n") == 1 and not done.stdout,
        f"usage: {done}",
    )


def main():
    check_completions()
    check_manual()
    check_help()
    check_streams()
    if failures:
        sys.exit("\n".join(failures))
    print("help, manual and completions agree with the program")


main()
