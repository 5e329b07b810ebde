#!/usr/bin/env python3
"""Inputs that want farcallc to crash, hang or eat the memory: each has to end in time, by itself, within 256 MiB.

What compiles is also printed as JSON and compared with itself; and there are pairs that are hard to compare.

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
        "macro_of_nothing": (chain(40, "#define M{n} M{i} M{i}\n", "#define M0\n") + "M40\n", 1, "macros are replaced without end"),
        "conditions_of_macros": (chain(18, "#define M{n} M{i}+M{i}\n", "#define M0 1\n") + "#if M18\n#endif\n" * 300, 1, "macros are replaced without end"),
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
        "huge_argument": ("struct s { opaque d[9000000]; };\nprogram P { version V { void PUT(s) = 1; } = 1; } = 0x20000001;\n", 1, "would take more than 1 MiB of stack"),
        "huge_array_as_argument": ("program P { version V { void PUT(int a[4000000000]) = 1; } = 1; } = 0x20000001;\n", 1, "would take more than 1 MiB of stack"),
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


def pairs():
    """NAME: (old text, new text); something breaks in each of them."""
    def ring(name, count, field):
        last = "struct {name}{i} {{ {field} {name}0 *b; }};\n".format(name=name, i=count - 1, field=field)
        return chain(count - 1, f"struct {name}{{i}} {{{{ {field} {name}{{n}} *b; }}}};\n") + last

    deep = chain(20_000, "struct s{n} {{ s{i} a; }};\n", "struct s0 { int a; };\n")
    other_deep = chain(20_000, "struct t{n} {{ t{i} a; }};\n", "struct t0 { hyper a; };\n")
    shared = chain(2_000, "struct s{n} {{ s{i} a<>; s{i} b<>; }};\n", "struct s0 { bool a; };\n")
    other_shared = chain(2_000, "struct t{n} {{ t{i} a<>; t{i} b<>; }};\n", "struct t0 { int a; };\n")
    groups = chain(18, "struct s{n} {{ s{i} a; s{i} b; }};\n", "struct s0 { bool a; };\n")
    other_groups = chain(18, "struct t{n} {{ t{i} a; t{i} b; }};\n", "struct t0 { int a; bool b; };\n")
    fields = chain(20_000, "e f{i}; ")
    return {
        "rings": (ring("s", 19_999, "int a;"), ring("s", 19_998, "int a;")),
        "renamed_rings": (ring("s", 19_999, "string a<5>;"), ring("t", 19_998, "string a<6>;")),
        "renamed_depth": (deep + "struct u { s20000 a; };\n", other_deep + "struct u { t20000 a; };\n"),
        "another_depth": (deep + "struct u { s20000 a; };\n", deep + other_deep + "struct u { t20000 a; };\n"),
        "shared_types": (shared + "struct u { s2000 a; };\n", shared + other_shared + "struct u { t2000 a; };\n"),
        "grouped_types": (groups + "struct u { s18 a; };\n", groups + other_groups + "struct u { t18 a; };\n"),
        "renamed_enumerators": ("enum e { " + chain(50_000, "e{i}, ") + "};\n",
                                "enum e { " + chain(50_000, "f{i}, ") + "};\n"),
        "moved_enumerators": ("enum e { " + chain(30_000, "e{i}, ") + "};\n",
                              "enum e { z, " + chain(30_000, "e{i}, ") + "};\n"),
        "large_enum_in_many_fields": (
            "enum e { " + chain(20_000, "a{i}, ") + "}; struct s { " + fields + "};\n",
            "enum g { " + chain(20_000, "b{i}, ") + "}; enum e { z }; struct s { " + fields.replace("e f", "g f") + "};\n"),
        "many_arms": ("union u switch (int d) { " + chain(20_000, "case {i}: int a{i}; ") + "};\n",
                      "union u switch (int d) { " + chain(20_000, "case {i}: hyper b{i}; ") + "};\n"),
        "many_constants": (chain(30_000, "const c{i} = {i};\n"), chain(30_000, "const c{i} = {n};\n")),
    }


def limits():
    # Of the processor, not of the clock: other programs may be running.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # A sanitizer's shadow does not fit under a limit of address space.
    if "-fsanitize" not in sys.argv:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def run(farcallc, *arguments):
    command = [farcallc, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, preexec_fn=limits)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def main():
    farcallc = str(pathlib.Path(sys.argv[1]).resolve())
    failures = 0
    cases = 0
    is_quick = "-fsanitize" not in sys.argv  # otherwise each input goes by one way only, within a minute
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name) / "inputs"
        directory.mkdir()
        inputs = []
        for case, (text, expected, *said) in texts().items():
            path = directory / f"{case}.x"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            inputs.append((path, expected, said))
        inputs += [(pathlib.Path("/dev/zero"), 1, []), (directory, 1, ["is a directory"]), (directory / "not_there.x", 1, [])]
        runs = []
        for path, expected, said in inputs:
            runs.append(((path, "--json", "-o", directory / "out"), expected, said))
            # A layout has to be found for the same inputs, or refused.
            runs.append(((path, "--emit", "x"), None, []))
            if expected == 0 and is_quick:
                runs += [((path, "--emit", "model"), 0, []), ((path, "--compare", path), 0, [])]
        for case, (old, new) in pairs().items():
            for text, path in zip((old, new), compared := (directory / f"{case}.old.x", directory / f"{case}.new.x")):
                path.write_text(text)
            runs += [(("--compare", *compared, *options), "breaks", []) for options in ((), ("--json",))[:1 + is_quick]]
        for arguments, expected, said in runs:
            cases += 1
            status, printed, complaints = run(farcallc, *arguments)
            good = status in (0, 1) if expected is None else status == (1 if expected == "breaks" else expected)
            if expected == "breaks" and "breaks" not in printed:
                good = False
            if status == 1 and expected != "breaks" and "error:" not in complaints and "farcallc:" not in complaints:
                good = False
            good = good and all(one in complaints for one in said)
            if not good:
                failures += 1
                print(f"{[str(one) for one in arguments]}: {status}, not {expected} {said}\n{complaints[:1000]}")
        escaped = [one for one in directory.parent.iterdir() if one.name.endswith((".x.hpp", ".x.cpp"))]
        if escaped:
            failures += 1
            print(f"written outside of the output directory: {escaped}")
    print(f"{cases} runs, {failures} failures")
    sys.exit(1 if failures else 0)


main()
