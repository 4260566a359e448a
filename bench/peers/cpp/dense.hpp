// Products with small square matrices, stored by columns. Register blocks of the compiler's vector type.
#pragma once
#include <algorithm>
#include <cstring>
#include <vector>

using Matrix = std::vector<double>;
typedef double Lane __attribute__((vector_size(64), aligned(8)));
constexpr int LANES = 8;

// ROWS vectors of rows by COLUMNS columns of y += A x; columns of x and y are n apart.
template <int ROWS, int COLUMNS>
inline void block(const double* a, const double* x, double* y, int n, int row) {
  Lane sum[COLUMNS][ROWS];
  for (int c = 0; c < COLUMNS; c++)
    for (int r = 0; r < ROWS; r++) sum[c][r] = *reinterpret_cast<const Lane*>(y + c * n + row + r * LANES);
  for (int j = 0; j < n; j++) {
    Lane entry[ROWS];
    for (int r = 0; r < ROWS; r++) entry[r] = *reinterpret_cast<const Lane*>(a + j * n + row + r * LANES);
    for (int c = 0; c < COLUMNS; c++) {
      const double factor = x[c * n + j];
      for (int r = 0; r < ROWS; r++) sum[c][r] += entry[r] * factor;
    }
  }
  for (int c = 0; c < COLUMNS; c++)
    for (int r = 0; r < ROWS; r++) *reinterpret_cast<Lane*>(y + c * n + row + r * LANES) = sum[c][r];
}

// y_c += A x_c for columns one after the other; n is a multiple of 8.
inline void multiplyAdd(const double* a, const double* x, double* y, int n, int columns) {
  constexpr int ROWS = 4, COLUMNS = 6;
  int c = 0;
  for (; c + COLUMNS <= columns; c += COLUMNS) {
    int row = 0;
    for (; row + ROWS * LANES <= n; row += ROWS * LANES) block<ROWS, COLUMNS>(a, x + c * n, y + c * n, n, row);
    for (; row < n; row += LANES) block<1, COLUMNS>(a, x + c * n, y + c * n, n, row);
  }
  for (; c < columns; c++)
    for (int row = 0; row < n; row += LANES) block<1, 1>(a, x + c * n, y + c * n, n, row);
}

inline Matrix product(const Matrix& a, const Matrix& b, int n) {
  Matrix out(n * n, 0.0);
  multiplyAdd(a.data(), b.data(), out.data(), n, n);
  return out;
}

inline Matrix combine(std::initializer_list<std::pair<double, const Matrix*>> terms) {
  Matrix out(terms.begin()->second->size(), 0.0);
  for (const auto& [factor, matrix] : terms)
    for (std::size_t i = 0; i < out.size(); i++) out[i] += factor * (*matrix)[i];
  return out;
}
