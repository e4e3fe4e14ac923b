"""The checked-in tables: lines of fields parted by tabs, below a head of '#' lines."""

import pathlib

DATA = pathlib.Path(__file__).resolve().parent.parent.parent / "src" / "aws" / "data"


def read(path):
    """The head as {word: value}, and the rows."""
    head, rows = {}, []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            word, _, value = line[1:].strip().partition(": ")
            head[word] = value
        else:
            rows.append(line.split("\t"))
    return head, rows


def order(row):
    """Rows stand in the order in which the program looks for them."""
    return [field.lower().encode() for field in row[:2]]


def write(path, head, rows):
    lines = [f"# {word}: {value}" for word, value in head.items()]
    for row in sorted(rows, key=order):
        if any("\t" in field or "\n" in field for field in row):
            raise ValueError(f"{path}: {row}")
        lines.append("\t".join(row).rstrip("\t"))
    pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
