// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// Who sees a column: each table that has one of the name that was searched for, with what every role sees of it.

/** What a role sees of one column: the kind of its cell, and why where it is hidden. */
function seenOf(table, index, role) {
  const cell = cellsOf(table, role).find(({ columns }) => columns.includes(index));
  const access = cell?.access ?? "none";
  return {
    kind: access === "filtered" ? "rows" : access,
    cell,
    because: becauseOf(table, index, role),
  };
}

/** Rules, with their places, that hide a column from a role. */
function becauseOf(table, index, role) {
  const groups = Object.hasOwn(table.hidden, role) ? table.hidden[role] : [];
  const found = groups.find(([columns]) => columns === null || columns.includes(index));
  return found ? found[1].map((text) => data.texts[text]) : [];
}

/** Names of a table: in the catalog, and in `query` as it is now. */
const namesOf = ({ name, current }) => [name, ...(current ? [current] : [])];

/** Whether the text is in a name of the table itself, so that all of its columns are meant. */
function isNamed(text, table) {
  const wanted = text.trim().toLowerCase();
  return namesOf(table).some((name) => name.toLowerCase().includes(wanted));
}

/** Columns whose name has the text in it, or that the text names with their table: exact names first. */
function columnsNamed(text, tables) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const isMeant = (table, column) =>
    column.includes(wanted) ||
    namesOf(table).some((name) => `.${name.toLowerCase()}.${column}`.endsWith(`.${wanted}`));
  const found = tables.flatMap((table) =>
    table.columns.flatMap(([name], index) =>
      isMeant(table, name.toLowerCase())
        ? [{ table, index, name, isExact: name.toLowerCase() === wanted }]
        : [],
    ),
  );
  return [...found.filter(({ isExact }) => isExact), ...found.filter(({ isExact }) => !isExact)];
}

function columnView(text, tables, roles) {
  const found = columnsNamed(text, tables);
  if (found.length === 0) return [];
  const shown = found.slice(0, asked.shown);
  const head = element(
    "tr",
    {},
    element("th", { scope: "col", class: "corner" }, "Column"),
    ...roles.map(({ name, about }) =>
      element("th", { scope: "col", title: about }, element("span", {}, name)),
    ),
  );
  const more = found.length - shown.length;
  return [
    element("h2", {}, `Who sees ${text.trim()}?`),
    element("p", { class: "answer" }, answerOf(found, roles)),
    ...unknownOf(found),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Columns" },
      element(
        "table",
        { class: "grid by-column" },
        element("caption", {}, counted(found) + (more > 0 ? `, ${more} more below` : "")),
        element("thead", {}, head),
        element("tbody", {}, ...shown.map((each) => columnRow(each, roles))),
      ),
    ),
  ];
}

/** Tables of which only the columns that rules name are known: they may have the column, too. */
function unknownOf(found) {
  const known = new Set(found.map(({ table }) => table));
  const count = data.tables.filter((table) => !table.isLoaded && !known.has(table)).length;
  if (count === 0) return [];
  const tables = count === 1 ? "1 table that is" : `${count} tables that are`;
  return [element("p", { class: "about" }, `Not known for ${tables} not loaded or built yet.`)];
}

function counted(found) {
  const tables = new Set(found.map(({ table }) => table)).size;
  return `${found.length} ${found.length === 1 ? "column" : "columns"} in ${tables} ${tables === 1 ? "table" : "tables"}`;
}

/** One sentence: roles that see the values, in full or in part, that see a mask, and the number of those that see nothing. */
function answerOf(found, roles) {
  const best = (role) => {
    const kinds = new Set(found.map(({ table, index }) => seenOf(table, index, role).kind));
    return ["full", "rows", "masked"].find((kind) => kinds.has(kind)) ?? "none";
  };
  const by = { full: [], rows: [], masked: [], none: [] };
  for (const { name } of roles) by[best(name)].push(name);
  const says = { full: "Every row", rows: "Some rows", masked: "Masked", none: "Nothing" };
  return Object.entries(says)
    .filter(([kind]) => by[kind].length > 0)
    .map(([kind, what]) => `${what}: ${by[kind].join(", ")}.`)
    .join(" ");
}

function columnRow({ table, index, name }, roles) {
  const sensitivity = data.texts[table.columns[index][1]];
  const open = element(
    "button",
    { type: "button", class: "table", onclick: () => showDetail(table) },
    `${table.name}.${name}`,
  );
  const tag = element("span", { class: `tag ${tagKind(sensitivity)}` }, sensitivity);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, open, element("div", { class: "tags" }, tag)),
    ...roles.map((role) => columnCell({ table, index, name }, role.name)),
  );
}

function columnCell({ table, index, name }, role) {
  const { kind, because } = seenOf(table, index, role);
  const { mark } = kinds[kind];
  const what = kind === "full" ? "every row" : kinds[kind].name;
  const label = [`${role} on ${table.name}.${name}: ${what}`, ...because].join("\n");
  return element(
    "td",
    { class: kind },
    element(
      "button",
      { type: "button", "aria-label": label, title: label, onclick: () => showDetail(table, role) },
      element("span", { class: "mark", "aria-hidden": "true" }, mark),
    ),
  );
}
