// C++17 for r(t,x,v,z), z = (m-M)/epsilon: transport by interpolation on six points, tumbling by the midpoint rule, implicit
// exponentially fitted Fokker-Planck in z. Conservative, asymptotic preserving, no condition on dt/dx. It refines dt, dx
// and dz apart from each other, so that reports say which of them an error comes from.
//
//   g++ -std=c++17 -O2 -I wrappers examples/cpp/scheme.cpp -o scheme
//   lemmata verify --scheme ./scheme --scheme-tables --scenario travelling-wave --epsilon 0.1,0.01
#include <array>

#include "lemmata.hpp"

using Row = std::vector<double>;
// For the resolution 1; coarser on the command line: scheme DT NX DZ.
static double DT = 0.0007, NX = 64, DZ = 0.08;

static double bernoulli(double s) { return std::abs(s) < 1e-8 ? 1 - s / 2 : s / std::expm1(s); }

// (1 - factor L) r_new = r for one (x, v), L r = d_z((z + drift) r + d_z r), without flux at both ends.
static void relax(double* r, std::size_t n, double edge, double dz, double drift, double factor, Row& pivot, Row& up) {
  pivot.assign(n, 1), up.assign(n, 0);
  double low = 0;
  for (std::size_t j = 0; j + 1 < n; ++j) {
    const double s = (edge + j * dz + drift) * dz, f = factor / (dz * dz);
    const double right = f * bernoulli(-s), left = f * bernoulli(s);
    pivot[j] += left, up[j] = right, pivot[j + 1] += right;
    low = left / pivot[j];
    pivot[j + 1] -= low * right, r[j + 1] += low * r[j];
  }
  r[n - 1] /= pivot[n - 1];
  for (std::size_t j = n - 1; j-- > 0;) r[j] = (r[j] + up[j] * r[j + 1]) / pivot[j];
}

// Weights of the points -2 ... 3 in the polynomial through them, at s in [0, 1).
static std::array<double, 6> lagrange(double s) {
  std::array<double, 6> weights;
  for (int k = -2; k <= 3; ++k) {
    weights[k + 2] = 1;
    for (int l = -2; l <= 3; ++l) weights[k + 2] *= l == k ? 1 : (s - l) / (k - l);
  }
  return weights;
}

int main(int argc, char** argv) {
  if (argc == 4) DT = std::atof(argv[1]), NX = std::atof(argv[2]), DZ = std::atof(argv[3]);
  const lemmata::Case c;
  const std::size_t nv = c.v.size(), nx = std::lround(NX / c.xFactor);
  const double width = -c.fields["suggested"]["z"]["start"].number, dx = c.length / nx;
  const std::size_t nz = 4 * std::lround(width / (2 * DZ)) / c.yFactor;  // halves and quarters are whole numbers
  const double dz = 2 * width / nz;
  Row x(nx), z(nz), r(nx * nv * nz), rate(nz * nv * nv), pivot, up, rows;
  for (std::size_t i = 0; i < nx; ++i) x[i] = c.start + (i + 0.5) * dx;
  for (std::size_t j = 0; j < nz; ++j) z[j] = -width + (j + 0.5) * dz;
  const auto at = [&](std::size_t i, std::size_t k) { return ((i % nx) * nv + k) * nz; };

  double mass = 0;
  for (std::size_t i = 0; i < nx; ++i)
    for (std::size_t k = 0; k < nv; ++k)
      for (std::size_t j = 0; j < nz; ++j)
        mass += (r[at(i, k) + j] = c.density(x[i], k) * c.profile(z[j])) * c.nu[k] * dx * dz;
  for (double& value : r) value /= mass;
  for (std::size_t j = 0; j < nz; ++j)
    for (std::size_t post = 0; post < nv; ++post)
      for (std::size_t pre = 0; pre < nv; ++pre) rate[(j * nv + post) * nv + pre] = c.rate(z[j], post, pre);

  const auto transport = [&](double dt) {  // r(x) becomes r(x - v dt)
    const Row old = r;
    const long n = nx;
    for (std::size_t k = 0; k < nv; ++k) {
      const double back = -c.v[k] * dt / dx;
      const long cell = std::floor(back);
      const auto weights = lagrange(back - cell);
      for (long i = 0; i < n; ++i) {
        std::fill_n(&r[at(i, k)], nz, 0.0);
        for (long l = 0; l < 6; ++l) {
          const double* from = &old[at(((i + cell + l - 2) % n + n) % n, k)];
          for (std::size_t j = 0; j < nz; ++j) r[at(i, k) + j] += weights[l] * from[j];
        }
      }
    }
  };
  const auto net = [&](const Row& from, std::size_t j, std::size_t v) {  // gain less loss of v
    double sum = 0;
    for (std::size_t w = 0; w < nv; ++w)
      sum += c.nu[w] * (rate[(j * nv + v) * nv + w] * from[w] - rate[(j * nv + w) * nv + v] * from[v]);
    return sum;
  };
  Row here(nv), half(nv);
  const auto tumble = [&](double dt) {
    for (std::size_t i = 0; i < nx; ++i)
      for (std::size_t j = 0; j < nz; ++j) {
        for (std::size_t k = 0; k < nv; ++k) here[k] = r[at(i, k) + j];
        for (std::size_t k = 0; k < nv; ++k) half[k] = here[k] + 0.5 * dt * net(here, j, k);
        for (std::size_t k = 0; k < nv; ++k) r[at(i, k) + j] = here[k] + dt * net(half, j, k);
      }
  };

  std::size_t steps = 0;
  const double longest = DT * c.timeFactor;
  rows = r;
  for (std::size_t k = 1; k < c.times.size(); ++k) {
    const double interval = c.times[k] - c.times[k - 1];
    const std::size_t count = std::max(4.0, std::ceil(interval / longest - 1e-9));
    const double dt = interval / count;
    for (std::size_t n = 0; n < count; ++n, ++steps) {
      const double now = c.times[k - 1] + (n + 1) * dt;
      transport(dt);
      tumble(dt);
      for (std::size_t i = 0; i < nx; ++i)
        for (std::size_t l = 0; l < nv; ++l) {
          const double drift = c.signalDt(now, x[i]) + c.v[l] * c.signalDx(now, x[i]);  // D_tM
          relax(&r[at(i, l)], nz, z[0] + dz / 2, dz, drift, dt / c.epsilon, pivot, up);
        }
    }
    rows.insert(rows.end(), r.begin(), r.end());
  }
  lemmata::write("r", {c.times.size(), nx, nv, nz}, rows);
  lemmata::write("x", {nx}, x);
  lemmata::write("z", {nz}, z);
  lemmata::declare(R"({"values": "points", "name": "semi-lagrangian", "refines": ["time", "x", "y"],
    "orders": {"time": 1, "y": 2}, "steps": )" + std::to_string(steps) + "}");
}
