"""The reference algorithm in NumPy. Usage: python numpy_peer.py CASE RESULT"""

import sys

import numpy as np

import exponential
import limit
import protocol
from model import Model
from readings import NAMES, Readings


def solve(case):
    model = Model(case)
    readings = Readings(case, model)
    series = {name: [] for name in NAMES}
    for values, marginal in zip(exponential.solve(case, model), limit.solve(case, model)):
        for name, value in readings.evaluate(values, marginal).items():
            series[name].append(value)
    return series


if __name__ == "__main__":
    protocol.run(solve, {"python": sys.version.split()[0], "numpy": np.__version__})
