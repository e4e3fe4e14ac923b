"""hostile.py - files made to be slow: each keeps one part of the scanner busy."""

import base64
import random

from made import plenty

PIECES = (  # name, what is repeated
    ("one long value", "key=" + "a" * 4000 + "\n"),
    ("words of rules", "key token secret password api_key auth access client_id bearer "),
    ("headers of keys", "-----BEGIN " + "RSA PRIVATE " + "KEY-----\n"),
    ("requests without an end", 'curl -H "Authorization:' + " "),
    ("assignments without a value", "password = \n"),
    ("open quotes", "token: \"'`"),
    ("addresses with passwords", "https://user:" + "x@"),
)


def repeated(piece, size):
    return (piece * (size // len(piece) + 1))[:size]


def make_files(folder, size):
    """Yields (name, path, bytes); source text comes first."""
    rng = random.Random(4)
    folder.mkdir(parents=True, exist_ok=True)
    texts = [("source text", "source.c", plenty(rng, size).encode())]
    texts += [(name, f"{n}.txt", repeated(piece, size).encode())
              for n, (name, piece) in enumerate(PIECES)]
    texts += [
        ("one line of base64", "base64.txt", base64.b64encode(rng.randbytes(size * 3 // 4))),
        ("random bytes", "random.txt", rng.randbytes(size)),
        ("nested lists", "nested.json", b"[" * (size // 2) + b"]" * (size // 2)),
        ("nested mappings", "nested.yml", repeated("{a: ", size).encode()),
    ]
    for name, file, data in texts:
        path = folder / file
        path.write_bytes(data)
        yield name, str(path), len(data)
