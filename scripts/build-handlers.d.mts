import type { Metafile } from "esbuild";
export function buildHandlers(outdir?: string): Promise<Metafile>;
