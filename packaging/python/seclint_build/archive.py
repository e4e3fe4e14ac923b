"""The archives: the wheel, the source distribution, and those for npm. The same input
gives the same bytes: names are sorted, dates come from SOURCE_DATE_EPOCH, and nobody owns
a file."""

import base64
import gzip
import hashlib
import io
import os
import stat
import tarfile
import time
import zipfile

from . import platforms, project

ZIP_BEGINS = 315532800  # 1980-01-01, the first date that a zip archive can say


def date():
    return max(int(os.environ.get("SOURCE_DATE_EPOCH") or ZIP_BEGINS), ZIP_BEGINS)


def record_line(path, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(content)}\n"


def wheel_files(binary, tags):
    """(path, mode, content), RECORD last as the format advises."""
    info = project.dist_info()
    with open(binary, "rb") as file:
        content = file.read()
    script = f"{project.NAME}-{project.version()}.data/scripts/{project.NAME}"
    files = [(script, 0o755, content)]
    files += [(f"{info}/{path}", 0o644, text) for path, text in project.metadata_files(tags)]
    record = "".join(record_line(path, text) for path, _, text in files)
    files.append((f"{info}/RECORD", 0o644, f"{record}{info}/RECORD,,\n".encode()))
    return files


def write_wheel(folder, binary):
    """Returns the name of the file that was made in folder."""
    tags = platforms.tags(binary)
    name = f"{project.NAME}-{project.version()}-py3-none-{'.'.join(tags)}.whl"
    when = time.gmtime(date())[:6]
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, mode, content in wheel_files(binary, tags):
            entry = zipfile.ZipInfo(path, when)
            entry.create_system = 3  # unix: the mode counts
            entry.external_attr = (stat.S_IFREG | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)
    return name


def write_tar(path, top, files):
    """Puts (name, content, mode) below the folder top of a .tar.gz at path."""
    with open(path, "wb") as out, \
            gzip.GzipFile("", "wb", mtime=0, fileobj=out) as zipped, \
            tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content, mode in files:
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode, entry.mtime = len(content), mode, date()
            tar.addfile(entry, io.BytesIO(content))


def sdist_files():
    for path in project.sources():
        full = os.path.join(project.ROOT, path)
        with open(full, "rb") as file:
            yield path, file.read(), 0o755 if os.access(full, os.X_OK) else 0o644
    yield "PKG-INFO", project.metadata([]), 0o644


def write_sdist(folder):
    top = f"{project.NAME}-{project.version()}"
    write_tar(os.path.join(folder, f"{top}.tar.gz"), top, sdist_files())
    return f"{top}.tar.gz"
