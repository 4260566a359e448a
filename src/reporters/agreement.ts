import { allAgree, type CaseAgreement, type PairAgreement } from '../check/agreement.ts';
import { JOINT_BARS } from '../check/agreement-samples.ts';
import { formatNumber } from '../check/round-to-bar.ts';
import { bullets, table } from './markdown-blocks.ts';

/** Where a pair differs most. */
const worstOf = ({ diagnostics }: PairAgreement) =>
  diagnostics.reduce((worst, next) => (next.ratio <= worst.ratio ? worst : next));

const caseName = ({ scenario, epsilon }: CaseAgreement): string => `${scenario}, ε = ${formatNumber(epsilon)}`;

/** The chapter "Agreement of the solvers": the matrix, every pair's diagnostics, and who did not run. */
export function agreementText(cases: readonly CaseAgreement[], version: string): string {
  const pairs = [...new Set(cases.flatMap((one) => one.pairs.map(({ first, second }) => `${first}–${second}`)))];
  const compared = cases.flatMap((one) => one.pairs.map((pair) => ({ one, pair })));
  const absent = cases.flatMap((one) =>
    one.absent.map(
      ({ scheme, reason, crashed }) => `${caseName(one)}: ${scheme} ${crashed ? 'crashed' : 'unsupported'}: ${reason}`,
    ),
  );
  const blocks = [
    '# Agreement of the solvers',
    `Written by \`lemmata agree\` (lemmata ${version}). Each cell is the largest difference of any diagnostic at any time, in units of the sum of both error bars, with the diagnostic; no pair may differ by more than ${JOINT_BARS}. A dash: one of the two does not run the case.`,
    `**${allAgree(cases) ? 'All pairs agree.' : 'Some pairs disagree.'}**`,
    table(
      ['scenario', 'ε', ...pairs],
      cases.map((one) => [
        one.scenario,
        formatNumber(one.epsilon),
        ...pairs.map((name) => {
          const pair = one.pairs.find(({ first, second }) => `${first}–${second}` === name);
          if (!pair) return '–';
          const { ratio, name: diagnostic } = worstOf(pair);
          return `${ratio.toFixed(2)} ${diagnostic}${ratio <= JOINT_BARS ? '' : ' **beyond**'}`;
        }),
      ]),
    ),
    '## Diagnostics',
    'For every pair and diagnostic the case in which they differ most.',
    table(
      ['pair', 'diagnostic', 'difference/joint bar', 'difference', 'joint bar', 'case', 't'],
      pairs.flatMap((name) => diagnosticRows(name, compared)),
    ),
    ...(absent.length === 0 ? [] : ['## Not run', bullets(absent)]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function diagnosticRows(
  name: string,
  compared: readonly { readonly one: CaseAgreement; readonly pair: PairAgreement }[],
): string[][] {
  const found = compared
    .filter(({ pair: { first, second } }) => `${first}–${second}` === name)
    .flatMap(({ one, pair }) => pair.diagnostics.map((diagnostic) => ({ one, diagnostic })));
  return [...new Set(found.map(({ diagnostic }) => diagnostic.name))].map((diagnosticName) => {
    const { one, diagnostic } = found
      .filter((each) => each.diagnostic.name === diagnosticName)
      .reduce((worst, next) => (next.diagnostic.ratio <= worst.diagnostic.ratio ? worst : next));
    return [
      name,
      diagnosticName,
      diagnostic.ratio.toFixed(2),
      diagnostic.difference.toExponential(1),
      diagnostic.jointBar.toExponential(1),
      caseName(one),
      formatNumber(diagnostic.time, 3),
    ];
  });
}
