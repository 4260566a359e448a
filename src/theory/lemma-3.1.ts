/** 1 − e^{−t/ε} without cancellation for t ≪ ε. */
const remembered = (epsilon: number, t: number): number => -Math.expm1(-t / epsilon);

/**
 * (3.1) divided by ε: |u(v) − u(v′)| = |N(v) − N(v′)|/ε ≤ G (1 − e^{−t/ε}) |v − v′|. The factor keeps the cancellation
 * that the printed proof drops; the inequality is sharp (theory sheet, sections 4 and 6.8).
 */
export function gradientSpread(G: number, epsilon: number, t: number, distance: number): number {
  return G * remembered(epsilon, t) * distance;
}

/**
 * Consequence of (3.3): |M − N| ≤ ε ‖D_tM(·,·,v)‖_∞ (1 − e^{−t/ε}), divided by ε.
 *
 * @param pathGradient ‖D_tM(·,·,v)‖_∞ for this v
 */
export function adaptationLag(pathGradient: number, epsilon: number, t: number): number {
  return pathGradient * remembered(epsilon, t);
}

/**
 * (3.2), first form: |D_tM − D_tN| ≤ ‖D_tM(0,·,v)‖_∞ e^{−t/ε} + ε ‖D_t²M(·,·,v)‖_∞ (1 − e^{−t/ε}).
 */
export function gapOfVelocity(initialGradient: number, curvature: number, epsilon: number, t: number): number {
  return initialGradient * Math.exp(-t / epsilon) + epsilon * curvature * remembered(epsilon, t);
}

/**
 * (3.2), second form: |D_tM − D_tN| ≤ 2 W (ε + e^{−t/ε}) (1 + |v|²), since 1 + |v| and (1 + |v|)² are both at most
 * 2(1 + |v|²). The paper prints 4; 2 is optimal (theory sheet, section 4).
 */
export function gapUniform(W: number, epsilon: number, t: number, speed: number): number {
  return 2 * W * (epsilon + Math.exp(-t / epsilon)) * (1 + speed * speed);
}
