/** Files of the Markdown report, relative to its directory. */
export const SUMMARY_PATH = 'verification.md';

export const statementPath = (statementId: string): string => `statements/${statementId}.md`;

export const plotPath = (claimId: string): string => `plots/${claimId.replaceAll('/', '-')}.svg`;

/** A claim's page is that of its statement: `lemma-3.1/3.2` is on `statements/lemma-3.1.md`. */
export const claimPath = (claimId: string): string => statementPath(claimId.split('/')[0]);

/** GitHub's anchor of a heading that is an id. */
export const anchor = (id: string): string => id.toLowerCase().replace(/[^\w-]/g, '');
