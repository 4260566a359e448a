import type { Model } from '../model/model.ts';
import type { Constant } from './constant.ts';
import { kernelConstants } from './kernel-constants.ts';
import { pathSuprema } from './path-suprema.ts';
import { signalConstants } from './signal-constants.ts';
import { largest } from './supremum.ts';

/** Constants of the assumptions on [0,T]: G = ‖∇ₓM‖∞, W = ‖M‖_{W^{2,∞}}, λ₀, λ₂, λ_in (theory sheet, notation). */
export interface Constants {
  readonly G: Constant;
  readonly W: Constant;
  /** sup |D_tM| over t, x and V. */
  readonly pathGradient: Constant;
  readonly lambda0: Constant;
  readonly lambda2: Constant;
  readonly lambdaIn: Constant;
}

/** The constants of a model; λ's are suprema over z ∈ (−∞, ∞) and V of sums with the weights of ν. */
export function computeConstants(model: Model): Constants {
  return {
    ...signalConstants(model.scenario),
    pathGradient: largest('‖D_tM‖', pathSuprema(model, 'gradient')),
    ...kernelConstants(model.scenario),
  };
}
