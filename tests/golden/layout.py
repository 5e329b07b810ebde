#!/usr/bin/env python3
"""`--emit x` changes blanks only, changes nothing the second time, and leaves the generated C++ as it was.

    layout.py FARCALLC [FILE.x ...]     the files, or all .x files of this tree and of Debian's RPC packages
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from system_files import system_files

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def farcallc(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def without_blanks(data):
    return bytes(byte for byte in data if byte not in b" \t\r\n\f\v\\")  # a backslash may have joined two lines


def generated(program, source, directory):
    """What is written for this file, or None where it is refused."""
    shutil.rmtree(directory, ignore_errors=True)
    status, _, _ = farcallc(program, source, "-o", directory, "--passthrough")
    return {one.name: one.read_bytes() for one in directory.iterdir()} if status == 0 else None


def check(program, source, directory):
    """What is wrong; `directory` has a copy of the files beside this one, which it may import."""
    status, formatted, complaints = farcallc(program, "--emit", "x", source)
    if status != 0:
        # Only where there are no tokens at all, as for a comment that never ends.
        return None if farcallc(program, "--check", source)[0] != 0 else f"status {status}\n{complaints}"
    given = source.read_bytes()
    if without_blanks(given) != without_blanks(formatted):
        return "more than blanks has changed"
    canonical = farcallc(program, "--emit", "x", "--check", source)[0]
    if canonical != (0 if given == formatted else 1):
        return f"--check says {canonical}"
    copy = directory / source.name
    before = generated(program, copy, directory / "generated")
    copy.write_bytes(formatted)
    after = generated(program, copy, directory / "generated")
    again = farcallc(program, "--emit", "x", copy)[1]
    copy.write_bytes(given)
    if again != formatted:
        return "formatting it twice is not the same as once"
    if before != after:
        return "the generated C++ differs"
    return None


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    sources = [pathlib.Path(one) for one in sys.argv[2:]]
    if not sources:
        ours = [path for folder in ("idl", "examples", "tests") for path in sorted((ROOT / folder).rglob("*.x"))]
        sources = [path for path in ours if path.parent.name != "expected"] + system_files()
    failures = 0
    for source in sources:
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            for beside in source.parent.glob("*.x"):
                shutil.copy(beside, directory)
            wrong = check(program, source, directory)
        if wrong:
            failures += 1
            print(f"{source}: {wrong}")
    print(f"{len(sources)} files, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
