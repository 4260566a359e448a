// Integrals of |g|: exactly between the roots of g in one variable, adaptively in the other.
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

struct Cell {  // values and slopes of g at both ends
  double g0, g1, d0, d1, h;

  double cubic(double s) const {
    const double t = 1 - s;
    return g0 * t * t * (1 + 2 * s) + g1 * s * s * (1 + 2 * t) + h * (d0 * s * t * t - d1 * s * s * t);
  }

  // Quintic Hermite value of an antiderivative with end values G0 and G1.
  double quintic(double G0, double G1, double s) const {
    const auto part = [this](double F, double f, double d, double a, double b) {
      return b * b * b * (F * (1 + 3 * a + 6 * a * a) + h * f * a * (1 + 3 * a) + 0.5 * h * h * d * a * a);
    };
    return part(G0, g0, d0, s, 1 - s) + part(G1, -g1, d1, 1 - s, s);
  }

  // A sign change on [low, high]: the chord, then Newton steps, by halves where they would leave the bracket.
  double root(double low, double high, double tolerance) const {
    const double c1 = h * d0, c2 = 3 * (g1 - g0) - h * (2 * d0 + d1), c3 = 2 * (g0 - g1) + h * (d0 + d1);
    const auto at = [&](double s) { return g0 + s * (c1 + s * (c2 + s * c3)); };
    const double fl = at(low), fh = at(high);
    double s = (fl * high - fh * low) / (fl - fh);
    for (int i = 0; i < 50; i++) {
      const double f = at(s);
      if (f == 0) break;
      (f * fh > 0 ? high : low) = s;
      const double slope = c1 + s * (2 * c2 + 3 * s * c3), step = f / slope, next = s - step;
      if (next >= low && next <= high) {
        const double error = std::abs(c2 + 3 * s * c3) * step * step;
        s = next;
        if (error < tolerance * std::abs(slope)) break;
      } else {
        s = (low + high) / 2;
        if (high - low < tolerance) break;
      }
    }
    return s;
  }

  // Error of a root at which the search may end: the integral feels its square.
  double tolerance(double largest) const { return std::min(0.03, 1e-6 * std::sqrt(largest / std::max(std::abs(g0), std::abs(g1)))); }

  // The root of the derivative of the cubic, for one that falls towards both sides.
  double extremum() const {
    const double sign = g0 < 0 ? -1 : 1;
    const double a = sign * (2 * (g0 - g1) + h * (d0 + d1)), b = sign * (3 * (g1 - g0) - h * (2 * d0 + d1)), c = sign * h * d0;
    const double s = std::sqrt(std::max(0.0, b * b - 3 * a * c));
    return b >= 0 ? -c / (b + s) : (s - b) / (3 * a);
  }
};

// Integral of |g| over n cells of width h; node i is at [i % n] of g, its slope and its antiderivative, which grows by `step`
// in every cell besides.
inline double absoluteIntegral(int n, double h, const double* g, const double* slope, const double* primitive, double step) {
  double largest = 0;
  for (int i = 0; i < n; i++) largest = std::max(largest, std::abs(g[i]));
  const double least = 1e-11 * largest;
  double sum = 0, last = primitive[0];
  int passed = -1;  // the node before the last sign change that was not located
  const auto advance = [&](double value) { sum += std::abs(value - last), last = value; };
  const auto isBelow = [&](int from, int to) {
    for (int i = from; i <= to; i++)
      if (!(std::abs(g[i]) < least)) return false;
    return true;
  };
  for (int i = 0; i < n; i++) {
    const int at = i, next = i + 1 == n ? 0 : i + 1;
    const Cell cell{g[at], g[next], slope[at], slope[next], h};
    const bool crossing = cell.g0 * cell.g1 < 0;
    if (!crossing && !(cell.g0 * cell.d0 < 0 && cell.g1 * cell.d1 > 0)) continue;
    if (std::abs(cell.g0) < least && std::abs(cell.g1) < least) {
      if (!crossing) continue;
      if (passed >= 0 && !isBelow(passed + 1, i)) advance(primitive[passed] + passed * step);
      passed = i;
      continue;
    }
    const double G0 = primitive[at] + i * step, G1 = primitive[next] + (i + 1) * step;
    const auto visit = [&](double s) {
      if (passed >= 0) advance(primitive[passed] + passed * step);
      passed = -1;
      advance(cell.quintic(G0, G1, s));
    };
    if (crossing) visit(cell.root(0, 1, cell.tolerance(largest)));
    else if (const double bottom = cell.extremum(); (cell.g0 < 0 ? -1 : 1) * cell.cubic(bottom) < 0) {
      visit(cell.root(0, bottom, cell.tolerance(largest))), visit(cell.root(bottom, 1, cell.tolerance(largest)));
    }
  }
  if (passed >= 0) advance(primitive[passed] + passed * step);
  return sum + std::abs(primitive[0] + n * step - last);
}

// 15-point Kronrod extension of the 7-point Gauss rule (QUADPACK, dqk15): abscissae >= 0, both weights.
constexpr double NODES[] = {0.9914553711208126, 0.9491079123427585, 0.8648644233597691,  0.7415311855993945,
                            0.5860872354676911, 0.4058451513773972, 0.20778495500789848, 0};
constexpr double KRONROD[] = {0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592,
                              0.1690047266392679,   0.19035057806478542, 0.20443294007529889, 0.20948214108472782};
constexpr double GAUSS[] = {0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694};

// f takes positions and gives as many values: the 15 of a panel are asked for together.
template <class F>
double integratePanel(const F& f, double from, double to, double share, int depth) {
  const double middle = (from + to) / 2, half = (to - from) / 2;
  double positions[15], values[15];
  for (int i = 0; i < 7; i++) positions[i] = middle - half * NODES[i], positions[14 - i] = middle + half * NODES[i];
  positions[7] = middle;
  f(positions, 15, values);
  double kronrod = KRONROD[7] * values[7], gauss = GAUSS[3] * values[7];
  for (int i = 0; i < 7; i++) {
    const double pair = values[i] + values[14 - i];
    kronrod += KRONROD[i] * pair;
    if (i % 2 == 1) gauss += GAUSS[(i - 1) / 2] * pair;
  }
  if (half * std::abs(kronrod - gauss) <= share || depth >= 14) return half * kronrod;
  return integratePanel(f, from, middle, share / 2, depth + 1) + integratePanel(f, middle, to, share / 2, depth + 1);
}

template <class F>
double integrateAdaptively(const F& f, const std::vector<double>& edges, double tolerance) {
  double value = 0;
  for (std::size_t p = 1; p < edges.size(); p++)
    if (edges[p] > edges[p - 1])
      value += integratePanel(f, edges[p - 1], edges[p], tolerance * (edges[p] - edges[p - 1]) / (edges.back() - edges[0]), 0);
  return value;
}
