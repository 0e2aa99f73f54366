/**
 * Runs each contender once a round, round after round, so that what disturbs the machine disturbs all of them. Odd
 * rounds go backwards: nobody always comes first. Answers the results by contender.
 */
export async function pairedRounds(rounds, contenders, say) {
  const names = Object.keys(contenders);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await contenders[name](round);
      results[name].push(result);
      const { ms, peakRssMb } = result;
      const rss = peakRssMb === undefined ? "" : `, ${peakRssMb.toFixed(0)} MB`;
      say(`  round ${round + 1}/${rounds} ${name}: ${(ms / 1000).toFixed(2)} s${rss}`);
    }
  }
  return results;
}
