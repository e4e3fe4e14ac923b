"""pack_kit.py - git's objects and packs, made by hand.

Source: gitformat-pack(5). What git itself would never write can be written here: ids
that are not true, deltas that nobody would choose, sizes that lie."""

import hashlib
import struct
import zlib

COMMIT, TREE, BLOB, TAG, OFS_DELTA, REF_DELTA = 1, 2, 3, 4, 6, 7
NAMES = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob", TAG: b"tag"}
MOST_INSERTED = 127
MOST_COPIED = 0xFFFFFF


def object_id(kind, content, algorithm="sha1"):
    """The id, in hex, that git gives it."""
    head = b"%s %d\0" % (NAMES[kind], len(content))
    return hashlib.new(algorithm, head + content).hexdigest()


def tree(entries):
    """entries: [(mode, name, id in hex)]; in git's order, where folders end in a slash."""
    def place(entry):
        return entry[1] + (b"/" if entry[0] == b"40000" else b"")

    return b"".join(mode + b" " + name + b"\0" + bytes.fromhex(oid)
                    for mode, name, oid in sorted(entries, key=place))


def commit(tree_id, parents, when, message):
    lines = [f"tree {tree_id}", *(f"parent {each}" for each in parents)]
    lines += [f"{who} A <a@example.org> {when} +0000" for who in ("author", "committer")]
    return "\n".join(lines).encode() + b"\n\n" + message


def entry(kind, size, rest):
    """An object of a pack; rest is what follows the header."""
    head = [kind << 4 | size & 15]
    size >>= 4
    while size:
        head[-1] |= 0x80
        head.append(size & 0x7F)
        size >>= 7
    return bytes(head) + rest


def whole(kind, content):
    return entry(kind, len(content), zlib.compress(content))


def number(value):
    """A size at the head of a delta."""
    out = bytearray()
    while True:
        out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(out)


def distance(value):
    """How far back the base of an OFS_DELTA is; git's own coding."""
    out = bytearray([value & 0x7F])
    while value > 0x7F:
        value = (value >> 7) - 1
        out.insert(0, 0x80 | value & 0x7F)
    return bytes(out)


def copied(start, size):
    """The instruction that copies size bytes, 1 to MOST_COPIED, from start."""
    op, rest = 0x80, b""
    for i in range(4):
        byte = start >> 8 * i & 0xFF
        if byte:
            op |= 1 << i
            rest += bytes([byte])
    for i in range(3):
        byte = size >> 8 * i & 0xFF
        if byte and size != 0x10000:
            op |= 0x10 << i
            rest += bytes([byte])
    return bytes([op]) + rest


def inserted(content):
    return b"".join(bytes([len(part)]) + part for part in
                    (content[i:i + MOST_INSERTED]
                     for i in range(0, len(content), MOST_INSERTED)))


def delta(base_size, ops):
    """ops: (start, size) copies, bytes are inserted."""
    size = sum(len(op) if isinstance(op, bytes) else op[1] for op in ops)
    parts = [inserted(op) if isinstance(op, bytes) else copied(*op) for op in ops]
    return number(base_size) + number(size) + b"".join(parts)


def applied(base, ops):
    return b"".join(op if isinstance(op, bytes) else base[op[0]:op[0] + op[1]]
                    for op in ops)


def pack_index(places, trailer, algorithm="sha1", crcs=None):
    """Version 2. places: [(id in hex, offset)]; offsets of 2^31 and more go into the
    table of wide ones, as does what is given as (offset, "wide")."""
    places = sorted(places, key=lambda each: each[0])
    ids = [bytes.fromhex(oid) for oid, _ in places]
    out = b"\xfftOc" + struct.pack(">I", 2)
    for byte in range(256):
        out += struct.pack(">I", sum(1 for raw in ids if raw[0] <= byte))
    out += b"".join(ids) + b"".join(struct.pack(">I", (crcs or {}).get(oid, 0))
                                    for oid, _ in places)
    wide = b""
    for _, at in places:
        if isinstance(at, tuple) or at >= 1 << 31:
            out += struct.pack(">I", 1 << 31 | len(wide) // 8)
            wide += struct.pack(">Q", at[0] if isinstance(at, tuple) else at)
        else:
            out += struct.pack(">I", at)
    out += wide + trailer
    return out + hashlib.new(algorithm, out).digest()


class Pack:
    """A pack that grows. Offsets of what was added are known by id."""

    def __init__(self, version=2, algorithm="sha1"):
        self.algorithm = algorithm
        self.body = b"PACK" + struct.pack(">II", version, 0)
        self.offsets = {}

    def add(self, oid, packed):
        self.offsets[oid] = len(self.body)
        self.body += packed

    def add_whole(self, kind, content, oid=None):
        oid = oid or object_id(kind, content, self.algorithm)
        if oid not in self.offsets:
            self.add(oid, whole(kind, content))
        return oid

    def add_delta(self, oid, base, data, by_id=False):
        """data: the delta; base: the id of its base."""
        if by_id:
            rest, kind = bytes.fromhex(base), REF_DELTA
        else:
            rest = distance(len(self.body) - self.offsets[base])
            kind = OFS_DELTA
        self.add(oid, entry(kind, len(data), rest + zlib.compress(data)))

    def bytes(self, count=None):
        count = len(self.offsets) if count is None else count
        body = self.body[:8] + struct.pack(">I", count) + self.body[12:]
        return body + hashlib.new(self.algorithm, body).digest()

    def write(self, folder, places=None, name="pack-1"):
        """NAME.pack and NAME.idx in an object directory's pack/; places: offsets other
        than the true ones. Gives the path of the pack."""
        content = self.bytes()
        trailer = content[-hashlib.new(self.algorithm).digest_size:]
        index = pack_index(list((places or self.offsets).items()), trailer,
                           self.algorithm)
        path = folder / "pack" / f"{name}.pack"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.with_suffix(".idx").write_bytes(index)
        return path
