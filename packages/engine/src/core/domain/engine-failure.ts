const wants = [
  "(Out of Memory|Permission|INTERRUPT) Error",
  "No space left|Disk quota|Too many open files|Cannot allocate memory|Permission denied",
  "Cannot open file|Could not (open|write|create)|No files found",
];
const ofMachine = new RegExp(wants.join("|"), "i");

/** Whether an engine ran out of what the machine gives it, or was told to end: its words say nothing about what is in a file. */
export function isOfMachine(said: string): boolean {
  return ofMachine.test(said);
}
