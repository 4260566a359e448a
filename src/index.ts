/** What a file of specs/ may use: the shape of a statement, measured series, and the paper's right-hand sides. */

export { agreementTolerance, COMPARED } from './check/agreement.ts';
export { agreementSamples } from './check/agreement-samples.ts';
export { attainedSamples, leavesEquilibrium } from './check/attained-samples.ts';
export {
  averagedRateSamples,
  maxwellianSamples,
  sharedOffsetSamples,
  shiftedMaxwellianSamples,
} from './check/definition-samples.ts';
export { cancellationResiduals, detailResiduals, entropyChangeResiduals } from './check/detail-samples.ts';
export {
  csiszarKullbackSamples,
  energyInequalitySamples,
  layerIntegralSamples,
  logSobolevSamples,
  netInflowSamples,
} from './check/entropy-steps.ts';
export { kernelSumSamples, rateArgumentSamples } from './check/kernel-samples.ts';
export { adaptationLagSamples, gapSamples, spreadSamples, uniformGapSamples } from './check/lemma-samples.ts';
export {
  driftSamples,
  explicitSamples,
  gapIdentitySamples,
  kernelMomentBoundSamples,
  kernelMomentSamples,
  pathCurvatureSamples,
  pathGradientSamples,
  relaxationSamples,
  relaxationStartSamples,
  twiceByPartsSamples,
} from './check/lemma-steps.ts';
export {
  adaptationTermSamples,
  changeOfVariableResiduals,
  contractionSamples,
  correctedMinimumSamples,
  gatheredSamples,
  jensenInTimeSamples,
  printedMinimumSamples,
  printedVariationSamples,
  relaxationTermSamples,
  rootMinimumSamples,
  totalVariationResiduals,
  totalVariationSamples,
} from './check/marginal-steps.ts';
export { centreSamples, combinedDistance } from './check/profile-samples.ts';
export { shrinks } from './check/refinement-samples.ts';
export {
  belowThreshold,
  compareSeries,
  compareWith,
  finalValue,
  onTheLine,
  residuals,
  worstRatio,
} from './check/samples.ts';
export type {
  BoundClaim,
  BoundSample,
  CaseContext,
  Claim,
  HypothesisClaim,
  IdentityClaim,
  IdentitySample,
  ModelBoundClaim,
  ModelContext,
  ModelIdentityClaim,
  RateClaim,
  Statement,
  Variant,
  VariantClaim,
  VariantContext,
} from './check/statement.ts';
export { belowProofConstant, compareAmong, fadingRampSamples, residualsFrom } from './check/step-samples.ts';
export {
  jumpFactorSamples,
  literalEntropyOf,
  logarithmSamples,
  thetaDissipationSamples,
  thetaEnergyOf,
  thetaEquationSamples,
  thetaJumpSamples,
  unpreparedSamples,
  withoutLogarithmSamples,
} from './check/theta-samples.ts';
export { changedVariablesSamples } from './check/tumbling-variables.ts';
export { exactly, type Measured, sample, uncertainty } from './model/measured.ts';
export { difference, onePlus, scaled, squareRoot, sum } from './model/measured-arithmetic.ts';
export { between } from './theory/bound-data.ts';
export {
  decades,
  entropyDensity,
  gaussian,
  integral,
  panels,
  unpreparedSquare,
  unscaledVariance,
} from './theory/closed-forms.ts';
export { equilibriumDistanceL1, marginalDistanceImproved } from './theory/improved-rate.ts';
export { initialFigures } from './theory/initial-figures.ts';
export { printedInternalMoment } from './theory/printed-moment.ts';
export {
  internalMoment,
  positionGrowth,
  tumblingFlux,
  tumblingFluxOf,
  tumblingMoment,
} from './theory/proposition-3.2.ts';
export {
  internalMomentIntegrated,
  internalMomentSimple,
  tumblingFluxSimple,
  youngFlux,
  youngFluxIntegral,
} from './theory/proposition-3.2-steps.ts';
export { dissipation, entropyFloor } from './theory/proposition-4.1.ts';
export { adaptationGapIntegral, limitDistance } from './theory/proposition-4.2.ts';
export { equilibriumDistanceL2, marginalDistance } from './theory/theorem-2.1.ts';
