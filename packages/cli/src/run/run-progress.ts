import type { Flow } from "@lakewright/config";
import type { Progress, ReportProgress } from "@lakewright/engine";
import type { Output } from "../io.ts";
import { showCount, showMegabytes } from "../output/amounts.ts";
import { cutToWidth } from "../output/display-width.ts";
import { visibleText } from "../output/visible-text.ts";

const quietMs = 1000;
const redrawMs = 100;
const plainLineMs = 5000;

export interface RunProgress {
  readonly report: ReportProgress;
  /** Wipes the line. */
  stop(): Promise<void>;
}

/** Says what a run is doing once it takes longer than a second: one line that changes, or a line every 5 s in a log. */
export function runProgress(stderr: Output, flows: readonly Flow[]): RunProgress {
  const objects = new Map(flows.map(({ name, object }) => [name, object]));
  const began = Date.now();
  let latest: Progress | undefined;
  let flowBegan = began;
  let isDrawn = false;
  let nextPlain = began + plainLineMs;
  const draw = () => {
    const now = Date.now();
    if (!latest || now - began < quietMs) return;
    const object = visibleText(objects.get(latest.flow) ?? latest.flow);
    const line = progressLine(latest, object, now - flowBegan);
    if (stderr.isTerminal) {
      void stderr.write(`\r\u001b[2K${cutToWidth(line, stderr.columns() - 1)}`);
      isDrawn = true;
    } else if (now >= nextPlain) {
      nextPlain = now + plainLineMs;
      void stderr.write(`${line}\n`);
    }
  };
  const timer = setInterval(draw, redrawMs);
  return {
    report: (progress) => {
      if (progress.flow !== latest?.flow) flowBegan = Date.now();
      latest = progress;
    },
    stop: async () => {
      clearInterval(timer);
      if (isDrawn) await stderr.write("\r\u001b[2K");
    },
  };
}

/** `Account  extract  12,000 of 50,000 rows  4,000 rows/s  3.1 MB` */
export function progressLine(
  { phase, rows, bytes, expectedRows }: Progress,
  object: string,
  ms: number,
): string {
  if (phase !== "extract" || rows === 0) return `${object}  ${phase}`;
  const of = expectedRows === undefined ? "" : ` of ${showCount(expectedRows)}`;
  const rate = showCount(Math.round((rows * 1000) / Math.max(ms, 1)));
  return `${object}  ${phase}  ${showCount(rows)}${of} rows  ${rate} rows/s  ${showMegabytes(bytes)}`;
}
