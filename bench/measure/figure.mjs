/**
 * A measured value beside its target, which is `atLeast` or `atMost`. `show` writes both; without a target the figure is
 * for information.
 */
export function figure(what, value, { atLeast, atMost, show = String, measured = show(value) }) {
  if (atLeast !== undefined)
    return { what, target: `≥ ${show(atLeast)}`, measured, met: value >= atLeast };
  if (atMost !== undefined)
    return { what, target: `≤ ${show(atMost)}`, measured, met: value <= atMost };
  return { what, target: "–", measured, met: null };
}

/** A figure that could not be measured, and why: it counts as missed. */
export function notMeasured(what, target, reason) {
  return { what, target, measured: `not measured: ${reason}`, met: false };
}

export const percent = (share) => `${(share * 100).toFixed(0)} %`;
export const times = (factor) => `${factor.toFixed(2)} ×`;
export const megabytes = (mb) => `${mb.toFixed(0)} MB`;
export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
