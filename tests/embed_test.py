"""tools/embed.c keeps every byte, sorts by path and says what it cannot read."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

FILES = {
    "b/late.yml": b"id: late\n",
    "a.yml": bytes(range(256)) + b"??/ \"quoted\" \\ \n\n1",
    "b/empty.yml": b"",
}

DUMP = r"""
#include <stdio.h>
#include "rule/embedded.h"
int main(void)
{
    for (size_t i = 0; i < sl_embedded_rules_count; i++) {
        const sl_embedded *file = &sl_embedded_rules[i];
        printf("%s %zu %d\n", file->path, file->len, file->bytes[file->len]);
        fwrite(file->bytes, 1, file->len, stdout);
    }
}
"""


def embed(tool, root, names):
    (root / "list").write_text("".join(name + "\n" for name in names))
    command = [tool, root / "rules", root / "list", root / "out.c"]
    return subprocess.run(command, capture_output=True, check=False)


def dump(root, source):
    """Compiles what was written, as strict C17, and prints what it holds."""
    (root / "dump.c").write_text(DUMP)
    subprocess.run(
        ["cc", "-std=c17", "-w", "-I", source / "src", "-o", root / "dump",
         root / "dump.c", root / "out.c"],
        check=True,
    )
    return subprocess.run([root / "dump"], capture_output=True, check=True).stdout


def main():
    tool, source = sys.argv[1], pathlib.Path(sys.argv[2])
    if not shutil.which("cc"):
        sys.exit("there is no cc")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in FILES.items():
            file = root / "rules" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        for names in (list(FILES), []):
            assert embed(tool, root, names).returncode == 0, names
            want = b"".join(
                f"{name} {len(FILES[name])} 0\n".encode() + FILES[name]
                for name in sorted(names)
            )
            assert dump(root, source) == want, names
        result = embed(tool, root, ["gone.yml"])
        assert result.returncode == 1 and b"gone.yml" in result.stderr, result
        assert not (root / "out.c").exists()


main()
