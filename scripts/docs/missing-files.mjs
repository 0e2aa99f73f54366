// Names on a page that the repository does not have: files, folders, and names of files in backticks. For docs.mjs.

const extensions = /\.(ts|mts|mjs|js|md|json|yaml|sql|py|css|txt)$/;

const pathCharacters = /^[\w.@*-][\w.@*<>/-]*$/;

/** The section that "How to add" takes as its example does not exist yet. */
const exampleSection = /^jobs[/-]/;

/**
 * Names in `text` that no path of `files` ends with. A path may leave out folders before it and the extension; `*` and
 * `<name>` stand for any part of it. A single word in backticks counts if it has a hyphen, as names of files do.
 */
export function missingFiles(text, files) {
  return [...new Set([...fencedNames(text), ...inlineNames(text), ...linkedFiles(text)])].filter(
    (name) => !exampleSection.test(name) && !exists(name, files),
  );
}

const fence = /^```.*\n([\s\S]*?)^```/gm;

/** Files and folders in code blocks, such as those of a tree. */
function fencedNames(text) {
  return [...text.matchAll(fence)].flatMap(([, block]) =>
    block
      .split(/[\s,();:]+/)
      .filter((word) => pathCharacters.test(word))
      .filter((word) => word.endsWith("/") || extensions.test(word)),
  );
}

function inlineNames(text) {
  return [...text.replace(fence, "").matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code)
    .filter((code) => isPath(code) || /^[a-z]\w*(-\w+)+$/.test(code));
}

function linkedFiles(text) {
  return [...text.matchAll(/\]\((?!https?:)(?:\.\.?\/)*([^)#]+)/g)].map(([, target]) => target);
}

/** Whether `text` is meant as a path of the repository: `docs/adr`, `run-flow.ts`, but no `YYYY/MM/DD` and no `<a>/<b>`. */
function isPath(text) {
  return pathCharacters.test(text) && (text.slice(0, -1).includes("/") || extensions.test(text));
}

function exists(name, files) {
  const path = name
    .replace(/\/$/, "")
    .split(/(\*|<[^>]*>)/)
    .map((part, index) => (index % 2 === 1 ? "[^/]+" : part.replace(/[.]/g, "\\.")))
    .join("");
  // The name of a file, of a file without its extension, or of a folder.
  const named = new RegExp(`(^|/)${path}(\\.\\w+)*(/|$)`);
  return files.some((file) => named.test(file));
}
