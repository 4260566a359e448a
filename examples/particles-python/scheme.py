"""Monte Carlo for (1.4): particles (x, v, m) that run, tumble, and adapt by steps of a stochastic differential equation.

    dx = v dt,   dm = -(m - M)/epsilon dt + sqrt(2 epsilon) dW,   v: w -> v at the rate Lambda((m - M)/epsilon, v, w)

    lemmata verify --scheme "python3 examples/particles-python/scheme.py" --scheme-level particles \\
      --scenario travelling-wave --epsilon 0.1,0.03

--adaptation
    exact            (default) the Ornstein-Uhlenbeck law of m - N at the end of a step: asymptotic preserving
    euler-maruyama   explicit, with dt <= epsilon/4: its cost grows as 1/epsilon
    implicit         drift-implicit Euler, stable for every dt, of order 1 for fixed epsilon, but not asymptotic preserving:
                     for epsilon << dt the variance of (m - M)/epsilon is about 2 epsilon/dt in place of 1, so that the
                     limit has Lambda(-D_tM) in place of the Gaussian average (1.12)
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../wrappers"))
import lemmata

options = argparse.ArgumentParser()
options.add_argument("--adaptation", choices=["exact", "euler-maruyama", "implicit"], default="exact")
options.add_argument("--particles", type=int, default=40000)
options.add_argument("--dt", type=float, default=0.02)
options.add_argument("--seed", type=int, default=1)
options = options.parse_args()


def draw(case, count, random):
    """Samples of the initial data: x and v by inversion of the tabulated density, y by its law."""
    edges = case.start + case.length * np.arange(4097) / 4096
    middles = 0.5 * (edges[1:] + edges[:-1])
    masses = (case.density(middles[:, None], case.v) * case.nu).T.ravel()  # velocity by velocity
    cell = np.searchsorted(np.cumsum(masses) / np.sum(masses), (np.arange(count) + random.random(count)) / count)
    iv, ix = np.divmod(np.minimum(cell, masses.size - 1), middles.size)
    x = edges[ix] + (edges[1] - edges[0]) * random.random(count)
    y_edges = np.linspace(-12, 12, 4097)
    law = case.profile(0.5 * (y_edges[1:] + y_edges[:-1]))
    levels = np.concatenate([[0], np.cumsum(law)]) / np.sum(law)
    return x, iv, np.interp(random.random(count), levels, y_edges)


def solve(case):
    # The coarser run draws other numbers: the difference then holds the statistical error too.
    random = np.random.default_rng([options.seed, round(1e6 * case.time_factor)])
    epsilon, nv = case.epsilon, len(case.v)

    def step(state, now, dt):
        x, iv, m = state
        x = x + case.v[iv] * dt
        before, after = case.signal(now, x - case.v[iv] * dt), case.signal(now + dt, x)  # M along the run
        noise = random.standard_normal(x.size)
        h = dt / epsilon
        if options.adaptation == "exact":  # M is taken as linear during the step
            keep, slope = np.exp(-h), (after - before) / dt
            m = after - epsilon * slope * -np.expm1(-h) + keep * (m - before)
            m += epsilon * np.sqrt(-np.expm1(-2 * h)) * noise
        elif options.adaptation == "euler-maruyama":
            m = m - h * (m - before) + np.sqrt(2 * epsilon * dt) * noise
        else:
            m = (m + h * after + np.sqrt(2 * epsilon * dt) * noise) / (1 + h)
        z = (m - after) / epsilon
        rates = np.array([case.rate(z, case.v[k], case.v[iv]) * case.nu[k] for k in range(nv)])  # into k
        rates[iv, np.arange(x.size)] = 0  # a tumble into the same velocity changes nothing
        total = rates.sum(axis=0)
        tumbles = random.random(x.size) < -np.expm1(-dt * total)
        chosen = np.cumsum(rates, axis=0) < total * random.random(x.size)
        return x, np.where(tumbles, np.minimum(chosen.sum(axis=0), nv - 1), iv), m

    x, iv, y = draw(case, options.particles, random)
    m = case.signal(0.0, x) + epsilon * y  # N = M at t = 0
    longest = options.dt * case.time_factor
    if options.adaptation == "euler-maruyama":
        longest = min(longest, 0.25 * epsilon * case.time_factor)
    rows, steps = case.march((x, iv, m), step, longest)
    arrays = {"x": np.array([row[0] for row in rows]), "v": np.array([case.v[row[1]] for row in rows])}
    return {**arrays, "m": np.array([row[2] for row in rows])}, {
        "name": f"particles ({options.adaptation})",
        "orders": {"time": 1},
        "steps": steps,
    }


lemmata.run(solve)
