/** A refusal in Salesforce's own words; the server sends it as `[{message, errorCode, fields?}]`. */
export class SalesforceError extends Error {
  override readonly name = "SalesforceError";
  /** Fields that the refusal is about, where Salesforce names them. */
  fields?: readonly string[];
  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
  }
}

/** The body Salesforce sends for `error`. */
export function errorBody(error: SalesforceError): string {
  const { message, errorCode, fields } = error;
  return JSON.stringify([{ message, errorCode, ...(fields ? { fields } : {}) }]);
}

/** The requested thing does not exist. */
export function notFound(message = "The requested resource does not exist"): SalesforceError {
  return new SalesforceError(404, "NOT_FOUND", message);
}

/** The caller has no valid session. */
export function invalidSession(): SalesforceError {
  return new SalesforceError(401, "INVALID_SESSION_ID", "Session expired or invalid");
}
