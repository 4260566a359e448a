"""The reference algorithm in NumPy. Usage: python numpy_peer.py CASE RESULT"""

import sys

import numpy as np

import exponential
import limit
import protocol
from model import Model
from readings import NAMES, Readings


def solve(case, watch):
    model = Model(case)
    readings = Readings(case, model)
    series = {name: [] for name in NAMES}
    limits = limit.solve(case, model)
    for values in exponential.solve(case, model):
        with watch:
            for name, value in readings.evaluate(values, next(limits)).items():
                series[name].append(value)
    return series


if __name__ == "__main__":
    protocol.run(solve, {"python": sys.version.split()[0], "numpy": np.__version__})
