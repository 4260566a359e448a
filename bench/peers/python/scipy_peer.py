"""What a user would pick: method of lines and solve_ivp with a sparse Jacobian. Usage: python scipy_peer.py CASE RESULT

In z = (m - M)/epsilon, where every term is sparse: f_t + v f_x = ((z + D_tM) f + f_z)_z / epsilon + Q f, with central
differences of high order in x (periodic) and z (f vanishes at both ends). Time steps are those that the method chooses.
"""

import sys

import numpy as np
import scipy
import scipy.sparse as sparse
from scipy.integrate import solve_ivp

import exponential
import limit
import protocol
from model import Model
from readings import NAMES, Readings


def central(order, derivative):
    """Weights of the central difference of even order, from the conditions on polynomials."""
    reach = order // 2
    offsets = np.arange(-reach, reach + 1)
    right = np.zeros(order + 1)
    right[derivative] = derivative  # derivative! for the first two
    return offsets, np.linalg.solve(np.vander(offsets, increasing=True).T.astype(float), right)


def difference(n, spacing, order, derivative, periodic):
    """The n by n matrix of a central difference."""
    offsets, weights = central(order, derivative)
    matrix = sparse.diags(weights, offsets, shape=(n, n))
    if periodic:
        wrapped = [(w, o - n * np.sign(o)) for o, w in zip(offsets, weights) if o]
        matrix = matrix + sparse.diags([w for w, _ in wrapped], [o for _, o in wrapped], shape=(n, n))
    return (matrix / spacing**derivative).tocsr()


class MethodOfLines:
    """f' = A(t) f; unknowns at [(ix*nv + iv)*nz + j], so that the stiff couplings are close to each other."""

    def __init__(self, case, model):
        self.model, order = model, case["methodOfLines"]["order"]
        nx, nv, nz = model.nx, model.speeds.size, case["ny"]
        self.shape = (nx, nv, nz)
        spacing = 2 * case["halfWidth"] / nz
        z = -case["halfWidth"] + spacing * np.arange(nz)
        one = sparse.identity
        first = difference(nz, spacing, order, 1, periodic=False)
        second = difference(nz, spacing, order, 2, periodic=False)
        relaxation = (first @ sparse.diags(z) + second) / model.epsilon
        transport = sparse.kron(difference(nx, model.length / nx, order, 1, periodic=True), sparse.diags(model.speeds))
        table = exponential.tumbling_table(case)
        blocks = [[sparse.diags(table[post, pre]) for pre in range(nv)] for post in range(nv)]
        self.constant = (
            sparse.kron(one(nx * nv), relaxation)
            - sparse.kron(transport, one(nz))
            + sparse.kron(one(nx), sparse.bmat(blocks))
        ).tocsc()
        self.drift = sparse.kron(one(nx * nv), first / model.epsilon).tocsr()

    def gradient(self, t):
        """D_tM for every unknown."""
        return np.repeat(self.model.path_gradient(t).T.ravel(), self.shape[2])

    def slope(self, t, f):
        return self.constant @ f + self.gradient(t) * (self.drift @ f)

    def jacobian(self, t, _):
        return (self.constant + sparse.diags(self.gradient(t)) @ self.drift).tocsc()


def solve(case, watch):
    model = Model(case)
    lines = MethodOfLines(case, model)
    density = np.array(case["density"]).reshape(model.speeds.size, model.nx)
    start = (density.T[:, :, None] * np.array(case["profile"])).ravel()
    settings, times = case["methodOfLines"], np.array(case["times"])
    solution = solve_ivp(
        lines.slope,
        (0, times[-1]),
        start,
        method=settings["method"],
        t_eval=times,
        jac=lines.jacobian,
        rtol=settings["rtol"],
        atol=settings["atol"],
        first_step=settings["firstStep"],
    )
    if not solution.success:
        sys.exit(solution.message)
    print(f"{settings['method']}: {solution.nfev} slopes, {solution.njev} Jacobians, {solution.nlu} factorisations")
    with watch:
        return read(case, model, lines.shape, times, solution.y.T)


def read(case, model, shape, times, snapshots):
    """The diagnostics, in y = z + u: q(y) = f(y - u), by a Fourier multiplier."""
    readings = Readings(case, model)
    series = {name: [] for name in NAMES}
    half = case["ny"] // 2
    xi = np.pi * np.arange(half) / case["halfWidth"]
    for t, f, marginal in zip(times, snapshots, limit.solve(case, model)):
        spectrum = np.fft.rfft(f.reshape(shape))[..., :half]
        shift = np.exp(-1j * xi * model.adapted_gradient(t).T[:, :, None])
        values = np.fft.irfft(spectrum * shift, case["ny"]).transpose(2, 1, 0)
        for name, value in readings.evaluate(values, marginal).items():
            series[name].append(value)
    return series


if __name__ == "__main__":
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__}
    protocol.run(solve, versions)
