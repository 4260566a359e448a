// Lemmata's contract for C++17 (docs/your-scheme.md): reads case.json and tables/*.npy, writes result/*.npy, result.json.
// Copy this file beside your program. It needs the standard library alone, a little-endian machine, and --scheme-tables:
// functions are interpolated linearly in the tables.
//   lemmata::Case c;                                            // the case of the current directory
//   for (double t : c.times) { /* advance to t, append to pbar */ }
//   lemmata::write("pbar", {c.times.size(), nx, c.v.size()}, pbar);
//   lemmata::write("x", {nx}, x);
//   lemmata::declare(R"({"values": "cell-averages", "refines": ["time", "x"]})");
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace lemmata {
struct Json {  // escapes in texts stay as they are, which is enough for case.json
  double number = 0;
  std::string text;
  std::vector<Json> list;
  std::map<std::string, Json> fields;
  const Json& operator[](const std::string& name) const { return fields.at(name); }
  std::vector<double> numbers() const {
    std::vector<double> found(list.size());
    std::transform(list.begin(), list.end(), found.begin(), [](const Json& each) { return each.number; });
    return found;
  }
  explicit Json(const char*& at) {  // separators are blanks to it
    at += std::strspn(at, " \n\r\t,:");
    if (const char open = *at; open == '{' || open == '[') {
      for (++at; *(at += std::strspn(at, " \n\r\t,:")) != (open == '{' ? '}' : ']');) {
        if (open == '[') list.push_back(Json(at));
        else { Json name(at); fields.emplace(name.text, Json(at)); }
      }
      ++at;
    } else if (open == '"') {
      for (++at; *at && *at != '"'; text += *at++) if (*at == '\\') text += *at++;
      if (!*at++) throw std::runtime_error("case.json: a text is not closed");
    } else if (const std::size_t letters = std::strspn(at, "aeflnrstu"); letters > 0) {
      text.assign(at, letters), at += letters;  // null, true, false
    } else {
      const char* from = at;
      number = std::strtod(from, const_cast<char**>(&at));
      if (at == from) throw std::runtime_error("case.json: is no JSON");
    }
  }
};

inline std::string contentOf(const std::string& path) {
  if (std::ifstream file(path, std::ios::binary); file) return {std::istreambuf_iterator<char>(file), {}};
  throw std::runtime_error(path + " cannot be read");
}

inline std::vector<double> table(const std::string& name) {  // float64 in C order
  const std::string bytes = contentOf("tables/" + name + ".npy");
  const std::size_t from = 10 + static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
  std::vector<double> values((bytes.size() - from) / sizeof(double));
  std::memcpy(values.data(), bytes.data() + from, values.size() * sizeof(double));
  return values;
}
struct Case {
  const std::string content = contentOf("case.json");
  const char* end = content.c_str();
  const Json fields{end};  // all of case.json
  const Json &box = fields["space"], &factor = fields["resolution"], &velocities = fields["velocities"];
  const double epsilon = fields["epsilon"].number, start = box["start"].number, length = box["length"].number;
  const double timeFactor = factor["time"].number, xFactor = factor["x"].number, yFactor = factor["y"].number;
  const std::vector<double> times = fields["times"].numbers();  // to write; the first is 0
  const std::vector<double> v = velocities["values"].numbers(), nu = velocities["weights"].numbers();
  double signalDt(double time, double at) const { return inTime(dt_, time, at); }  // of M(t,x)
  double signalDx(double time, double at) const { return inTime(dx_, time, at); }
  double density(double at, std::size_t iv) const { return inX(at).of(density_, v.size(), iv); }  // normalised
  double profile(double y) const { return within(y_, y).of(profile_, 1, 0); }  // law of (m-N)/epsilon at t = 0
  double rate(double z, std::size_t post, std::size_t pre) const {  // from v[pre] to v[post]
    return within(z_, z).of(rate_, v.size() * v.size(), post * v.size() + pre);
  }

 private:
  std::vector<double> t_ = table("t"), x_ = table("x"), z_ = table("z"), y_ = table("y"), dt_ = table("signal_dt"),
      dx_ = table("signal_dx"), density_ = table("density"), profile_ = table("profile"), rate_ = table("rate");
  struct Place {  // between two rows
    std::size_t low, high; double share;
    double of(const std::vector<double>& f, std::size_t stride, std::size_t offset) const {
      return (1 - share) * f[low * stride + offset] + share * f[high * stride + offset];
    }
  };
  static Place within(const std::vector<double>& grid, double at) {  // the nearest end outside of a uniform grid
    const double s = std::clamp((at - grid[0]) / (grid[1] - grid[0]), 0.0, grid.size() - 1.0);
    const std::size_t i = std::min(static_cast<std::size_t>(s), grid.size() - 2);
    return {i, i + 1, s - i};
  }
  Place inX(double at) const {
    const double n = x_.size(), s = (at - start) / length * n, whole = std::floor(s);
    const std::size_t i = static_cast<std::size_t>(whole - n * std::floor(whole / n));
    return {i, (i + 1) % x_.size(), s - whole};
  }
  double inTime(const std::vector<double>& f, double time, double at) const {
    const Place k = within(t_, time), i = inX(at);
    return (1 - k.share) * i.of(f, 1, k.low * x_.size()) + k.share * i.of(f, 1, k.high * x_.size());
  }
};

inline void write(const std::string& name, const std::vector<std::size_t>& shape, const std::vector<double>& values) {
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (";
  for (std::size_t n : shape) header += std::to_string(n) + ",";
  header.resize((header.size() + 4 + 11 + 63) / 64 * 64 - 11 - 4, ' ');
  header += "), }\n";
  std::filesystem::create_directory("result");
  std::ofstream file("result/" + name + ".npy", std::ios::binary);
  file << "\x93NUMPY" << '\1' << '\0' << char(header.size() % 256) << char(header.size() / 256) << header;
  file.write(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  if (!file.flush()) throw std::runtime_error("result/" + name + ".npy cannot be written");
}
inline void declare(const std::string& json) { std::ofstream("result.json") << json << '\n'; }
}  // namespace lemmata
