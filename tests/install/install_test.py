"""The project in consumer/ uses farcall: found by CMake in a prefix, by pkg-config, and from its source tree.

`install_test.py InstallTest.test_NAME` runs one test, with FARCALL_SOURCE, FARCALL_BUILD and CXX in its environment.
What it made stays in FARCALL_BUILD/tests/install/NAME until the test runs again. Status 77 means skipped.
"""

import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

SOURCE = Path(os.environ["FARCALL_SOURCE"])
BUILD = Path(os.environ["FARCALL_BUILD"])
COMPILE = [word for word in (os.environ.get("CMAKE_CXX_COMPILER_LAUNCHER"), os.environ.get("CXX", "c++")) if word]
SAYS = "7 bolt, names of up to 16 bytes, 12 in a box\n"
SKIPPED = 77


def run(*command, fails=False, **options):
    """What a command prints; its status has to be 0, or anything else when it `fails`."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **options)
    if (done.returncode != 0) != fails:
        raise AssertionError(f"{' '.join(map(str, command))}\nended with status {done.returncode}:\n{done.stdout}")
    return done.stdout


def install(build, prefix):
    run("cmake", "--install", build, "--prefix", prefix)
    return prefix


class Consumer:
    """A copy of consumer/ whose files a test may change, and its build."""

    def __init__(self, folder, generator, *options):
        self.source, self.build = folder / "consumer", folder / "build"
        shutil.copytree(SOURCE / "tests" / "install" / "consumer", self.source)
        run("cmake", "-G", generator, "-S", self.source, "-B", self.build, *options)

    def make(self, *options, fails=False):
        """Builds, and returns what was done: {"farcallc shop.x", "main.cpp.o", ...}; when it fails, all that it said."""
        said = run("cmake", "--build", self.build, "-j2", *options, fails=fails)
        if fails:
            return said
        return {Path(word).name if "/" in word else word
                for word in re.findall(r"(farcallc \S+$|(?<=Building CXX object )\S+)", said, re.M)}

    def program(self, name):
        return run(self.build / name)

    def edit(self, name, old, new):
        file = self.source / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name} does not have {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")


class InstallTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = BUILD / "tests" / "install" / self._testMethodName.removeprefix("test_")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def test_find_package_with_ninja(self):
        prefix = install(BUILD, self.folder / "prefix")
        consumer = self.built("Ninja", f"-DCMAKE_PREFIX_PATH={prefix}")
        # A file that is touched, here one that shop.x imports, is read again; what comes of it is the same, so
        # nothing else happens.
        (consumer.source / "idl" / "part.x").touch()
        self.assertEqual(consumer.make(), {"farcallc shop.x", "farcallc part.x"})
        self.assertEqual(consumer.make(), set())
        self.check_dependencies(consumer)
        self.check_errors(consumer)

    def test_find_package_with_make_in_a_prefix_that_was_moved(self):
        if shutil.which("make") is None:
            self.skipTest("make is not installed")
        prefix = install(BUILD, self.folder / "first").rename(self.folder / "moved here")
        consumer = self.built("Unix Makefiles", f"-DCMAKE_PREFIX_PATH={prefix}")
        self.check_dependencies(consumer)
        self.check_errors(consumer)

    def test_pkg_config(self):
        prefix = install(BUILD, self.folder / "first").rename(self.folder / "moved")
        self.assertEqual(self.built_by_hand(prefix), SAYS)

    def test_add_subdirectory_and_the_shared_library(self):
        # With the library shared, so that one build shows both.
        consumer = self.built("Ninja", f"-DFARCALL_SOURCE={SOURCE}", "-DBUILD_SHARED_LIBS=ON", "-DFARCALL_INSTALL=ON",
                              "-DFARCALL_UNITY=ON")
        programs = [path.name for path in (consumer.build / "farcall" / "bin").iterdir()]
        self.assertEqual(programs, ["farcallc"], "only the library and the compiler are built for others")
        prefix = install(consumer.build, self.folder / "first").rename(self.folder / "moved")
        library = prefix / "lib"
        self.assertEqual([path.name for path in library.glob("*.a")], [])
        self.assertEqual(self.built_by_hand(prefix, LD_LIBRARY_PATH=str(library)), SAYS)
        (self.folder / "found").mkdir()
        found = Consumer(self.folder / "found", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}")
        found.make("--target", "app")
        self.assertEqual(found.program("app"), SAYS)
        self.assertIn(f"{library}/libfarcall.so.0", run("ldd", found.build / "app"))

    def test_all_public_headers_are_installed(self):
        include = install(BUILD, self.folder / "prefix") / "include"
        headers = sorted(str(path.relative_to(include)) for path in include.rglob("*.hpp"))
        self.assertIn("farcall/farcall.hpp", headers)
        self.assertEqual([name for name in headers if "_test" in name], [])
        program = self.folder / "all.cpp"
        program.write_text("".join(f"#include <{name}>\n" for name in headers), encoding="utf-8")
        run(COMPILE[-1], "-std=c++20", "-Wall", "-Wextra", "-fsyntax-only", f"-I{include}", program)

    # What they have in common.

    def built(self, generator, *options):
        """The consumer, built, tried, and found to have nothing left to build."""
        consumer = Consumer(self.folder, generator, *options)
        done = consumer.make()
        self.assertLessEqual({"farcallc shop.x", "farcallc part.x", "main.cpp.o", "shop.x.cpp.o", "part.x.cpp.o"}, done)
        self.assertEqual(consumer.program("app"), SAYS)
        self.assertEqual(consumer.program("stock/count"), "12\n")
        again = run("cmake", "--build", consumer.build)
        if generator == "Ninja":
            self.assertIn("no work to do", again)
        self.assertNotRegex(again, "farcallc|Building|Linking")
        return consumer

    def check_dependencies(self, consumer):
        """What changes is built again, with all that depends on it, and nothing else."""
        interface = {"farcallc shop.x", "farcallc part.x"}
        uses_part = {"main.cpp.o", "shop.x.cpp.o", "part.x.cpp.o", "stock.cpp.o", "count.cpp.o"}
        with self.subTest("a file that is included"):
            consumer.edit("idl/limits.x", "16", "20")
            self.assertEqual(consumer.make(), interface | uses_part)
            self.assertEqual(consumer.program("app"), SAYS.replace("16", "20"))
        with self.subTest("a header that passes through"):
            consumer.edit("units.h", "12", "10")
            self.assertEqual(consumer.make(), {"main.cpp.o", "shop.x.cpp.o"})
            self.assertRegex(consumer.program("app"), "10 in a box")
        with self.subTest("the interface itself"):
            consumer.edit("shop.x", "0x31230010", "0x31230011")
            self.assertEqual(consumer.make(), {"farcallc shop.x", "main.cpp.o", "shop.x.cpp.o"})
        self.assertEqual(consumer.make(), set())

    def check_errors(self, consumer):
        """farcallc's complaint is in the output of the build, and gone when its reason is."""
        consumer.edit("shop.x", "part SHOP_FIND", "prat SHOP_FIND")
        said = consumer.make(fails=True)
        self.assertRegex(said, r"/shop\.x:6:\d+: error: .*prat")
        self.assertRegex(said, r"\n +prat SHOP_FIND\(int\) = 1;\n +\^~*\n")
        self.assertRegex(consumer.make(fails=True), "error: .*prat")
        consumer.edit("shop.x", "prat", "part")
        consumer.make()
        self.assertEqual(consumer.make(), set())
        (consumer.source / "idl" / "limits.x").unlink()
        self.assertRegex(consumer.make(fails=True), r"part\.x:2:\d+: error: .*limits\.x")

    def built_by_hand(self, prefix, **environment):
        """What the program says that farcallc and the compiler make, with what pkg-config tells of `prefix`."""
        if shutil.which("pkg-config") is None:
            self.skipTest("pkg-config is not installed")
        source, out = SOURCE / "tests" / "install" / "consumer", self.folder / "by_hand"
        found = os.environ | {"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")} | environment
        farcallc = run("pkg-config", "--variable=farcallc", "farcall", env=found).strip()
        for interface in ("shop.x", "idl/part.x"):
            run(farcallc, source / interface, "-I", source / "idl", "--passthrough", "-o", out)
        flags = run("pkg-config", "--cflags", "--libs", "farcall", env=found).split()
        sources = [source / "main.cpp", source / "apart.cpp", out / "shop.x.cpp", out / "part.x.cpp"]
        run(COMPILE[-1], "-std=c++20", *sources, f"-I{source}", f"-I{out}", *flags, "-o", out / "app")
        return run(out / "app", env=found)


if __name__ == "__main__":
    result = unittest.TextTestRunner(verbosity=2).run(
        unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:] or ["InstallTest"], sys.modules["__main__"]))
    if result.skipped and len(result.skipped) == result.testsRun:
        print("SKIPPED:", "; ".join(reason for _, reason in result.skipped))
        sys.exit(SKIPPED)
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)
