"""The build backend of the Python package `seclint` (PEP 517): compiles the C program by
cmake and puts it into a wheel. Standard library only, so that an installation from source
asks no index for anything; pyproject.toml names it.

    SECLINT_BINARY      a program to put into the wheel in place of one built here
    SECLINT_LINKED_LICENCES  a folder with the licences of what that program is linked with
    SOURCE_DATE_EPOCH   the date of the files in the archives
    CMAKE_ARGS          more arguments for cmake
"""

import contextlib
import os
import sys

from . import archive, platforms, program, project

__all__ = ["build_sdist", "build_wheel", "prepare_metadata_for_build_wheel"]


def say(text):
    print(f"seclint: {text}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def told():
    """pip shows what was printed; a traceback would bury it."""
    try:
        yield
    except project.Failure as failure:
        say(str(failure))
        sys.exit(1)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """The metadata alone, for which nothing is compiled."""
    name = project.dist_info()
    with told():
        tags = platforms.tags(program.given())
    for path, content in project.metadata_files(tags):
        target = os.path.join(metadata_directory, name, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)
    return name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with told(), program.obtain() as binary:
        name = archive.write_wheel(wheel_directory, binary)
    say(f"made {name}")
    return name


def build_sdist(sdist_directory, config_settings=None):
    return archive.write_sdist(sdist_directory)
