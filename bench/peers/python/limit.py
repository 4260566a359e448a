"""The limit solver: Fourier in x with exact transport, Dormand-Prince 5 on the transported unknown."""

import numpy as np
from numpy.polynomial import chebyshev

STAGES = (
    (),
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
)
STAGE_TIMES = (0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1)
WEIGHTS = (35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84)


def solve(case, model):
    """Yields the limit density (nv, nx) at every output time."""
    averaged = case["averagedRate"]
    middle, radius = (averaged["from"] + averaged["to"]) / 2, (averaged["to"] - averaged["from"]) / 2
    # chebval wants the degree first: [degree, post, pre].
    coefficients = np.moveaxis(np.array(averaged["coefficients"]), -1, 0)[..., None]
    wave = -2j * np.pi * np.arange(model.nx // 2 + 1) * model.speeds[:, None] / model.length
    keep = np.arange(model.nx // 2 + 1) <= case["modes"]

    def shift(f, delta):
        return np.fft.irfft(np.fft.rfft(f) * (keep * np.exp(wave * delta)), model.nx)

    def tumbling(t, p):
        a = (model.path_gradient(t) - middle) / radius
        flux = np.stack([chebyshev.chebval(a, coefficients[:, post], tensor=False) for post in range(len(p))]) * p
        gain = np.einsum("b,abx->ax", model.weights, flux)
        return gain - np.einsum("a,abx->bx", model.weights, flux)

    p = np.array(case["limitDensity"]).reshape(model.speeds.size, model.nx)
    times = case["times"]
    yield p
    for i, count in enumerate(case["limitSteps"]):
        h = (times[i + 1] - times[i]) / count
        for k in range(count):
            t = times[i] + k * h
            slopes = []
            for row, c in zip(STAGES, STAGE_TIMES):
                stage = p + h * sum(a * slope for a, slope in zip(row, slopes))
                slopes.append(shift(tumbling(t + c * h, shift(stage, c * h)), -c * h))
            p = shift(p + h * sum(b * slope for b, slope in zip(WEIGHTS, slopes)), h)
        yield p
