"""html_kit.py - a repository whose HTML report has something in every section, with names
that try to leave their place in it."""

import os
import pathlib

from repo_kit import line, token

DAY = 86400
HOSTILE_NAMES = (
    b'x"><script>window.hostile=1;alert(1)</script>.env',
    b"<img src=x onerror=window.hostile=1>.env",
    b"'onmouseover='window.hostile=1.env",
    b"</style><script>window.hostile=1;alert(1)<.env",
    b"a\xe2\x80\xaevne.b\x1b[31m\xff.env",
    b"javascript:window.hostile=1.env",
    b"&lt;b&gt; ${window.hostile=1} {{x}}.env",
)
# How the page shows the one that holds what steers.
SHOWN_STEERING = r"a\u{202e}vne.b\x1b[31m\xff.env"
HOSTILE_AUTHOR = 'X</li></ul><script>window.hostile=1</script><b onclick="x">'
HOSTILE_LINE = "<script>window.hostile=1</script>\"'><img src=x onerror=alert(1)> "


def vault():
    """Ciphertext of nothing, whole in its form."""
    inner = "\n".join(("5a" * 32, "c3" * 32, "96" * 48)).encode().hex()
    rows = [inner[at : at + 80] for at in range(0, len(inner), 80)]
    return "$ANSIBLE_VAULT;1.1;AES256\n" + "\n".join(rows) + "\n"


def sops():
    value = "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]"
    return (f"password: {value}\nsops:\n  mac: {value}\n"
            "  lastmodified: '2024-01-01T00:00:00Z'\n  version: 3.8.1\n")


GIT_CRYPT = b"\0GITCRYPT\0" + bytes(range(12)) + bytes(range(100, 180))


def commit(repo, days, author="Ada Example"):
    repo.case.now += days * DAY
    repo.git("add", "-A")
    repo.git("commit", "-q", "--allow-empty", "-m", "change",
             env={"GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "x@example.org"})


def rename_author(repo, name):
    """Of the last commit; git itself would take the brackets out."""
    text = repo.git("cat-file", "commit", "HEAD") + "\n"
    head, _, rest = text.partition("author ")
    text = f"{head}author {name} <{rest.partition('<')[2]}"
    oid = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin",
                   data=text.encode())
    repo.git("update-ref", "HEAD", oid)


def encrypted_files(repo):
    repo.write("group_vars/all/vault.yml", vault())
    repo.write("secrets.yml", sops())
    repo.write(".gitattributes", "keys/** filter=git-crypt diff=git-crypt\n")
    repo.write("keys/prod.env", GIT_CRYPT)


def demo(case, hostile=True):
    """The repository; its commits are months apart, from November 2023 on."""
    repo = case.repo("hostile" if hostile else "demo")
    write = repo.write
    write("ansible.cfg", "[defaults]\nroles_path = roles\n")
    write(".gitignore", ".env\n*.pem # keys\n")
    write("config/app.yml", "name: demo\n" + line(1).replace(" = ", ": "))
    write("old/deploy.sh", "#!/bin/sh\n" + line(2))
    commit(repo, 0)
    write("src/client.py", "import os\n\n" + line(3) + "\n" + line(4))
    write(".env.production", f"DB_HOST=db\nGITHUB_TOKEN={token(5)}\n")
    commit(repo, 90, "Bo Example")
    (repo.path / "old/deploy.sh").unlink()
    commit(repo, 60)
    encrypted_files(repo)
    write("tests/sample.py", line(6).rstrip("\n")
          + "  # seclint:" + "allow github-pat -- made up for the tests\n")
    write("config/app.yml", "name: demo\n")
    commit(repo, 120, "Cy Example")
    write("src/client.py", "import os\n\n" + line(3) + "\n")
    if hostile:
        write("page.html", HOSTILE_LINE + line(8))
        for number, name in enumerate(HOSTILE_NAMES):
            write(name, line(10 + number))  # a slash makes a folder
    commit(repo, 200)
    if hostile:
        rename_author(repo, HOSTILE_AUTHOR)
    write(".env", f"TOKEN={token(7)}\n")
    write("notes.txt", line(9))
    return repo


def page(case, repo, *args, **options):
    """The bytes of the report."""
    run = repo.run("--no-cache", *args, form="html", **options)
    case.assertIn(run.status, (0, 1, 3), run.message())
    return run.out


def save(folder, name, data):
    path = pathlib.Path(folder, name)
    os.makedirs(folder, exist_ok=True)
    path.write_bytes(data)
    return path
