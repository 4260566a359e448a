import type { OrderFit } from '../check/order.ts';
import { barOf, type Distance } from '../check/own-scheme/compare-runs.ts';
import { STEP_NAMES } from '../check/own-scheme/consistency.ts';
import type { Chapter, SchemeFinding } from '../check/own-scheme/scheme-finding.ts';
import { ORDER_RESOLUTION } from '../check/own-scheme/scheme-finding.ts';
import type { SchemeStudy } from '../check/own-scheme/study.ts';
import { type Cell, isMeasured } from '../check/own-scheme/study-setup.ts';
import { formatMeasured, formatNumber } from '../check/round-to-bar.ts';
import { SLACK } from '../check/verdict.ts';
import { badge, badgeText } from './badge.ts';
import { orderText, verdictText } from './claim-text.ts';
import { bullets, escapeHtml, fence, table } from './markdown-blocks.ts';
import type { Rendered, ReportFile } from './rendered.ts';
import { errorPicture, limitPicture, mapPicture } from './scheme-report-pictures.ts';

const PAGE = 'scheme-report.md';

/** What the page says about how it was written. */
export interface SchemeReportOptions {
  readonly version: string;
  /** The command line that writes it again. */
  readonly rerun: string;
}

/** The page about a user's scheme, its pictures and its badge. The same study gives the same text, except for the chapter on cost. */
export function schemeReport(study: SchemeStudy, options: SchemeReportOptions): Rendered {
  const pictures: readonly ReportFile[] = [
    { path: 'scheme-report-errors.svg', text: errorPicture(study) },
    { path: 'scheme-report-limit.svg', text: limitPicture(study) },
    { path: 'scheme-report-map.svg', text: mapPicture(study) },
  ].filter(({ text }) => text !== '');
  const drawn = new Set(pictures.map(({ path }) => path));
  const picture = (path: string, what: string): readonly string[] => (drawn.has(path) ? [`![${what}](${path})`] : []);
  const blocks = [
    ...opening(study, options),
    ...consistencyChapter(study, picture),
    ...asymptoticsChapter(study, picture),
    ...uniformityChapter(study, picture),
    ...structureChapter(study),
    ...costChapter(study),
  ];
  return {
    terminal: terminalText(study),
    files: [{ path: PAGE, text: `${blocks.join('\n\n')}\n` }, ...pictures, { path: 'badge.svg', text: badge(study) }],
  };
}

type Picture = (path: string, what: string) => readonly string[];

/** `0.0013778 ± 5.2e-8` */
const measuredText = (distance: Distance): string => formatMeasured(distance.value, barOf(distance));

/** What a claim rests on, in one cell. */
function evidence({ measured, bound, order, note }: SchemeFinding): string {
  return [
    ...(measured === undefined
      ? []
      : [`${measuredText(measured)}${bound === undefined ? '' : ` ≤ ${measuredText(bound)}`}`]),
    ...(order === undefined ? [] : [`order ${orderText(order)} against ${order.proved}`]),
    ...(note === undefined ? [] : [note]),
  ].join('; ');
}

const orderOf = (fit: OrderFit): string => (fit.fitted ? orderText(fit.order) : `none: ${fit.reason}`);

function findingsTable(study: SchemeStudy, chapter: Chapter): string {
  const rows = study.findings.filter((finding) => finding.chapter === chapter);
  return table(
    ['claim', 'measured', 'verdict'],
    rows.map((finding) => [finding.title, evidence(finding), verdictText(finding.verdict)]),
  );
}

function opening(study: SchemeStudy, { version, rerun }: SchemeReportOptions): readonly string[] {
  const { name, level, scenario, epsilons, factors, setup, summary, crashes } = study;
  const announced = Object.entries(setup?.declaration.orders ?? {}).map(
    ([step, order]) => `${order} in ${STEP_NAMES[step as keyof typeof STEP_NAMES]}`,
  );
  const refines = setup?.declaration.refines ?? [];
  return [
    `# Scheme report: ${escapeHtml(name)}`,
    `![${badgeText(study)}](badge.svg)`,
    `**${summary.pass} pass, ${summary.fail} fail, ${summary.inconclusive} inconclusive, ${summary.crashed} crashed, ${summary.vacuous} not applicable.** Written by \`lemmata scheme-report\` (lemmata ${version}):`,
    fence('sh', rerun),
    table(
      ['', ''],
      [
        ['program', `\`${study.command}\``],
        ['scenario', `${scenario.name}, up to t = ${formatNumber(scenario.time)}`],
        ['level', level ?? '–'],
        ['ε', epsilons.map((epsilon) => formatNumber(epsilon)).join(', ')],
        ['factors on the steps', factors.map((factor) => formatNumber(factor)).join(', ')],
        ['refines', refines.length > 0 ? refines.map((step) => STEP_NAMES[step]).join(', ') : 'all steps together'],
        ['announces', announced.length > 0 ? `order ${announced.join(', ')}` : 'no order'],
      ],
    ),
    `h is the factor on the steps: 1 is the program's own resolution, ½ has all steps halved. Errors are ${
      setup?.norm === 'modes'
        ? 'Euclidean distances of the first Fourier modes of density and flux of the particles'
        : '‖p̄ − p̄_ref‖ in L¹(dx ν(dv))'
    }, the largest over t = T/4, T/2, 3T/4, T; p̄_ref is the spectral reference, and ± holds its error, that of the quadrature, and that of sampling. A claim passes when its whole bar is on the right side, fails when it is on the wrong one, and is inconclusive otherwise; bounds are kept up to a round-off slack of ${SLACK}. An order passes from ${ORDER_RESOLUTION} below what is claimed.`,
    ...(crashes.length === 0
      ? []
      : ['## Runs that crashed', bullets(crashes.map(({ where, reason }) => `${where}: ${escapeHtml(reason)}`))]),
  ];
}

function consistencyChapter(study: SchemeStudy, picture: Picture): readonly string[] {
  const { consistency } = study;
  if (!consistency) return [];
  const ladders = consistency.ladders.map(({ step, quantity, announced, points, fit, leftOut }) => [
    STEP_NAMES[step],
    quantity === 'error' ? 'error against the reference' : '‖U(h) − U(h/2)‖',
    points
      .map(({ epsilon, measured, uncertainty: bar }) => `h = ${epsilon}: ${formatMeasured(measured, bar)}`)
      .join('; '),
    orderOf(fit),
    announced === undefined ? '–' : String(announced),
    leftOut.join('; '),
  ]);
  return [
    '## 1. Consistency',
    `At fixed ε = ${formatNumber(consistency.epsilon)}. The observed order is that of the two finest runs; its interval, meant to hold the order for h → 0 in 95 % of cases, is as wide as the change to the coarser pair leaves open, and as the bars do. A step that is refined alone is judged by the differences of consecutive runs, in which the errors of the other steps cancel.`,
    findingsTable(study, 'consistency'),
    table(['refined', 'quantity', 'values', 'observed order', 'announced', 'left out'], ladders),
    ...picture('scheme-report-errors.svg', 'error against h for every ε'),
  ];
}

function asymptoticsChapter(study: SchemeStudy, picture: Picture): readonly string[] {
  const { asymptotics } = study;
  if (!asymptotics) return [];
  const { epsilon, toLimit, exact, fit } = asymptotics;
  const exactAt = (value: number): string => {
    const found = exact.find((each) => each.epsilon === value);
    return found && isMeasured(found.distance) ? measuredText(found.distance) : '–';
  };
  return [
    '## 2. Asymptotic preservation',
    `With the steps fixed and ε → 0 the scheme must become a consistent discretisation of (1.1)–(1.3) with the averaged rate Λ̄ of (1.12). At ε = ${formatNumber(epsilon)} its distance to the limit solution is compared with twice ‖U(h) − U(2h)‖ at the smallest h, plus the distance of the exact solution; it must shrink with h, too (observed order ${orderOf(fit)}).`,
    findingsTable(study, 'asymptotics'),
    'Distance to the limit solution:',
    table(
      ['ε', ...study.factors.map((factor) => `h = ${formatNumber(factor)}`), 'exact solution'],
      study.epsilons.map((each) => [
        formatNumber(each),
        ...study.factors.map((factor) => cellText(toLimit, each, factor)),
        exactAt(each),
      ]),
    ),
    ...picture('scheme-report-limit.svg', 'distance to the limit solution against ε for every h'),
  ];
}

function cellText(cells: readonly Cell[], epsilon: number, factor: number): string {
  const cell = cells.find((each) => each.epsilon === epsilon && each.factor === factor);
  return cell && isMeasured(cell.distance) ? measuredText(cell.distance) : 'no result';
}

function uniformityChapter(study: SchemeStudy, picture: Picture): readonly string[] {
  const { uniformity } = study;
  if (!uniformity) return [];
  const { cells, orders, claimed } = uniformity;
  const fitted = orders.flatMap(({ epsilon, fit }) => (fit.fitted ? [{ epsilon, order: fit.order }] : []));
  const degenerate = orders.filter((each) => each.degenerate).map(({ epsilon }) => formatNumber(epsilon));
  const worst =
    fitted.length === 0 ? undefined : fitted.reduce((a, b) => (b.order.observed < a.order.observed ? b : a));
  return [
    '## 3. Uniform accuracy',
    [
      worst === undefined
        ? 'No order can be stated at any ε.'
        : `The worst order over ε is ${orderText(worst.order)}, at ε = ${formatNumber(worst.epsilon)}.`,
      degenerate.length === 0
        ? `Nowhere is the order shown to be below ${claimed}.`
        : `The order degenerates (its interval is below ${claimed}) at ε = ${degenerate.join(', ')}.`,
      'No program announces that its order is uniform, so this chapter has no verdict.',
    ].join(' '),
    table(
      ['ε', ...study.factors.map((factor) => `h = ${formatNumber(factor)}`), 'order in h', ''],
      orders.map(({ epsilon, fit, degenerate: isDegenerate }) => [
        formatNumber(epsilon),
        ...study.factors.map((factor) => cellText(cells, epsilon, factor)),
        orderOf(fit),
        isDegenerate ? 'degenerates' : '',
      ]),
    ),
    ...picture('scheme-report-map.svg', 'error over ε and h'),
  ];
}

function structureChapter(study: SchemeStudy): readonly string[] {
  if (study.structure.length === 0) return [];
  return [
    '## 4. Structure',
    'What the equation preserves: mass and sign at the finest steps and every ε, the others at ε = 0.1 and the steps of the program. Growth is the largest between two output times; it must not be positive.',
    findingsTable(study, 'structure'),
  ];
}

function costChapter({ costs }: SchemeStudy): readonly string[] {
  if (costs.length === 0) return [];
  const reported = costs.some(({ steps }) => steps > 0);
  return [
    '## 5. Cost against ε',
    'At the resolution of the program, start-up included: the median wall time of a run. **It depends on the machine and on what else it does**, and is part of no verdict.',
    table(
      ['ε', 'steps', 'seconds', 'runs'],
      costs.map(({ epsilon, steps, seconds, runs }) => [
        formatNumber(epsilon),
        reported ? String(steps) : 'not reported',
        seconds.toPrecision(2),
        String(runs),
      ]),
    ),
  ];
}

function terminalText(study: SchemeStudy): string {
  const width = Math.max(0, ...study.findings.map(({ id }) => id.length));
  const lines = [
    ...study.findings.map((finding) => {
      const words = evidence(finding);
      return `${verdictText(finding.verdict).padEnd(14)} ${finding.id.padEnd(width)}  ${words}`.trimEnd();
    }),
    ...study.crashes.map(({ where, reason }) => `${verdictText('crashed').padEnd(14)} ${where}: ${reason}`),
    `${study.name}: ${badgeText(study)}`,
  ];
  return `${lines.join('\n')}\n`;
}
