/** An instant as REST answers spell it: `2024-09-24T03:26:07.000+0000`. */
export function restDateTime(at: Date): string {
  return at.toISOString().replace("Z", "+0000");
}
