/**
 * Legal custom API names for `texts`, in their order: letters, digits and single underscores,
 * starting with a letter, at most 40 characters before `__c`, and different even without case.
 */
export function apiNames(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const stem = stemOf(text);
    let name = stem;
    for (let count = 2; taken.has(name.toLowerCase()); count++) {
      const suffix = `_${count}`;
      name = stem.slice(0, maxLength - suffix.length).replace(/_$/, "") + suffix;
    }
    taken.add(name.toLowerCase());
    return `${name}__c`;
  });
}

function stemOf(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = plain.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const named = /^[A-Za-z]/.test(words) ? words : `X${words && "_"}${words}`;
  return named.slice(0, maxLength).replace(/_+$/, "");
}

const maxLength = 40;
