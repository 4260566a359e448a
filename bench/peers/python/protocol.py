"""What every peer does around its solver: reads a case, solves it to warm up as often as is asked, and once for the record."""

import json
import sys
import time


def peak_bytes():
    """Largest resident set of this program. Not getrusage: that remembers the process which started it."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(1024 * int(line.split()[1]) for line in file if line.startswith("VmHWM"))


class Watch:
    """Wall time of everything but the kinetic solver."""

    def __init__(self):
        self.seconds = 0.0

    def __enter__(self):
        self.seconds -= time.perf_counter()

    def __exit__(self, *_):
        self.seconds += time.perf_counter()


def run(solve, versions):
    """Runs `solve(case, watch) -> {name: [values]}` as `python peer.py CASE RESULT` and writes times, memory and readings."""
    with open(sys.argv[1], encoding="utf-8") as file:
        case = json.load(file)
    idle = peak_bytes()
    for _ in range(case["warmups"]):
        solve(case, Watch())
    watch = Watch()
    cpu, wall = time.process_time(), time.perf_counter()
    series = solve(case, watch)
    result = {
        "seconds": time.perf_counter() - wall,
        "cpuSeconds": time.process_time() - cpu,
        "diagnosticsSeconds": watch.seconds,
        "peakBytes": peak_bytes(),
        "idleBytes": idle,
        "versions": versions,
        "series": {name: [float(value) for value in values] for name, values in series.items()},
    }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)
