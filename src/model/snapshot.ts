/** Uniform grid in one variable. `periodic`: trigonometric interpolation is exact for resolved data. */
export interface UniformAxis {
  readonly start: number;
  readonly spacing: number;
  readonly count: number;
}

/** Frame of the internal variable: y = (m − N(t,x,v))/θ(t), with θ = ε unless data are not well prepared. */
export interface Frame {
  readonly theta: number;
}

interface SnapshotBase {
  readonly time: number;
  readonly epsilon: number;
  /** ∫ of the negative part, where these values are interpolated from those of the scheme. */
  readonly negativity?: number;
}

/** q(t,x,v,y) as point values; layout values[(ix·nv + iv)·ny + iy]; density with respect to dx ν(dv) dy. */
export interface FullSnapshot extends SnapshotBase {
  readonly level: 'full';
  readonly frame: Frame;
  readonly x: UniformAxis;
  readonly y: UniformAxis;
  readonly values: Float64Array;
}

/** p(t,x,v,m) as point values on a fixed grid in m; layout values[(ix·nv + iv)·nm + j]; density with respect to dx ν(dv) dm. */
export interface MethylationSnapshot extends SnapshotBase {
  readonly level: 'methylation';
  readonly x: UniformAxis;
  readonly m: UniformAxis;
  readonly values: Float64Array;
}

/** p̄^ε(t,x,v) or p̄(t,x,v) as point values; layout values[ix·nv + iv]. */
export interface MarginalSnapshot extends SnapshotBase {
  readonly level: 'marginal';
  readonly x: UniformAxis;
  readonly values: Float64Array;
}

/** Weighted samples; positions and velocities are vectors, layout [i·d + j]; `internal` is m. */
export interface ParticleSnapshot extends SnapshotBase {
  readonly level: 'particles';
  readonly positions: Float64Array;
  readonly velocityIndex: Int32Array;
  readonly internal: Float64Array;
  readonly weights: Float64Array;
}

export type Snapshot = FullSnapshot | MethylationSnapshot | MarginalSnapshot | ParticleSnapshot;
