// biome-ignore-all lint/correctness/noUnusedVariables: the files of the page are joined to one script.
// What is searched for, and the tables that fit.

function shownRoles() {
  return asked.role ? data.roles.filter(({ name }) => name === asked.role) : data.roles;
}

function matches(table) {
  if (!isNamed(asked.text, table) && columnsNamed(asked.text, [table]).length === 0) return false;
  if (asked.layer && table.layer !== asked.layer) return false;
  if (asked.sensitivity && !sensitivitiesOf(table).includes(asked.sensitivity)) return false;
  return !asked.kind || shownRoles().some(({ name }) => kindOf(table, name) === asked.kind);
}

function filters() {
  const change = (key) => (event) => {
    asked[key] = event.target.value;
    asked.shown = rowsAtATime;
    history.replaceState(null, "", urlOfFilters(asked) || location.pathname + location.search);
    showGrid();
  };
  const choice = (key, label, all, options) =>
    element(
      "label",
      {},
      label,
      element(
        "select",
        { onchange: change(key), id: `by-${key}` },
        element("option", { value: "", selected: asked[key] === "" }, all),
        ...options.map(([value, name]) =>
          element("option", { value, selected: value === asked[key] }, name),
        ),
      ),
    );
  const byLayer = choice(
    "layer",
    "Layer",
    "all layers",
    layers.map((name) => [name, name]),
  );
  return element(
    "form",
    { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    element(
      "label",
      {},
      "Table or column",
      element("input", {
        type: "search",
        id: "by-text",
        placeholder: "such as phone",
        value: asked.text,
        oninput: change("text"),
      }),
    ),
    choice(
      "role",
      "Role",
      "all roles",
      data.roles.map(({ name }) => [name, name]),
    ),
    layers.length > 1 ? byLayer : undefined,
    choice(
      "kind",
      "Sees",
      "anything",
      Object.entries(kinds).map(([kind, { name }]) => [kind, name]),
    ),
    choice(
      "sensitivity",
      "Holds",
      "anything",
      sensitivities.map((name) => [name, name]),
    ),
    element(
      "button",
      {
        type: "button",
        class: "more",
        onclick: () =>
          download(
            `who-sees-what-${data.environment}.csv`,
            csvOf(data.tables.filter(matches), shownRoles()),
          ),
      },
      "Download CSV",
    ),
  );
}

/** A link that was pasted into the page's own window. */
addEventListener("hashchange", () => {
  Object.assign(asked, filtersOfUrl(location.hash, choices), { shown: rowsAtATime });
  for (const name of filterNames) {
    const field = document.getElementById(`by-${name}`);
    if (field) field.value = asked[name];
  }
  showGrid();
});
