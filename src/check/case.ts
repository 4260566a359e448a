import type { ErrorSource, Measured, Series } from '../model/measured.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Resolution } from '../schemes/scheme.ts';

/**
 * Diagnostics at the output times. E, I, J, K, moments and distances as in the theory sheet;
 * `limitV2` = ∫|v|²p̄, `adaptationGap` = ∫p̄ min(2,|D_tM−D_tN|); a name `∫f` is ∫₀^t f ds.
 * `cosineMode` … `sineFlux` = ∫cos(kx)q̄ … ∫v sin(kx)q̄, k = 2π over the width of the box.
 * `negativePart` = ∫q⁻; moments of tumbles as in `TumblingMoments`; `positionDrift` = ∫(x/|x|)·v q.
 * `energyIdentity` = E(t)−E(0)+∫I/ε−∫(J/2+K), `internalMomentIdentity` = Y(t)−Y(0)−∫((2/ε)(1−Y)+J);
 * `velocityMomentIdentity`, `positionMomentIdentity` and `internalMomentGrowth` as in `momentIdentities`.
 * `H` = ∫q log(q/(q̄𝓜)), `logSobolevDeficit` = I−2H; `L11` … `L32` and `testedMarginal` as in the diagnostics of their
 * names; `netInflow` = ∫(Λ_in−Λ_out)q; `marginalIdentity`, `decompositionIdentity` as in `marginalIdentities`.
 */
export type SeriesName =
  | 'mass'
  | 'V2'
  | 'X1'
  | 'Y'
  | 'E'
  | 'I'
  | 'J'
  | 'K'
  | 'equilibriumDistance'
  | 'limitDistance'
  | 'limitMass'
  | 'limitV2'
  | 'adaptationGap'
  | '∫I'
  | '∫J'
  | '∫K'
  | '∫equilibriumDistance'
  | '∫equilibriumDistance²'
  | '∫adaptationGap'
  | 'energyIdentity'
  | 'internalMomentIdentity'
  | 'negativePart'
  | 'limitNegativePart'
  | 'positionDrift'
  | 'cosineMode'
  | 'sineMode'
  | 'cosineFlux'
  | 'sineFlux'
  | 'velocityBalance'
  | 'velocityProduction'
  | 'velocityJump'
  | 'offsetJump'
  | 'J3'
  | 'J4'
  | '∫Y'
  | 'velocityMomentIdentity'
  | 'positionMomentIdentity'
  | 'internalMomentGrowth'
  | 'H'
  | 'logSobolevDeficit'
  | 'L11'
  | 'L12'
  | 'L21'
  | 'L22'
  | 'L31'
  | 'L32'
  | 'netInflow'
  | 'testedMarginal'
  | 'testedMarginalRate'
  | 'marginalIdentity'
  | 'decompositionIdentity';

/**
 * Diagnostics that are too expensive for every output time: residuals of identities in the proofs of Propositions 4.1 and
 * 4.2, in the diagnostics `energyRates`, `tumblingEntropy` and `contractionGain`.
 */
export const DETAIL_NAMES = [
  'transportEnergy',
  'fokkerPlanckIdentity',
  'tumblingLossIdentity',
  'tumblingEntropyIdentity',
  'cancellation',
] as const;
export type DetailName = (typeof DETAIL_NAMES)[number];

/** Those diagnostics at a few of the output times. */
export interface Detail {
  readonly times: readonly number[];
  readonly series: { readonly [name in DetailName]?: Series };
}

/** What is known at t = 0, from the scenario alone (Theorem 2.1 and the constants of its bounds). */
export interface InitialFigures {
  readonly E: Measured;
  readonly V2: Measured;
  /** Absent on a torus. */
  readonly X1?: Measured;
  readonly Y: Measured;
  /** ‖p̄₀ − p̄₀^ε‖_{L¹}. */
  readonly limitDistance: Measured;
  readonly limitV2: Measured;
}

/** Result of one (scenario, scheme, ε, resolution); plain JSON. */
export interface CaseResult {
  /** Address: hash of all that determines the numbers. */
  readonly key: string;
  readonly scenario: string;
  readonly scheme: string;
  /** Level of its snapshots: which series there are. */
  readonly level?: Snapshot['level'];
  readonly epsilon: number;
  readonly resolution: Resolution;
  /** False: too coarse to be judged; `reason` says why and which resolution would do. */
  readonly resolved: boolean;
  readonly reason?: string;
  readonly steps: number;
  /** Output times, first 0, last the scenario's time. */
  readonly times: readonly number[];
  readonly series: { readonly [name in SeriesName]?: Series };
  /** Absent where the level of the scheme's snapshots gives none of it. */
  readonly detail?: Detail;
  /** Of a user's program: the runs behind the bars. */
  readonly refinement?: Refinement;
}

/** What the case of a user's program adds to its series: the runs behind their bars. */
export interface Refinement {
  /** The case, with no bars but those of its own diagnostics. */
  readonly own: CaseResult;
  /** The same from longer steps; the error is at most `factor` times the difference. */
  readonly coarser: readonly { readonly source: ErrorSource; readonly factor: number; readonly result: CaseResult }[];
  /** How the solution was extrapolated, one sentence for each source of error. */
  readonly observations: readonly string[];
}
