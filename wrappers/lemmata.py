"""Lemmata's contract for NumPy programs: read a case, step through its times, write a result.

Copy this file beside your program. Python >= 3.9, NumPy >= 1.20. The contract: docs/your-scheme.md.

    import lemmata

    def solve(case):
        x, dx = case.cells(64)
        rows, steps = case.march(initial(case, x), step, 0.01 * case.time_factor)
        return dict(pbar=np.array(rows), x=x), dict(values="cell-averages", steps=steps)

    lemmata.run(solve)

The same program serves `--scheme-mode once` and `persistent`.
"""

import functools, json, math, os, sys

import numpy as np

_NAMES = {name: getattr(np, name) for name in "sin cos tan sinh cosh tanh exp log sqrt abs pi e".split()}
_NAMES["min"] = lambda *values: functools.reduce(np.minimum, values)
_NAMES["max"] = lambda *values: functools.reduce(np.maximum, values)
_NAMES["erf"] = np.vectorize(math.erf, otypes=[float])


def function(text, *names):
    """An expression of case.json as a function of arrays that broadcast, in the order of `names`."""
    code = compile(text.replace("^", "**"), text, "eval")

    def call(*values):
        shape = np.broadcast_shapes(*(np.shape(value) for value in values))
        found = eval(code, {"__builtins__": {}}, {**_NAMES, **dict(zip(names, values))})
        return found + np.zeros(shape)

    return call


class Case:
    """One case. `fields` is all of case.json; what most programs need has a name of its own.

    epsilon; times (the first is 0); v, nu: velocities and their weights; start, length of the box in x;
    factor, time_factor, x_factor, y_factor: what to multiply the steps by;
    signal(t, x), signal_dt(t, x), signal_dx(t, x); rate(z, v, w): from velocity w to v;
    density(x, v), limit_density(x, v): initial data, normalised; profile(y): law of y = (m-N)/epsilon at t = 0.
    """

    def __init__(self, fields):
        self.fields = fields
        self.epsilon = fields["epsilon"]
        self.times = np.array(fields["times"])
        self.v = np.array(fields["velocities"]["values"], dtype=float)
        self.nu = np.array(fields["velocities"]["weights"], dtype=float)
        self.start, self.length = fields["space"]["start"], fields["space"]["length"]
        resolution = fields["resolution"]
        self.factor = resolution["factor"]
        self.time_factor, self.x_factor, self.y_factor = (resolution[name] for name in ("time", "x", "y"))
        signal, initial = fields["signal"], fields["initial"]
        self.signal, self.signal_dt, self.signal_dx = (function(signal[k], "t", "x") for k in ("value", "dt", "dx"))
        self.rate = function(fields["kernel"]["rate"], "z", "v", "w")
        self.density = self._normalised(initial["density"], "x", "v")
        self.limit_density = self._normalised(initial["limitDensity"], "x", "v")
        profile = initial["profile"]
        self.components = profile.get("components")
        self.profile = self._mixture if self.components else self._normalised(profile, "y")

    def _normalised(self, given, *names):
        value = function(given["value"], *names, "epsilon")
        return lambda *values: value(*values, self.epsilon) / given["mass"]

    def _mixture(self, y):
        laws = ((c["weight"], c["deviation"], (y - c["mean"]) / c["deviation"]) for c in self.components)
        return sum(w / (d * math.sqrt(2 * math.pi)) * np.exp(-0.5 * s**2) for w, d, s in laws)

    def cells(self, count):
        """Centres and width of `count` cells in x at your own resolution, fewer when the case asks for it."""
        n = max(4, round(count / self.x_factor))
        width = self.length / n
        return self.start + (np.arange(n) + 0.5) * width, width

    def march(self, state, step, longest, least=1):
        """States at all times, and the number of steps: state = step(state, now, dt), dt <= longest.

        Steps end on the output times; between two of them they are equal, and `least` or more."""
        rows, steps = [state], 0
        for now, then in zip(self.times, self.times[1:]):
            count = max(least, math.ceil((then - now) / longest - 1e-9))
            dt = (then - now) / count
            for i in range(count):
                state = step(state, now + i * dt, dt)
            rows.append(state)
            steps += count
        return rows, steps


def write(directory, arrays, declaration):
    """result.npz and result.json. Fields of the declaration: values, name, refines, orders, steps."""
    np.savez(os.path.join(directory, "result.npz"), **arrays)
    with open(os.path.join(directory, "result.json"), "w") as file:
        json.dump({"schema": "lemmata/scheme-result/1", **declaration}, file)


def run(solve):
    """Answers the harness; solve(case) returns (arrays, declaration). The case of this directory without a harness."""
    path = os.environ.get("LEMMATA_CASE", "case.json")
    if os.path.exists(path):
        with open(path) as file:
            write(os.path.dirname(path) or ".", *solve(Case(json.load(file))))
        return
    for line in sys.stdin:
        fields = json.loads(line)
        try:
            write(fields["directory"], *solve(Case(fields)))
            answer = {"done": True}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
