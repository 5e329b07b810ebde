#!/usr/bin/env python3
"""Compares what farcallc writes with what it wrote when somebody last looked at it.

good/NAME.x: what is generated, with --json, is expected/NAME.x.*; plain .x by --lower is expected/NAME.lowered.x, its
layout by --emit x is expected/NAME.laid_out.x, the tables of its dissector by --emit lua are expected/NAME.lua.
Of some of them --emit model is expected/NAME.model.json. Compared with itself each means the same; compared with
plain .x of itself nothing on the wire changes.
compare/NAME.old.x and NAME.new.x: --compare says expected/NAME.compare.txt, with --json NAME.compare.json.
passthrough.x is compiled with --passthrough.
bad/NAME.x: exit status 1, and the complaints are expected/NAME.txt. A first line `// farcallc OPTION...` is obeyed.
docs/NAME.md: where it shows an interface and JSON, farcallc prints this JSON for this interface.

    run.py FARCALLC [--update]
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
MODELS = ("square", "language")
DOCS = HERE.parent.parent / "docs"


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
        failures += comparisons_with_itself(program, source, texts[f"{source.stem}.lowered.x"])
    for name in MODELS:
        texts[f"{name}.model.json"] = farcallc(program, "--emit", "model", f"good/{name}.x", cwd=HERE)[1]
    for old in sorted((HERE / "compare").glob("*.old.x")):
        name = old.name.removesuffix(".old.x")
        pair = ("--compare", old.name, f"{name}.new.x")
        status, said, _ = farcallc(program, *pair, cwd=old.parent)
        texts[f"{name}.compare.txt"] = said
        texts[f"{name}.compare.json"] = farcallc(program, *pair, "--json", cwd=old.parent)[1]
        if not said or status != (1 if ": breaks " in said else 0):
            failures.append(f"{name}: exit status {status}")
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


def comparisons_with_itself(program, source, lowered):
    """What --compare must not find."""
    failures = []
    status, said, _ = farcallc(program, "--compare", str(source), str(source), cwd=HERE)
    if status != 0 or "mean the same" not in said:
        failures.append(f"{source.name} is not the same as itself:\n{said}")
    with tempfile.TemporaryDirectory() as directory:
        plain = pathlib.Path(directory, "lowered.x")
        plain.write_text(lowered)
        for pair in ((str(source), str(plain)), (str(plain), str(source))):
            said = farcallc(program, "--json", "--compare", *pair, cwd=HERE)[1]
            changes = json.loads(said)["changes"] if said else []
            # Plain .x has no attributes: those are promises, and not bytes.
            bad = [one["text"] for one in changes if one["breaks_wire"] and not one["what"].startswith("attribute_")]
            if not said or bad:
                failures.append(f"{pair} do not understand each other: {bad}")
    return failures


def documents(program):
    """Runs the examples of docs/: a line `farcallc ARGUMENTS`, after the files it names and before its output."""
    failures = []
    for document in ("model.md", "compare.md"):
        files = {}
        for kind, text in re.findall(r"```(x|console|json|text)\n(.*?)```", (DOCS / document).read_text(), re.S):
            if kind == "x":
                files[re.search(r"/\* (\S+\.x)", text)[1]] = text
            elif kind == "console":
                command = text.split()[2:]
            else:
                with tempfile.TemporaryDirectory() as directory:
                    for name, content in files.items():
                        pathlib.Path(directory, name).write_text(content)
                    printed = farcallc(program, *command, cwd=directory)[1]
                if printed != text:
                    failures.append(f"docs/{document}: {command} prints\n{printed}")
    return failures


def main():
    arguments = [one for one in sys.argv[1:] if one != "--update"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    program = str(pathlib.Path(arguments[0]).resolve())
    texts, failures = outputs(program)
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
    failures += documents(program)
    failures += [f"expected/{one.name} is of no input" for one in EXPECTED.iterdir() if one.name not in texts]
    for failure in failures:
        print(failure)
    print(f"{len(texts)} files, {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
