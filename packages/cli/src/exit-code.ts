/** Exit codes of the command; 130 and 143 are the shell's own numbers for SIGINT and SIGTERM. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badCall: 2,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a command that a signal ended early. */
export function exitCodeOf(signal: AbortSignal): ExitCode {
  return signal.reason === "SIGTERM" ? exitCodes.terminated : exitCodes.interrupted;
}
