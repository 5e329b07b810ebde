#!/usr/bin/env python3
"""Everything that farcallc can say is said by some test, so that somebody has looked at it.

Takes the sentences out of the compiler's passes and looks for each in expected/*.txt and in the tests that provoke
what takes too much room for a golden.

    messages.py
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
COMPILER = HERE.parent.parent / "compiler"
TOKENS = re.compile(r'R"\((?:.|\n)*?\)"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*')
# A sentence of the user's has a blank between words; these have one for other reasons.
NOT_SAID = re.compile(r"^(\{|    |const |struct |typedef |unsigned )")


def sentences(path):
    """The string literals of a file that are sentences, with adjacent ones joined."""
    found, end = [], None
    text = path.read_text()
    for match in TOKENS.finditer(text):
        if match.group(1) is None:
            end = None
            continue
        joined = end is not None and text[end:match.start()].strip() == ""
        found.append((found.pop() if joined else "") + match.group(1))
        end = match.end()
    return [one for one in found if re.search(r"[a-z]+ [a-z{'#]", one) and not NOT_SAID.match(one)]


def pattern(sentence):
    text = re.sub(r"\\n$", "", sentence).replace('\\"', '"')
    return re.sub(r"\\\{[^}]*\\\}", "(.|\\\\n)*", re.escape(text))


def main():
    said = "".join(path.read_text() for path in sorted((HERE / "expected").glob("*.txt")))
    said += (HERE / "hostile.py").read_text()
    said += "".join(path.read_text() for path in sorted(COMPILER.glob("*_test.cpp")))
    sources = [path for path in sorted(COMPILER.glob("*.cpp")) if not path.name.endswith(("_test.cpp", "main.cpp"))]
    sources.append(COMPILER / "emit" / "cpp" / "names.cpp")
    count, silent = 0, []
    for source in sources:
        for sentence in sentences(source):
            count += 1
            if not re.search(pattern(sentence), said):
                silent.append(f"{source.name}: no test provokes {sentence!r}")
    for line in silent:
        print(line)
    print(f"{count} sentences, {len(silent)} that no test provokes")
    sys.exit(1 if silent else 0)


main()
