function varargout = lemmata(action, varargin)
% LEMMATA  Lemmata's contract for Octave (>= 7) and MATLAB: one case in, one result out. docs/your-scheme.md
%
% Copy this file beside your program.
%
%   c = lemmata('read');                     % case.json of the current directory
%   c.epsilon, c.times, c.v, c.nu            % times(1) is 0; velocities and their weights, as rows
%   c.start, c.length, c.timeFactor, c.xFactor, c.yFactor          % box in x; what to multiply dt, dx and dy by
%   c.signal(t,x), c.signalDt(t,x), c.signalDx(t,x), c.rate(z,v,w)  % functions of arrays that broadcast
%   c.density(x,v), c.limitDensity(x,v), c.profile(y)               % initial data, normalised
%   c.fields                                 % all of case.json
%
%   [x, dx] = lemmata('cells', c, 64);       % centres of cells, fewer when the case asks for it
%   [rows, steps] = lemmata('march', c, state, @step, longest);     % state = step(state, now, dt); one cell for each time
%   lemmata('write', struct('pbar', p, 'x', x), struct('values', 'points', 'steps', steps));
%
% Arrays are written in the order of their axes: p(t,x,v). Vectors are written with one axis.
% Expressions are evaluated as Octave does, where a^b^c is (a^b)^c and not a^(b^c).
  switch action
    case 'read'
      varargout{1} = readCase();
    case 'cells'
      [varargout{1:2}] = cells(varargin{:});
    case 'march'
      [varargout{1:2}] = march(varargin{:});
    case 'write'
      writeResult(varargin{:});
    otherwise
      error('lemmata: unknown action %s', action);
  end
end

function c = readCase()
  f = jsondecode(fileread('case.json'));
  row = @(values) reshape(values, 1, []);
  c = struct('fields', f, 'epsilon', f.epsilon, 'times', row(f.times));
  c.v = row(f.velocities.values);
  c.nu = row(f.velocities.weights);
  c.start = f.space.start;
  c.length = f.space.length;
  c.timeFactor = f.resolution.time;
  c.xFactor = f.resolution.x;
  c.yFactor = f.resolution.y;
  c.signal = expression(f.signal.value, 't', 'x');
  c.signalDt = expression(f.signal.dt, 't', 'x');
  c.signalDx = expression(f.signal.dx, 't', 'x');
  c.rate = expression(f.kernel.rate, 'z', 'v', 'w');
  c.density = normalised(f.initial.density, f.epsilon, 'x', 'v');
  c.limitDensity = normalised(f.initial.limitDensity, f.epsilon, 'x', 'v');
  if isfield(f.initial.profile, 'components')
    laws = f.initial.profile.components;
    c.profile = @(y) mixture(laws, y);
  else
    c.profile = normalised(f.initial.profile, f.epsilon, 'y');
  end
end

function f = expression(text, varargin)
  body = regexprep(text, '([*/^])', '.$1');
  body = regexprep(body, '\<e\>', 'exp(1)');
  names = varargin;
  % The zeros give constants the shape of the arguments.
  zero = strjoin(cellfun(@(name) ['0*' name], names, 'UniformOutput', false), '+');
  f = str2func(['@(' strjoin(names, ',') ') (' body ')+' zero]);
end

function f = normalised(given, epsilon, varargin)
  value = expression(given.value, varargin{:}, 'epsilon');
  mass = given.mass;
  f = @(varargin) value(varargin{:}, epsilon) / mass;
end

function total = mixture(laws, y)
  total = zeros(size(y));
  for k = 1:numel(laws)
    s = (y - laws(k).mean) / laws(k).deviation;
    total = total + laws(k).weight / (laws(k).deviation * sqrt(2 * pi)) * exp(-0.5 * s.^2);
  end
end

function [x, dx] = cells(c, count)
  n = max(4, round(count / c.xFactor));
  dx = c.length / n;
  x = c.start + ((0:n-1)' + 0.5) * dx;
end

function [rows, steps] = march(c, state, step, longest)
  rows = {state};
  steps = 0;
  for k = 2:numel(c.times)
    count = max(1, ceil((c.times(k) - c.times(k-1)) / longest - 1e-9));
    dt = (c.times(k) - c.times(k-1)) / count;
    for i = 1:count
      state = step(state, c.times(k-1) + (i - 1) * dt, dt);
    end
    rows{k} = state;
    steps = steps + count;
  end
end

function writeResult(arrays, declaration)
  mkdir('result');
  names = fieldnames(arrays);
  for k = 1:numel(names)
    values = arrays.(names{k});
    shape = sprintf('%d, ', size(values));
    if isvector(values)
      shape = sprintf('%d, ', numel(values));
    end
    text = sprintf('{''descr'': ''<f8'', ''fortran_order'': True, ''shape'': (%s), }', shape);
    text = [text, repmat(' ', 1, mod(-(numel(text) + 11), 64)), char(10)];
    file = fopen(fullfile('result', [names{k} '.npy']), 'w', 'ieee-le');
    fwrite(file, [147, double('NUMPY'), 1, 0, mod(numel(text), 256), floor(numel(text) / 256), double(text)], 'uint8');
    fwrite(file, values, 'double');
    fclose(file);
  end
  file = fopen('result.json', 'w');
  fprintf(file, '%s\n', jsonencode(declaration));
  fclose(file);
end
