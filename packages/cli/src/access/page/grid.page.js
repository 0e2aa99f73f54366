// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// The matrix: one row a table, one cell a role.

function showGrid() {
  const tables = data.tables.filter(matches);
  const roles = shownRoles();
  const head = element(
    "tr",
    {},
    element("th", { scope: "col", class: "corner" }, "Table"),
    ...roles.map(({ name, about }) =>
      element("th", { scope: "col", title: about }, element("span", {}, name)),
    ),
  );
  const shown = tables.slice(0, asked.shown);
  const body = shown.flatMap((table, i) => [
    ...(layers.length > 1 && shown[i - 1]?.layer !== table.layer ? [layerRow(table, tables)] : []),
    gridRow(table, roles),
  ]);
  const grid = element(
    "table",
    { class: "grid" },
    element("caption", {}, `${tables.length} of ${data.tables.length} tables`),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  const rest = tables.length - asked.shown;
  const more = element(
    "button",
    { type: "button", class: "more", onclick: showMore },
    `Show more (${rest})`,
  );
  document
    .getElementById("grid")
    .replaceChildren(
      ...columnView(asked.text, tables, roles),
      ...(asked.text.trim() ? [element("h2", {}, "Tables")] : []),
      element(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix" },
        grid,
      ),
      ...(rest > 0 ? [more] : []),
    );
}

function showMore() {
  asked.shown += rowsAtATime * 4;
  showGrid();
}

/** Layer of the tables below it. */
function layerRow({ layer }, tables) {
  const count = tables.filter((table) => table.layer === layer).length;
  return element(
    "tr",
    { class: "layer" },
    element("th", { scope: "rowgroup", colspan: shownRoles().length + 1 }, `${layer} (${count})`),
  );
}

function gridRow(table, roles) {
  const tags = sensitivitiesOf(table).map((name) =>
    element("span", { class: `tag ${tagKind(name)}` }, name),
  );
  const open = element(
    "button",
    { type: "button", class: "table", onclick: () => showDetail(table) },
    table.name,
  );
  const state = [
    ...(table.closed ? [element("span", { class: "state" }, "closed on purpose")] : []),
    ...(table.isLoaded ? [] : [element("span", { class: "state" }, notThere(table))]),
  ];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, open, element("div", { class: "tags" }, ...tags, ...state)),
    ...roles.map(({ name }) => gridCell(table, name)),
  );
}

const notThere = ({ layer }) => (layer === "raw" ? "not loaded yet" : "not built yet");

function tagKind(name) {
  return ["personal", "unclassified", "public"].includes(name) ? name : "plain";
}

function gridCell(table, role) {
  const kind = kindOf(table, role);
  const { mark, name } = kinds[kind];
  const counted = `${countOf(table, role)} of ${table.columns.length}`;
  const label = `${role} on ${table.name}: ${name}, ${counted} columns`;
  const isBlind = kind === "none" && cellsOf(table, role).length === 0;
  return element(
    "td",
    { class: kind },
    element(
      "button",
      {
        type: "button",
        "aria-label": isBlind ? `${role}: ${name}` : label,
        title: label,
        onclick: () => showDetail(table, role),
      },
      element("span", { class: "mark", "aria-hidden": "true" }, mark),
      kind === "none" ? undefined : element("small", { "aria-hidden": "true" }, counted),
    ),
  );
}
