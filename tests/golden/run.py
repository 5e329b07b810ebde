#!/usr/bin/env python3
"""Compares what farcallc writes with what it wrote when somebody last looked at it.

good/NAME.x: what is generated, with --json, is expected/NAME.x.*; plain .x by --lower is expected/NAME.lowered.x, its
layout by --emit x is expected/NAME.laid_out.x, the tables of its dissector by --emit lua are expected/NAME.lua.
passthrough.x is compiled with --passthrough.
bad/NAME.x: exit status 1, and the complaints are expected/NAME.txt. A first line `// farcallc OPTION...` is obeyed.

    run.py FARCALLC [--update]
"""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected"


def farcallc(program, *arguments, cwd):
    done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def outputs(program):
    """Every expected file's name with its present text, and what went wrong on the way."""
    texts, failures = {}, []
    for source in sorted([*(HERE / "good").glob("*.x"), *HERE.glob("*.x")]):
        options = ["--passthrough"] if source.stem == "passthrough" else []
        with tempfile.TemporaryDirectory() as directory:
            status, _, complaints = farcallc(program, str(source), "--json", "-o", directory, *options, cwd=HERE)
            if status != 0:
                failures.append(f"{source.name}: exit status {status}\n{complaints}")
                continue
            for path in sorted(pathlib.Path(directory).iterdir()):
                texts[path.name] = path.read_text()
        texts[f"{source.stem}.lowered.x"] = farcallc(program, "--lower", str(source), cwd=HERE)[1]
        texts[f"{source.stem}.laid_out.x"] = farcallc(program, "--emit", "x", str(source), cwd=HERE)[1]
        dissector = farcallc(program, "--emit", "lua", str(source), cwd=HERE)[1]
        texts[f"{source.stem}.lua"] = dissector[dissector.find(f"-- What {source.name} defines."):]
    for source in sorted((HERE / "bad").glob("*.x")):
        with tempfile.TemporaryDirectory() as directory:
            first = source.read_text().split("\n", 1)[0]
            options = first.removeprefix("// farcallc ").split() if first.startswith("// farcallc ") else []
            status, _, complaints = farcallc(program, source.name, "-o", directory, *options, cwd=source.parent)
            if status != 1:
                failures.append(f"{source.name}: exit status {status}, not 1")
            if list(pathlib.Path(directory).iterdir()):
                failures.append(f"{source.name}: files were written in spite of the errors")
        texts[f"{source.stem}.txt"] = complaints
    return texts, failures


def main():
    arguments = [one for one in sys.argv[1:] if one != "--update"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    texts, failures = outputs(str(pathlib.Path(arguments[0]).resolve()))
    if "--update" in sys.argv:
        EXPECTED.mkdir(exist_ok=True)
        for old in EXPECTED.iterdir():
            if old.name not in texts:
                old.unlink()
        for name, text in texts.items():
            (EXPECTED / name).write_text(text)
    for name, text in texts.items():
        expected = EXPECTED / name
        if not expected.exists():
            failures.append(f"expected/{name} is missing; --update writes it")
        elif expected.read_text() != text:
            difference = subprocess.run(["diff", "-u", str(expected), "-"], input=text.encode(), capture_output=True)
            failures.append(difference.stdout.decode("utf-8", "replace")[:4000])
    failures += [f"expected/{one.name} is of no input" for one in EXPECTED.iterdir() if one.name not in texts]
    for failure in failures:
        print(failure)
    print(f"{len(texts)} files, {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
