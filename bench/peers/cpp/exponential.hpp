// Exponential Runge-Kutta method of stiff order 4 (Hochbruck, Ostermann 2005, (5.19)) for the two parity blocks of the
// Fokker-Planck operator.
#pragma once
#include <array>
#include <cmath>
#include <map>

#include "dense.hpp"

// One block of the Fourier collocation of d_y(y q + d_y q): cosines, or sines.
inline Matrix fokkerPlanckBlock(int half, double halfWidth, bool isEven) {
  const int n = 2 * half;
  const auto xi = [&](int k) { return M_PI * k / halfWidth; };
  // sum_j y_j sin(m theta_j) * 2/n in closed form; cos and sin of xi_k y_j are (-1)^k times those of k theta_j.
  std::vector<double> ramp(n, 0.0);
  for (int m = 1; m < n; m++) ramp[m] = -2 * halfWidth / (n * std::tan(M_PI * m / n));
  Matrix out(half * half, 0.0);
  for (int k = 1; k < half; k++) {
    for (int l = isEven ? 0 : 1; l < half; l++) {
      const int sine = isEven ? k : l, cosine = isEven ? l : k, apart = sine - cosine;
      const double sum = ramp[sine + cosine] + (apart > 0 ? ramp[apart] : apart < 0 ? -ramp[-apart] : 0);
      out[l * half + k] = xi(k) * (((k + l) % 2 == 1) == isEven ? -sum : sum) / 2;
    }
    out[k * half + k] -= xi(k) * xi(k);
  }
  return out;
}

using Phi = std::array<Matrix, 4>;

// phi_0 to phi_3 of tau L: Taylor series for small tau, then doubling.
class PhiTable {
 public:
  PhiTable(Matrix generator, int n) : generator_(std::move(generator)), n_(n), norm_(0) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) sum += std::abs(generator_[j * n + i]);
      norm_ = std::max(norm_, sum);
    }
  }

  const Phi& at(double tau) {
    if (const auto found = known_.find(tau); found != known_.end()) return found->second;
    return known_.emplace(tau, tau * norm_ <= 0.5 ? taylor(tau) : doubled(at(tau / 2))).first->second;
  }

 private:
  Phi taylor(double tau) const {
    Matrix one(n_ * n_, 0.0);
    for (int i = 0; i < n_; i++) one[i * n_ + i] = 1;
    const Matrix z = combine({{tau, &generator_}});
    double coefficient = 1;
    for (int m = 2; m <= 19; m++) coefficient /= m;
    Phi phi;
    phi[3] = combine({{coefficient, &one}});
    const auto horner = [&](const Matrix& last, double constant) {
      const Matrix next = product(z, last, n_);
      return combine({{1, &next}, {constant, &one}});
    };
    for (int m = 15; m >= 0; m--) phi[3] = horner(phi[3], coefficient *= m + 4);
    phi[2] = horner(phi[3], 0.5), phi[1] = horner(phi[2], 1), phi[0] = horner(phi[1], 1);
    return phi;
  }

  Phi doubled(const Phi& p) const {
    const Matrix p1 = product(p[0], p[1], n_), p2 = product(p[0], p[2], n_), p3 = product(p[0], p[3], n_);
    return {product(p[0], p[0], n_), combine({{0.5, &p1}, {0.5, &p[1]}}), combine({{0.25, &p2}, {0.25, &p[1]}, {0.25, &p[2]}}),
            combine({{0.125, &p3}, {0.0625, &p[1]}, {0.125, &p[2]}, {0.125, &p[3]}})};
  }

  Matrix generator_;
  int n_;
  double norm_;
  std::map<double, Phi> known_;
};

struct StepMatrices {
  Matrix half0, full0, a21, half2, full1, full2, full3, a52, a54;
  StepMatrices(PhiTable& table, double tau) {
    const Phi h = table.at(tau / 2), f = table.at(tau);
    half0 = h[0], half2 = h[2], full0 = f[0], full1 = f[1], full2 = f[2], full3 = f[3];
    a21 = combine({{0.5, &h[1]}});
    a52 = combine({{0.5, &h[2]}, {-1, &f[3]}, {0.25, &f[2]}, {-0.5, &h[3]}});
    a54 = combine({{0.25, &h[2]}, {-1, &a52}});
  }
};

// Columns of length H for even and for odd functions of y.
struct Coefficients {
  std::array<std::vector<double>, 2> parts;
  explicit Coefficients(std::size_t size) : parts{std::vector<double>(size, 0.0), std::vector<double>(size, 0.0)} {}
};

class Stepper {
 public:
  Stepper(int half, double halfWidth, std::size_t size)
      : half_(half), columns_(static_cast<int>(size / half)),
        phi_{PhiTable(fokkerPlanckBlock(half, halfWidth, true), half), PhiTable(fokkerPlanckBlock(half, halfWidth, false), half)},
        first(size), fourth(size), other(size), sum(size), stage(size), second(size), euler(size) {}

  // q after a step tau; forcing(fraction, state, out) is the part that is not stiff.
  template <class Forcing>
  void step(double tau, Coefficients& q, Forcing forcing) {
    const std::array<StepMatrices, 2>& m = at(tau);
    clear(second), clear(euler);
    add(m, &StepMatrices::half0, q, second);
    add(m, &StepMatrices::full0, q, euler);
    forcing(0.0, q, first);
    each([&](auto i) { *i(first) *= tau; });
    add(m, &StepMatrices::a21, first, second);
    add(m, &StepMatrices::full1, first, euler);
    forcing(0.5, second, sum);
    each([&](auto i) { *i(other) = tau * *i(sum) - *i(first); });
    stage = second;
    add(m, &StepMatrices::half2, other, stage);
    forcing(0.5, stage, other);
    each([&](auto i) { *i(sum) = tau * (*i(sum) + *i(other)) - 2 * *i(first); });
    stage = euler;
    add(m, &StepMatrices::full2, sum, stage);
    forcing(1.0, stage, fourth);
    each([&](auto i) { *i(other) = tau * *i(fourth) - *i(first); });
    stage = second;
    add(m, &StepMatrices::a52, sum, stage);
    add(m, &StepMatrices::a54, other, stage);
    forcing(0.5, stage, other);
    each([&](auto i) {
      const double slope = tau * (4 * *i(other) - *i(fourth)) - 3 * *i(first);
      *i(fourth) = 4 * (*i(first) + tau * (*i(fourth) - 2 * *i(other)));
      *i(first) = slope;
    });
    q = euler;
    add(m, &StepMatrices::full2, first, q);
    add(m, &StepMatrices::full3, fourth, q);
  }

 private:
  // `formula` is called for every entry, with a function from states to their entry.
  template <class Formula>
  void each(Formula formula) const {
    for (int parity = 0; parity < 2; parity++)
#pragma GCC ivdep
      for (std::size_t i = 0; i < first.parts[parity].size(); i++) formula([=](auto& state) { return state.parts[parity].data() + i; });
  }

  static void clear(Coefficients& c) {
    for (auto& part : c.parts) std::fill(part.begin(), part.end(), 0.0);
  }

  void add(const std::array<StepMatrices, 2>& m, Matrix StepMatrices::*which, const Coefficients& x, Coefficients& y) const {
    for (int parity = 0; parity < 2; parity++)
      multiplyAdd((m[parity].*which).data(), x.parts[parity].data(), y.parts[parity].data(), half_, columns_);
  }

  const std::array<StepMatrices, 2>& at(double tau) {
    double exact = tau;
    for (const auto& [known, matrices] : matrices_) {
      if (std::abs(known - tau) <= 1e-8 * tau) return matrices;
      const double ratio = std::exp2(std::round(std::log2(tau / known)));
      if (std::abs(known * ratio - tau) <= 1e-8 * tau) exact = known * ratio;
    }
    return matrices_.emplace(exact, std::array<StepMatrices, 2>{StepMatrices(phi_[0], exact), StepMatrices(phi_[1], exact)}).first->second;
  }

  int half_, columns_;
  std::array<PhiTable, 2> phi_;
  Coefficients first, fourth, other, sum, stage, second, euler;
  std::map<double, std::array<StepMatrices, 2>> matrices_;
};
