/** From which share of a limit on people should know: raising a quota or rebuilding takes time. */
const warnAt = 0.8;

/** Whether a count is over what a service allows, or so near that it should be said. */
export function nearness(count: number, most: number): "over" | "near" | undefined {
  if (count > most) return "over";
  return count >= most * warnAt ? "near" : undefined;
}
