"""The reference solver in NumPy: Fourier in x and y, exponential Runge-Kutta of stiff order 4 (Hochbruck, Ostermann 2005)."""

import numpy as np


def fokker_planck_blocks(half, half_width):
    """Fourier collocation of L q = d_y(y q + d_y q): one block for cosines, one for sines."""
    n = 2 * half
    xi = np.pi * np.arange(half) / half_width
    y = -half_width + 2 * half_width * np.arange(1, n) / n
    cos, sin = np.cos(np.outer(xi, y)), np.sin(np.outer(xi, y))
    norm = np.where(np.arange(half) == 0, 1, 2)[:, None] / n
    even = xi[:, None] * norm * ((sin * y) @ cos.T) - np.diag(xi**2)
    odd = -xi[:, None] * norm * ((cos * y) @ sin.T) - np.diag(xi**2)
    return even, odd


class PhiTable:
    """phi_0 to phi_3 of tau L: Taylor series for small tau, then doubling."""

    def __init__(self, generator):
        self.generator = generator
        self.norm = np.abs(generator).sum(axis=1).max()
        self.known = {}

    def at(self, tau):
        if tau not in self.known:
            small = tau * self.norm <= 0.5
            self.known[tau] = self._taylor(tau) if small else self._double(*self.at(tau / 2))
        return self.known[tau]

    def _taylor(self, tau):
        one, z = np.eye(len(self.generator)), tau * self.generator
        coefficients = [1.0, 1.0]
        for m in range(2, 20):
            coefficients.append(coefficients[-1] / m)
        phi3 = coefficients[19] * one
        for m in range(15, -1, -1):
            phi3 = z @ phi3 + coefficients[m + 3] * one
        phi2 = z @ phi3 + one / 2
        phi1 = z @ phi2 + one
        return z @ phi1 + one, phi1, phi2, phi3

    @staticmethod
    def _double(p0, p1, p2, p3):
        return (
            p0 @ p0,
            (p0 @ p1 + p1) / 2,
            (p0 @ p2 + p1 + p2) / 4,
            (p0 @ p3 + p1 / 2 + p2 + p3) / 8,
        )


def tableau(phi, tau):
    """What the stages take, stacked by the state that they multiply: (5.19) by differences of forcings, ten products."""
    h0, h1, h2, h3 = phi.at(tau / 2)
    f0, f1, f2, f3 = phi.at(tau)
    a52 = h2 / 2 - f3 + f2 / 4 - h3 / 2
    return np.vstack([h0, f0]), np.vstack([h1 / 2, f1]), h2, np.vstack([f2, a52]), h2 / 4 - a52, f2, f3


class Stepper:
    """One step of d_s q = L q + g. States are a pair (even, odd) of complex arrays (H, columns)."""

    def __init__(self, half, half_width):
        self.phi = [PhiTable(block) for block in fokker_planck_blocks(half, half_width)]
        self.known = {}

    def _matrices(self, tau):
        for known, matrices in self.known.items():
            if abs(known - tau) <= 1e-8 * tau:
                return matrices
        exact = tau
        for known in self.known:
            ratio = 2.0 ** round(np.log2(tau / known))
            if abs(known * ratio - tau) <= 1e-8 * tau:
                exact = known * ratio
        self.known[exact] = [tableau(phi, exact) for phi in self.phi]
        return self.known[exact]

    def step(self, tau, q, forcing):
        matrices = self._matrices(tau)

        def scaled(state):
            return [tau * part for part in state]

        second, euler = self._products(matrices, 0, q, 2)
        first = scaled(forcing(0, q))
        half, full = self._products(matrices, 1, first, 2)
        second, euler = add(second, half), add(euler, full)
        g2 = scaled(forcing(0.5, second))
        (product,) = self._products(matrices, 2, combine((1, g2), (-1, first)), 1)
        g3 = scaled(forcing(0.5, add(second, product)))
        fourth, fifth = self._products(matrices, 3, combine((1, g2), (1, g3), (-2, first)), 2)
        g4 = scaled(forcing(1, add(euler, fourth)))
        (product,) = self._products(matrices, 4, combine((1, g4), (-1, first)), 1)
        g5 = scaled(forcing(0.5, add(second, fifth, product)))
        (slope,) = self._products(matrices, 5, combine((4, g5), (-1, g4), (-3, first)), 1)
        (curvature,) = self._products(matrices, 6, combine((4, first), (4, g4), (-8, g5)), 1)
        return add(euler, slope, curvature)

    @staticmethod
    def _products(matrices, index, q, count):
        parts = []
        for parity in (0, 1):
            columns = q[parity].view(np.float64)
            product = (matrices[parity][index] @ columns).view(np.complex128)
            parts.append(np.split(product, count))
        return list(zip(*parts))


def combine(*terms):
    """Sum of factors times states."""
    return [sum(factor * part for factor, part in zip([c for c, _ in terms], parts)) for parts in zip(*[x for _, x in terms])]


def add(*states):
    """Sum of states."""
    total = []
    for parts in zip(*states):
        sum_of_parts = parts[0] + parts[1]
        for part in parts[2:]:
            sum_of_parts += part
        total.append(sum_of_parts)
    return total


class Frame:
    """Transforms between coefficients (H, nv, K+1) and values (ny, nv, nx) in z = y - u, transport included."""

    def __init__(self, case, speeds):
        self.nx, self.ny, self.modes = case["nx"], case["ny"], case["modes"]
        self.half = self.ny // 2
        self.shape = (self.half, len(speeds), self.modes + 1)
        self.xi = (np.pi * np.arange(self.half) / case["halfWidth"])[:, None, None]
        self.sign = np.where(np.arange(self.half) % 2, -1.0, 1.0)[:, None, None]
        self.rate = -2j * np.pi * np.arange(self.modes + 1) * speeds[:, None] / case["length"]

    def shift(self, u):
        """The multiplier that reaches z = y - u."""
        return 1.0 if u is None else np.exp(1j * self.xi * u)

    def to_values(self, q, delta, shift):
        even, odd = (self._synthesis(part, delta) for part in q)
        spectrum = (even - 1j * odd) * (shift * (0.5 * self.sign))
        spectrum[0] = even[0]
        return np.fft.irfft(spectrum, self.ny, axis=0, norm="forward")

    def to_coefficients(self, values, delta, shift):
        spectrum = np.fft.rfft(values, axis=0, norm="forward")[: self.half]
        spectrum = spectrum * (np.conj(shift) * (2 * self.sign))
        spectrum[0] = 0.5 * spectrum[0].real
        return [self._analysis(spectrum.real, delta), self._analysis(-spectrum.imag, delta)]

    def _synthesis(self, part, delta):
        return np.fft.irfft(part.reshape(self.shape) * np.exp(self.rate * delta), self.nx, norm="forward")

    def _analysis(self, values, delta):
        modes = np.fft.rfft(values, norm="forward")[..., : self.modes + 1]
        return (modes * np.exp(-self.rate * delta)).reshape(self.half, -1)


def solve(case, model):
    """Yields values (ny, nv, nx) in y at every output time; q is followed along its transport."""
    epsilon, times = model.epsilon, case["times"]
    frame = Frame(case, model.speeds)
    stepper = Stepper(frame.half, case["halfWidth"])
    rate = epsilon * tumbling_table(case)
    density = np.array(case["density"]).reshape(model.speeds.size, model.nx)
    values = np.array(case["profile"])[:, None, None] * density
    q = frame.to_coefficients(values, 0, 1.0)
    yield values
    before = frame.shift(model.adapted_gradient(0))
    for i, count in enumerate(case["steps"]):
        h = (times[i + 1] - times[i]) / count
        for k in range(count):
            t = times[i] + k * h
            end = times[i + 1] if k + 1 == count else t + h
            middle = frame.shift(model.adapted_gradient(t + h / 2))
            after = frame.shift(model.adapted_gradient(end))
            now = {0: (t, before), 0.5: (t + h / 2, middle), 1: (end, after)}

            def forcing(fraction, state):
                tumbled = np.einsum("abj,jbx->jax", rate, frame.to_values(state, *now[fraction]))
                return frame.to_coefficients(tumbled, *now[fraction])

            q = stepper.step(h / epsilon, q, forcing)
            before = after
        yield frame.to_values(q, times[i + 1], 1.0)


def tumbling_table(case):
    """Gain minus loss at [post, pre, j]."""
    rate, weights = np.array(case["rate"]), np.array(case["weights"])
    table = rate * weights[None, :, None]
    loss = np.einsum("a,abj->bj", weights, rate)
    for pre in range(len(weights)):
        table[pre, pre] -= loss[pre]
    return table
