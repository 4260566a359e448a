/** Functions of the language; `sign` only arises as the derivative of `abs` and cannot be written by a user. */
export const FUNCTIONS = [
  'sin',
  'cos',
  'tan',
  'sinh',
  'cosh',
  'tanh',
  'exp',
  'log',
  'sqrt',
  'abs',
  'min',
  'max',
  'erf',
  'sign',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The whole language of scenario expressions, as plain data. */
export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negate'; readonly argument: Expr }
  | { readonly kind: 'binary'; readonly op: '+' | '-' | '*' | '/' | '^'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expr[] };
