import { type Measured, uncertainty } from '../model/measured.ts';
import type { Scenario } from '../model/scenario.ts';
import { dependents } from './dependency-graph.ts';
import { type Finding, worstFinding } from './finding.ts';
import { brokenHypotheses } from './hypotheses.ts';
import { judgeRate, judgeSupremum } from './judge-order.ts';
import type {
  BoundClaim,
  CaseContext,
  Claim,
  ClaimOutcome,
  IdentityClaim,
  ModelBoundClaim,
  ModelIdentityClaim,
  Statement,
  StatementOutcome,
} from './statement.ts';
import { judgeBound, judgeIdentity, worstVerdict } from './verdict.ts';
import { applicable, usableCase, type World } from './world.ts';

/** An entry of the report before the command that reproduces it is known. */
export type ClaimFinding = Omit<ClaimOutcome, 'rerun'>;

/**
 * Judges every claim on every scenario, in the order of statements, claims and scenarios. A claim is vacuous where the
 * scenario breaks one of its hypotheses or no ε satisfies its condition; an entry has the worst verdict over ε and
 * shows the worst (ε, t) of that verdict.
 *
 * @param rerun command that reproduces one entry alone
 */
export function judge(
  statements: readonly Statement[],
  worlds: readonly World[],
  rerun: (finding: ClaimFinding, scenario: Scenario) => string = rerunCommand,
): StatementOutcome[] {
  const judged = statements.map((statement) => ({
    statement,
    claims: statement.claims.flatMap((claim) =>
      worlds.map((world) => {
        const finding = { ...entry(claim, world), ...judgeClaim(statement, claim, world) };
        return { ...finding, rerun: rerun(finding, world.scenario) };
      }),
    ),
  }));
  return judged.map(({ statement, claims }) => {
    const verdict = worstVerdict(claims.map((claim) => claim.verdict));
    const suspects = verdict === 'fail' ? dependents(statement.id, statements) : [];
    return { id: statement.id, title: statement.title, verdict, suspects, claims };
  });
}

/** `npx lemmata verify CLAIM --scenario FILE --epsilon LIST`. */
export function rerunCommand(finding: ClaimFinding, scenario: Scenario): string {
  const epsilons = finding.order || finding.epsilon === undefined ? scenario.epsilons : [finding.epsilon];
  return `npx lemmata verify ${finding.id} --scenario ${scenario.file ?? scenario.name} --epsilon ${epsilons.join(',')}`;
}

const entry = (claim: Claim, world: World): Pick<ClaimOutcome, 'id' | 'kind' | 'scenario' | 'source'> => ({
  id: claim.id,
  kind: claim.kind,
  scenario: world.scenario.name,
  source: claim.source,
});

function judgeClaim(statement: Statement, claim: Claim, world: World): Finding {
  const broken = brokenHypotheses(claim.hypotheses ?? statement.hypotheses, world.scenario.violates);
  if (broken.length > 0)
    return { verdict: 'vacuous', note: `the scenario violates (${broken.join('), (')}) on purpose` };
  try {
    switch (claim.kind) {
      case 'hypothesis':
        return judgeSupremum(claim, world);
      case 'rate':
        return judgeRate(claim, applicable(claim, world));
      default:
        return judgeEachEpsilon(claim, world);
    }
  } catch (error) {
    return { verdict: 'crashed', note: error instanceof Error ? error.message : String(error) };
  }
}

function judgeEachEpsilon(
  claim: BoundClaim | ModelBoundClaim | IdentityClaim | ModelIdentityClaim,
  world: World,
): Finding {
  const { at, reasons } = applicable(claim, world);
  if (at.length === 0) return { verdict: 'vacuous', note: reasons.join('; ') };
  const findings = at.flatMap(({ context, outcome }): Finding[] => {
    const { epsilon } = context;
    if (claim.needs === 'model')
      return claim.kind === 'identity'
        ? identityFindings(claim, claim.samples(context), epsilon)
        : boundFindings(claim, claim.samples(context), epsilon);
    const solved = usableCase(outcome);
    if ('verdict' in solved) return [{ ...solved, epsilon }];
    const scheme = solved.scheme;
    const full: CaseContext = { ...context, result: solved };
    const found =
      claim.kind === 'identity'
        ? identityFindings(claim, claim.samples(full), epsilon)
        : boundFindings(claim, claim.samples(full), epsilon);
    return found.map((finding) => ({ ...finding, scheme }));
  });
  return (
    worstFinding(findings) ?? { verdict: 'inconclusive', note: 'the scheme measures nothing that the claim compares' }
  );
}

function boundFindings(claim: Claim, samples: ReturnType<BoundClaim['samples']>, epsilon: number): Finding[] {
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
  claim: IdentityClaim | ModelIdentityClaim,
  samples: ReturnType<IdentityClaim['samples']>,
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
