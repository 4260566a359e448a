"""The diagnostics that define a run, as in src/diagnostics: mass, Y, E, I, H and the two L1 distances."""

import numpy as np

from absolute import absolute_integral, integrate_adaptively
from deviation import Deviation

FINE_SPACING = 0.22
FLOOR = 1e-13
HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)
ROUND_OFF = 1e-12
RIPPLES = 0.25
NAMES = ("mass", "Y", "E", "I", "H", "equilibriumDistance", "limitDistance")


class Readings:
    """Evaluates snapshots; values have shape (ny, nv, nx), y = -halfWidth + j spacing."""

    def __init__(self, case, model):
        self.model = model
        self.nx, self.ny, self.nv = case["nx"], case["ny"], len(model.weights)
        self.half = self.ny // 2
        self.start = -case["halfWidth"]
        self.spacing = 2 * case["halfWidth"] / self.ny
        self.cell = model.length / self.nx
        refinement = 2 ** max(0, int(np.ceil(np.log2(self.spacing / FINE_SPACING))))
        self.fine = refinement * self.ny
        self.fine_spacing = self.spacing / refinement
        base = np.pi / case["halfWidth"]
        self.period = 2 * np.pi / base
        self.xi = base * np.arange(self.half)
        maxwellian = np.exp(-0.5 * self.xi**2 + 1j * self.xi * self.start) / self.period
        self.deviation = Deviation(self.nx, self.fine, self.fine_spacing, self.xi, maxwellian)
        self.fine_y = self.start + self.fine_spacing * np.arange(self.fine)
        self.absolute, self.relative = case["distanceTolerance"]["absolute"], case["distanceTolerance"]["relative"]

    def evaluate(self, values, limit):
        """All readings of one snapshot, by name."""
        weights, cell = self.model.weights, self.cell
        y = self.start + self.spacing * np.arange(self.ny)
        by_velocity = values.sum(axis=2) @ weights
        density = values.sum(axis=0) * self.spacing
        # Half-spectra c_k: q = Re[c_0 + 2 sum c_k e^{i xi_k (y - start)}], layout (nv, nx, half).
        self.rows = np.ascontiguousarray(np.fft.rfft(values, axis=0, norm="forward")[: self.half].transpose(1, 2, 0))
        self.waves = np.fft.fft(self.rows, axis=1, norm="forward")
        found = {"mass": by_velocity.sum() * self.spacing * cell, "Y": (y * y) @ by_velocity * self.spacing * cell}
        found.update(self._entropy(values.max()))
        found["equilibriumDistance"] = self._equilibrium_distance(values.max())
        difference = density - limit
        found["limitDistance"] = sum(w * absolute_of_waves(d, cell) for w, d in zip(weights, difference))
        return found

    def _entropy(self, peak):
        q = np.fft.irfft(self.rows, self.fine, norm="forward")
        slope = np.fft.irfft(1j * self.xi * self.rows, self.fine, norm="forward")
        density = (self.rows[..., 0].real * self.period)[..., None]
        y = self.fine_y
        maxwellian = np.exp(-0.5 * y * y - HALF_LOG_2PI)
        trusted = q > FLOOR * peak
        safe = np.where(trusted, q, 1)
        log = np.log(safe) + 0.5 * y * y + HALF_LOG_2PI
        known = np.where(density > 0, density, 1)
        integrands = {
            "E": np.where(trusted, q * log, 0),
            "I": np.where(trusted, (slope + y * q) ** 2 / safe, 0),
            "H": np.where(density > 0, np.where(trusted, q * (log - np.log(known)), 0) - q + density * maxwellian, 0),
        }
        area = self.cell * self.fine_spacing
        return {name: self.model.weights @ f.sum(axis=(1, 2)) * area for name, f in integrands.items()}

    def _equilibrium_distance(self, peak):
        nx, length = self.nx, self.nx * self.cell
        total = 0.0
        for weight, waves in zip(self.model.weights, self.waves):
            self.deviation.prepare(waves, peak)
            samples = self.deviation.at(np.arange(2 * nx) / (2 * nx))
            on_grid, off_grid = samples[0::2].mean() * length, samples[1::2].mean() * length
            tolerance = max(ROUND_OFF, min(self.absolute, self.relative * on_grid))
            at = self.deviation.at
            self.deviation.tolerate(RIPPLES * tolerance / length)
            kinks = [] if on_grid <= ROUND_OFF else kinks_of(samples, at, 1e-2 * tolerance / length)
            if abs(on_grid - off_grid) / 2 <= tolerance and not kinks:
                total += weight * (on_grid + off_grid) / 2
            else:
                total += weight * length * integrate_adaptively(at, panel_edges(kinks), tolerance / length)
        return total


def kinks_of(samples, at, negligible):
    """Sharp dips of the samples at i/n, located where straight lines from both sides meet."""
    n = len(samples)
    dips = (samples <= np.roll(samples, 1)) & (samples < np.roll(samples, -1)) & (samples < 0.3 * samples.max())
    dips &= np.maximum(np.roll(samples, 1), np.roll(samples, -1)) > n * negligible

    def meet(x, step, far, near, near_right, far_right):
        left, right = (near - far) / step, (far_right - near_right) / step
        shift = (near_right - right * step - (near + left * step)) / (left - right)
        return x + shift if abs(shift) <= 2 * step else x

    kinks = []
    for i in np.flatnonzero(dips):
        x = meet(i / n, 1 / n, *(samples[(i + k) % n] for k in (-2, -1, 1, 2)))
        step = 1 / (16 * n)
        kinks.append(meet(x, step, *at(x + step * np.array([-2, -1, 1, 2]))))
    return kinks


def panel_edges(kinks):
    """Panels of one period, at most a quarter wide, with the kinks at edges."""
    start = kinks[0] if kinks else 0.0
    stops = [*(kinks or [start]), start + 1]
    edges = []
    for left, right in zip(stops, stops[1:]):
        panels = max(1, int(np.ceil(4 * (right - left))))
        edges.extend(left + (right - left) * np.arange(panels) / panels)
    return np.array([*edges, start + 1])


def absolute_of_waves(values, spacing):
    """Integral of |f| over one period of the trigonometric interpolant, on a grid four times finer."""
    n = len(values)
    fine = 4 * n
    spectrum = np.fft.rfft(values, norm="forward")[: n // 2]
    kappa = 2 * np.pi * np.arange(n // 2) / (n * spacing)
    antiderivative = np.zeros_like(spectrum)
    antiderivative[1:] = spectrum[1:] / (1j * kappa[1:])
    lines = [np.fft.irfft(line, fine, norm="forward") for line in (spectrum, 1j * kappa * spectrum, antiderivative)]
    g, slope, primitive = (np.append(line, line[0])[None] for line in lines)
    h = n * spacing / fine
    primitive = primitive + spectrum[0].real * h * np.arange(fine + 1)
    return absolute_integral(h, g, lambda r, c: slope[r, c], lambda r, c: primitive[r, c])[0]
