// Second chapter: who sees what, asked as three roles and tested.
import { loadFirstDay } from "./load.mjs";
import { accessTable, roleQuestion } from "./questions.mjs";

export async function access(demo) {
  const { show, tell } = demo;
  await loadFirstDay(demo);
  tell("Who sees what of the accounts? access.yaml says so, for every role and column.");
  await show(["access", "matrix", "--table", accessTable]);
  tell("The same question, answered for three roles:");
  for (const role of ["country_manager_de", "country_manager_fr", "analyst"])
    await show(["query", "--as", role, roleQuestion]);
  tell("And is that as intended? Sentences of access.yaml, by the rules and on the data:");
  await show(["access", "test"]);
}
