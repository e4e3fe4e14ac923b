"""reftable_kit.py - refs as `git init --ref-format=reftable` keeps them, written without
git: the one at hand may be too old for it.

Source: Documentation/technical/reftable.adoc of git 2.55. A value of a ref is an id in
hex, a pair of them (a tag and what it leads to), "ref: NAME", or None (deleted)."""

import shutil
import struct
import zlib

HASHES = {20: b"sha1", 32: b"s256"}


def varint(number):
    out = [number & 127]
    while number >= 128:
        number = (number >> 7) - 1
        out.append(128 | number & 127)
    return bytes(reversed(out))


def be24(number):
    return number.to_bytes(3, "big")


def value_of(value):
    """The type of a record and the bytes behind its name."""
    if value is None:
        return 0, b""
    if isinstance(value, tuple):
        return 2, b"".join(map(bytes.fromhex, value))
    if value.startswith("ref: "):
        target = value[5:].encode()
        return 3, varint(len(target)) + target
    return 1, bytes.fromhex(value)


class Block:
    """One block that fills up; before: bytes of the table in front of it."""

    def __init__(self, kind, size, restart, before=0):
        self.kind, self.size, self.restart, self.before = kind, size, restart, before
        self.body, self.restarts, self.count, self.last = b"", [], 0, b""

    def add(self, name, bits, rest):
        """False if it is full."""
        shared = 0
        fresh = self.count % self.restart == 0
        while not fresh and shared < min(len(name), len(self.last)) \
                and name[shared] == self.last[shared]:
            shared += 1
        added = name[shared:]
        record = varint(shared) + varint(len(added) << 3 | bits) + added + rest
        restarts = self.restarts + ([self.before + 4 + len(self.body)] if fresh else [])
        if self.count and self.before + 4 + len(self.body) + len(record) \
                + 3 * len(restarts) + 2 > self.size:
            return False
        self.body += record
        self.restarts = restarts
        self.last = name
        self.count += 1
        return True

    def bytes(self):
        tail = b"".join(map(be24, self.restarts)) + struct.pack(">H", len(self.restarts))
        length = self.before + 4 + len(self.body) + len(tail)
        return self.kind + be24(length) + self.body + tail


class Table:
    """Bytes of a table in the making; options are those of a writer that git leaves open:
    padded to the block size or not, how often names are whole, and how many blocks may
    lie at the top of an index, None for no index."""

    def __init__(self, refs, oid_len=20, version=None, block_size=4096, padded=True,
                 restart=16, top=1, behind=True, update=1):
        version = version or (1 if oid_len == 20 else 2)
        self.size, self.padded, self.restart = block_size, padded, restart
        self.out = b"REFT" + bytes([version]) + be24(block_size if padded else 0)
        self.out += struct.pack(">QQ", update, update)
        if version == 2:
            self.out += HASHES[oid_len]
        self.header = self.out
        self.due = 0
        self.positions = [0] * 5
        entries = [(name.encode(), *value_of(value)) for name, value in sorted(
            refs.items(), key=lambda ref: ref[0].encode())]
        level = self.fill(b"r", [(name, bits, varint(0) + rest)
                                 for name, bits, rest in entries]) if entries else []
        if top and len(level) > 1:
            self.index(level, top)
        if behind and entries:
            self.add_others()
        footer = self.header + struct.pack(">5Q", *self.positions)
        self.out += footer + struct.pack(">I", zlib.crc32(footer))

    def put(self, block):
        """Where the block comes to lie, behind what pads the one before it."""
        if len(self.out) > len(self.header):
            self.out += bytes(self.due)
        at = len(self.out) if len(self.out) > len(self.header) else 0
        self.out += block
        self.due = -(len(self.out) - at) % self.size if self.padded else 0
        return at

    def fill(self, kind, records):
        """Writes as many blocks as are needed: the last name of each, and its place."""
        def begin():
            first = len(self.out) == len(self.header)
            return Block(kind, self.size, self.restart, len(self.header) if first else 0)

        done, block = [], begin()
        for record in records:
            if not block.add(*record):
                done.append((block.last, self.put(block.bytes())))
                block = begin()
                block.add(*record)
        done.append((block.last, self.put(block.bytes())))
        return done

    def index(self, level, top):
        while True:
            level = self.fill(b"i", [(name, 0, varint(at)) for name, at in level])
            if len(level) <= top:
                break
        self.positions[0] = level[0][1]

    def add_others(self):
        """What is none of our business: a block of objects and one of reflogs."""
        block = Block(b"o", self.size, self.restart)
        block.add(b"\1\2", 0, varint(0))
        self.positions[1] = self.put(block.bytes()) << 5 | 2
        self.due = 0
        self.positions[3] = self.put(b"g" + be24(100) + zlib.compress(bytes(96)))


def table(refs, **options):
    return Table(refs, **options).out


def write_stack(git_dir, tables):
    """The tables, oldest first, as the refs of a git directory."""
    folder = git_dir / "reftable"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = [f"0x{i:012x}-0x{i:012x}-{i * 2654435761 & 0xffffffff:08x}.ref"
             for i in range(1, len(tables) + 1)]
    for name, content in zip(names, tables):
        (folder / name).write_bytes(content)
    (folder / "tables.list").write_text("".join(f"{name}\n" for name in names))
    return [folder / name for name in names]


def write_stubs(git_dir, linked=False):
    """What older versions of git are to stumble over."""
    (git_dir / "HEAD").write_text("ref: refs/heads/.invalid\n")
    if not linked:
        shutil.rmtree(git_dir / "refs", ignore_errors=True)
        (git_dir / "refs").mkdir(parents=True)
        (git_dir / "refs/heads").write_text("this repository uses the reftable format\n")
        (git_dir / "packed-refs").unlink(missing_ok=True)


def configure(git_dir, value="reftable"):
    with (git_dir / "config").open("a") as config:
        config.write("[core]\n\trepositoryformatversion = 1\n"
                     f"[extensions]\n\trefStorage = {value}\n")


def head_of(git_dir):
    return (git_dir / "HEAD").read_text().strip()


def read_refs(repo):
    """The refs that git lists, by name."""
    form = "%(refname)%00%(objectname)%00%(*objectname)%00%(symref)"
    refs = {}
    for line in repo.git("for-each-ref", f"--format={form}").splitlines():
        name, oid, peeled, symbolic = line.split("\0")
        refs[name] = f"ref: {symbolic}" if symbolic else (oid, peeled) if peeled else oid
    return refs


def convert(repo, git_dir, place=None, **options):
    """Gives a repository whose refs are files the same refs in tables: an old one, with
    refs that are no more and others that were elsewhere, and two new ones. place: the
    directory that is named for them in the configuration."""
    refs = read_refs(repo)
    width = len(repo.git("rev-parse", "--verify", "-q", "HEAD", check=False)) // 2 or 20
    options = {"oid_len": width, **options}
    stale = {name: "ab" * width for name in list(refs)[::2]}
    gone = {"refs/heads/gone": "cd" * width, "refs/tags/z": "ref: refs/heads/gone"}
    names = list(refs)
    half = {name: refs[name] for name in names[: len(names) // 2]}
    rest = {name: refs[name] for name in names[len(names) // 2:]}
    stacks = [(git_dir, [{**stale, **gone, "HEAD": "ef" * width}, half,
                         {**rest, **dict.fromkeys(gone), "HEAD": head_of(git_dir)}])]
    linked = sorted((git_dir / "worktrees").glob("*"))
    stacks += [(each, [{"HEAD": head_of(each)}]) for each in linked]
    for where, tables in stacks:
        write_stubs(where, linked=where in linked)
        target = where if not place else place / where.relative_to(git_dir)
        write_stack(target, [table(refs, **options) for refs in tables])
    configure(git_dir, f"reftable://{place}" if place else "reftable")
    return refs
