#!/usr/bin/env python3
"""Inputs that want farcallc to crash, hang or eat the memory: each has to end in time, by itself, within 256 MiB.

    hostile.py FARCALLC
"""
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

MEMORY_BYTES = 256 << 20
SECONDS = 10


def chain(count, line, first=""):
    return first + "".join(line.format(i=i, n=i + 1) for i in range(count))


def texts():
    """NAME: (text, exit status, what is said); status None: either good or refused, as long as it ends."""
    random.seed(1)
    noise = bytes(random.randrange(256) for _ in range(200_000))
    words = "struct union enum { } ( ) < > [ ] ; : , * = switch case default x 1 /* */ // \" ' # % \\ \n".split(" ")
    return {
        "include_itself": ('#include "include_itself.x"\n', 1, "files include each other without end"),
        "include_itself_twice": ('#include "include_itself_twice.x"\n' * 2, 1),
        "macro_bomb": (chain(40, "#define M{n} M{i} M{i} M{i}\n", "#define M0 x\n") + "const a = M40;\n", 1, "this makes more than a million tokens"),
        "macro_chain": (chain(100, "#define M{n} M{i}\n", "#define M0 x\n") + "const a = M100;\n", 1, "macros are nested too deeply"),
        "macro_arguments": ("#define F(x) x\nconst a = F(" + "1+" * 100_000 + "1);\n", 1, "the arguments of 'F' do not end"),
        "macro_arguments_bomb": (chain(40, "#define M{n}(x) M{i}(x x) M{i}(x x)\n", "#define M0(x) x\n") + "const a = M40(1);\n", 1),
        "macro_arguments_nested": ("#define F(x) x x\nconst a = " + "F(" * 3000 + "1" + ")" * 3000 + ";\n", 1),
        "regions": (chain(100, "#ifdef RPC_HDR\nstruct s{i} {{ int a; }};\n#else\nstruct s{i} {{ int b; }};\n#endif\n") + "enum e { " + chain(100_000, "e{i}, ") + "};\n", 0),
        "macro_loop": ("#define A B\n#define B A\nconst x = A;\n", 1),
        "condition_bomb": (chain(30, "#define M{n} (M{i}+M{i}+M{i}+M{i})\n", "#define M0 1\n") + "#if M30\n#endif\n", 1),
        "condition_deep": ("#if " + "(" * 100_000 + "\n#endif\n", 1, "this condition is nested too deeply"),
        "conditions_nested": ("#if 1\n" * 100_000, 1, "conditions are nested more than 256 deep"),
        "struct_deep": ("struct s { struct { " * 50_000, 1, "this is nested more than 100 deep"),
        "expression_deep": ("const a = " + "(" * 100_000 + "1;\n", 1),
        "expression_signs": ("const a = " + "-" * 100_000 + "1;\n", 1),
        "expression_long": ("const a = 1" + "+1" * 100_000 + ";\n", 1),
        "namespace_deep": ("namespace n { " * 50_000, 1),
        "typedef_chain": (chain(50_000, "typedef t{i} t{n};\n", "typedef int t0;\n"), 1),
        "array_chain": (chain(30, "typedef t{i} t{n}<>;\n", "typedef int t0;\n") + "struct s { t30 a; };\n", None),
        "constant_chain": (chain(50_000, "const c{i} = c{n} + 1;\n") + "const c50000 = 1;\n", 1, "more than 200 constants depend on each other"),
        "constants_in_order": (chain(50_000, "const c{n} = c{i} + 1;\n", "const c0 = 1;\n"), 0),
        "struct_chain": (chain(20_000, "struct s{n} {{ s{i} a; }};\n", "struct s0 { int a; };\n"), 0),
        "pointer_chain": (chain(20_000, "struct s{i} {{ s{n} *a; }};\n") + "struct s20000 { int a; };\n", 0),
        "pointer_ring": (chain(20_000, "struct s{i} {{ s{n} *a; }};\n") + "struct s20000 { s0 *a; };\n", 0),
        "size_bomb": (chain(30, "struct s{n} {{ s{i} a[1000]; }};\n", "struct s0 { int a; };\n"), 1),
        "huge_array": ("struct s { int a[4294967295]; hyper b[4294967295]; };\n", 1),
        "many_enumerators": ("enum e { " + chain(100_000, "e{i}, ") + "};\n", 0),
        "many_fields": ("struct s { " + chain(50_000, "int f{i}; ") + "};\n", 0),
        "many_cases": ("union u switch (int d) { " + chain(50_000, "case {i}: ") + "void; };\n", 0),
        "many_errors": (chain(100_000, "typedef missing{i} t{i};\n"), 1, "stopped after 100 errors"),
        "many_tokens": ("x " * 2_000_000, 1, "this interface has more than a million tokens"),
        "long_name": ("struct " + "a" * 1_000_000 + " { int a; };\n", 0),
        "long_line_with_an_error": ("struct s { " + "int a; " * 100_000 + "missing b; };\n", 1),
        "too_large": (" " * (9 << 20), 1, "is larger than 8 MiB, the most that farcallc reads"),
        "unclosed_comment": ("/*" * 1_000_000, 1),
        "percent_lines": ("%#define A{0} (A{0}+A{0})\n" * 20_000 + "const a = 1;\n", 0),
        "nul_bytes": ("\0" * 100_000, 1),
        "noise": (noise, 1),
        "words": (" ".join(random.choice(words) for _ in range(100_000)), 1),
        "comment_that_continues": ("struct s { int a; /* ends in a backslash \\ */ int b; // here too \\\n int c; };\n", 0),
        "comments": ("/**/" * 200_000 + "struct s { int a; };\n", 0),
        "brackets_and_conditions": ("(" * 100_000 + "\n#if 1" * 250, 1),
        "path_in_a_name": ("const a = ../../etc/passwd;\n", 1),
    }


def limits():
    # Of the processor, not of the clock: other programs may be running.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # A sanitizer's shadow does not fit under a limit of address space.
    if "-fsanitize" not in sys.argv:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def run(farcallc, source, *arguments):
    command = [farcallc, str(source), *arguments]
    done = subprocess.run(command, capture_output=True, preexec_fn=limits)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def main():
    farcallc = str(pathlib.Path(sys.argv[1]).resolve())
    failures = 0
    cases = 0
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        inputs = []
        for case, (text, expected, *said) in texts().items():
            path = directory / f"{case}.x"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            inputs.append((path, expected, said))
        inputs += [(pathlib.Path("/dev/zero"), 1, []), (directory, 1, ["is a directory"]), (directory / "not_there.x", 1, [])]
        # A layout has to be found for the same inputs, or refused.
        runs = [(path, expected, said, ["--json", "-o", str(directory / "out")]) for path, expected, said in inputs]
        runs += [(path, None, [], ["--emit", "x"]) for path, _, _ in inputs]
        for path, expected, said, arguments in runs:
            cases += 1
            status, complaints = run(farcallc, path, *arguments)
            good = status in (0, 1) if expected is None else status == expected
            if status == 1 and "error:" not in complaints and "farcallc:" not in complaints:
                good = False
            good = good and all(one in complaints for one in said)
            if not good:
                failures += 1
                print(f"{path.name} {arguments[0]}: {status}, not {expected} {said}\n{complaints[:1000]}")
        escaped = [one for one in directory.parent.iterdir() if one.name.endswith((".x.hpp", ".x.cpp"))]
        if escaped:
            failures += 1
            print(f"written outside of the output directory: {escaped}")
    print(f"{cases} inputs, {failures} failures")
    sys.exit(1 if failures else 0)


main()
