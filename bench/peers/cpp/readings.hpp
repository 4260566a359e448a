// The diagnostics that define a run, as in src/diagnostics: mass, Y, E, I, H and the two L1 distances.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "deviation.hpp"
#include "kinetic.hpp"

class Readings {
 public:
  explicit Readings(const Problem& p)
      : p_(p), half_(p.ny / 2), spacing_(2 * p.halfWidth / p.ny), cell_(p.length / p.nx), base_(M_PI / p.halfWidth), fine_(p.ny),
        lanes_(p.nx * p.nv), fftRows_(p.ny, lanes_ / 2), fftX_(p.nx, half_), spectra_(2 * half_ * lanes_), waves_(spectra_.size()) {
    fineSpacing_ = spacing_;
    for (; fineSpacing_ > 0.22; fineSpacing_ /= 2) fine_ *= 2;
    fftFine_ = std::make_unique<Fft>(fine_, BATCH);
    line_.assign(2 * fine_ * BATCH, 0.0);
    deviation_ = std::make_unique<Deviation>(p.nx, half_, fine_, fineSpacing_, base_, p.halfWidth);
  }

  void evaluate(Frame& frame, const std::vector<double>& limit, std::map<std::string, std::vector<double>>& series) {
    double mass = 0, Y = 0, peak = 0;
    std::vector<double> difference(limit.size());
    for (int iv = 0; iv < p_.nv; iv++) {
      for (int ix = 0; ix < p_.nx; ix++) {
        double sum = 0, second = 0;
        for (int j = 0; j < p_.ny; j++) {
          const double q = frame.row(j, iv)[ix], y = -p_.halfWidth + j * spacing_;
          sum += q, second += y * y * q, peak = std::max(peak, q);
        }
        mass += p_.weights[iv] * sum, Y += p_.weights[iv] * second;
        difference[iv * p_.nx + ix] = sum * spacing_ - limit[iv * p_.nx + ix];
      }
    }
    load(frame);
    series["mass"].push_back(mass * spacing_ * cell_);
    series["Y"].push_back(Y * spacing_ * cell_);
    entropy(1e-13 * peak, series);
    double distance = 0, fromLimit = 0;
    for (int iv = 0; iv < p_.nv; iv++) {
      distance += p_.weights[iv] * equilibriumDistance(iv, peak);
      fromLimit += p_.weights[iv] * absoluteOfWaves(&difference[iv * p_.nx]);
    }
    series["equilibriumDistance"].push_back(distance);
    series["limitDistance"].push_back(fromLimit);
  }

 private:
  static constexpr int BATCH = 16;

  // Half-spectra in y (c_k of row iv*nx + ix at [(row*half + k)*2]), and their transforms in x.
  void load(Frame& frame) {
    rowsRe_ = frame.re(), rowsIm_ = frame.im();
    fftRows_.forward(rowsRe_.data(), rowsIm_.data());
    const int n = lanes_ / 2;
    for (int k = 0; k < half_; k++) {
      const int m = k == 0 ? 0 : p_.ny - k;
      for (int i = 0; i < n; i++) {
        const double pr = rowsRe_[k * n + i] / (2 * p_.ny), pi = rowsIm_[k * n + i] / (2 * p_.ny);
        const double mr = rowsRe_[m * n + i] / (2 * p_.ny), mi = rowsIm_[m * n + i] / (2 * p_.ny);
        double *a = &spectra_[2 * (i * half_ + k)], *b = &spectra_[2 * ((i + n) * half_ + k)];
        a[0] = pr + mr, a[1] = pi - mi, b[0] = pi + mi, b[1] = mr - pr;
      }
    }
    std::vector<double> re(p_.nx * half_), im(re.size());
    for (int iv = 0; iv < p_.nv; iv++) {
      const std::size_t from = 2 * static_cast<std::size_t>(iv) * p_.nx * half_;
      for (std::size_t i = 0; i < re.size(); i++) re[i] = spectra_[from + 2 * i] / p_.nx, im[i] = spectra_[from + 2 * i + 1] / p_.nx;
      fftX_.forward(re.data(), im.data());
      for (std::size_t i = 0; i < re.size(); i++) waves_[from + 2 * i] = re[i], waves_[from + 2 * i + 1] = im[i];
    }
  }

  // The two real functions with half-spectra p and r of lane b are real and imaginary parts of the line.
  void put(int b, int k, double pr, double pi, double rr, double ri) {
    double *re = line_.data(), *im = re + fine_ * BATCH;
    re[k * BATCH + b] = pr - ri, im[k * BATCH + b] = pi + rr;
    if (k > 0) re[(fine_ - k) * BATCH + b] = pr + ri, im[(fine_ - k) * BATCH + b] = rr - pi;
  }
  void clear() {
    for (int which = 0; which < 2; which++) {
      double* part = &line_[which * fine_ * BATCH];
      std::fill(part + half_ * BATCH, part + (fine_ - half_ + 1) * BATCH, 0.0);
    }
  }
  void synthesise() { fftFine_->inverse(line_.data(), line_.data() + fine_ * BATCH); }

  void entropy(double floor, std::map<std::string, std::vector<double>>& series) {
    const double halfLog2Pi = 0.5 * std::log(2 * M_PI);
    double E = 0, I = 0, H = 0;
    for (int first = 0; first < lanes_; first += BATCH) {
      clear();
      for (int b = 0; b < BATCH; b++) {
        const double* c = &spectra_[2 * static_cast<std::size_t>(first + b) * half_];
        for (int k = 0; k < half_; k++) put(b, k, c[2 * k], c[2 * k + 1], -k * base_ * c[2 * k + 1], k * base_ * c[2 * k]);
      }
      synthesise();
      const double *values = line_.data(), *slopes = values + fine_ * BATCH;
      for (int b = 0; b < BATCH; b++) {
        const double weight = p_.weights[(first + b) / p_.nx];
        const double density = spectra_[2 * static_cast<std::size_t>(first + b) * half_] * 2 * M_PI / base_;
        const double logDensity = density > 0 ? std::log(density) : 0;
        for (int i = 0; i < fine_; i++) {
          const double q = values[i * BATCH + b], y = -p_.halfWidth + i * fineSpacing_, logMaxwellian = -0.5 * y * y - halfLog2Pi;
          if (density > 0) H += weight * (density * std::exp(logMaxwellian) - q);
          if (!(q > floor)) continue;
          const double log = std::log(q) - logMaxwellian, drift = slopes[i * BATCH + b] + y * q;
          E += weight * q * log, I += weight * drift * drift / q;
          if (density > 0) H += weight * q * (log - logDensity);
        }
      }
    }
    const double area = cell_ * fineSpacing_;
    series["E"].push_back(E * area), series["I"].push_back(I * area), series["H"].push_back(H * area);
  }

  double equilibriumDistance(int iv, double peak) {
    const int nx = p_.nx;
    deviation_->prepare(&waves_[2 * static_cast<std::size_t>(iv) * nx * half_], peak);
    std::vector<double> samples(2 * nx);
    double onGrid = 0, offGrid = 0;
    for (int i = 0; i < 2 * nx; i++) {
      samples[i] = deviation_->at(i / (2.0 * nx));
      (i % 2 == 0 ? onGrid : offGrid) += samples[i] * cell_;
    }
    const double tolerance = std::max(1e-12, std::min(p_.absolute, p_.relative * onGrid));
    deviation_->tolerate(0.25 * tolerance / p_.length);
    const auto at = [&](const double* positions, int count, double* out) {
      for (int i = 0; i < count; i++) out[i] = deviation_->at(positions[i]);
    };
    const std::vector<double> kinks = onGrid <= 1e-12 ? std::vector<double>{} : kinksOf(samples, at, 1e-2 * tolerance / p_.length);
    if (std::abs(onGrid - offGrid) / 2 <= tolerance && kinks.empty()) return (onGrid + offGrid) / 2;
    return p_.length * integrateAdaptively(at, panelEdges(kinks), tolerance / p_.length);
  }

  // Sharp dips of the samples at i/n, located where straight lines from both sides meet.
  template <class F>
  static std::vector<double> kinksOf(const std::vector<double>& samples, const F& at, double negligible) {
    const int n = samples.size();
    const auto wrapped = [&](int i) { return samples[(i + n) % n]; };
    const auto meet = [](double x, double step, double far, double near, double nearRight, double farRight) {
      const double left = (near - far) / step, right = (farRight - nearRight) / step;
      const double shift = (nearRight - right * step - (near + left * step)) / (left - right);
      return std::abs(shift) <= 2 * step ? x + shift : x;
    };
    const double largest = *std::max_element(samples.begin(), samples.end());
    std::vector<double> kinks;
    for (int i = 0; i < n; i++) {
      if (!(samples[i] <= wrapped(i - 1) && samples[i] < wrapped(i + 1) && samples[i] < 0.3 * largest)) continue;
      if (std::max(wrapped(i - 1), wrapped(i + 1)) <= n * negligible) continue;
      double x = meet(static_cast<double>(i) / n, 1.0 / n, wrapped(i - 2), wrapped(i - 1), wrapped(i + 1), wrapped(i + 2));
      const double step = 1 / (16.0 * n), positions[] = {x - 2 * step, x - step, x + step, x + 2 * step};
      double values[4];
      at(positions, 4, values);
      kinks.push_back(meet(x, step, values[0], values[1], values[2], values[3]));
    }
    return kinks;
  }

  static std::vector<double> panelEdges(const std::vector<double>& kinks) {
    std::vector<double> stops = kinks.empty() ? std::vector<double>{0} : kinks, edges;
    stops.push_back(stops[0] + 1);
    for (std::size_t k = 0; k + 1 < stops.size(); k++) {
      const double width = stops[k + 1] - stops[k];
      const int panels = std::max(1, static_cast<int>(std::ceil(4 * width)));
      for (int p = 0; p < panels; p++) edges.push_back(stops[k] + width * p / panels);
    }
    edges.push_back(stops.back());
    return edges;
  }

  // Integral of |f| dx of the trigonometric interpolant, on a grid four times finer.
  double absoluteOfWaves(const double* values) const {
    const int n = p_.nx, fine = 4 * n;
    std::vector<double> re(values, values + n), im(n, 0.0), g(fine, 0.0), slope(fine, 0.0), primitive(fine, 0.0), rest(fine, 0.0);
    Fft(n, 1).forward(re.data(), im.data());
    g[0] = re[0] / n;
    for (int k = 1; k < n / 2; k++) {
      const double r = re[k] / n, i = im[k] / n, kappa = 2 * M_PI * k / p_.length;
      // First function f, second f': packed as f + i f'.
      const double dr = -kappa * i, di = kappa * r;
      g[k] = r - di, slope[k] = i + dr, g[fine - k] = r + di, slope[fine - k] = dr - i;
      primitive[k] = i / kappa, rest[k] = -r / kappa, primitive[fine - k] = i / kappa, rest[fine - k] = r / kappa;
    }
    Fft transform(fine, 1);
    transform.inverse(g.data(), slope.data());
    transform.inverse(primitive.data(), rest.data());
    return absoluteIntegral(fine, p_.length / fine, g.data(), slope.data(), primitive.data(), re[0] / n * p_.length / fine);
  }

  const Problem& p_;
  int half_;
  double spacing_, cell_, base_, fineSpacing_;
  int fine_, lanes_;
  Fft fftRows_, fftX_;
  std::unique_ptr<Fft> fftFine_;
  std::unique_ptr<Deviation> deviation_;
  std::vector<double> spectra_, waves_, line_, rowsRe_, rowsIm_;
};
