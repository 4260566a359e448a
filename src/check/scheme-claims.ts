import { isExpectation, type Statement } from './statement.ts';

/**
 * What a user's program is judged by: the claims about one solution. Claims about the paper's data alone, about printed
 * errors and about several built-in solvers say nothing about it; statements without any other claim are left out.
 */
export function aboutSchemes(statements: readonly Statement[]): readonly Statement[] {
  return statements
    .map((statement) => ({
      ...statement,
      claims: statement.claims.filter((claim) => !isExpectation(claim) && claim.needs === 'case'),
    }))
    .filter(({ claims }) => claims.length > 0);
}
