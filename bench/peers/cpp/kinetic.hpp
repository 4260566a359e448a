// The reference solver: transforms between coefficients and values, tumbling, and the loop over steps.
#pragma once
#include "exponential.hpp"
#include "fft.hpp"
#include "problem.hpp"

// Rows (x, v) side by side: values[j*rows + row], row = iv*nx + ix. The first half of the rows are real parts, the second
// half imaginary parts of one batch of transforms in y.
class Frame {
 public:
  explicit Frame(const Problem& p)
      : p_(p), half_(p.ny / 2), rows_(p.nx * p.nv), lanes_(rows_ / 2), fftX_(p.nx, half_), fftY_(p.ny, lanes_),
        lineRe_(p.nx * half_), lineIm_(p.nx * half_), even_(half_ * rows_), odd_(half_ * rows_), re_(p.ny * lanes_), im_(p.ny * lanes_),
        cos_(rows_), sin_(rows_), cosPower_(rows_), sinPower_(rows_) {}

  std::size_t size() const { return static_cast<std::size_t>(p_.nv) * (p_.modes + 1) * p_.ny; }

  // Real and imaginary lanes: f(v, x, z_j) for velocities of the first and of the second half.
  std::vector<double>& re() { return re_; }
  std::vector<double>& im() { return im_; }
  double* row(int j, int iv) {
    const int lane = iv * p_.nx;
    return lane < lanes_ ? re_.data() + j * lanes_ + lane : im_.data() + j * lanes_ + lane - lanes_;
  }

  // re, im = q(x - v delta, v, z + u(x, v)).
  void toValues(const Coefficients& q, double delta, const std::vector<double>* u) {
    const std::vector<double>&a = q.parts[0], &b = q.parts[1];
    const int nx = p_.nx, h = half_;
    for (int iv = 0; iv < p_.nv; iv++) {
      std::fill(lineRe_.begin(), lineRe_.end(), 0.0), std::fill(lineIm_.begin(), lineIm_.end(), 0.0);
      for (int k = 0; k <= p_.modes; k++) {
        const double angle = -2 * M_PI * k * p_.speeds[iv] * delta / p_.length, c = std::cos(angle), s = std::sin(angle);
        const double *ar = &a[(iv * (p_.modes + 1) + k) * p_.ny], *ai = ar + h, *br = &b[(iv * (p_.modes + 1) + k) * p_.ny], *bi = br + h;
        double *pr = &lineRe_[k * h], *pi = &lineIm_[k * h];
        if (k == 0) {
          for (int j = 0; j < h; j++) pr[j] = ar[j], pi[j] = br[j];
          continue;
        }
        double *mr = &lineRe_[(nx - k) * h], *mi = &lineIm_[(nx - k) * h];
#pragma GCC ivdep
        for (int j = 0; j < h; j++) {
          const double er = ar[j] * c - ai[j] * s, ei = ar[j] * s + ai[j] * c, dr = br[j] * c - bi[j] * s, di = br[j] * s + bi[j] * c;
          pr[j] = er - di, pi[j] = ei + dr, mr[j] = er + di, mi[j] = dr - ei;
        }
      }
      fftX_.inverse(lineRe_.data(), lineIm_.data());
      transpose(lineRe_.data(), even_.data() + iv * nx, nx, h, h, rows_);
      transpose(lineIm_.data(), odd_.data() + iv * nx, nx, h, h, rows_);
    }
    startPowers(u, 1);
    const int n = lanes_;
    for (int i = 0; i < n; i++) {
      re_[i] = even_[i], im_[i] = even_[i + n];
      re_[h * n + i] = im_[h * n + i] = 0;
    }
    for (int j = 1; j < h; j++) {
      nextPowers();
      const double *e = &even_[j * rows_], *o = &odd_[j * rows_], *c = cosPower_.data(), *s = sinPower_.data();
      double *pr = &re_[j * n], *pi = &im_[j * n], *mr = &re_[(p_.ny - j) * n], *mi = &im_[(p_.ny - j) * n];
#pragma GCC ivdep
      for (int i = 0; i < n; i++) {
        const double f1r = 0.5 * (e[i] * c[i] + o[i] * s[i]), f1i = 0.5 * (e[i] * s[i] - o[i] * c[i]);
        const double f2r = 0.5 * (e[i + n] * c[i + n] + o[i + n] * s[i + n]), f2i = 0.5 * (e[i + n] * s[i + n] - o[i + n] * c[i + n]);
        pr[i] = f1r - f2i, pi[i] = f1i + f2r, mr[i] = f1r + f2i, mi[i] = f2r - f1i;
      }
    }
    fftY_.inverse(re_.data(), im_.data());
  }

  void toCoefficients(double delta, const std::vector<double>* u, Coefficients& q) {
    const int nx = p_.nx, h = half_, n = lanes_;
    fftY_.forward(re_.data(), im_.data());
    const double scale = 1.0 / (static_cast<double>(p_.ny) * nx);
    for (int i = 0; i < n; i++) {
      even_[i] = re_[i] * scale, even_[i + n] = im_[i] * scale;
      odd_[i] = odd_[i + n] = 0;
    }
    startPowers(u, scale);
    for (int j = 1; j < h; j++) {
      nextPowers();
      const double *pr = &re_[j * n], *pi = &im_[j * n], *mr = &re_[(p_.ny - j) * n], *mi = &im_[(p_.ny - j) * n];
      const double *c = cosPower_.data(), *s = sinPower_.data();
      double *e = &even_[j * rows_], *o = &odd_[j * rows_];
#pragma GCC ivdep
      for (int i = 0; i < n; i++) {
        const double f1r = pr[i] + mr[i], f1i = pi[i] - mi[i], f2r = pi[i] + mi[i], f2i = mr[i] - pr[i];
        e[i] = f1r * c[i] + f1i * s[i], o[i] = f1r * s[i] - f1i * c[i];
        e[i + n] = f2r * c[i + n] + f2i * s[i + n], o[i + n] = f2r * s[i + n] - f2i * c[i + n];
      }
    }
    std::vector<double>&a = q.parts[0], &b = q.parts[1];
    for (int iv = 0; iv < p_.nv; iv++) {
      transpose(even_.data() + iv * nx, lineRe_.data(), h, nx, rows_, h);
      transpose(odd_.data() + iv * nx, lineIm_.data(), h, nx, rows_, h);
      fftX_.forward(lineRe_.data(), lineIm_.data());
      for (int k = 0; k <= p_.modes; k++) {
        const double angle = 2 * M_PI * k * p_.speeds[iv] * delta / p_.length, c = 0.5 * std::cos(angle), s = 0.5 * std::sin(angle);
        double *ar = &a[(iv * (p_.modes + 1) + k) * p_.ny], *ai = ar + h, *br = &b[(iv * (p_.modes + 1) + k) * p_.ny], *bi = br + h;
        const double *pr = &lineRe_[k * h], *pi = &lineIm_[k * h];
        if (k == 0) {
          for (int j = 0; j < h; j++) ar[j] = pr[j], br[j] = pi[j], ai[j] = bi[j] = 0;
          continue;
        }
        const double *mr = &lineRe_[(nx - k) * h], *mi = &lineIm_[(nx - k) * h];
#pragma GCC ivdep
        for (int j = 0; j < h; j++) {
          const double er = pr[j] + mr[j], ei = pi[j] - mi[j], dr = pi[j] + mi[j], di = mr[j] - pr[j];
          ar[j] = er * c - ei * s, ai[j] = er * s + ei * c, br[j] = dr * c - di * s, bi[j] = dr * s + di * c;
        }
      }
    }
  }

 private:
  static void transpose(const double* from, double* to, int rows, int columns, int fromStride, int toStride) {
    constexpr int B = 8;
    for (int r = 0; r < rows; r += B)
      for (int c = 0; c < columns; c += B)
        for (int i = r; i < std::min(rows, r + B); i++)
          for (int j = c; j < std::min(columns, c + B); j++) to[j * toStride + i] = from[i * fromStride + j];
  }

  // (-1)^j e^{i xi_j u} by powers; the sign belongs to a grid that starts at -halfWidth.
  void startPowers(const std::vector<double>* u, double scale) {
    for (int i = 0; i < rows_; i++) {
      const double angle = u ? M_PI / p_.halfWidth * (*u)[i] : 0;
      cos_[i] = -std::cos(angle), sin_[i] = -std::sin(angle), cosPower_[i] = scale, sinPower_[i] = 0;
    }
  }
  void nextPowers() {
    double *c = cosPower_.data(), *s = sinPower_.data();
    const double *c1 = cos_.data(), *s1 = sin_.data();
#pragma GCC ivdep
    for (int i = 0; i < rows_; i++) {
      const double next = c[i] * c1[i] - s[i] * s1[i];
      s[i] = c[i] * s1[i] + s[i] * c1[i], c[i] = next;
    }
  }

  const Problem& p_;
  int half_, rows_, lanes_;
  Fft fftX_, fftY_;
  std::vector<double> lineRe_, lineIm_, even_, odd_, re_, im_, cos_, sin_, cosPower_, sinPower_;
};

// Solves (1.9), with q followed along its transport, and calls `snapshot(frame)` at every output time, with the values in y in the frame.
template <class Snapshot>
void solveKinetic(const Problem& p, Snapshot snapshot) {
  Frame frame(p);
  Stepper stepper(p.ny / 2, p.halfWidth, frame.size());
  Coefficients q(frame.size());
  std::vector<double> table(p.ny * p.nv * p.nv, 0.0), tumbled(p.nv * p.nx), before, middle, after;
  for (int j = 0; j < p.ny; j++) {
    for (int post = 0; post < p.nv; post++) {
      for (int pre = 0; pre < p.nv; pre++) {
        table[(j * p.nv + post) * p.nv + pre] += p.epsilon * p.weights[pre] * p.rate[post][pre][j];
        table[(j * p.nv + pre) * p.nv + pre] -= p.epsilon * p.weights[post] * p.rate[post][pre][j];
      }
    }
  }
  for (int j = 0; j < p.ny; j++)
    for (int iv = 0; iv < p.nv; iv++)
      for (int ix = 0; ix < p.nx; ix++) frame.row(j, iv)[ix] = p.density[iv * p.nx + ix] * p.profile[j];
  frame.toCoefficients(0, nullptr, q);
  frame.toValues(q, 0, nullptr);
  snapshot(frame, 0);
  p.adaptedGradient(0, before);
  for (std::size_t i = 0; i + 1 < p.times.size(); i++) {
    const int count = static_cast<int>(p.steps[i]);
    const double h = (p.times[i + 1] - p.times[i]) / count;
    for (int k = 0; k < count; k++) {
      const double t = p.times[i] + k * h, end = k + 1 == count ? p.times[i + 1] : t + h;
      p.adaptedGradient(t + h / 2, middle);
      p.adaptedGradient(end, after);
      stepper.step(h / p.epsilon, q, [&](double fraction, const Coefficients& state, Coefficients& out) {
        const std::vector<double>* u = fraction == 0 ? &before : fraction == 1 ? &after : &middle;
        const double now = fraction == 1 ? end : t + fraction * h;
        frame.toValues(state, now, u);
        for (int j = 0; j < p.ny; j++) {
          std::fill(tumbled.begin(), tumbled.end(), 0.0);
          for (int post = 0; post < p.nv; post++) {
            for (int pre = 0; pre < p.nv; pre++) {
              const double factor = table[(j * p.nv + post) * p.nv + pre];
              const double* from = frame.row(j, pre);
              for (int ix = 0; ix < p.nx; ix++) tumbled[post * p.nx + ix] += factor * from[ix];
            }
          }
          for (int iv = 0; iv < p.nv; iv++) std::copy_n(&tumbled[iv * p.nx], p.nx, frame.row(j, iv));
        }
        frame.toCoefficients(now, u, out);
      });
      std::swap(before, after);
    }
    frame.toValues(q, p.times[i + 1], nullptr);
    snapshot(frame, i + 1);
  }
}
