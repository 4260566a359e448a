// The case in numbers, and D_tM and D_tN of a sum of plane waves on the grid in x. Arrays in x and v: [iv*nx + ix].
#pragma once
#include <cmath>

#include "../../../wrappers/lemmata.hpp"

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
  }

  // D_tM at one point.
  double pathGradient(double t, double at, double v) const {
    double sum = 0;
    for (const Wave& w : waves) sum += w.amplitude * (w.k * v - w.omega) * std::cos(w.k * at - w.omega * t + w.phase);
    return sum;
  }

  // u = integral of D_tM(t - eps s, x - eps s v) e^{-s} over 0 < s < t/eps = sum of |kappa| cos(theta + arg kappa), where
  // kappa = A b (1 - e^{-(1 + i eps b)t/eps})/(1 + i eps b), b = k v - omega; as in src/model/wave-memory.ts.
  void adaptedGradient(double t, std::vector<double>& out) const {
    out.assign(nv * nx, 0.0);
    const double gone = -std::expm1(-t / epsilon), left = 1 - gone;
    for (const Wave& w : waves)
      for (int iv = 0; iv < nv; iv++) {
        const double b = w.k * speeds[iv] - w.omega, beta = epsilon * b, half = left > 0 ? b * t / 2 : 0, s = std::sin(half);
        const double real = gone + 2 * left * s * s, imaginary = 2 * left * s * std::cos(half), scale = w.amplitude * b / (1 + beta * beta);
        const double re = scale * (real + beta * imaginary), im = scale * (imaginary - beta * real);
        const double height = std::hypot(re, im), shift = w.phase - w.omega * t + std::atan2(im, re);
        for (int ix = 0; ix < nx; ix++) out[iv * nx + ix] += height * std::cos(w.k * x[ix] + shift);
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
};
