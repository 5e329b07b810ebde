#!/usr/bin/env python3
"""Every .x file that Debian's RPC packages ship compiles, and so does the C++ that comes of it, without a warning.

    system_files.py FARCALLC INCLUDE_DIRECTORY [COMPILER...]
"""
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

PACKAGES = ["rpcsvc-proto", "libnsl-dev", "libtirpc-dev", "libntirpc-dev"]
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"]


def system_files():
    found = []
    for package in PACKAGES:
        listed = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True)
        found += [pathlib.Path(line) for line in listed.stdout.split() if line.endswith(".x")]
    return sorted(set(found))


def check(farcallc, include, compilers, source, directory):
    done = subprocess.run([farcallc, str(source), "--json", "-o", str(directory)], capture_output=True, text=True)
    if done.returncode != 0:
        return f"{source}: farcallc: {done.returncode}\n{done.stderr}"
    for compiler in compilers:
        for made in (f"{directory}/{source.name}.cpp", f"{directory}/{source.name}.json.cpp"):
            command = [compiler, "-std=c++20", *WARNINGS, f"-I{include}", "-fsyntax-only", made]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                return f"{made}: {compiler}\n{done.stderr[:3000]}"
    return None


def main():
    farcallc, include = sys.argv[1:3]
    compilers = sys.argv[3:] or ["g++"]
    sources = system_files()
    if not sources:
        print("none of these packages is installed:", *PACKAGES)
        sys.exit(77)  # ctest: skipped
    failures = []
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(2) as pool:
        for folder in {source.parent for source in sources}:  # a file may import one that stands beside it
            directory = pathlib.Path(name) / str(folder).strip("/").replace("/", "_")
            directory.mkdir()
            group = [source for source in sources if source.parent == folder]
            for source in group:
                subprocess.run([farcallc, str(source), "--json", "-o", str(directory)], capture_output=True)
            failures += pool.map(lambda source: check(farcallc, include, compilers, source, directory), group)
    failures = [failure for failure in failures if failure]
    for failure in failures:
        print(failure)
    print(f"{len(sources)} files, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
