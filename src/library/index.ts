/**
 * Puts the estimates of a kinetic-theory paper to the test: `defineScenario` states a problem, `defineScheme` a numerical scheme in
 * TypeScript, and `verify` judges every claim on what it gives. The numbering of equations is that of A. Blaustein (2023),
 * hal-04336656. `lemmata/vitest` adds the matcher `toSatisfyStatement`.
 *
 * @module lemmata
 */

export type { RunProgress } from '../check/run.ts';
export type {
  ClaimKind,
  ClaimOutcome,
  ObservedOrder,
  Report,
  ScenarioFacts,
  StatementOutcome,
  Verdict,
} from '../check/statement.ts';
export { InputError, type InputLocation } from '../model/input-error.ts';
export { loadScenario } from '../model/load-scenario.ts';
export type { ErrorBySource, ErrorSource } from '../model/measured.ts';
export type { Scenario } from '../model/scenario.ts';
export type { UniformAxis } from '../model/snapshot.ts';
export {
  defineScheme,
  type FullOutput,
  type MarginalOutput,
  type Numbers,
  type ParticleOutput,
  type SchemeDefinition,
  type SchemeLevel,
  type SchemeOutputs,
} from '../schemes/external/definition.ts';
export type { Problem, Step } from '../schemes/external/problem.ts';
export { runScheme } from '../schemes/external/serve-scheme.ts';
export {
  defineScenario,
  type Expression,
  type GaussianDefinition,
  type ScenarioDefinition,
} from './define-scenario.ts';
export { type SchemeProgram, type VerifyOptions, verify } from './verify.ts';
