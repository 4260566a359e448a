import type { Scheme } from '../../schemes/scheme.ts';

/** The same scheme, which tells how long it took until the first snapshot, in seconds: a program is done by then. */
export function timing(scheme: Scheme, tell: (seconds: number) => void): Scheme {
  return {
    ...scheme,
    *solve(...request) {
      const start = performance.now();
      const inner = scheme.solve(...request);
      let current = inner.next();
      tell((performance.now() - start) / 1000);
      while (!current.done) {
        yield current.value;
        current = inner.next();
      }
      return current.value;
    },
  };
}
