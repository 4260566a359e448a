// Complex transforms of many sequences at a time: Stockham's algorithm, radix 4. Element p of sequence q is at [p*lanes + q],
// real and imaginary parts in two arrays, so that the innermost loops run over sequences.
#pragma once
#include <cmath>
#include <complex>
#include <vector>

class Fft {
 public:
  Fft(int size, int lanes) : size_(size), lanes_(lanes), work_(2 * static_cast<std::size_t>(size) * lanes) {
    for (int n = size; n > 2; n /= 4) {
      for (int p = 0; p < n / 4; p++) {
        for (int power = 1; power <= 3; power++) twiddles_.push_back(std::polar(1.0, -2 * M_PI * power * p / n));
      }
    }
  }

  // Sum over p of x_p e^{-2 pi i k p / size}, in place. With the two arrays exchanged the sign of the exponent is +.
  void forward(double* re, double* im) { pass(size_, lanes_, re, im, work_.data(), work_.data() + size_ * lanes_, twiddles_.data(), false); }
  void inverse(double* re, double* im) { forward(im, re); }

 private:
  using Twiddle = std::complex<double>;

  // One pass from x to y, then the rest of them; the result ends in the array that the caller gave.
  static void pass(int n, int s, double* xr, double* xi, double* yr, double* yi, const Twiddle* w, bool inWork) {
    if (n == 1) {
      if (inWork) {
        for (int q = 0; q < s; q++) yr[q] = xr[q], yi[q] = xi[q];
      }
      return;
    }
    if (n == 2) {
      double *tr = inWork ? yr : xr, *ti = inWork ? yi : xi;
#pragma GCC ivdep
      for (int q = 0; q < s; q++) {
        const double ar = xr[q], ai = xi[q], br = xr[q + s], bi = xi[q + s];
        tr[q] = ar + br, ti[q] = ai + bi;
        tr[q + s] = ar - br, ti[q + s] = ai - bi;
      }
      return;
    }
    const int m = n / 4;
    for (int p = 0; p < m; p++) {
      const double w1r = w[3 * p].real(), w1i = w[3 * p].imag();
      const double w2r = w[3 * p + 1].real(), w2i = w[3 * p + 1].imag();
      const double w3r = w[3 * p + 2].real(), w3i = w[3 * p + 2].imag();
      const double *ar = xr + s * p, *br = ar + s * m, *cr = br + s * m, *dr = cr + s * m;
      const double *ai = xi + s * p, *bi = ai + s * m, *ci = bi + s * m, *di = ci + s * m;
      double *tr = yr + s * 4 * p, *ti = yi + s * 4 * p;
#pragma GCC ivdep
      for (int q = 0; q < s; q++) {
        const double apcr = ar[q] + cr[q], apci = ai[q] + ci[q], amcr = ar[q] - cr[q], amci = ai[q] - ci[q];
        const double bpdr = br[q] + dr[q], bpdi = bi[q] + di[q];
        const double jr = di[q] - bi[q], ji = br[q] - dr[q];  // i (b - d)
        tr[q] = apcr + bpdr, ti[q] = apci + bpdi;
        const double ur = amcr - jr, ui = amci - ji, vr = apcr - bpdr, vi = apci - bpdi, zr = amcr + jr, zi = amci + ji;
        tr[q + s] = w1r * ur - w1i * ui, ti[q + s] = w1r * ui + w1i * ur;
        tr[q + 2 * s] = w2r * vr - w2i * vi, ti[q + 2 * s] = w2r * vi + w2i * vr;
        tr[q + 3 * s] = w3r * zr - w3i * zi, ti[q + 3 * s] = w3r * zi + w3i * zr;
      }
    }
    pass(m, 4 * s, yr, yi, xr, xi, w + 3 * m, !inWork);
  }

  int size_, lanes_;
  std::vector<double> work_;
  std::vector<Twiddle> twiddles_;
};
