/** Time on this machine; windows and partitions use the source's clock instead. */
export interface Clock {
  now(): Date;
}
