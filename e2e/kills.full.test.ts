import { killSeries } from "./support/kill-series.ts";

// Twenty kills at random moments; `npm run test:soak` has five hundred.
killSeries(20);
