import fc from 'fast-check';

// For `npm run mutation-score` only: a score must not depend on the draw, and to notice a change no small example is needed.
fc.configureGlobal({ seed: 1, endOnFailure: true });
