"""Integrals of |g|: exactly between the roots of g in one variable, adaptively in the other. Many rows at a time."""

import numpy as np

# 15-point Kronrod extension of the 7-point Gauss rule (QUADPACK, dqk15): abscissae >= 0, both weights.
NODES = np.array(
    [
        0.9914553711208126,
        0.9491079123427585,
        0.8648644233597691,
        0.7415311855993945,
        0.5860872354676911,
        0.4058451513773972,
        0.20778495500789848,
        0.0,
    ]
)
KRONROD = np.array(
    [
        0.022935322010529224,
        0.06309209262997856,
        0.10479001032225019,
        0.14065325971552592,
        0.1690047266392679,
        0.19035057806478542,
        0.20443294007529889,
        0.20948214108472782,
    ]
)
GAUSS = np.array([0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694])
ABSCISSAE = np.concatenate([-NODES[:7], NODES[::-1]])
KRONROD_WEIGHTS = np.concatenate([KRONROD[:7], KRONROD[::-1]])
GAUSS_WEIGHTS = np.zeros(15)
GAUSS_WEIGHTS[1:7:2] = GAUSS_WEIGHTS[13:7:-2] = GAUSS[:3]
GAUSS_WEIGHTS[7] = GAUSS[3]
DEEPEST = 14
# Sign changes where |g| is below this part of its maximum are not located.
NEGLIGIBLE = 1e-11


def integrate_adaptively(f, edges, tolerance):
    """Sum of Kronrod values; panels where Gauss and Kronrod differ by more than their share are halved, all at a time."""
    left, right = edges[:-1][np.diff(edges) > 0], edges[1:][np.diff(edges) > 0]
    share = tolerance * (right - left) / (edges[-1] - edges[0])
    value = 0.0
    for depth in range(DEEPEST + 1):
        half, middle = (right - left) / 2, (right + left) / 2
        values = f((middle[:, None] + half[:, None] * ABSCISSAE).ravel()).reshape(-1, 15)
        kronrod = half * (values @ KRONROD_WEIGHTS)
        difference = np.abs(kronrod - half * (values @ GAUSS_WEIGHTS))
        done = (difference <= share) | (depth == DEEPEST)
        value += kronrod[done].sum()
        if done.all():
            return value
        left, middle, right, share = left[~done], middle[~done], right[~done], share[~done]
        left, right = np.concatenate([left, middle]), np.concatenate([middle, right])
        share = np.concatenate([share, share]) / 2
    return value


def absolute_integral(h, g, slope, antiderivative, noise=0.0):
    """Integral of |g| for every row (rows, nodes), from g at nodes h apart; slope and antiderivative are functions of
    rows and nodes. Sign changes below the noise are not located, but taken at the node before."""
    largest = np.abs(g).max(axis=1)
    least = np.maximum(noise, NEGLIGIBLE * largest)[:, None]

    def tolerance(rows, g0, g1, *_):
        """Error of a root at which the search may end: the integral feels its square."""
        return np.minimum(0.03, 1e-6 * np.sqrt(largest[rows] / np.maximum(np.abs(g0), np.abs(g1))))

    g0, g1 = g[:, :-1], g[:, 1:]
    counts = (np.abs(g0) >= least) | (np.abs(g1) >= least)
    crossing = counts & (g0 * g1 < 0)
    size = np.sign(g0) * g0
    before = np.concatenate([np.full((len(g), 1), np.inf), g[:, :-2]], axis=1) * np.sign(g0)
    after = np.concatenate([g[:, 2:], np.full((len(g), 1), np.inf) * np.sign(g1[:, -1:])], axis=1) * np.sign(g0)
    lowest = counts & ~crossing & (before >= size) & (after >= np.sign(g0) * g1)
    # Where the sign has changed between two nodes that count, on a stretch of nodes that do not, at the last of these.
    nodes = np.arange(g.shape[1])
    large = np.abs(g) >= least
    known = np.maximum.accumulate(np.where(large, nodes, -1), axis=1)[:, :-1]
    former = np.take_along_axis(g, np.maximum(known, 0), axis=1)
    missed = large[:, 1:] & (known >= 0) & (known < nodes[:-1]) & (former * g1 < 0) & (g0 * g1 > 0)
    r, c = np.nonzero(missed)
    row, cell, position = [r], [c], [np.zeros(len(r))]
    r, c = np.nonzero(crossing)
    row.append(r), cell.append(c)
    ends = g0[r, c], g1[r, c], slope(r, c), slope(r, c + 1), h
    position.append(cubic_roots(*ends, np.zeros(len(r)), np.ones(len(r)), tolerance(r, *ends)))
    r, c = np.nonzero(lowest)
    if len(r):
        ends = g0[r, c], g1[r, c], slope(r, c), slope(r, c + 1)
        dip = (ends[0] * ends[2] < 0) & (ends[1] * ends[3] > 0)
        r, c, ends = r[dip], c[dip], [end[dip] for end in ends]
        bottom = cubic_extremum(*ends, h)
        below = np.sign(ends[0]) * cubic(*ends, h, bottom) < 0
        r, c, bottom, ends = r[below], c[below], bottom[below], [end[below] for end in ends]
        row += [r, r]
        cell += [c, c]
        step = tolerance(r, *ends)
        position += [
            cubic_roots(*ends, h, np.zeros(len(r)), bottom, step),
            cubic_roots(*ends, h, bottom, np.ones(len(r)), step),
        ]
    row, cell, position = (np.concatenate(each) for each in (row, cell, position))
    at_roots = quintic(
        antiderivative(row, cell),
        antiderivative(row, cell + 1),
        g[row, cell],
        g[row, cell + 1],
        slope(row, cell),
        slope(row, cell + 1),
        h,
        position,
    )
    # Both ends of every row, and its roots in between in their order.
    every = np.arange(len(g))
    owner = np.concatenate([every, row, every])
    place = np.concatenate([np.full(len(g), -1.0), cell + position, np.full(len(g), np.inf)])
    start, end = (antiderivative(every, np.full(len(g), node)) for node in (0, g.shape[1] - 1))
    values = np.concatenate([start, at_roots, end])
    order = np.lexsort([place, owner])
    owner, change = owner[order], np.abs(np.diff(values[order]))
    inside = owner[1:] == owner[:-1]
    return np.bincount(owner[1:][inside], change[inside], minlength=len(g))


def cubic(g0, g1, d0, d1, h, s):
    """Cubic Hermite value at s of a cell."""
    t = 1 - s
    return g0 * t * t * (1 + 2 * s) + g1 * s * s * (1 + 2 * t) + h * (d0 * s * t * t - d1 * s * s * t)


def cubic_roots(g0, g1, d0, d1, h, low, high, tolerance):
    """The sign change between low and high on all cells together: the chord, then Newton steps, by halves where they would
    leave the bracket."""
    c1, c2, c3 = h * d0, 3 * (g1 - g0) - h * (2 * d0 + d1), 2 * (g0 - g1) + h * (d0 + d1)
    f_low, f_high = (g0 + s * (c1 + s * (c2 + s * c3)) for s in (low, high))
    s = (f_low * high - f_high * low) / (f_low - f_high)
    for _ in range(50):
        f = g0 + s * (c1 + s * (c2 + s * c3))
        upper = f * f_high > 0
        low, high = np.where(upper, low, s), np.where(upper, s, high)
        slope = c1 + s * (2 * c2 + 3 * s * c3)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where(f == 0, 0, f / slope)
        inside = (s - step >= low) & (s - step <= high)
        error = np.where(inside, np.abs(c2 + 3 * s * c3) * step * step, (high - low) * np.abs(slope))
        s = np.where(inside, s - step, (low + high) / 2)
        if not np.any((f != 0) & (error >= tolerance * np.abs(slope))):
            break
    return s


def cubic_extremum(g0, g1, d0, d1, h):
    """Where |cubic| is least, for one that falls towards both sides: the root of its derivative."""
    sign = np.sign(g0)
    a, b, c = sign * (2 * (g0 - g1) + h * (d0 + d1)), sign * (3 * (g1 - g0) - h * (2 * d0 + d1)), sign * h * d0
    s = np.sqrt(np.maximum(0, b * b - 3 * a * c))
    return np.where(b >= 0, -c / np.where(b >= 0, b + s, 1), (s - b) / np.where(b >= 0, 1, 3 * a))


def quintic(F0, F1, f0, f1, d0, d1, h, s):
    """Quintic Hermite value at s from values, slopes and second derivatives at both ends."""

    def part(F, f, d, a, b):
        return b**3 * (F * (1 + 3 * a + 6 * a * a) + h * f * a * (1 + 3 * a) + 0.5 * h * h * d * a * a)

    t = 1 - s
    return part(F0, f0, d0, s, t) + part(F1, -f1, d1, t, s)
