% Strang splitting in Octave for r(t,x,v,z), z = (m-M)/epsilon: half a step of transport (exact, by Fourier series in x),
% half a step of Fokker-Planck, tumbling by the midpoint rule, and the same backwards. Fokker-Planck is implicit and
% exponentially fitted in z, so that the scheme is asymptotic preserving.
%
%   lemmata verify --scheme "octave --no-gui --norc --quiet examples/octave/scheme.m" --scenario travelling-wave
%
% Coarser after the name of the file: DT NX DZ.
1;

function r = transport(r, c, dt)
  nx = size(r, 1);
  k = 2 * pi / c.length * [0:floor(nx/2), -floor((nx-1)/2):-1]';
  r = real(ifft(fft(r) .* exp(-1i * k .* c.v * dt)));
end

function r = relax(r, c, drift, edges, dz, factor)
  % (1 - factor L) r_new = r, L r = d_z((z + drift) r + d_z r): tridiagonal in the third index.
  s = (reshape(edges, 1, 1, []) + drift) * dz;
  left = factor / dz^2 * bernoulli(s);
  right = factor / dz^2 * bernoulli(-s);
  n = size(r, 3);
  pivot = ones(size(r));
  pivot(:,:,1:n-1) += left;
  pivot(:,:,2:n) += right;
  for j = 2:n
    quotient = left(:,:,j-1) ./ pivot(:,:,j-1);
    pivot(:,:,j) -= quotient .* right(:,:,j-1);
    r(:,:,j) += quotient .* r(:,:,j-1);
  end
  r(:,:,n) ./= pivot(:,:,n);
  for j = n-1:-1:1
    r(:,:,j) = (r(:,:,j) + right(:,:,j) .* r(:,:,j+1)) ./ pivot(:,:,j);
  end
end

function b = bernoulli(s)
  b = s ./ expm1(s);
  b(abs(s) < 1e-8) = 1;
end

function change = tumbling(r, c, rates)
  % rates{post, pre} is a function of z along the third axis.
  change = zeros(size(r));
  for post = 1:numel(c.v)
    for pre = 1:numel(c.v)
      flow = rates{post, pre} .* r(:,pre,:);
      change(:,post,:) += c.nu(pre) * flow;
      change(:,pre,:) -= c.nu(post) * flow;
    end
  end
end

function r = step(r, now, dt, c, x, edges, dz, rates)
  drift = @(t) c.signalDt(t, x) + c.v .* c.signalDx(t, x); % D_tM
  r = transport(r, c, dt / 2);
  middle = drift(now + dt / 2);
  r = relax(r, c, middle, edges, dz, dt / (2 * c.epsilon));
  r += dt * tumbling(r + dt / 2 * tumbling(r, c, rates), c, rates);
  r = relax(r, c, middle, edges, dz, dt / (2 * c.epsilon));
  r = transport(r, c, dt / 2);
end

function main(dt, nx, spacing)
  c = lemmata('read');
  [x, dx] = lemmata('cells', c, nx);
  width = -c.fields.suggested.z.start;
  nz = round(4 * round(width / (2 * spacing)) / c.yFactor); % halves and quarters are whole numbers
  dz = 2 * width / nz;
  z = -width + ((0:nz-1)' + 0.5) * dz;
  rates = cell(numel(c.v));
  for post = 1:numel(c.v)
    for pre = 1:numel(c.v)
      rates{post, pre} = reshape(c.rate(z, c.v(post), c.v(pre)), 1, 1, []);
    end
  end
  r = c.density(x, c.v) .* reshape(c.profile(z), 1, 1, []);
  r /= sum(sum(sum(r .* c.nu))) * dx * dz;
  edges = z(1:end-1) + dz / 2;
  [rows, steps] = lemmata('march', c, r, @(r, now, h) step(r, now, h, c, x, edges, dz, rates), dt * c.timeFactor);
  all = zeros([numel(rows), size(r)]);
  for k = 1:numel(rows)
    all(k,:,:,:) = rows{k};
  end
  about = struct('name', 'strang', 'orders', struct('time', 1, 'y', 2), 'steps', steps);
  about.refines = {'time', 'x', 'y'};
  lemmata('write', struct('r', all, 'x', x, 'z', z), about);
end

addpath(fullfile(fileparts(mfilename('fullpath')), '..', '..', 'wrappers'));
given = cellfun(@str2double, argv());
if isempty(given)
  given = [0.01, 32, 0.25];
end
main(given(1), given(2), given(3));
