import { type Measured, uncertainty } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import type { CaseResult } from './case.ts';
import { dependents } from './dependency-graph.ts';
import { type Finding, worstFinding } from './finding.ts';
import { brokenHypotheses, labelOf } from './hypotheses.ts';
import { judgeExpected } from './judge-expected.ts';
import { judgeRate, judgeSupremum } from './judge-order.ts';
import { comparable, refinedSamples } from './refined-case.ts';
import {
  type BoundClaim,
  type BoundSample,
  type CaseContext,
  type ClaimOutcome,
  type IdentityClaim,
  type IdentitySample,
  isExpectation,
  type ModelBoundClaim,
  type ModelContext,
  type ModelIdentityClaim,
  type PlainClaim,
  type Statement,
  type StatementOutcome,
  type VariantClaim,
} from './statement.ts';
import { usableCase } from './usable-case.ts';
import { isJudged, isVariantClaim, usableVariants } from './variants.ts';
import { judgeBound, judgeIdentity, worstVerdict } from './verdict.ts';
import { unmeasured, watchSeries } from './watched-series.ts';
import { applicable, type World } from './world.ts';

/** An entry of the report before the command that reproduces it is known. */
export type ClaimFinding = Omit<ClaimOutcome, 'rerun'>;

/**
 * Judges every claim on every scenario, in the order of statements, claims and scenarios. A claim is vacuous where the
 * scenario breaks one of its hypotheses or no ε satisfies its condition; an entry has the worst verdict over ε and
 * shows the worst (ε, t) of that verdict.
 *
 * @param rerun command that reproduces one entry alone; the scenario is absent where the claim names its own
 * @param assumptions statements whose failure on a scenario makes dependent claims vacuous there
 */
export function judge(
  statements: readonly Statement[],
  worlds: readonly World[],
  rerun: (finding: ClaimFinding, scenario: Scenario | undefined) => string = rerunCommand,
  assumptions: readonly Statement[] = statements,
): StatementOutcome[] {
  const failing = new Map(worlds.map((world) => [world, failingAssumptions(assumptions, world)]));
  const plain = worlds.filter(({ witness }) => !witness);
  const judged = statements.map((statement) => ({
    statement,
    claims: statement.claims.flatMap((claim) => {
      const { id, kind, source } = claim;
      const findings = isExpectation(claim)
        ? judgeExpected(claim, worlds, (form, world) => judgeForm(form, world))
        : plain
            .filter((world) => !isVariantClaim(claim) || isJudged(claim, world.scenario, world.extent))
            .map((world) => ({
              scenario: world.scenario.name,
              ...judgeClaim(statement, claim, world, failing.get(world) ?? []),
            }));
      return findings.map((finding) => {
        const found = { id, kind, source, ...finding };
        return { ...found, rerun: rerun(found, scenarioOf(found.scenario, plain)) };
      });
    }),
  }));
  return judged.map(({ statement, claims }) => {
    const verdict = worstVerdict(claims.map((claim) => claim.verdict));
    const suspects = verdict === 'fail' ? dependents(statement.id, statements) : [];
    return { id: statement.id, title: statement.title, verdict, suspects, claims };
  });
}

/** `npx lemmata verify CLAIM --scenario FILE --epsilon LIST`. */
export function rerunCommand(finding: ClaimFinding, scenario: Scenario | undefined): string {
  if (scenario === undefined) return `npx lemmata verify ${finding.id}`;
  const epsilons = finding.order || finding.epsilon === undefined ? scenario.epsilons : [finding.epsilon];
  return `npx lemmata verify ${finding.id} --scenario ${scenario.file ?? scenario.name} --epsilon ${epsilons.join(',')}`;
}

const scenarioOf = (name: string, worlds: readonly World[]): Scenario | undefined =>
  worlds.find(({ scenario }) => scenario.name === name)?.scenario;

/** Ids of the assumptions observed to fail on a scenario that did not declare it. */
function failingAssumptions(statements: readonly Statement[], world: World): string[] {
  return statements
    .filter(({ claims }) =>
      claims.some(
        (claim) =>
          claim.kind === 'hypothesis' &&
          brokenHypotheses(claim.hypotheses ?? [], world.scenario.violates).length === 0 &&
          judgeForm(claim, world).verdict === 'fail',
      ),
    )
    .map(({ id }) => id);
}

function judgeClaim(statement: Statement, claim: PlainClaim, world: World, failing: readonly string[]): Finding {
  const hypotheses = claim.hypotheses ?? statement.hypotheses;
  const broken = brokenHypotheses(hypotheses, world.scenario.violates);
  if (broken.length > 0) {
    // The ledger shows how far a hypothesis is broken; nothing else is worth evaluating there.
    const measured = claim.kind === 'hypothesis' ? judgeForm(claim, world) : {};
    return { ...measured, verdict: 'vacuous', note: `the scenario violates (${broken.join('), (')}) on purpose` };
  }
  // An assumption is judged, never excused by its own failure.
  const unmet =
    claim.kind === 'hypothesis' ? [] : failing.filter((id) => brokenHypotheses(hypotheses, [labelOf(id)]).length > 0);
  if (unmet.length > 0) return { verdict: 'vacuous', note: `${unmet.join(', ')} fails on this scenario` };
  return judgeForm(claim, world);
}

function judgeForm(claim: PlainClaim, world: World): Finding {
  try {
    switch (claim.kind) {
      case 'hypothesis':
        return judgeSupremum(claim, world);
      case 'rate':
        return judgeRate(claim, applicable(claim, world), world.stated);
      default:
        return judgeEachEpsilon(claim, world);
    }
  } catch (error) {
    return { verdict: 'crashed', note: error instanceof Error ? error.message : String(error) };
  }
}

function judgeEachEpsilon(
  claim: BoundClaim | ModelBoundClaim | IdentityClaim | ModelIdentityClaim | VariantClaim,
  world: World,
): Finding {
  const { at, reasons } = applicable(claim, world);
  if (at.length === 0) return { verdict: 'vacuous', note: reasons.join('; ') };
  const findings = at.flatMap(({ context, outcome }): Finding[] => {
    const { epsilon } = context;
    if (claim.needs === 'model') return sampleFindings(claim, context);
    const solved = usableCase(outcome);
    if ('verdict' in solved) return [{ ...solved, epsilon }];
    const scheme = solved.scheme;
    if (claim.needs === 'case') {
      const { result, missing } = watchSeries(comparable(solved));
      const found = refinedFindings(claim, solved, { ...context, result });
      const says = found.some(({ measured, bound }) => !Number.isNaN(measured) && !Number.isNaN(bound));
      return says || missing().length === 0 ? found : [{ ...unmeasured(solved, missing()), epsilon }];
    }
    const full: CaseContext = { ...context, result: solved };
    const variants = usableVariants(claim, epsilon, world.variants);
    if ('verdict' in variants) return [{ ...variants, epsilon }];
    const compared = [scheme, ...claim.variants.map((variant) => variant.scheme)];
    return sampleFindings(claim, { ...full, variants: variants.found }).map((finding) => ({
      ...finding,
      scheme: [...new Set(compared)].join(', '),
    }));
  });
  return (
    worstFinding(findings) ?? { verdict: 'inconclusive', note: 'the scheme measures nothing that the claim compares' }
  );
}

/** What a claim says about a case; bars of a user's program are measured on what the claim compares. */
function refinedFindings(
  claim: BoundClaim | IdentityClaim,
  { scheme, refinement }: CaseResult,
  context: CaseContext,
): Finding[] {
  const found =
    claim.kind === 'identity'
      ? identityFindings(claim, refinedSamples(claim.samples, refinement)(context), context.epsilon)
      : boundFindings(claim, refinedSamples(claim.samples, refinement)(context), context.epsilon);
  return found.map((finding) => {
    // Who wants to know why a bar is wide, or what failed, asks how the program converged.
    const seen = finding.verdict === 'pass' ? [] : (refinement?.observations ?? []);
    const notes = [...(finding.note === undefined ? [] : [finding.note]), ...seen];
    return { ...finding, scheme, ...(notes.length === 0 ? {} : { note: notes.join('; ') }) };
  });
}

type Samples<Context> =
  | (Pick<IdentityClaim, 'kind' | 'scale' | 'resolution'> & { samples: (c: Context) => readonly IdentitySample[] })
  | (Pick<BoundClaim, 'kind' | 'scale'> & { samples: (c: Context) => readonly BoundSample[] });

function sampleFindings<Context extends ModelContext>(claim: Samples<Context>, context: Context): Finding[] {
  return claim.kind === 'identity'
    ? identityFindings(claim, claim.samples(context), context.epsilon)
    : boundFindings(claim, claim.samples(context), context.epsilon);
}

function boundFindings(claim: Pick<BoundClaim, 'scale'>, samples: readonly BoundSample[], epsilon: number): Finding[] {
  return samples.map(({ time, measured, bound, where }) => {
    const { verdict, slack, ratio, load } = judgeBound(measured, bound, claim.scale);
    return {
      verdict,
      load,
      epsilon,
      time,
      ...measuredFields(measured),
      bound: bound.value,
      boundUncertainty: uncertainty(bound.error),
      slack,
      ...(ratio === undefined ? {} : { ratio }),
      ...(where === undefined ? {} : { where }),
    };
  });
}

function identityFindings(
  claim: Pick<IdentityClaim, 'scale' | 'resolution'>,
  samples: readonly IdentitySample[],
  epsilon: number,
): Finding[] {
  return samples.map(({ time, residual, where }) => {
    const { verdict, slack, load } = judgeIdentity(residual, claim.scale, claim.resolution);
    const note =
      verdict === 'inconclusive'
        ? { note: `its truncation bar exceeds ${claim.resolution}, where it says nothing` }
        : {};
    const place = where === undefined ? {} : { where };
    return { verdict, load, epsilon, time, ...measuredFields(residual), slack, ...note, ...place };
  });
}

const measuredFields = ({ value, error }: Measured) => ({
  measured: value,
  uncertainty: uncertainty(error),
  uncertaintyBySource: error,
});
