// The case in numbers, and D_tM and D_tN of a sum of plane waves on the grid in x. Arrays in x and v: [iv*nx + ix].
#pragma once
#include <cmath>

#include "../../../wrappers/lemmata.hpp"

// n-point Gauss-Legendre rule on [-1, 1], by Newton's method.
inline void gaussLegendre(int n, std::vector<double>& nodes, std::vector<double>& weights) {
  nodes.resize(n), weights.resize(n);
  for (int i = 0; i < n; i++) {
    double x = std::cos(M_PI * (i + 0.75) / (n + 0.5)), slope = 1;
    for (int iteration = 0; iteration < 100; iteration++) {
      double previous = 1, current = x;
      for (int k = 2; k <= n; k++) {
        const double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
        previous = current, current = next;
      }
      slope = n * (x * current - previous) / (x * x - 1);
      const double step = current / slope;
      x -= step;
      if (std::abs(step) < 1e-16) break;
    }
    nodes[i] = x, weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
}

struct Problem {
  struct Wave { double amplitude, k, omega, phase; };
  double epsilon, start, length, halfWidth;
  int nx, modes, ny, nv;
  std::vector<double> speeds, weights, times, steps, limitSteps, density, limitDensity, profile, x;
  std::vector<Wave> waves;
  std::vector<std::vector<std::vector<double>>> rate, averagedRate;
  double averagedFrom, averagedTo, absolute, relative;

  explicit Problem(const lemmata::Json& json)
      : epsilon(json["epsilon"].number), start(json["start"].number), length(json["length"].number), halfWidth(json["halfWidth"].number),
        nx(static_cast<int>(json["nx"].number)), modes(static_cast<int>(json["modes"].number)), ny(static_cast<int>(json["ny"].number)),
        nv(static_cast<int>(json["speeds"].list.size())), speeds(json["speeds"].numbers()), weights(json["weights"].numbers()),
        times(json["times"].numbers()), steps(json["steps"].numbers()), limitSteps(json["limitSteps"].numbers()),
        density(json["density"].numbers()), limitDensity(json["limitDensity"].numbers()), profile(json["profile"].numbers()), x(nx),
        rate(tables(json["rate"])), averagedRate(tables(json["averagedRate"]["coefficients"])),
        averagedFrom(json["averagedRate"]["from"].number), averagedTo(json["averagedRate"]["to"].number),
        absolute(json["distanceTolerance"]["absolute"].number), relative(json["distanceTolerance"]["relative"].number) {
    for (const lemmata::Json& each : json["waves"].list)
      waves.push_back({each["amplitude"].number, each["k"].number, each["omega"].number, each["phase"].number});
    for (int ix = 0; ix < nx; ix++) x[ix] = start + length * ix / nx;
    gaussLegendre(static_cast<int>(json["memoryNodes"].number), gaussNodes_, gaussWeights_);
  }

  // D_tM at one point.
  double pathGradient(double t, double at, double v) const {
    double sum = 0;
    for (const Wave& w : waves) sum += w.amplitude * (w.k * v - w.omega) * std::cos(w.k * at - w.omega * t + w.phase);
    return sum;
  }

  // u = integral of D_tM(t - eps s, x - eps s v) e^{-s} over 0 < s < t/eps.
  void adaptedGradient(double t, std::vector<double>& out) {
    const double tau = std::min(t / epsilon, 38.0);
    if (tau != ruleFor_) makeRule(tau);
    out.assign(nv * nx, 0.0);
    for (std::size_t q = 0; q < nodes_.size(); q++) {
      const double back = epsilon * nodes_[q];
      for (int iv = 0; iv < nv; iv++)
        for (int ix = 0; ix < nx; ix++) out[iv * nx + ix] += weights_[q] * pathGradient(t - back, x[ix] - back * speeds[iv], speeds[iv]);
    }
  }

 private:
  static std::vector<std::vector<std::vector<double>>> tables(const lemmata::Json& json) {
    std::vector<std::vector<std::vector<double>>> out;
    for (const lemmata::Json& row : json.list) {
      out.emplace_back();
      for (const lemmata::Json& entry : row.list) out.back().push_back(entry.numbers());
    }
    return out;
  }

  void makeRule(double tau) {
    static constexpr double EDGES[] = {0, 2, 5, 9, 15, 24, 38};
    nodes_.clear(), weights_.clear(), ruleFor_ = tau;
    for (int p = 0; p < 6 && EDGES[p] < tau; p++) {
      const double from = EDGES[p], half = (std::min(tau, EDGES[p + 1]) - from) / 2;
      for (std::size_t i = 0; i < gaussNodes_.size(); i++) {
        nodes_.push_back(from + half * (1 + gaussNodes_[i]));
        weights_.push_back(half * gaussWeights_[i] * std::exp(-nodes_.back()));
      }
    }
  }

  std::vector<double> gaussNodes_, gaussWeights_, nodes_, weights_;
  double ruleFor_ = std::nan("");
};
