#!/usr/bin/env python3
"""The table of the randomness model, made from words and from text that is generated.

    train.py              writes src/text/randomness.def
    train.py --check      compares; fails if the file differs
    train.py --samples N  prints N lines "text VALUE" and N "random VALUE", for measuring

Everything is a function of words.txt and of this file: no clock, no system random
numbers, no corpus of others. docs/randomness.md tells the model; text/randomness.c
computes it. All costs are in quarter bits.
"""

import argparse
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "src" / "text" / "randomness.def"
LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
CLASSES = ["start", "lower", "upper", "digit", "join", "sign"]
JOINS = " -_./:"
SMOOTH = 8.0  # how many sightings a context needs before it is believed by half


class Dice:
    """A linear congruence, the same on every machine and version."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def one(self, items):
        return items[self.below(len(items))]


def read_words():
    return (HERE / "words.txt").read_text(encoding="ascii").split()


def inflect(word):
    """A word and the forms it takes in identifiers and prose."""
    forms = {word, word + "s", word + "ed", word + "ing", word + "er", word + "ly"}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing", word + "r", word[:-1] + "ion"}
    if word.endswith("t"):
        forms |= {word + "ion", word + "or"}
    return sorted(forms)


def syllables(dice):
    """A word of no language: what names and other languages look like."""
    heads = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v",
             "br", "cr", "dr", "fr", "gr", "pr", "tr", "st", "sh", "ch", "th", "sch", "sp"]
    cores = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ei", "ie", "ou", "oo", "ea"]
    tails = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "st", "ng", "ck", "x"]
    return "".join(dice.one(heads) + dice.one(cores) + dice.one(tails)
                   for _ in range(1 + dice.below(3)))


def number(dice):
    return str(dice.below(10 ** (1 + dice.below(4))))


def hexadecimal(dice, length):
    return "".join(dice.one("0123456789abcdef") for _ in range(length))


def a_text(dice, words):
    """One value as programs and people write it that is no secret."""
    some = [dice.one(words) for _ in range(1 + dice.below(4))]
    kind = dice.below(16)
    if kind == 0:
        return "".join(some)
    if kind == 1:
        return some[0] + "".join(w.capitalize() for w in some[1:])
    if kind == 2:
        return "".join(w.capitalize() for w in some)
    if kind == 3:
        return "_".join(some)
    if kind == 4:
        return "_".join(some).upper()
    if kind == 5:
        return "-".join(some)
    if kind == 6:
        return ".".join(some) + "." + "".join(w.capitalize() for w in some[:2])
    if kind == 7:
        return "/" + "/".join(some) + dice.one([".py", ".js", ".html", "", ".json", "/"])
    if kind == 8:
        return f"https://{some[0]}.{dice.one(['com', 'org', 'io', 'net'])}/{'/'.join(some)}"
    if kind == 9:
        return f"{some[0]}-{dice.below(20)}.{dice.below(30)}.{dice.below(10)}"
    if kind == 10:
        return f"{some[0]}{number(dice)}"
    if kind == 11:
        return f"{2000 + dice.below(40)}-{1 + dice.below(12):02}-{1 + dice.below(28):02}"
    if kind == 12:
        return " ".join(some).capitalize() + dice.one([".", "", "!", ": %s"])
    if kind == 13:
        return "_".join(some) + "_" + number(dice)
    if kind == 14:
        return "".join(w.capitalize() for w in some) + number(dice)
    return f"{some[0]}@{some[-1]}.{dice.one(['com', 'org', 'de'])}"


def a_random(dice):
    """One secret as generators make it."""
    lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    alphabet = dice.one([lower[:6] + digits, lower[:6] + digits, lower + digits,
                         lower + upper + digits, lower + upper + digits,
                         lower + upper + digits + "+/", lower + upper + digits + "-_",
                         upper + "234567", upper + digits, lower + upper,
                         lower + upper + digits + "!#$%&*@^?"])
    length = dice.one([12, 16, 20, 24, 32, 40, 48, 64])
    return "".join(dice.one(alphabet) for _ in range(length))


def letter_costs(words):
    """Cost of a letter behind two others (0: none, the word begins)."""
    one, two, three = {}, {}, {}
    for word in words:
        a = b = 0
        for c in (ord(ch) - 96 for ch in word):
            for table, key in ((one, ()), (two, (b,)), (three, (a, b))):
                row = table.setdefault(key, [0] * 27)
                row[c] += 1
            a, b = b, c

    def chance(c, a, b):
        p = 1 / 26
        for row in (one.get(()), two.get((b,)), three.get((a, b))):
            if row:
                total = sum(row)
                weight = total / (total + SMOOTH)
                p = weight * row[c] / total + (1 - weight) * p
        return p

    return [[[0 if c == 0 else quarter_bits(chance(c, a, b)) for c in range(27)]
             for b in range(27)] for a in range(27)]


def quarter_bits(p):
    return min(len(LEVELS) - 1, int(-4 * math.log2(p) + 0.5)) if p > 0 else len(LEVELS) - 1


def class_of(ch):
    if ch.islower():
        return 1
    if ch.isupper():
        return 2
    if ch.isdigit():
        return 3
    return 4 if ch in JOINS else 5


def class_costs(texts):
    """Cost of the class of a character behind that of the one before it."""
    counts = [[1] * 6 for _ in range(6)]
    for text in texts:
        before = 0
        for ch in text:
            counts[before][class_of(ch)] += 1
            before = class_of(ch)
    return [[0 if c == 0 else quarter_bits(row[c] / sum(row[1:])) for c in range(6)]
            for row in counts]


def lines_of(table):
    yield "/* Written by tools/randomness/train.py. The cost of a letter behind two others, and"
    yield " * of a class behind another, in quarter bits: A is 0, Z 25, a 26, 9 61. */"
    yield "/* clang-format off */"
    yield "#ifdef LETTERS"
    for a in range(27):
        for b in range(27):
            yield '"' + "".join(LEVELS[cost] for cost in table["letters"][a][b]) + '",'
    yield "#endif"
    yield "#ifdef CLASSES_TABLE"
    for row in table["classes"]:
        yield '"' + "".join(LEVELS[cost] for cost in row) + '",'
    yield "#endif"
    yield "/* clang-format on */"


def train():
    words = read_words()
    dice = Dice(1)
    learned = [form for word in words for form in inflect(word)] + words * 4
    learned += [syllables(dice) for _ in range(4000)]
    texts = [a_text(dice, words) for _ in range(20000)]
    table = {"letters": letter_costs(learned), "classes": class_costs(texts)}
    return "\n".join(lines_of(table)) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--samples", type=int, default=0)
    args = parser.parse_args()
    if args.samples:
        words, dice = read_words(), Dice(2)
        for _ in range(args.samples):
            print("text", a_text(dice, words))
            print("random", a_random(dice))
        return 0
    made = train()
    if not args.check:
        TABLE.write_text(made, encoding="ascii")
        return 0
    if TABLE.read_text(encoding="ascii") == made:
        return 0
    print(f"{TABLE} is not what train.py makes", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
