/** A refused token request; sent as `{error, error_description}` with status 400. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
