/** What a user's program did wrong: one sentence that names the file and the field. Its case is `crashed`, others go on. */
export class SchemeFailure extends Error {
  override readonly name = 'SchemeFailure';
}
