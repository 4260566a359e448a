"""The case in arrays: D_tM and D_tN of a sum of plane waves, on the grid in x."""

import numpy as np


class Model:
    """D_tM and u = D_tN; grids and velocities. Arrays in x and v have shape (nv, nx)."""

    def __init__(self, case):
        self.epsilon = case["epsilon"]
        self.length = case["length"]
        self.nx = case["nx"]
        self.x = case["start"] + self.length * np.arange(self.nx) / self.nx
        self.speeds = np.array(case["speeds"], float)
        self.weights = np.array(case["weights"], float)
        self.waves = [(w["amplitude"], w["k"], w["omega"], w["phase"]) for w in case["waves"]]

    def path_gradient(self, t):
        """D_tM(t, x, v) at the grid points."""
        v = self.speeds[:, None]
        total = np.zeros((self.speeds.size, self.nx))
        for amplitude, k, omega, phase in self.waves:
            total += amplitude * (k * v - omega) * np.cos(k * self.x - omega * t + phase)
        return total

    def adapted_gradient(self, t):
        """u = ∫₀^{t/ε} D_tM(t−εσ, x−εσv) e^{−σ}dσ = Σ |κ| cos(θ + arg κ), as in src/model/wave-memory.ts.

        κ = A b (1 − e^{−(1+iεb)t/ε})/(1 + iεb), b = k v − ω.
        """
        total = np.zeros((self.speeds.size, self.nx))
        for amplitude, k, omega, phase in self.waves:
            b = k * self.speeds - omega
            rate = 1 + 1j * self.epsilon * b
            kappa = (-amplitude * b * np.expm1(-rate * (t / self.epsilon)) / rate)[:, None]
            total += np.abs(kappa) * np.cos(k * self.x - omega * t + phase + np.angle(kappa))
        return total
