import type { Measured } from '../model/measured.ts';
import type { Model } from '../model/model.ts';
import type { Resolution } from '../schemes/scheme.ts';
import type { Constants } from '../theory/constants.ts';
import type { CaseResult } from './case.ts';

/** Of a claim; of a statement it is the worst of its claims: crashed, fail, inconclusive, pass, vacuous, in this order. */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'vacuous' | 'crashed';
/** What a claim compares; errata and controls are claims about claims. */
export type ClaimKind = 'bound' | 'rate' | 'identity' | 'hypothesis' | 'erratum' | 'control';

/** One (scenario, ε) with its solved case; claims read the paper's left-hand sides from `result`. */
export interface CaseContext {
  readonly model: Model;
  readonly constants: Constants;
  readonly epsilon: number;
  readonly result: CaseResult;
}

/** What a claim can see that needs no solver. */
export interface ModelContext {
  readonly model: Model;
  readonly constants: Constants;
  readonly epsilon: number;
}

/** One more solution of the same (scenario, ε). */
export interface Variant {
  readonly label: string;
  /** Name of a scheme in the registry. */
  readonly scheme: string;
  /** Error that its diagnostics should reach. */
  readonly tolerance: number;
  /**
   * Changes of the scheme's first resolution. The case is then a single run: its bars are those of the diagnostics alone
   * and do not hold the scheme's own error.
   */
  readonly resolution?: Resolution;
}

/** The case of the run and further solutions, by the labels of the claim's variants. */
export interface VariantContext extends CaseContext {
  readonly variants: { readonly [label: string]: CaseResult };
}

/** measured ≤ bound at one time (or over [0,time]). */
export interface BoundSample {
  readonly time: number;
  readonly measured: Measured;
  readonly bound: Measured;
  /** Where else it was attained, for example "x = 0.25, v = 1, v′ = −1". */
  readonly where?: string;
}

/** An identity: |residual| must vanish within its own truncation bar. */
export interface IdentitySample {
  readonly time: number;
  readonly residual: Measured;
  /** Where else it was evaluated, for example "x = 0.25, v = 1". */
  readonly where?: string;
}

interface ClaimBase {
  /** `<statement id>/<label>`, for example `lemma-3.1/3.2`. */
  readonly id: string;
  readonly title: string;
  /** The formula with the explicit constant that is checked. */
  readonly latex: string;
  /** Equation of the paper, or "not in the paper". */
  readonly source: string;
  /** Non-zero magnitude of the compared quantity; round-off slack is 1e-6 of it (contract). */
  readonly scale: number;
  /** Applies at this ε? `true`, or the reason why not (`ε < 1/λ₀` and the like). */
  readonly applies?: (context: ModelContext) => true | string;
  /** Labels of hypotheses that must not be in the scenario's `violates`, for example "2.1". */
  readonly hypotheses?: readonly string[];
  /** A step of the proof rather than the statement itself: reports fold it under its statement. */
  readonly step?: true;
}

/** A bound checked on solved cases at every output time; equality at t = 0 is excluded by not sampling t = 0. */
export interface BoundClaim extends ClaimBase {
  readonly kind: 'bound';
  readonly needs: 'case';
  readonly samples: (context: CaseContext) => readonly BoundSample[];
}

/** A bound that needs only the model (Lemma 3.1). */
export interface ModelBoundClaim extends ClaimBase {
  readonly kind: 'bound';
  readonly needs: 'model';
  readonly samples: (context: ModelContext) => readonly BoundSample[];
}

/** quantity(ε) = O(ε^proved), one-sided. */
export interface RateClaim extends ClaimBase {
  readonly kind: 'rate';
  readonly needs: 'case';
  readonly proved: number;
  readonly quantity: (context: CaseContext) => Measured;
}

export interface IdentityClaim extends ClaimBase {
  readonly kind: 'identity';
  readonly needs: 'case';
  /** Largest truncation bar at which the identity still says something; above it the claim is inconclusive. */
  readonly resolution: number;
  readonly samples: (context: CaseContext) => readonly IdentitySample[];
}

/** An identity that needs only the model (sections 1 and 3). */
export interface ModelIdentityClaim extends ClaimBase {
  readonly kind: 'identity';
  readonly needs: 'model';
  /** As for `IdentityClaim`. */
  readonly resolution: number;
  readonly samples: (context: ModelContext) => readonly IdentitySample[];
}

interface ComparesVariants {
  readonly needs: 'variants';
  readonly variants: readonly Variant[];
  /** Names of scenarios on which the standard profile judges it; thorough takes all. */
  readonly sample: readonly string[];
  /** Nowhere else: the regime that it is about is reached there. */
  readonly only?: true;
}

/** An identity between several solutions; judged where the run solves them. */
export interface VariantIdentityClaim extends ClaimBase, ComparesVariants {
  readonly kind: 'identity';
  /** As for `IdentityClaim`. */
  readonly resolution: number;
  readonly samples: (context: VariantContext) => readonly IdentitySample[];
}

/** A bound between several solutions. */
export interface VariantBoundClaim extends ClaimBase, ComparesVariants {
  readonly kind: 'bound';
  readonly samples: (context: VariantContext) => readonly BoundSample[];
}

/** A claim that compares further solutions with the case. */
export type VariantClaim = VariantIdentityClaim | VariantBoundClaim;

/** sup over ε of a quantity of the data (or a constant) is finite. */
export interface HypothesisClaim extends ClaimBase {
  readonly kind: 'hypothesis';
  readonly needs: 'model';
  /** Per ε: the quantity whose supremum must be bounded; its fitted order's lower end must be ≥ −0.05. */
  readonly quantity: (context: ModelContext) => Measured;
}

/** A claim about the paper's own quantities. */
export type PlainClaim =
  | BoundClaim
  | ModelBoundClaim
  | RateClaim
  | IdentityClaim
  | ModelIdentityClaim
  | VariantClaim
  | HypothesisClaim;

/** What is compared in closed form: a bound at single points, or a quantity whose supremum over ε must be bounded. */
export type ClosedForm =
  | { readonly shape: 'bound'; readonly samples: () => readonly ClosedSample[] }
  | {
      readonly shape: 'supremum';
      readonly points: () => readonly { readonly epsilon: number; readonly value: Measured }[];
    };

/** measured ≤ bound, at one ε and time where there are such. */
export type ClosedSample = Omit<BoundSample, 'time'> & { readonly epsilon?: number; readonly time?: number };

interface ExpectationBase extends ClaimBase {
  /**
   * Verdict that the form must get. `fail`: the form as printed, or a statement outside its hypotheses; the entry passes
   * when the failure is witnessed, and fails when the form passes.
   */
  readonly expected: 'pass' | 'fail';
}

/** A form of the paper, as printed or corrected, in a setting that needs no solver. */
export interface ClosedErratum extends ExpectationBase {
  readonly kind: 'erratum';
  readonly needs: 'nothing';
  /** Data of the witness, for example "M = 0, unit Gaussian in m". */
  readonly setting: string;
  readonly form: ClosedForm;
}

/** A claim judged on one witness scenario of scenarios/controls/, whatever that scenario violates. */
export interface WitnessClaim extends ExpectationBase {
  readonly kind: 'erratum' | 'control';
  readonly needs: 'model' | 'case';
  /** Name of the witness scenario. */
  readonly scenario: string;
  readonly form: Bare<PlainClaim>;
}

type Bare<C> = C extends unknown ? Omit<C, keyof ClaimBase> : never;

/** A claim about a claim. */
export type ExpectationClaim = ClosedErratum | WitnessClaim;

export type Claim = PlainClaim | ExpectationClaim;

export const isExpectation = (claim: Claim): claim is ExpectationClaim => 'expected' in claim;

/** A numbered statement of the paper, with everything that the report prints about it. */
export interface Statement {
  /** `lemma-3.1`, `assumption-2.3-prime`, … */
  readonly id: string;
  readonly title: string;
  readonly latex: string;
  readonly source: string;
  /** Ids of the assumptions it is proved under. */
  readonly hypotheses: readonly string[];
  /** Ids of the statements its proof uses. */
  readonly dependsOn: readonly string[];
  readonly note?: string;
  readonly claims: readonly Claim[];
}

/** The observed order of a rate, as in the contract. */
export interface ObservedOrder {
  readonly proved: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  /** ε dropped from the fit, with the reason. */
  readonly dropped: readonly { readonly epsilon: number; readonly reason: string }[];
  readonly points: readonly { readonly epsilon: number; readonly measured: number; readonly uncertainty: number }[];
  /** Orders between consecutive ε, largest ε first. */
  readonly pairwise: readonly number[];
}

/** One entry of the report: (claim, scenario) at its worst (ε, t). Absent fields do not apply. */
export interface ClaimOutcome {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly verdict: Verdict;
  readonly observedVerdict?: Verdict;
  readonly scenario: string;
  readonly scheme?: string;
  readonly epsilon?: number;
  readonly time?: number;
  /** The left-hand side of the claim; of an identity, its residual. */
  readonly measured?: number;
  /** Half-width of the error bar, meant to hold the exact value in at least 95 % of cases. */
  readonly uncertainty?: number;
  /** The same uncertainty by source, and the error bar of the bound. */
  readonly uncertaintyBySource?: Measured['error'];
  readonly bound?: number;
  readonly boundUncertainty?: number;
  readonly ratio?: number;
  readonly slack?: number;
  readonly order?: ObservedOrder;
  readonly where?: string;
  readonly note?: string;
  readonly source: string;
  /** The exact command that reproduces this entry alone. */
  readonly rerun: string;
}

/** The verdict on one statement with the entries of its claims. */
export interface StatementOutcome {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** Statements that depend on this one, when it failed. */
  readonly suspects: readonly string[];
  readonly claims: readonly ClaimOutcome[];
}

/** Constants of one scenario as the report prints them. */
export interface ScenarioFacts {
  readonly name: string;
  readonly file?: string;
  readonly hash: string;
  readonly constants: readonly {
    readonly symbol: string;
    readonly value: number;
    readonly uncertainty: number;
    readonly provenance: string;
  }[];
  readonly formulas: readonly { readonly symbol: string; readonly latex: string }[];
  readonly epsilons: readonly number[];
  readonly time: number;
}

/** report.json. */
export interface Report {
  readonly schema: 'lemmata/report/1';
  readonly versions: { readonly [name: string]: string };
  readonly profile: string;
  readonly summary: { readonly [verdict in Verdict]: number };
  readonly statements: readonly StatementOutcome[];
  readonly scenarios: readonly ScenarioFacts[];
}
