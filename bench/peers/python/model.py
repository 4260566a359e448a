"""The case in arrays: D_tM and D_tN of a sum of plane waves, on the grid in x."""

import numpy as np

# Panels of the memory integral, as in src/model/adaptation.ts.
PANEL_EDGES = (0, 2, 5, 9, 15, 24, 38)


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
        self.base_nodes, self.base_weights = np.polynomial.legendre.leggauss(case["memoryNodes"])
        self._rule_for = None

    def path_gradient(self, t, x=None):
        """D_tM(t, x, v) at the grid points, or at positions of shape (..., nv, nx)."""
        x = self.x if x is None else x
        v = self.speeds[:, None]
        total = np.zeros(np.broadcast_shapes(x.shape, np.shape(t), v.shape))
        for amplitude, k, omega, phase in self.waves:
            total = total + amplitude * (k * v - omega) * np.cos(k * x - omega * t + phase)
        return total

    def adapted_gradient(self, t):
        """u = ∫₀^{t/ε} D_tM(t−εσ, x−εσv) e^{−σ}dσ."""
        nodes, weights = self._memory_rule(min(t / self.epsilon, PANEL_EDGES[-1]))
        if nodes.size == 0:
            return np.zeros((self.speeds.size, self.nx))
        back = self.epsilon * nodes[:, None, None]
        values = self.path_gradient(t - back, self.x - back * self.speeds[:, None])
        return np.tensordot(weights, values, 1)

    def _memory_rule(self, tau):
        if self._rule_for != tau:
            edges = np.array([e for e in PANEL_EDGES if e < tau] + [tau])
            half, start = np.diff(edges) / 2, edges[:-1]
            nodes = (start[:, None] + half[:, None] * (1 + self.base_nodes)).ravel()
            weights = (half[:, None] * self.base_weights).ravel()
            self._rule = nodes, weights * np.exp(-nodes)
            self._rule_for = tau
        return self._rule
