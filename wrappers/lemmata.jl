"""
Lemmata's contract (docs/your-scheme.md) for Julia >= 1.6 without packages. Copy this file beside your program. Unlike the
other wrappers it is not run by lemmata's tests.

    include("lemmata.jl")
    function solve(case)
        x, dx = Lemmata.cells(case, 64)
        rows, steps = Lemmata.march(case, initial, step, 0.01 * case.timefactor)     # state = step(state, now, dt)
        pbar = [rows[k][i, j] for k in eachindex(rows), i in eachindex(x), j in eachindex(case.v)]
        Dict("pbar" => pbar, "x" => x), "{\\"values\\": \\"cell-averages\\", \\"steps\\": \$steps}"
    end
    Lemmata.run(solve)                                                               # modes once and persistent

A case has `epsilon`, `times` (the first is 0), `v`, `nu` (velocities, weights), `start` and `length` of the box in x,
`timefactor`, `xfactor`, `yfactor` (what to multiply dt, dx, dy by); functions that broadcast: `signal(t, x)`, `signaldt`,
`signaldx`, `rate(z, v, w)` from w to v, `density(x, v)`, `limitdensity(x, v)`, `profile(y)`, the law of y = (m-N)/epsilon
at t = 0; and `fields`, all of case.json as dictionaries.
"""
module Lemmata
# A reader of JSON: commas and colons are blanks to it.
const TOKEN = r"\G[\s,:]*(?:(?<mark>[{}\[\]])|\"(?<text>(?:[^\"\\]|\\.)*)\"|(?<word>[^\s,:{}\[\]\"]+))"s

function token(text, place)
    found = match(TOKEN, text, place[])
    found === nothing && error("case.json: is no JSON")
    place[] = found.offset + ncodeunits(found.match)
    found
end
function json(text, place = Ref(1), found = token(text, place))
    found["text"] === nothing || return unescape_string(replace(found["text"], "\\/" => "/"))
    word = found["word"]
    word === nothing || return word == "null" ? nothing : word in ("true", "false") ? word == "true" : parse(Float64, word)
    values = Any[]
    while (next = token(text, place))["mark"] != (found["mark"] == "{" ? "}" : "]")
        push!(values, json(text, place, next))
    end
    found["mark"] == "[" ? values : Dict{String,Any}(values[i] => values[i+1] for i in 1:2:length(values))
end
# Where expressions are evaluated: they know e and erf besides what Julia has.
module Names
const e = exp(1.0)
erf(x) = abs(x) > 6 ? float(sign(x)) : 2x / sqrt(pi) * exp(-x^2) * sum(cumprod([1; [2x^2 / (2n + 1) for n in 1:200]]))
end
"An expression of case.json as a function of arrays that broadcast, in the order of the names."
function compiled(text, names...)
    scalar = Core.eval(Names, :(($(Symbol.(names)...),) -> float($(Meta.parse(text)))))
    (values...) -> Base.invokelatest(broadcast, scalar, values...)
end
function normalised(given, epsilon, names...)
    value, mass = compiled(given["value"], names..., "epsilon"), given["mass"]
    (values...) -> value(values..., epsilon) ./ mass
end
bell(s) = exp(-s^2 / 2) / sqrt(2pi)
mixture(laws) = y -> sum(c["weight"] / c["deviation"] .* bell.((y .- c["mean"]) ./ c["deviation"]) for c in laws)

function case(f)
    numbers(list) = Float64.(list)
    epsilon, signal, initial, factor = f["epsilon"], f["signal"], f["initial"], f["resolution"]
    (fields = f, epsilon = epsilon, times = numbers(f["times"]), start = f["space"]["start"], length = f["space"]["length"],
     v = numbers(f["velocities"]["values"]), nu = numbers(f["velocities"]["weights"]),
     timefactor = factor["time"], xfactor = factor["x"], yfactor = factor["y"],
     signal = compiled(signal["value"], "t", "x"), signaldt = compiled(signal["dt"], "t", "x"),
     signaldx = compiled(signal["dx"], "t", "x"), rate = compiled(f["kernel"]["rate"], "z", "v", "w"),
     density = normalised(initial["density"], epsilon, "x", "v"),
     limitdensity = normalised(initial["limitDensity"], epsilon, "x", "v"),
     profile = haskey(initial["profile"], "components") ? mixture(initial["profile"]["components"]) :
               normalised(initial["profile"], epsilon, "y"))
end
"Centres and width of `count` cells in x, fewer when the case asks for it."
function cells(case, count)
    n = max(4, round(Int, count / case.xfactor))
    case.start .+ ((1:n) .- 0.5) .* (case.length / n), case.length / n
end
"States at all times and the number of steps, of at most `longest`; between two output times they are equal, `least` or more."
function march(case, state, step, longest; least = 1)
    rows, steps = [state], 0
    for (now, next) in zip(case.times, case.times[2:end])
        count = max(least, ceil(Int, (next - now) / longest - 1e-9))
        dt = (next - now) / count
        state = foldl((state, i) -> step(state, now + i * dt, dt), 0:count-1; init = state)
        push!(rows, state)
        steps += count
    end
    rows, steps
end
"result/NAME.npy for every array, and result.json."
function write(directory, arrays, declaration)
    mkpath(joinpath(directory, "result"))
    for (name, values) in arrays
        text = "{'descr': '<f8', 'fortran_order': True, 'shape': ($(join(string.(size(values)) .* ","))), }"
        text *= " "^mod(-(length(text) + 11), 64) * "\n"
        open(joinpath(directory, "result", name * ".npy"), "w") do file
            Base.write(file, UInt8[0x93; codeunits("NUMPY"); 1; 0], htol(UInt16(length(text))), text)
            Base.write(file, htol.(reinterpret(UInt64, collect(Float64, vec(values)))))
        end
    end
    Base.write(joinpath(directory, "result.json"), declaration)
end
"Answers the harness; solve(case) returns the arrays by name and the text of result.json."
function run(solve)
    path = get(ENV, "LEMMATA_CASE", "case.json")
    isfile(path) && return write(dirname(abspath(path)), solve(case(json(Base.read(path, String))))...)
    for line in eachline(stdin)
        fields = json(line)
        answer = try
            write(fields["directory"], solve(case(fields))...)
            "{\"done\": true}"
        catch problem
            "{\"error\": \"" * replace(sprint(showerror, problem), r"[\"\\\p{C}]" => " ") * "\"}"
        end
        println(answer), flush(stdout)
    end
end
end
