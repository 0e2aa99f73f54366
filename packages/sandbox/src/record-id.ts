const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** The 18-character form of a 15- or 18-character record Id; undefined when it is neither. */
export function toLongId(id: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return undefined;
  return id.length === 18 ? id : id + checksum(id);
}

/** One character for every five: a bit for each capital letter. */
function checksum(id: string): string {
  return [0, 5, 10].map((start) => ALPHABET[capitals(id.slice(start, start + 5))]).join("");
}

function capitals(five: string): number {
  return [...five].reduce((bits, char, i) => bits + (/[A-Z]/.test(char) ? 1 << i : 0), 0);
}
