// The integral of |g| dy, g = q - rho M, at any x and one velocity, from tables in x: as src/diagnostics/deviation-rows.ts.
#pragma once
#include <cmath>
#include <vector>

#include "absolute.hpp"
#include "dense.hpp"
#include "fft.hpp"

constexpr int WIDTH = 12;   // points that a value is made of
constexpr int PADDED = 16;  // and those that are weighed, the others with 0: whole lanes
constexpr int DEGREE = 13;  // of the polynomials that are the window between two points, to 1e-12

class Deviation {
 public:
  Deviation(int nx, int half, int fine, double fineSpacing, double base, double halfWidth)
      : nx_(nx), half_(half), fine_(fine), count_(2 * nx), stride_(2 * nx + PADDED), spacing_(fineSpacing), base_(base),
        fftX_(count_, half), fftY_(fine, stride_), lineRe_(count_ * half), lineIm_(count_ * half), maxwellian_(2 * half),
        correction_(nx / 2), row_(fine + 1) {
    for (auto& table : tables_) table.assign((fine + 1) * stride_, 0.0);
    for (int k = 0; k < half; k++) {
      const double xi = k * base, size = std::exp(-0.5 * xi * xi) * base / (2 * M_PI);
      maxwellian_[2 * k] = size * std::cos(-xi * halfWidth), maxwellian_[2 * k + 1] = size * std::sin(-xi * halfWidth);
    }
    for (int k = 0; k < nx / 2; k++) {
      double sum = 0;
      for (int i = -256; i <= 256; i++) sum += window(i / 256.0) * std::cos(M_PI * k * (WIDTH / 2) * i / (nx * 256.0));
      correction_[k] = 256 / (WIDTH / 2 * sum);
    }
    // The window between two points as 12 polynomials of x in [-1, 1), interpolated at Chebyshev points.
    constexpr int count = DEGREE + 1;
    std::vector<double> previous(count, 0.0), chebyshev(count, 0.0);
    chebyshev[0] = 1;
    for (int k = 0; k < count; k++) {
      for (int m = 0; m < WIDTH; m++) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          const double angle = M_PI * (i + 0.5) / count;
          sum += window((m - WIDTH / 2 + (1 + std::cos(angle)) / 2) / (WIDTH / 2)) * std::cos(k * angle);
        }
        for (int j = 0; j <= k; j++) polynomials_[j * PADDED + m] += (k == 0 ? 1 : 2) * sum / count * chebyshev[j];
      }
      std::vector<double> next(count, 0.0);
      for (int j = 0; j < count; j++) next[j] = (j > 0 ? (k == 0 ? 1 : 2) * chebyshev[j - 1] : 0) - previous[j];
      previous = chebyshev, chebyshev = next;
    }
  }

  // Tables of g, its slope and its antiderivative: node i and point m at [i*stride + m], the first points again at the end.
  void prepare(const double* waves, double largest) {
    std::fill(lineRe_.begin(), lineRe_.end(), 0.0), std::fill(lineIm_.begin(), lineIm_.end(), 0.0);
    for (int kx = 1 - nx_ / 2; kx < nx_ / 2; kx++) {
      const double* from = waves + 2 * static_cast<std::size_t>(kx < 0 ? kx + nx_ : kx) * half_;
      double *re = &lineRe_[(kx < 0 ? kx + count_ : kx) * half_], *im = &lineIm_[(kx < 0 ? kx + count_ : kx) * half_];
      const double factor = correction_[std::abs(kx)], dr = from[0] / maxwellian_[0], di = from[1] / maxwellian_[0];
      for (int k = 1; k < half_; k++) {
        const double mr = maxwellian_[2 * k], mi = maxwellian_[2 * k + 1];
        re[k] = factor * (from[2 * k] - dr * mr + di * mi), im[k] = factor * (from[2 * k + 1] - dr * mi - di * mr);
      }
    }
    fftX_.inverse(lineRe_.data(), lineIm_.data());
    for (auto& table : tables_) std::fill(table.begin(), table.end(), 0.0);
    auto& [g, slope, primitive, rest] = tables_;
    for (int k = 1; k < half_; k++) {
      const double xi = k * base_;
      const std::size_t plus = static_cast<std::size_t>(k) * stride_, minus = static_cast<std::size_t>(fine_ - k) * stride_;
      for (int m = 0; m < stride_; m++) {
        const double re = lineRe_[m % count_ * half_ + k], im = lineIm_[m % count_ * half_ + k];
        g[plus + m] = re - xi * re, slope[plus + m] = im - xi * im, g[minus + m] = re + xi * re, slope[minus + m] = -im - xi * im;
        primitive[plus + m] = primitive[minus + m] = im / xi, rest[plus + m] = -re / xi, rest[minus + m] = re / xi;
      }
    }
    fftY_.inverse(g.data(), slope.data());
    fftY_.inverse(primitive.data(), rest.data());
    for (int which = 0; which < 3; which++) std::copy_n(tables_[which].begin(), stride_, tables_[which].begin() + fine_ * stride_);
    roundOff_ = 1e-14 * largest;
    tolerate(0);
  }

  // `worth`: error that is allowed, for sign changes that cannot be worth more.
  void tolerate(double worth) {
    const std::vector<double>& g = tables_[0];
    noise_ = std::max(roundOff_, worth / (2 * fine_ * spacing_));
    const auto isNoise = [&](int node) {
      for (int m = 0; m < stride_; m++)
        if (std::abs(g[node * stride_ + m]) > noise_) return false;
      return true;
    };
    from_ = 0;
    int to = fine_;
    while (from_ + 1 < to && isNoise(from_ + 1)) from_++;
    while (to - 1 > from_ && isNoise(to - 1)) to--;
    cells_ = to - from_;
  }

  double at(double position) {
    const double t = (position - std::floor(position)) * count_;
    const int first = static_cast<int>(std::ceil(t)) - WIDTH / 2;
    const double x = 2 * (std::ceil(t) - t) - 1;
    for (int m = 0; m < PADDED; m += LANES) {
      Lane value = *reinterpret_cast<const Lane*>(&polynomials_[DEGREE * PADDED + m]);
      for (int k = DEGREE - 1; k >= 0; k--) value = value * x + *reinterpret_cast<const Lane*>(&polynomials_[k * PADDED + m]);
      *reinterpret_cast<Lane*>(weights_ + m) = value;
    }
    start_ = static_cast<std::size_t>(from_) * stride_ + (first + count_) % count_;
    double largest = 0;
    for (int i = 0; i <= cells_; i++) row_[i] = column(0, i), largest = std::max(largest, std::abs(row_[i]));
    const double least = std::max(noise_, 1e-11 * largest);
    // Only the last sign change before, and the last after, all that is not small can count.
    int begin = 0, large = cells_ + 1;
    while (begin <= cells_ && std::abs(row_[begin]) < least) begin++;
    while (large > 0 && std::abs(row_[large - 1]) < least) large--;
    const auto lastCrossing = [&](int from, int to) {
      while (--to >= from && !(row_[to] * row_[to + 1] < 0)) {}
      return to >= from ? to : -1;
    };
    double sum = 0, last = column(2, 0);
    int passed = lastCrossing(0, begin - 1);  // the node before the last sign change that was not located
    const auto advance = [&](double value) { sum += std::abs(value - last), last = value; };
    const auto isBelow = [&](int from, int to) {
      for (int i = from; i <= to; i++)
        if (!(std::abs(row_[i]) < least)) return false;
      return true;
    };
    for (int i = std::max(begin - 1, 0); i < std::min(large, cells_); i++) {
      const double g0 = row_[i], g1 = row_[i + 1];
      const bool crossing = g0 * g1 < 0;
      if (!crossing && !isLowest(i)) continue;
      if (std::abs(g0) < least && std::abs(g1) < least) {
        if (!crossing) continue;
        if (passed >= 0 && !isBelow(passed + 1, i)) advance(column(2, passed));
        passed = i;
        continue;
      }
      const Cell cell{g0, g1, column(1, i), column(1, i + 1), spacing_};
      if (!crossing && !(g0 * cell.d0 < 0 && g1 * cell.d1 > 0)) continue;
      const double tolerance = cell.tolerance(largest), G0 = column(2, i), G1 = column(2, i + 1), bottom = crossing ? 1 : cell.extremum();
      const auto visit = [&](double s) {
        if (passed >= 0) advance(column(2, passed));
        passed = -1;
        advance(cell.quintic(G0, G1, s));
      };
      if (!crossing && (g0 < 0 ? -1 : 1) * cell.cubic(bottom) >= 0) continue;
      visit(cell.root(0, bottom, tolerance));
      if (!crossing) visit(cell.root(bottom, 1, tolerance));
    }
    if (const int after = lastCrossing(large, cells_); after >= 0) {
      if (passed >= 0 && !isBelow(passed + 1, after)) advance(column(2, passed));
      passed = after;
    }
    if (passed >= 0) advance(column(2, passed));
    return sum + std::abs(column(2, cells_) - last);
  }

 private:
  static double window(double z) { return std::exp(2.3 * WIDTH * (std::sqrt(std::max(0.0, 1 - z * z)) - 1)); }

  double column(int which, int node) const {
    const double* from = &tables_[which][start_ + static_cast<std::size_t>(node) * stride_];
    const auto lanes = [](const double* p) { return *reinterpret_cast<const Lane*>(p); };
    const Lane sum = lanes(weights_) * lanes(from) + lanes(weights_ + LANES) * lanes(from + LANES);
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
  }

  bool isLowest(int i) const {
    const double sign = row_[i] > 0 ? 1 : -1;
    return (i == 0 || sign * row_[i - 1] >= sign * row_[i]) && (i + 2 > cells_ || sign * row_[i + 2] >= sign * row_[i + 1]);
  }

  int nx_, half_, fine_, count_, stride_, from_ = 0, cells_ = 0;
  double spacing_, base_, noise_ = 0, roundOff_ = 0;
  Fft fftX_, fftY_;
  std::vector<double> lineRe_, lineIm_, maxwellian_, correction_, row_;
  std::vector<double> tables_[4];
  double weights_[PADDED], polynomials_[(DEGREE + 1) * PADDED] = {};
  std::size_t start_ = 0;
};
