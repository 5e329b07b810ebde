#!/usr/bin/env python3
"""The rules of this tree that a compiler does not know. ctest runs it as `tidy`.

    scripts/tidy.py [ROOT]        check a tree; status 1 when a rule is broken
    scripts/tidy.py --self-test   break each rule in a temporary tree and see it reported

A line is excused by a comment at its end, `// tidy: RULE: reason` (`#` in scripts); the reason is required.
Warnings (long files, long functions) are printed and do not fail. RULES, at the end, lists all of them.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# ARCHITECTURE.md explains the floors. A file includes only from lower floors or from its own folder.
FLOORS = {"base": 0, "xdr": 1, "io": 1, "message": 2, "transport": 2, "lrpc": 2, "json": 2, "security": 3, "runtime": 4,
          "sandbox": 6, "stub": 6, "durable": 6, "binding": 7}
GENERATED_CODE_FLOOR = FLOORS["stub"]  # generated code includes the stub layer, so it is used above that only
HEAVY_HEADERS = {"functional", "mutex", "thread"}  # a third of the half second that a stub may take to compile
THIRD_PARTY = re.compile(r"(fmt|CLI|nlohmann|openssl|gssapi|curl|sqlite3|seccomp|gtest|gmock|rapidcheck|benchmark)\b")
BAD_WORDS = {"frame", "manager", "helper", "util"}
LONG_FILE, VERY_LONG_FILE, LONG_FUNCTION = 400, 600, 60
# In pieces, so that this file does not break its own rule.
PRIVATE = re.compile("(^|[^a-z])/(" + "wo" + "rk|fa" + "rm)/|fa" + "rm-(studio|bench)")
CPP = (".cpp", ".hpp", ".h", ".cc", ".c")
TEXT = CPP + (".x", ".txt", ".cmake", ".in", ".py", ".sh", ".md", ".json", ".yml", ".ts", ".js", ".html", "")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


class File:
    """A file of the tree: its text, and its code with comments, strings and characters blanked out."""

    def __init__(self, root, name):
        self.name, self.path = name, root / name
        try:
            self.text = self.path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            self.text = ""  # not text: no rule speaks of it
        self.lines = self.text.splitlines()
        self.is_cpp = name.endswith(CPP)
        self.is_test = "_test." in name or name.startswith(("tests/", "fuzz/", "bench/"))
        self.code = blank(self.text) if self.is_cpp else ""
        self.includes = [(self.text.count("\n", 0, m.start()) + 1, m[1] == "<", m[2])
                         for m in INCLUDE.finditer(self.text)] if self.is_cpp else []

    @property
    def folder(self):
        """The folder under src/farcall that the file belongs to, or the top folder elsewhere."""
        parts = self.name.split("/")
        return parts[2] if parts[:2] == ["src", "farcall"] and len(parts) > 3 else parts[0]

    @property
    def in_library(self):
        return self.name.startswith("src/farcall/")


def blank(text):
    """Comments and literals become spaces; newlines and every offset stay."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^()\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
                       r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.S)
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Tree:
    def __init__(self, root):
        self.root = Path(root).resolve()
        self.files = [File(self.root, name) for name in self.names()]
        self.by_name = {file.name: file for file in self.files}
        self.cpp = [file for file in self.files if file.is_cpp and "/golden/" not in file.name]
        self.errors, self.warnings = [], []

    def names(self):
        """What git has or would take; without git (a release archive) every file outside build/."""
        git = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=self.root,
                             capture_output=True, text=True, check=False)
        if git.returncode == 0:
            names = git.stdout.split("\0")
        else:
            names = [str(path.relative_to(self.root)) for path in self.root.rglob("*")]
            names = [name for name in names if not name.startswith(("build/", ".git/"))]
        return sorted(name for name in set(names) if Path(name).suffix in TEXT and (self.root / name).is_file())

    def fail(self, rule, file, line, message):
        text = file.lines[line - 1] if 0 < line <= len(file.lines) else ""
        if not re.search(rf"(//|#) tidy: {rule}: \S+ ?\S*", text):
            self.errors.append(f"{file.name}:{line}: {rule}: {message}")

    def warn(self, rule, file, line, message):
        self.warnings.append(f"{file.name}:{line}: {rule}: {message}")

    def resolve(self, file, name):
        """The file of this tree that an include names, or None."""
        for base in (Path(file.name).parent, Path("src"), Path(""), Path("compiler"), Path("tools")):
            found = self.by_name.get(os.path.normpath(base / name))
            if found:
                return found
        return None


def floors(tree):
    """include-floor: from lower floors or the own folder; the compiler includes base only."""
    for file in tree.cpp:
        for line, _, name in file.includes:
            target = tree.resolve(file, name)
            generated = name.endswith(".x.hpp")
            folder = target.folder if target else None
            if not target and name.startswith("farcall/") and name.count("/") > 1:
                folder = name.split("/")[1]
            if file.in_library and file.folder in FLOORS:
                mine = FLOORS[file.folder]
                if folder in FLOORS and folder != file.folder and FLOORS[folder] >= mine:
                    tree.fail("include-floor", file, line,
                              f"{file.folder} (floor {mine}) includes {folder} (floor {FLOORS[folder]})")
                elif target and not target.in_library:
                    tree.fail("include-floor", file, line, f"the library includes {target.name}")
                elif generated and not file.is_test and mine <= GENERATED_CODE_FLOOR:
                    tree.fail("include-floor", file, line, "generated code is used above the stub layer only")
            elif file.folder == "compiler" and folder in FLOORS and folder != "base":
                tree.fail("include-floor", file, line, f"the compiler uses base only, not {folder}")


def targets(tree):
    """target-floor: farcall_folder(... USES ...) names lower floors only, hence the targets are acyclic."""
    for file in tree.files:
        if not file.name.endswith("CMakeLists.txt"):
            continue
        text = re.sub(r"#[^\n]*", "", file.text)
        for call in re.finditer(r"farcall_folder\(\s*(\w+)([^)]*)\)", text):
            uses = re.search(r"\bUSES\s+([a-z0-9_\s]+)", call[2])
            line = line_of(text, call.start())
            if call[1] not in FLOORS:
                tree.fail("target-floor", file, line, f"{call[1]} has no floor in scripts/tidy.py")
                continue
            for used in (uses[1].split() if uses else []):
                if FLOORS.get(used, 99) >= FLOORS[call[1]]:
                    tree.fail("target-floor", file, line, f"{call[1]} uses {used}, which is not on a lower floor")


def orphans(tree):
    """orphan: a header that nobody includes, a .x that nobody compiles."""
    included = {target.name for file in tree.cpp for _, _, name in file.includes
                if (target := tree.resolve(file, name)) and target is not file}
    # A header that exists for users (an umbrella) is known by an example, a document or a golden of generated code.
    elsewhere = "\n".join(file.text for file in tree.files
                          if file.name.startswith(("examples/", "docs/", "tests/", "compiler/", "README")))
    for file in tree.files:
        if file.name.endswith((".hpp", ".h")) and file.name not in included and "/golden/" not in file.name:
            if not re.search(rf"<{re.escape(file.name.removeprefix('src/'))}>", elsewhere):
                tree.fail("orphan", file, 1, "nobody includes this header")
        if file.name.endswith(".x"):
            path = Path(file.name)
            by_layout = path.parts[0] == "examples" and path.stem == path.parent.name
            names = (path.name, "*.x")  # a folder may hand all of its files to a test
            if not by_layout and not any(
                    name in other.text for other in tree.files for name in names
                    if other is not file and other.name.endswith((".txt", ".cmake", ".cpp", ".py", ".sh"))
                    and (name != "*.x" or path.is_relative_to(Path(other.name).parent))):
                tree.fail("orphan", file, 1, "nobody compiles this interface")


def todos(tree):
    """todo: `TODO: what is missing, and why` in at least three words."""
    pattern = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b(.*)")
    for file in tree.files:
        if file.name.endswith(CPP + (".py", ".cmake", ".txt", ".x")) and not file.name.endswith("tidy.py"):
            for number, line in enumerate(file.lines, 1):
                match = pattern.search(line)
                if match and re.search(r"(^|\W)" + match[1], line) and not re.match(
                        r"(\([^)]+\))?: *\S+ +\S+ +\S+", match[2]):
                    tree.fail("todo", file, number, "say what is missing and why, after a colon")


def words(tree):
    """word: names use the field's words; `frame` and the like say nothing about what a thing is."""
    for file in tree.cpp:
        if not file.name.startswith(("src/", "compiler/")):
            continue
        for part in re.findall(r"[a-z]+", file.name.lower()):
            if part.rstrip("s") in BAD_WORDS:
                tree.fail("word", file, 1, f"'{part}' in a file's name")
        code = re.sub(r"^[ \t]*#[ \t]*include[^\n]*", "", file.code, flags=re.M)
        for match in re.finditer(r"\b(?!__)[A-Za-z_]\w*", code):
            parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", match[0])
            bad = [part for part in parts if part.lower().rstrip("s") in BAD_WORDS]
            if bad:
                tree.fail("word", file, line_of(code, match.start()), f"'{bad[0]}' in the name {match[0]}")


def private_paths(tree):
    """private-path: nothing names the machine or the tools it was written with."""
    for file in tree.files:
        for number, line in enumerate(file.lines, 1):
            if PRIVATE.search(line):
                tree.fail("private-path", file, number, "names a path or a tool of one machine")


def public_headers(tree):
    """heavy-header, third-party: what a user's translation unit pays for."""
    for file in tree.cpp:
        if file.in_library and file.name.endswith(".hpp") and not file.is_test:
            for line, angled, name in file.includes:
                if angled and THIRD_PARTY.match(name):
                    tree.fail("third-party", file, line, f"a public header includes <{name}>")
    seen = {file.name: [file.name] for file in tree.cpp if re.match(r"src/farcall/stub/[^/]+\.hpp$", file.name)}
    todo = list(seen)
    while todo:
        file = tree.by_name[todo.pop()]
        for line, _, name in file.includes:
            target = tree.resolve(file, name)
            if name in HEAVY_HEADERS:
                chain = " -> ".join(seen[file.name])
                tree.fail("heavy-header", file, line, f"<{name}> is reached from a stub: {chain}")
            elif target and target.name not in seen:
                seen[target.name] = seen[file.name] + [target.name]
                todo.append(target.name)


def coroutine_trap(tree):
    """co-await-brace: g++ 12 destroys a braced temporary twice when it shares an expression with co_await."""
    for file in tree.cpp:
        for match in re.finditer(r"\bco_await\b", file.code):
            brace = braced_temporary(file.code, match.end())
            if brace is not None:
                tree.fail("co-await-brace", file, line_of(file.code, match.start()),
                          "bind the call first: auto t = c.P({...}); co_await std::move(t);")


def braced_temporary(code, at):
    """The offset of a `{` of a temporary between `at` and the end of its expression, or None."""
    depth = 0
    while at < len(code):
        char = code[at]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "{":
            before = code[:at].rstrip()
            if not re.search(r"([)\]]|\b(mutable|noexcept|do|else|try)|->\s*[\w:<>&*\s]+)$", before[-200:]):
                return at
            at = closing(code, at)  # the body of a lambda is expressions of its own
        if depth < 0 or (depth == 0 and char in ";}"):
            return None
        at += 1
    return None


def closing(code, at):
    depth = 0
    for index in range(at, len(code)):
        depth += {"{": 1, "}": -1}.get(code[index], 0)
        if depth == 0:
            return index
    return len(code)


def lengths(tree):
    """long-file, long-function: warnings."""
    for file in tree.files:
        if not file.name.endswith(CPP + (".py",)) or "/golden/" in file.name:
            continue
        count = len(file.lines)
        if count > VERY_LONG_FILE:
            tree.warn("long-file", file, 1, f"{count} LINES. DOES IT STILL HAVE ONE SUBJECT?")
        elif count > LONG_FILE:
            tree.warn("long-file", file, 1, f"{count} lines")
        if file.is_cpp:
            for line, length in functions(file.code):
                if length > LONG_FUNCTION:
                    tree.warn("long-function", file, line, f"{length} lines")


def functions(code):
    """(line, length) of each outermost function body, found by what precedes its brace."""
    at = 0
    while (at := code.find("{", at)) >= 0:
        head = re.split(r"[;{}]", code[:at][-600:])[-1]
        if "(" in head and not re.search(r"\b(namespace|class|struct|union|enum)\s+[\w:\s]*$|=\s*$|\(\s*$", head):
            end = closing(code, at)
            start = line_of(code, at)
            yield start, line_of(code, end) - start + 1
            at = end
        at += 1


RULES = [floors, targets, orphans, todos, words, private_paths, public_headers, coroutine_trap, lengths]


def check(root):
    tree = Tree(root)
    for rule in RULES:
        rule(tree)
    return tree


# Each case: the rule, files that break it, and files that look alike and do not.
STUB = "src/farcall/stub/client.hpp"
CASES = [
    ("include-floor", {"src/farcall/xdr/a.cpp": "#include <farcall/runtime/channel.hpp>\n"},
     {"src/farcall/xdr/a.cpp": "#include <farcall/base/error.hpp>\n// #include <farcall/io/loop.hpp>\n"}),
    ("include-floor", {"src/farcall/xdr/a.cpp": "#include <farcall/io/loop.hpp>\n"},
     {"src/farcall/runtime/client/a.cpp": "#include <farcall/io/loop.hpp>\n#include <farcall/runtime/x.hpp>\n"}),
    ("include-floor", {"src/farcall/message/a.cpp": '#include "rpc_msg.x.hpp"\n'},
     {"src/farcall/message/a_test.cpp": '#include "rpc_msg.x.hpp"\n'}),
    ("include-floor", {"compiler/a.cpp": "#include <farcall/xdr/encoder.hpp>\n"},
     {"compiler/a.cpp": "#include <farcall/base/error.hpp>\n"}),
    ("include-floor", {"src/farcall/binding/a.cpp": "#include <compiler/ast.hpp>\n", "compiler/ast.hpp": "\n"},
     {"tools/a.cpp": "#include <compiler/ast.hpp>\n", "compiler/ast.hpp": "\n"}),
    ("target-floor", {"src/farcall/xdr/CMakeLists.txt": "farcall_folder(xdr USES base io)\n"},
     {"src/farcall/io/CMakeLists.txt": "farcall_folder(io\n  USES base IDL session.x)  # not xdr\n"}),
    ("target-floor", {"src/farcall/odd/CMakeLists.txt": "farcall_folder(odd)\n"}, {}),
    ("orphan", {"src/farcall/base/lonely.hpp": "\n"},
     {"src/farcall/base/used.hpp": "\n", "src/farcall/base/a.cpp": "#include <farcall/base/used.hpp>\n"}),
    ("orphan", {"idl/lonely.x": "\n"},
     {"idl/used.x": "\n", "CMakeLists.txt": "farcall_idl(t used.x)\n", "examples/square/square.x": "\n"}),
    ("todo", {"tools/a.cpp": "// TO" + "DO later\n"},
     {"tools/a.cpp": "// TO" + "DO: drop this once kernels older than 6.5 are gone\n"}),
    ("word", {"src/farcall/base/io_util.cpp": "\n"}, {"src/farcall/base/utility_types.cpp": "#include <utility>\n"}),
    ("word", {"compiler/a.cpp": "int FrameSize;\n"}, {"compiler/a.cpp": "// a frame\nint framework;\n"}),
    ("private-path", {"docs/a.md": "see /wo" + "rk/notes\n"}, {"docs/a.md": "see docs/work/notes, /net" + "work/x\n"}),
    ("private-path", {"scripts/a.py": "# fa" + "rm-bench\n"}, {}),
    ("heavy-header", {STUB: "#include <farcall/base/a.hpp>\n", "src/farcall/base/a.hpp": "#include <mutex>\n",
                      "tools/a.cpp": f"#include <{STUB[4:]}>\n"},
     {STUB: "#include <farcall/base/a.hpp>\n", "src/farcall/base/a.hpp": "#include <atomic>\n",
      "src/farcall/base/b.hpp": "#include <thread>\n",
      "tools/a.cpp": f"#include <{STUB[4:]}>\n#include <farcall/base/b.hpp>\n"}),
    ("third-party", {"src/farcall/base/a.hpp": "#include <fmt/format.h>\n"},
     {"src/farcall/base/a.cpp": "#include <fmt/format.h>\n"}),
    ("co-await-brace", {"tools/a.cpp": "void f() { co_await c.P({.s = x}); }\n"},
     {"tools/a.cpp": "void f() { auto t = c.P({.s = x}); if (co_await std::move(t)) { g({1}); } }\n"
                     'void g() { co_await run([&](int) { h({1}); }); co_await log("{}"); }\n'}),
    ("co-await-brace", {"tools/a.cpp": "void f() { co_await Sleep{1}; }\n"},
     {"tools/a.cpp": "void f() { co_await Sleep{1}; }  // tidy: co-await-brace: Sleep is trivially destructible\n"}),
    ("long-file", {"tools/a.cpp": "\n" * 401}, {"tools/a.cpp": "\n" * 400}),
    ("long-file", {"tools/a.cpp": "\n" * 601}, {}),
    ("long-function", {"tools/a.cpp": "namespace n {\nint f() {" + "\n" * 61 + "}\n}\n"},
     {"tools/a.cpp": "namespace n {\nint f() {" + "\n" * 50 + "}\nclass C {" + "\n" * 70 + "};\n}\n"}),
]


def self_test():
    failures = 0
    for rule, bad, good in CASES:
        for files, expected in ((bad, True), (good, False)):
            with tempfile.TemporaryDirectory() as root:
                for name, text in files.items():
                    path = Path(root, name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
                tree = check(root)
            if any(f": {rule}: " in line for line in tree.errors + tree.warnings) != expected:
                failures += 1
                print(f"self-test: {rule} {'is silent about' if expected else 'fires at'} {files}")
    print(f"self-test: {len(CASES)} cases, {failures} wrong")
    return 1 if failures else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print(__doc__, file=sys.stderr)
        return 2
    tree = check(arguments[0] if arguments else Path(__file__).resolve().parent.parent)
    for line in tree.warnings:
        print("warning:", line)
    for line in tree.errors:
        print("error:", line)
    print(f"{len(tree.files)} files, {len(tree.warnings)} warnings, {len(tree.errors)} errors")
    return 1 if tree.errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
