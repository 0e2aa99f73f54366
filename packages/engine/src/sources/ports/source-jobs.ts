/**
 * What sources make on their servers and have not removed yet: a killed process leaves it there, and the next one must know what to
 * remove. A job is whatever text its source knows it by.
 */
export interface SourceJobs {
  /** Called before the job is used. */
  opened(profile: string, job: string): Promise<void>;
  /** It is gone from the server; one that was never opened is fine. */
  closed(profile: string, job: string): Promise<void>;
  /** Open jobs of a connection whose process has ended, oldest first. */
  left(profile: string): Promise<readonly string[]>;
}
