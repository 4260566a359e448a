"""The integral of |g| dy, g = q - rho M, at any x and one velocity, from tables in x: as src/diagnostics/deviation-rows.ts."""

import numpy as np

from absolute import absolute_integral

WIDTH = 12
NOISE = 1e-14


def window(z):
    return np.exp(2.3 * WIDTH * (np.sqrt(np.maximum(0, 1 - z * z)) - 1))


class Deviation:
    """`maxwellian` is the half-spectrum of M on the nodes xi."""

    def __init__(self, nx, fine, spacing, xi, maxwellian):
        self.nx, self.fine, self.spacing, self.xi, self.maxwellian = nx, fine, spacing, xi, maxwellian
        self.count = 2 * nx
        i = np.arange(-256, 257) / 256
        k = np.arange(nx // 2)[:, None]
        self.correction = 256 / (WIDTH / 2 * (window(i) * np.cos(np.pi * k * WIDTH / 2 * i / nx)).sum(axis=1))

    def prepare(self, waves, largest):
        """Tables (points in x, nodes in y) of g, its slope and its antiderivative from waves (modes in x, half)."""
        padded = np.zeros((self.count, len(self.xi)), complex)
        mode = np.arange(1 - self.nx // 2, self.nx // 2)
        g = waves - (waves[:, :1] / self.maxwellian[0]) * self.maxwellian
        padded[mode] = self.correction[np.abs(mode)][:, None] * g[mode]
        padded[:, 0] = 0
        rows = np.fft.ifft(padded, axis=0, norm="forward")
        integral = np.zeros_like(rows)
        integral[:, 1:] = rows[:, 1:] / (1j * self.xi[1:])
        lines = (rows, 1j * self.xi * rows, integral)
        tables = [np.fft.irfft(line, self.fine, norm="forward") for line in lines]
        self.closed = [np.concatenate([table, table[:, :1]], axis=1) for table in tables]
        self.largest = np.abs(self.closed[0]).max(axis=0)
        self.round_off = NOISE * largest
        self.tolerate(0)

    def tolerate(self, worth):
        """`worth`: error that is allowed, for sign changes that cannot be worth more."""
        self.noise = max(self.round_off, worth / (2 * self.fine * self.spacing))
        loud = np.flatnonzero(self.largest[1:-1] > self.noise) + 1
        first, last = (loud.min() - 1, loud.max() + 1) if len(loud) else (self.fine - 1, self.fine)
        self.tables = [np.ascontiguousarray(table[:, first : last + 1]) for table in self.closed]

    def at(self, positions):
        values, slopes, integrals = self.tables
        t = (positions - np.floor(positions)) * self.count
        points = np.ceil(t).astype(int)[:, None] - WIDTH // 2 + np.arange(WIDTH)
        weights = window((points - t[:, None]) / (WIDTH / 2))
        points %= self.count
        full = np.zeros((len(positions), self.count))
        np.add.at(full, (np.arange(len(positions))[:, None], points), weights)

        def column(table):
            return lambda row, node: (weights[row] * table[points[row], node[:, None]]).sum(axis=1)

        return absolute_integral(self.spacing, full @ values, column(slopes), column(integrals), self.noise)
