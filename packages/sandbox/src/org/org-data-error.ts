/** A given file that the org cannot use; the message names the file and the reason. */
export class OrgDataError extends Error {
  override readonly name = "OrgDataError";
  readonly file: string;
  constructor(file: string, reason: string, cause?: unknown) {
    super(`${file}: ${reason}`, { cause });
    this.file = file;
  }
}
