import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One use of a module. A type that points upwards ties two folders together all the same, so `import type` counts. */
export interface Import {
  readonly specifier: string;
  /** `import type`: gone when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** What the rules look at in one file. */
export interface SourceFacts {
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Lines of `import(…)` whose argument is computed, so that no test can follow it. */
  readonly computedImports: readonly number[];
  /** Globals such as `console.log`, `Date.now`, `eval`, by their dotted name. */
  readonly globals: readonly { readonly name: string; readonly line: number }[];
}

/** Source files by their path from the root, with forward slashes. */
export type Tree = ReadonlyMap<string, SourceFacts>;

const WATCHED = new Set(['console', 'process', 'Date', 'performance', 'eval', 'Function', 'Math', 'fetch']);

const TYPE = ts.SyntaxKind.TypeKeyword;

/** Parses one file by the compiler's own parser, so that comments and strings cannot mislead it. */
export function parseSource(path: string, text: string): SourceFacts {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const imports: Import[] = [];
  const computedImports: number[] = [];
  const globals: { name: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      const typeOnly = ts.isExportDeclaration(node) ? node.isTypeOnly : node.importClause?.phaseModifier === TYPE;
      imports.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly, line: lineOf(node) });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      imports.push({ specifier: (node.argument.literal as ts.StringLiteral).text, typeOnly: true, line: lineOf(node) });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (ts.isStringLiteralLike(argument))
        imports.push({ specifier: argument.text, typeOnly: false, line: lineOf(node) });
      else computedImports.push(lineOf(node));
    } else if (ts.isIdentifier(node) && WATCHED.has(node.text) && isReference(node)) {
      const { parent } = node;
      const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? `.${parent.name.text}` : '';
      globals.push({ name: `${node.text}${member}`, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { lines, imports, computedImports, globals };
}

/** A value that is read, neither a member (`schedule.process`), a key, a declared name nor a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  return !('name' in parent && parent.name === node);
}

/** Reads every .ts and .js file below the given folders. */
export function readTree(root: string, folders: readonly string[]): Tree {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
      .filter((path) => /\.[jt]s$/.test(path)),
  );
  return new Map(paths.sort().map((path) => [path, parseSource(path, readFileSync(join(root, path), 'utf8'))]));
}
