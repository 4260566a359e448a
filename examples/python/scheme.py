"""Transport, pointwise tumbling and implicit Fokker-Planck, one after the other, for r(t,x,v,z), z = (m-M)/epsilon.

First order in time, conservative, and asymptotic preserving: its cost does not depend on epsilon. Transport shifts the
Fourier series in x, or is upwind: of order 1 and positive, but its error bars are wide.

    lemmata verify --scheme "python3 examples/python/scheme.py" --scenario travelling-wave --epsilon 0.1,0.01

Faults, to see what notices them:
    --kernel predicted   the rate is taken where an implicit Euler step would bring z. Consistent of order 1 for
                         every fixed epsilon, but not asymptotic preserving: for epsilon << dt that point is -D_tM
    --kernel at-N        the rate is taken at m = N, that is at z = -D_tM: the limit has Lambda(-D_tM) in place of
                         the Gaussian average (1.12), whatever the steps are
    --announce-second    announces second order in time and x; with --transport upwind both are of order 1
"""

import argparse
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../wrappers"))
import lemmata

options = argparse.ArgumentParser()
options.add_argument("--transport", choices=["fourier", "upwind"], default="fourier")
options.add_argument("--kernel", choices=["at-m", "predicted", "at-N"], default="at-m")
options.add_argument("--announce-second", action="store_true")
options.add_argument("--dt", type=float, default=0.001)
options.add_argument("--least", type=int, default=4, help="steps between two output times, at least")
options.add_argument("--points", type=int, default=48, help="in x")
options.add_argument("--spacing", type=float, default=0.0625, help="in z")
options = options.parse_args()


def transport(r, v, dt, length):
    """r(x) becomes r(x - v dt); r[z, x, v] on points of a period."""
    count = r.shape[1]
    if options.transport == "fourier":
        k = 2 * np.pi * np.fft.rfftfreq(count, length / count)
        return np.fft.irfft(np.fft.rfft(r, axis=1) * np.exp(-1j * k[:, None] * v * dt), count, axis=1)
    courant = np.abs(v) * dt * count / length
    return (1 - courant) * r + courant * np.where(v > 0, np.roll(r, 1, axis=1), np.roll(r, -1, axis=1))


def bernoulli(s):
    """s/(exp(s)-1): the exponentially fitted flux, exact for the local equilibrium."""
    small = np.abs(s) < 1e-8
    return np.where(small, 1 - s / 2, s / np.expm1(np.where(small, 1, s)))


def relax(r, edges, dz, drift, factor):
    """(1 - factor L) r_new = r, L r = d_z((z + drift) r + d_z r): one tridiagonal system for each (x, v), z first."""
    s = (edges[:, None, None] + drift) * dz
    right, left = factor / dz**2 * bernoulli(-s), factor / dz**2 * bernoulli(s)
    pivot = np.ones_like(r)
    pivot[:-1] += left
    pivot[1:] += right
    r = r.copy()
    for j in range(1, len(r)):
        quotient = left[j - 1] / pivot[j - 1]
        pivot[j] -= quotient * right[j - 1]
        r[j] += quotient * r[j - 1]
    r[-1] /= pivot[-1]
    for j in range(len(r) - 2, -1, -1):
        r[j] = (r[j] + right[j] * r[j + 1]) / pivot[j]
    return r


def tumble(r, rate, nu, dt):
    """Explicit: rate[z, x, v, w] from w to v. At a tumble neither m nor z moves."""
    gain = np.einsum("zxvw,w,zxw->zxv", rate, nu, r)
    loss = np.einsum("zxwv,w->zxv", rate, nu) * r
    return r + dt * (gain - loss)


def solve(case):
    x, dx = case.cells(options.points)
    width = -case.fields["suggested"]["z"]["start"]
    count = round(4 * round(width / (2 * options.spacing)) / case.y_factor)  # halves and quarters are whole numbers
    dz = 2 * width / count
    z = -width + (np.arange(count) + 0.5) * dz
    edges = z[:-1] + 0.5 * dz
    v, w = case.v[:, None], case.v
    constant = case.rate(z[:, None, None, None], v, w)  # [z, 1, v, w]

    def step(r, now, dt):
        r = transport(r, case.v, dt, case.length)
        drift = case.signal_dt(now + dt, x[:, None]) + case.v * case.signal_dx(now + dt, x[:, None])  # D_tM[x, v]
        if options.kernel == "at-m":
            rate = np.broadcast_to(constant, (count, len(x), *constant.shape[2:]))
        else:
            before = drift[:, None, :]  # of the velocity w before the tumble
            share = dt / (case.epsilon + dt) if options.kernel == "predicted" else 1
            rate = case.rate((1 - share) * z[:, None, None, None] - share * before, v, w)
        r = tumble(r, rate, case.nu, dt)
        return relax(r, edges, dz, drift, dt / case.epsilon)

    profile = case.profile(z)  # z = y at t = 0
    start = profile[:, None, None] * case.density(x[:, None], case.v)
    start /= np.sum(start * case.nu) * dx * dz
    # All steps grow with their factors, a condition of Courant, Friedrichs and Lewy included: else no order is seen.
    longest = options.dt * case.time_factor
    if options.transport == "upwind":
        longest = min(longest, 0.8 * dx / np.max(np.abs(case.v)))
    rows, steps = case.march(start, step, longest, options.least)

    orders = {"time": 2, "x": 2, "y": 2} if options.announce_second else {"time": 1, "y": 2}
    arrays = {"r": np.moveaxis(np.array(rows), 1, 3), "x": x, "z": z}
    # Upwind transport needs dt <= dx/v: then dt and dx grow together.
    refines = [] if options.transport == "upwind" else ["time", "x", "y"]
    return arrays, dict(name=options.transport, values="points", orders=orders, steps=steps, refines=refines)


lemmata.run(solve)
