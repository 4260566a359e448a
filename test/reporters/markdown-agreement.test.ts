import { expect, it } from 'vitest';
import type { ClaimOutcome, Report } from '../../src/check/statement.ts';
import { agreementSection } from '../../src/reporters/markdown-agreement.ts';

const claim: ClaimOutcome = {
  id: 'agreement/lattice',
  kind: 'identity',
  verdict: 'fail',
  scenario: 'travelling-wave',
  scheme: 'reference, lattice',
  epsilon: 0.1,
  where: 'Y',
  measured: 0.004,
  uncertainty: 0.0015,
  source: 'not in the paper',
  rerun: '',
};
const report = (claims: readonly ClaimOutcome[]): Report =>
  ({ statements: [{ id: 'agreement', title: '', verdict: 'fail', suspects: [], claims }] }) as unknown as Report;

it('shows each pair with its verdict and names the file of the whole matrix', () => {
  const text = agreementSection(report([claim])).join('\n');
  expect(text).toContain('| reference, lattice | travelling-wave | 0.1 | Y | 0.0040 ± 0.0015 | ✗ fail |');
  expect(text).toContain('(agreement.md)');
});

it('says nothing where solvers were not compared', () => {
  expect(agreementSection(report([]))).toEqual([]);
  expect(agreementSection({ statements: [] } as unknown as Report)).toEqual([]);
});
