# Upwind transport, explicit tumbling and implicit Fokker-Planck, one after the other, for r(t,x,v,z), z = (m-M)/epsilon.
# First order in time and x, conservative, and asymptotic preserving: its cost does not depend on epsilon.
#
#   lemmata verify --scheme "julia examples/julia/scheme.jl" --scheme-mode persistent --scenario travelling-wave
#
# Unlike the other examples it is not run by lemmata's tests. For the resolution 1: DT, NX, DZ.
include(joinpath(@__DIR__, "../../wrappers/lemmata.jl"))
using LinearAlgebra
const DT, NX, DZ = 0.005, 128, 0.25

"r(x) becomes r(x - v dt) on cells of a period; r[x, v, z]."
function transport(r, v, dt, dx)
    moved = copy(r)
    for j in eachindex(v)
        row, courant = r[:, j, :], v[j] * dt / dx
        before = courant > 0 ? row .- circshift(row, (1, 0)) : circshift(row, (-1, 0)) .- row
        moved[:, j, :] .-= courant .* before
    end
    moved
end

"Explicit: rates[v][w] of w -> v at all z. At a tumble neither m nor z moves."
function tumble(r, rates, nu, dt)
    changed = copy(r)
    for v in eachindex(nu), w in eachindex(nu)
        flow = dt .* rates[v][w]' .* r[:, w, :]
        changed[:, v, :] .+= nu[w] .* flow
        changed[:, w, :] .-= nu[v] .* flow
    end
    changed
end

"s/(exp(s)-1): the exponentially fitted flux, exact for the local equilibrium."
bernoulli(s) = abs(s) < 1e-8 ? 1 - s / 2 : s / expm1(s)

"(1 - factor L) r_new = r for one (x, v), L r = d_z((z + drift) r + d_z r), without flux at both ends."
function relax(r, edges, dz, drift, factor)
    s = (edges .+ drift) .* dz
    left, right = factor / dz^2 .* bernoulli.(s), factor / dz^2 .* bernoulli.(-s)
    Tridiagonal(-left, 1 .+ [left; 0] .+ [0; right], -right) \ r
end

function solve(case)
    x, dx = Lemmata.cells(case, NX)
    width = -case.fields["suggested"]["z"]["start"]
    count = round(Int, 2width / (DZ * case.yfactor))
    dz = 2width / count
    z = -width .+ ((1:count) .- 0.5) .* dz
    edges = z[1:end-1] .+ dz / 2
    rates = [[case.rate(z, v, w) for w in case.v] for v in case.v]
    function step(r, now, dt)
        r = tumble(transport(r, case.v, dt, dx), rates, case.nu, dt)
        for (i, at) in enumerate(x), (j, v) in enumerate(case.v)
            drift = case.signaldt(now + dt, at) + v * case.signaldx(now + dt, at)  # D_tM
            r[i, j, :] = relax(r[i, j, :], edges, dz, drift, dt / case.epsilon)
        end
        r
    end
    start = case.density(x, case.v') .* reshape(case.profile(z), 1, 1, :)  # z = y at t = 0
    start ./= sum(start .* case.nu') * dx * dz
    rows, steps = Lemmata.march(case, start, step, min(DT * case.timefactor, 0.9dx / maximum(abs.(case.v))))
    r = [rows[k][i, j, l] for k in eachindex(rows), i in eachindex(x), j in eachindex(case.v), l in eachindex(z)]
    arrays = Dict("r" => r, "x" => collect(x), "z" => collect(z))
    arrays, "{\"name\": \"upwind\", \"orders\": {\"time\": 1, \"x\": 1, \"y\": 2}, \"steps\": $steps}"
end

Lemmata.run(solve)
