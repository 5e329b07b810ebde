#!/usr/bin/env python3
"""Has spin check a model: each scenario in every order of its steps, and that what is taken away is missed.

    tests/model/run.py slot.pml [NAME]   status 1 when a scenario fails or a mutilated one does not; 77 without spin
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIOS = {
    "slot.pml": {
        "two calls": ["FIRST_CALLS=2", "SECOND_CALLS=0"],
        "two callers": [],
        "given up": ["GIVE_UPS=1"],
        "one-way": ["ONE_WAY=1"],
        "deferred": ["FIRST_CALLS=2", "SECOND_CALLS=0", "LATER=1", "NO_EARLY_LOOK"],
        "slow": ["FIRST_CALLS=2", "SECOND_CALLS=0", "LATER=1", "NO_EARLY_LOOK", "HOLDS"],
        "cold": ["FIRST_CALLS=2", "SECOND_CALLS=0", "COLDS=1"],
        "moved": ["FIRST_CALLS=2", "SECOND_CALLS=0", "COLDS=1", "MOVES=1"],
        "death": ["FIRST_CALLS=1", "SECOND_CALLS=0", "DEATHS", "NO_EARLY_LOOK"],
        "death and given up": ["FIRST_CALLS=2", "SECOND_CALLS=0", "GIVE_UPS=1", "DEATHS", "NO_EARLY_LOOK"],
    },
}
# What is taken away, and where it is missed.
MUTILATED = {
    "slot.pml": {
        "WITHOUT_FENCE_OF_SLEEPER": "two calls",
        "WITHOUT_FENCE_OF_LEADER": "two calls",
        "WITHOUT_FENCE_OF_WAKING": "two calls",
        "WITHOUT_WAKING_LATER": "two calls",
        "WITHOUT_SECOND_LOOK": "cold",
        "WITHOUT_LOOKING_AT_THE_COLD": "cold",
        "WITHOUT_LOOKING_WHOSE": "moved",
        "WITHOUT_FENCE_OF_SENDING_OFF": "one-way",
        "WITHOUT_RUNS_FIRST": "deferred",
        "WITHOUT_NEWS_OF_RELIEF": "slow",
        "WITHOUT_LOSING_TWICE": "death",
        "WITHOUT_TAKING_FIRST": "given up",
    },
}
COMPILE = ["cc", "-Os", "-w", "-DSAFETY", "-DVECTORSZ=2048", "-DHC4", "-o", "pan", "pan.c"]


def check(model, defines):
    """What spin found: None, or the first complaint. And the number of states."""
    with tempfile.TemporaryDirectory() as folder:
        def run(*words):
            done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
            return done.stdout
        run("spin", "-a", *(f"-D{each}" for each in defines), str(model))
        run(*COMPILE)
        lines = run("./pan", "-w22", "-m100000").splitlines()
    complaint = next((line for line in lines if re.match(r"pan:\d+: ", line)), None)
    if complaint is None and not any("errors: 0" in line for line in lines):
        sys.exit("\n".join(lines))
    states = next((line.split()[0] for line in lines if "states, stored" in line), "?")
    return complaint, states


def main(words):
    if not shutil.which("spin") or not shutil.which("cc"):
        print("spin, or a compiler, is not installed")
        return 77
    name, only = words[0], words[1:]
    model, failed = Path(__file__).parent.resolve() / name, False
    cases = [(title, defines, False) for title, defines in SCENARIOS[name].items()]
    cases += [(define, SCENARIOS[name][title] + [define], True) for define, title in MUTILATED[name].items()]
    for title, defines, must_fail in cases:
        if only and title not in only:
            continue
        begun = time.monotonic()
        complaint, states = check(model, defines)
        is_right = (complaint is not None) == must_fail
        failed = failed or not is_right
        print(f"{'ok  ' if is_right else 'FAIL'} {title}: {states} states, {time.monotonic() - begun:.1f} s: "
              f"{complaint or 'nothing found'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
