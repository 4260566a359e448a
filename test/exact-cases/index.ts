import type { ExactCase } from './exact-case.ts';
import { slowDecay } from './green-kubo.ts';
import { homogeneous } from './homogeneous.ts';
import { pureOrnsteinUhlenbeck } from './ornstein-uhlenbeck.ts';
import { telegraph } from './telegraph.ts';

/** Every case whose diagnostics are known exactly. */
export const EXACT_CASES: readonly ExactCase[] = [...pureOrnsteinUhlenbeck, ...telegraph, homogeneous, slowDecay];
