import { join } from "node:path";
import { fromFiles, readBaseline, toFiles, writeBaseline } from "./baseline-files.ts";
import { exampleTemplates } from "./example-templates.ts";
import { lossesBetween, showLoss } from "./losses.ts";

/**
 * Makes the templates of today the baseline, unless something with a state would be lost whose name, `<stack>/<logical
 * id>`, is not among the `accepted`. Answers what is refused.
 */
export async function acceptBaseline(
  infra: string,
  accepted: readonly string[],
): Promise<readonly string[]> {
  const folder = join(infra, "test", "baseline", "templates");
  const now = await exampleTemplates();
  const losses = lossesBetween(fromFiles(readBaseline(folder)), now).filter(
    ({ stack, logicalId }) => !accepted.includes(`${stack}/${logicalId}`),
  );
  if (losses.length === 0) writeBaseline(folder, toFiles(now));
  return losses.map(showLoss);
}
