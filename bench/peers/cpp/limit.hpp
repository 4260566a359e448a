// The limit solver: Fourier in x with exact transport, Dormand-Prince 5 on the transported unknown.
#pragma once
#include "fft.hpp"
#include "problem.hpp"

class Limit {
 public:
  explicit Limit(const Problem& p) : p_(p), size_(p.nv * p.nx), fft_(p.nx, 1), density_(p.limitDensity), stage_(size_), zero_(p.nx) {
    for (auto& slope : slopes_) slope.resize(size_);
  }

  const std::vector<double>& density() const { return density_; }

  // From output time i to the next.
  void advance(std::size_t i) {
    static constexpr double STAGES[6][5] = {{},
                                            {1.0 / 5},
                                            {3.0 / 40, 9.0 / 40},
                                            {44.0 / 45, -56.0 / 15, 32.0 / 9},
                                            {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                                            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656}};
    static constexpr double TIMES[] = {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1};
    static constexpr double WEIGHTS[] = {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84};
    const int count = static_cast<int>(p_.limitSteps[i]);
    const double h = (p_.times[i + 1] - p_.times[i]) / count;
    for (int k = 0; k < count; k++) {
      const double t = p_.times[i] + k * h;
      for (int s = 0; s < 6; s++) {
        stage_ = density_;
        for (int r = 0; r < s; r++)
          for (int j = 0; j < size_; j++) stage_[j] += h * STAGES[s][r] * slopes_[r][j];
        shift(stage_, TIMES[s] * h);
        tumbling(t + TIMES[s] * h, stage_, slopes_[s]);
        shift(slopes_[s], -TIMES[s] * h);
      }
      for (int s = 0; s < 6; s++)
        for (int j = 0; j < size_; j++) density_[j] += h * WEIGHTS[s] * slopes_[s][j];
      shift(density_, h);
    }
  }

 private:
  // f(x, v) <- f(x - v delta, v), modes beyond the cut removed.
  void shift(std::vector<double>& f, double delta) {
    const int nx = p_.nx;
    for (int iv = 0; iv < p_.nv; iv++) {
      double *re = &f[iv * nx], *im = zero_.data();
      std::fill_n(im, nx, 0.0);
      fft_.forward(re, im);
      for (int k = 0; k <= nx / 2; k++) {
        const double angle = -2 * M_PI * k * p_.speeds[iv] * delta / p_.length, keep = k <= p_.modes ? 1.0 / nx : 0;
        const double c = keep * std::cos(angle), s = keep * std::sin(angle);
        const double r = re[k] * c - im[k] * s, i = re[k] * s + im[k] * c;
        re[k] = r, im[k] = i;
        if (k > 0 && k < nx - k) re[nx - k] = r, im[nx - k] = -i;
      }
      fft_.inverse(re, im);
    }
  }

  double averaged(const std::vector<double>& c, double a) const {
    const double s = (2 * a - p_.averagedFrom - p_.averagedTo) / (p_.averagedTo - p_.averagedFrom);
    double b1 = 0, b2 = 0;
    for (int k = static_cast<int>(c.size()) - 1; k >= 1; k--) {
      const double b0 = c[k] + 2 * s * b1 - b2;
      b2 = b1, b1 = b0;
    }
    return c[0] + s * b1 - b2;
  }

  void tumbling(double t, const std::vector<double>& p, std::vector<double>& out) const {
    std::fill(out.begin(), out.end(), 0.0);
    for (int pre = 0; pre < p_.nv; pre++) {
      for (int ix = 0; ix < p_.nx; ix++) {
        const double a = p_.pathGradient(t, p_.x[ix], p_.speeds[pre]);
        for (int post = 0; post < p_.nv; post++) {
          const double flux = averaged(p_.averagedRate[post][pre], a) * p[pre * p_.nx + ix];
          out[post * p_.nx + ix] += p_.weights[pre] * flux;
          out[pre * p_.nx + ix] -= p_.weights[post] * flux;
        }
      }
    }
  }

  const Problem& p_;
  int size_;
  Fft fft_;
  std::vector<double> density_, stage_, zero_;
  std::vector<double> slopes_[6];
};
