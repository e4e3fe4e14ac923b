"""A folder of src/ includes only itself and what is to its left; a header of others
has one home; a few functions and all mutable globals are banned.

Looks at the text with comments and strings taken out, and first proves on a made-up
tree that each of its rules can fail."""

import os
import pathlib
import re
import sys
import tempfile

LAYERS = (
    "base text match token git source doc aws rule check scan report fix lsp cli".split()
)

# Header -> what the path below src/ must begin with.
HOMES = {
    "git2.h": "source/",
    "git2/": "source/",
    "yaml.h": "doc/",
    "tree_sitter/": "doc/",
    "pcre2.h": "match/",
    "pthread.h": "base/pool.",
    "threads.h": "base/pool.",
    "libdeflate.h": "git/",
    "archive.h": "source/",
    "archive_entry.h": "source/",
}

BANNED = re.compile(
    r"(?<![\w.>])(strcpy|strcat|sprintf|vsprintf|atoi|atol|atoll|atof|strtok|gets"
    r"|system|popen|exec[lv]p?e?|execveat|fexecve|posix_spawnp?|v?fork|alloca)\s*\("
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)

# A comment, or a literal (kept as "" so that lines and columns of code stay apart).
NOISE = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)

# `static` anywhere, or a name at the left margin, up to its `=`, `;` or `[`.
VARIABLE = re.compile(
    r"^(?:[ \t]*(?:static|_Thread_local|thread_local)\b|(?=[A-Za-z_]))"
    r"(?P<type>[\w \t*]*?[\s*])(?P<name>\w+)[ \t]*(?:\[[^\]]*\][ \t]*)*[=;]",
    re.M,
)
FUNCTION_POINTER = re.compile(
    r"^(?:[ \t]*static\b|(?=[A-Za-z_]))[\w \t*]*\([ \t]*\*[ \t]*(?!const\b)\w+"
    r"[ \t]*(?:\[[^\]]*\][ \t]*)*\)[ \t]*\([^()]*\)[ \t]*[=;]",
    re.M,
)
NOT_A_VARIABLE = re.compile(
    r"^\s*(typedef|return|goto|else|struct\s+\w+\s*$|union\s+\w+\s*$|enum\s+\w+\s*$)"
)


def blank(match):
    text = match.group()
    lines = "\n" * text.count("\n")
    return '""' if text[0] in "\"'" else " " + lines


def is_constant(type_text):
    """`const` belongs to the variable itself: after the last star, if there is one."""
    return re.search(r"\bconst\b", type_text.rpartition("*")[2]) is not None


def includes(path, text):
    layer = path.split("/")[0]
    for match in INCLUDE.finditer(text):
        kind, name = match.groups()
        folder = name.split("/")[0]
        if kind == "<":
            for header, home in HOMES.items():
                own = name.startswith(header) if header[-1] == "/" else name == header
                if own and not path.startswith(home):
                    yield match.start(), f"<{name}> belongs to {home}"
        elif folder in LAYERS:
            if LAYERS.index(folder) > LAYERS.index(layer):
                yield match.start(), f"{layer}/ may not include {folder}/: {name}"
        elif name not in ("version.h", "libraries.h", "grammars.h"):  # made by the build
            yield match.start(), f'an include names its folder: "{name}"'


def code(text):
    for match in BANNED.finditer(text):
        yield match.start(), f"{match.group(1)}() is banned"
    for match in VARIABLE.finditer(text):
        declaration = match.group().rstrip("=; \t")
        if NOT_A_VARIABLE.match(declaration) or is_constant(match.group("type")):
            continue
        yield match.start(), f"{match.group('name')} is a mutable global"
    for match in FUNCTION_POINTER.finditer(text):
        if not match.group().lstrip().startswith("typedef"):
            yield match.start(), "a function pointer is a mutable global"


def unlisted(root):
    """Sources that no CMakeLists.txt names are compiled by nobody."""
    for lists in sorted(root.glob("*/CMakeLists.txt")):
        named = set(re.findall(r"[\w./-]+\.c\b", lists.read_text())) | {"main.c"}
        for file in sorted(lists.parent.rglob("*.c")):
            name = file.relative_to(lists.parent).as_posix()
            if name not in named:
                yield f"src/{lists.parent.name}/{name}: not in its CMakeLists.txt"


def faults(root):
    """Each fault of the tree at `root` as one line of text, in order of path."""
    found = [*unlisted(root)]
    for file in sorted(root.rglob("*.[ch]")):
        path = file.relative_to(root).as_posix()
        if path.split("/")[0] not in LAYERS:
            found.append(f"{path}: no such layer")
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        stripped = NOISE.sub(blank, text)
        for where, what in [*includes(path, text), *code(stripped)]:
            line = text[:where].count("\n") + 1
            found.append(f"src/{path}:{line}: {what}")
    return found


# Path, text, and what must be said of it (empty: nothing).
CASES = [
    ("doc/a.c", '#include "aws/arn.h"\n', "may not include aws/"),
    ("aws/a.c", '#include "doc/doc.h"\n#include "version.h"\n', ""),
    ("doc/a.c", '#include "doc.h"\n', "names its folder"),
    ("cli/a.c", "#include <git2.h>\n", "belongs to source/"),
    ("base/run.c", "#include <pthread.h>\n", "belongs to base/pool."),
    ("base/pool.c", "#include <pthread.h>\n", ""),
    ("misc/a.c", "\n", "no such layer"),
    ("base/a.c", "void f(char *a)\n{\n    strcpy(a, a);\n}\n", "strcpy() is banned"),
    ("base/a.c", "/* strcpy(a, b) */\nint f(void);\n", ""),
    ("base/a.c", 'const char *f(void)\n{\n    return "system(x)";\n}\n', ""),
    ("base/a.c", "int n = f->system(1);\n", "mutable global"),
    ("base/a.c", "static int count;\n", "count is a mutable global"),
    ("base/a.c", "void f(void)\n{\n    static int n = 0;\n}\n", "mutable global"),
    ("base/a.c", "static const char *names[] = {0};\n", "names is a mutable"),
    ("base/a.c", "static const char *const names[] = {0};\n", ""),
    ("base/a.c", "static int (*hook)(void) = 0;\n", "function pointer"),
    ("base/a.h", "extern int count;\n", "mutable global"),
    ("base/a.h", "struct a;\ntypedef struct b c;\ntypedef int (*d)(void);\n", ""),
    ("base/a.h", "extern const int limits[];\nint f(int a);\n", ""),
    ("base/a.c", "static bool f(int a, int b);\nstatic inline int g(void)\n{\n}\n", ""),
]


def self_check():
    with tempfile.TemporaryDirectory() as folder:
        layer = pathlib.Path(folder, "base")
        layer.mkdir()
        (layer / "CMakeLists.txt").write_text("seclint_layer(base SOURCES a.c)\n")
        (layer / "a.c").touch()
        (layer / "b.c").touch()
        said = faults(pathlib.Path(folder))
        if said != ["src/base/b.c: not in its CMakeLists.txt"]:
            sys.exit(f"self-check: an unlisted source: got {said}")
    for path, text, expected in CASES:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, path)
            file.parent.mkdir()
            file.write_text(text)
            said = faults(pathlib.Path(folder))
        right = expected in said[0] if expected and len(said) == 1 else said == []
        if not right or bool(expected) != bool(said):
            sys.exit(f"self-check: {path} {text!r}: want {expected!r}, got {said}")


def main():
    self_check()
    root = pathlib.Path(os.environ["SECLINT_SOURCE_DIR"], "src")
    found = faults(root)
    if found:
        sys.exit("\n".join(found))
    print(f"{len(list(root.rglob('*.[ch]')))} files keep to their layers")


main()
