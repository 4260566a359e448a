import { uncertainty } from '../model/measured.ts';
import { type Finding, worstFinding } from './finding.ts';
import { judgePoints } from './judge-order.ts';
import type { ClosedErratum, ExpectationClaim, PlainClaim, Verdict, WitnessClaim } from './statement.ts';
import { judgeBound } from './verdict.ts';
import type { World } from './world.ts';

/** What judging a claim about a claim found, and where: the name of the witness scenario, or the closed-form setting. */
export interface ExpectedFinding extends Finding {
  readonly scenario: string;
}

/**
 * Judges the form of an erratum or of a control and compares its verdict with the expected one. A witness scenario that is
 * not part of the run gives no entry.
 *
 * @param judgeForm judges the form as the plain claim that it is
 */
export function judgeExpected(
  claim: ExpectationClaim,
  worlds: readonly World[],
  judgeForm: (claim: PlainClaim, world: World) => Finding,
): ExpectedFinding[] {
  if (claim.needs === 'nothing') {
    return [
      {
        scenario: claim.setting,
        ...compared(
          claim.expected,
          guarded(() => judgeClosed(claim)),
        ),
      },
    ];
  }
  return worlds
    .filter(({ scenario }) => scenario.name === claim.scenario)
    .map((world) => ({
      scenario: claim.scenario,
      ...compared(claim.expected, judgeForm(plain(claim), world)),
    }));
}

/**
 * The verdict of a claim about a claim. An expected failure that does not show is a failure; what is open, vacuous or
 * crashed stays so.
 */
export function compared(expected: 'pass' | 'fail', finding: Finding): Finding {
  const observedVerdict = finding.verdict;
  const verdict: Verdict =
    observedVerdict === expected ? 'pass' : observedVerdict === 'pass' ? 'fail' : observedVerdict;
  return { ...finding, verdict, observedVerdict };
}

/** The form of a witness claim, with the identity of the claim itself. Its hypotheses are broken on purpose. */
function plain({ id, title, latex, source, scale, form }: WitnessClaim): PlainClaim {
  return { id, title, latex, source, scale, hypotheses: [], ...form } as PlainClaim;
}

function judgeClosed({ form, scale }: ClosedErratum): Finding {
  if (form.shape === 'supremum') {
    const points = form.points().map(({ epsilon, value: { value, error } }) => ({
      epsilon,
      measured: value,
      uncertainty: uncertainty(error),
    }));
    return judgePoints(points);
  }
  const findings = form.samples().map(({ measured, bound, epsilon, time, where }): Finding => {
    const { verdict, slack, ratio, load } = judgeBound(measured, bound, scale);
    return {
      verdict,
      load,
      ...(epsilon === undefined ? {} : { epsilon }),
      ...(time === undefined ? {} : { time }),
      ...(where === undefined ? {} : { where }),
      measured: measured.value,
      uncertainty: uncertainty(measured.error),
      uncertaintyBySource: measured.error,
      bound: bound.value,
      boundUncertainty: uncertainty(bound.error),
      slack,
      ...(ratio === undefined ? {} : { ratio }),
    };
  });
  return worstFinding(findings) ?? { verdict: 'inconclusive', note: 'nothing is compared' };
}

function guarded(judge: () => Finding): Finding {
  try {
    return judge();
  } catch (error) {
    return { verdict: 'crashed', note: error instanceof Error ? error.message : String(error) };
  }
}
