/** Where in the user's input something is wrong; absent parts are unknown. */
export interface InputLocation {
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** Path of the field, for example `initial.profile.deviation`. */
  readonly field?: string;
}

/**
 * Bad input: one sentence that says what was wrong, where, and what would be right.
 * The command line prints `message` alone and exits with 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly location: InputLocation;

  constructor(what: string, location: InputLocation = {}) {
    const { file, line, field } = location;
    const place = [file && (line === undefined ? file : `${file}:${line}`), field].filter(Boolean).join(': ');
    super(place ? `${place}: ${what}` : what);
    this.location = location;
  }
}
