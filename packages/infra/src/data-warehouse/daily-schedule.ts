import type { DeployedPlatform } from "../shared/deployed-platform.ts";

/** Before people begin to work, UTC; a cluster that sleeps is asked an hour after it wakes up. */
export function dailySchedule({ environment }: DeployedPlatform): string {
  const redshift = environment.warehouse?.redshift;
  const pause = redshift?.kind === "provisioned" ? redshift.pause : undefined;
  return pause ? hourLater(pause.resumeAt) : "cron(0 6 * * ? *)";
}

/** `cron(0 4 ? * MON-FRI *)` as `cron(0 5 ? * MON-FRI *)`; one whose hour is no number, or the day's last, as it is. */
export function hourLater(expression: string): string {
  return expression.replace(/^cron\((\S+) (\d+) /, (all, minute: string, hour: string) =>
    Number(hour) < 23 ? `cron(${minute} ${Number(hour) + 1} ` : all,
  );
}
