#!/usr/bin/env python3
"""Whether --compare is right: random interfaces, a few changes in each, and values that one side writes and the other
reads, by a codec that knows the interfaces from --emit model only. What is misunderstood has to be announced, for the
way that it went; and values are as long as the model says.

    understanding.py FARCALLC [SEED [PAIRS]]
"""
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

RANGES = {"int": (-2**31, 2**31 - 1), "unsigned int": (0, 2**32 - 1), "bool": (0, 1), "char": (-128, 127),
          "unsigned char": (0, 255), "short": (-2**15, 2**15 - 1), "unsigned short": (0, 2**16 - 1),
          "hyper": (-2**63, 2**63 - 1), "unsigned hyper": (0, 2**64 - 1)}
VALUES_EACH_WAY = 40


class Refused(Exception):
    """The receiver notices."""


class Interfaces:
    """Random ones. A definition is a list: its kind, its name, and what it consists of."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def any(self):
        one, made, names = self.random, [], []
        for i in range(one.randint(1, 2)):
            values = one.sample(range(-2, 6), one.randint(1, 4))
            made.append(["enum", f"e{i}", [[f"E{i}_{j}", value] for j, value in enumerate(values)]])
        names = enums = [definition[1] for definition in made]
        for i in range(one.randint(2, 5)):
            kind = one.choice(["struct", "struct", "union", "typedef"])
            name = f"{kind}{i}"
            if kind == "struct":
                made.append([kind, name, [[f"f{j}", self.type(names)] for j in range(one.randint(0, 3))]])
            elif kind == "typedef":
                made.append([kind, name, self.type(names)])
            else:
                by = one.choice(["int", "bool", *enums])
                values = {"int": range(5), "bool": range(2)}.get(by) or [
                    value for definition in made if definition[1] == by for _, value in definition[2]]
                cases = one.sample(list(values), one.randint(1, min(3, len(values))))
                default = self.arm(names) if by == "int" and one.random() < 0.4 else None
                made.append([kind, name, by, [[case, f"a{case + 2}", self.arm(names)] for case in cases], default])
            names = [*names, name]
        return [*made, ["struct", "T", [["x", self.type(names)], ["y", self.type(names)]]]]

    def type(self, names):
        """A declaration with @ for the name that it declares."""
        base = self.random.choice([*RANGES, "float", "double"] + names * 3)
        bound = self.random.choice(["1", "2", "3", ""])
        return self.random.choice([f"{base} @"] * 5 + [f"{base} @[{bound or 4}]", f"{base} @<{bound}>", f"{base} *@",
                                                       f"string @<{bound}>", f"opaque @<{bound}>",
                                                       f"opaque @[{bound or 5}]"])

    def retyped(self, type, names):
        if "<" in type and self.random.random() < 0.7:
            return re.sub("<.*>", f"<{self.random.choice(['1', '2', '3', ''])}>", type)
        return self.type(names)

    def arm(self, names):
        return "void" if self.random.random() < 0.25 else self.type(names)

    def changed(self, definitions):
        made, one = copy.deepcopy(definitions), self.random
        for _ in range(one.choice([1, 1, 2, 3])):
            number = one.randrange(len(made))
            names = [definition[1] for definition in made[:number]]
            kind, parts = made[number][0], made[number][3 if made[number][0] == "union" else 2]
            if kind == "typedef":
                made[number][2] = self.retyped(parts, names)
            elif one.random() < 0.25 and len(parts) > 1:
                parts.pop(one.randrange(len(parts)))
            elif one.random() < 0.4:
                name = f"n{one.randint(0, 999)}"
                new = {"enum": [name, one.randint(-3, 8)], "struct": [name, self.type(names)],
                       "union": [one.randint(5, 9), name, self.arm(names)]}[kind]
                parts.insert(one.randint(0, len(parts)), new)
            elif parts and kind == "enum":
                one.choice(parts)[one.randint(0, 1)] = one.choice([f"r{one.randint(0, 999)}", one.randint(-3, 8)])
            elif parts:
                part = one.choice(parts)
                part[-1] = self.retyped(part[-1], names)
        return made


def text_of(definitions):
    text = ""
    for kind, name, *rest in definitions:
        if kind == "enum":
            text += f"enum {name} {{ " + ", ".join(f"{one} = {value}" for one, value in rest[0]) + " };\n"
        elif kind == "struct":
            text += f"struct {name} {{ " + " ".join(type.replace("@", one) + ";" for one, type in rest[0]) + " };\n"
        elif kind == "typedef":
            text += f"typedef {rest[0].replace('@', name)};\n"
        else:
            arms = [f"case {case}: {type.replace('@', one)};" for case, one, type in rest[1]]
            arms += [f"default: {rest[2].replace('@', 'others')};"] if rest[2] else []
            text += f"union {name} switch ({rest[0]} by) {{ {' '.join(arms)} }};\n"
    return text + "program P { version V { T F(T) = 1; } = 1; } = 9;\n"


class Codec:
    """Writes random values and reads bytes. `seen` are the numbers and texts of a value, without their groups."""

    def __init__(self, model, seed):
        self.definitions = {one["qualified_name"]: one for one in model["definitions"]}
        self.random = random.Random(seed)

    def scalar(self, kind, seen, value=None, data=None):
        least, most = RANGES[kind]
        size = 8 if "hyper" in kind else 4
        if data is not None:
            value = int.from_bytes(data.take(size), "big", signed=least < 0)
            if not least <= value <= most:
                raise Refused
        elif value is None:
            value = self.random.choice([least, most, self.random.randint(max(least, -3), min(most, 9))])
        seen.append((size, value))
        return value, value.to_bytes(size, "big", signed=value < 0)

    def count(self, type, seen, data):
        bound = {"optional": 1}.get(type["kind"], type.get("bound"))
        if data is None:
            return self.scalar("unsigned int", seen, self.random.choice([0, bound if bound is not None else 4]))
        made = self.scalar("unsigned int", seen, data=data)
        if (bound is not None and made[0] > bound) or made[0] > 10_000:
            raise Refused
        return made

    def code(self, type, seen, data=None):
        """Reads `data`, or writes a value of the codec's own choice; the bytes of either."""
        kind = type["kind"]
        if kind == "named":
            return self.definition(self.definitions[type["name"]], seen, data)
        if kind in RANGES:
            return self.scalar(kind, seen, data=data)[1]
        if kind in ("float", "double", "fixed_opaque", "string", "opaque"):
            fixed = {"float": 4, "double": 8}.get(kind, type.get("length"))
            length, head = (fixed, b"") if fixed else self.count(type, seen, data)
            body = data.take(length) if data else self.random.randbytes(length)
            padding = data.take(-length % 4) if data else bytes(-length % 4)
            if any(padding):
                raise Refused
            seen.append((kind if fixed else "", body))
            return head + body + padding
        if kind == "fixed_array":
            return b"".join(self.code(type["element"], seen, data) for _ in range(type["length"]))
        if kind in ("array", "optional"):
            count, head = self.count(type, seen, data)
            return head + b"".join(self.code(type["element"], seen, data) for _ in range(count))
        return b""  # void

    def definition(self, one, seen, data):
        if one["kind"] == "typedef":
            return self.code(one["type"], seen, data)
        if one["kind"] == "struct":
            return b"".join(self.code(field["type"], seen, data) for field in one["fields"])
        if one["kind"] == "enum":
            values = [each["value"] for each in one["enumerators"]]
            value, made = self.scalar("int", seen, None if data else self.random.choice(values), data)
            if value not in values:
                raise Refused
            return made
        cases = {case["value"]: arm for arm in one["arms"] for case in arm["cases"]}
        default = [arm for arm in one["arms"] if arm["default"]]
        if data:
            head = self.code(one["discriminant"]["type"], seen, data)
            value = seen[-1][1]
        else:
            value, head = self.scalar("int", seen, self.random.choice([*cases] + [20 for _ in default]))
        if value not in cases and not default:
            raise Refused
        return head + self.code((cases.get(value) or default[0])["type"], seen, data)


class Data:
    def __init__(self, text):
        self.text, self.at = text, 0

    def take(self, size):
        self.at += size
        if self.at > len(self.text):
            raise Refused
        return self.text[self.at - size:self.at]


def misunderstood(sender, receiver):
    """A value of T that the receiver refuses or takes for another, or None."""
    top = {"kind": "named", "name": "T"}
    size = sender.definitions["T"]["wire"]
    for _ in range(VALUES_EACH_WAY):
        sent, received = [], []
        written = sender.code(top, sent)
        assert size["minimum"] <= len(written) <= (size["maximum"] or len(written)), (size, len(written))
        data = Data(written)
        try:
            receiver.code(top, received, data)
        except Refused:
            return sent
        if received != sent or data.at != len(written):
            return sent
    return None


def main():
    farcallc, seed, pairs = sys.argv[1], *map(int, [*sys.argv[2:], *["1", "150"][len(sys.argv) - 2:]])
    interfaces, understood, announced = Interfaces(seed), 0, 0

    def run(directory, *arguments):
        done = subprocess.run([str(pathlib.Path(farcallc).resolve()), *arguments], cwd=directory, capture_output=True)
        return json.loads(done.stdout) if done.stdout else None

    with tempfile.TemporaryDirectory() as directory:
        for _ in range(pairs):
            old = interfaces.any()
            texts = {"old": text_of(old), "new": text_of(interfaces.changed(old))}
            for name, text in texts.items():
                pathlib.Path(directory, f"{name}.x").write_text(text)
            models = {name: run(directory, "--emit", "model", f"{name}.x") for name in texts}
            if None in models.values():
                continue  # a change made it no interface
            changes = run(directory, "--compare", "old.x", "new.x", "--json")["changes"]
            told = {loss["from"] for change in changes for loss in change["wire"] if loss["in"]}
            codecs = {name: Codec(model, seed) for name, model in models.items()}
            for way in ("old", "new"):
                lost = misunderstood(codecs[way], codecs["new" if way == "old" else "old"])
                understood += lost is None
                announced += lost is not None
                if lost is not None and way not in told:
                    print(f"{texts['old']}\n{texts['new']}\n{lost} from {way} is misunderstood, and --compare is silent")
                    sys.exit(1)
    print(f"{understood} understood, {announced} announced")
    sys.exit(0 if understood and announced else 1)


main()
