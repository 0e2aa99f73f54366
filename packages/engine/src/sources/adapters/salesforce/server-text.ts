/** Makes text of the server fit to be shown: one short line, no control characters, none of our secrets. */
export type ShowServerText = (text: string) => string;

const maxLength = 300;

/** `secrets` may grow while the connection is used; each of its texts is replaced wherever the server echoes it. */
export function serverText(secrets: ReadonlySet<string>): ShowServerText {
  return (text) => {
    let shown = text;
    for (const secret of secrets) if (secret) shown = shown.replaceAll(secret, "***");
    const line = shown.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
    return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  };
}
