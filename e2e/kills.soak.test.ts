import { killSeries } from "./support/kill-series.ts";

// LAKEWRIGHT_KILLS makes it shorter or longer.
killSeries(Number(process.env.LAKEWRIGHT_KILLS ?? 500));
