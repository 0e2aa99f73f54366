/** Puts the files of vega-datasets in `from` into `to` as CSV, one an object. */
export function writePublicData(from: string, to: string): void;
