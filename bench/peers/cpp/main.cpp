// The reference algorithm in C++. Usage: peer CASE RESULT
#include <chrono>
#include <ctime>
#include <cstdio>

#include "limit.hpp"
#include "readings.hpp"

using Series = std::map<std::string, std::vector<double>>;

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// `diagnosticsSeconds`: wall time of everything but the kinetic solver.
static Series solve(const lemmata::Json& json, double& diagnosticsSeconds) {
  Problem problem(json);
  Readings readings(problem);
  Limit limit(problem);
  Series series;
  diagnosticsSeconds = 0;
  solveKinetic(problem, [&](Frame& frame, std::size_t i) {
    const auto begin = Clock::now();
    if (i > 0) limit.advance(i - 1);
    readings.evaluate(frame, limit.density(), series);
    diagnosticsSeconds += secondsSince(begin);
  });
  return series;
}

// Largest resident set of this program. Not getrusage: that remembers the process which started it.
static double peakBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return 1024 * std::strtod(line.c_str() + 6, nullptr);
  return std::nan("");
}

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "usage: peer CASE RESULT\n"), 2;
  const std::string text = lemmata::contentOf(argv[1]);
  const char* at = text.c_str();
  const lemmata::Json json(at);
  const double idle = peakBytes();
  double diagnostics = 0;
  for (int i = 0; i < json["warmups"].number; i++) solve(json, diagnostics);
  const auto wall = Clock::now();
  const std::clock_t cpu = std::clock();
  const Series series = solve(json, diagnostics);
  const double cpuSeconds = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  const double seconds = secondsSince(wall);
  std::FILE* out = std::fopen(argv[2], "w");
  std::fprintf(out, "{\"seconds\":%.9g,\"cpuSeconds\":%.9g,\"diagnosticsSeconds\":%.9g,", seconds, cpuSeconds, diagnostics);
  std::fprintf(out, "\"peakBytes\":%.0f,\"idleBytes\":%.0f,", peakBytes(), idle);
  std::fprintf(out, "\"versions\":{\"g++\":\"%s\"},\"series\":{", __VERSION__);
  const char* comma = "";
  for (const auto& [name, values] : series) {
    std::fprintf(out, "%s\"%s\":[", comma, name.c_str());
    for (std::size_t i = 0; i < values.size(); i++) std::fprintf(out, "%s%.17g", i ? "," : "", values[i]);
    std::fprintf(out, "]"), comma = ",";
  }
  std::fprintf(out, "}}\n");
  return std::fclose(out);
}
