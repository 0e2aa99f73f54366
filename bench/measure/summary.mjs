/** Median, least and most of a list of numbers. Throws for an empty one: nothing was measured. */
export function summaryOf(values) {
  if (values.length === 0) throw new Error("nothing was measured");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), count: sorted.length };
}

/** `median (min–max)` with as many decimals as asked for. */
export function showSummary({ median, min, max }, decimals = 1) {
  const show = (value) => value.toFixed(decimals);
  return `${show(median)} (${show(min)}–${show(max)})`;
}
