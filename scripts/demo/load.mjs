// First chapter: everything is loaded, days pass, and what changed is loaded.
import { firstQuestion, questions } from "./questions.mjs";

const daysPerDemo = 3;

/** What the other chapters need of this one: a lake that has its first day. */
export async function loadFirstDay({ show, tell, days }) {
  if (days.reached() > 0) return;
  tell("First, does the folder hold together? Every problem would be listed with its line.");
  await show(["validate"]);
  tell(
    "The first run loads everything. (AppFlow on its own would read only the last 30 days.) The warehouse comes later.",
  );
  await show(["run", "--no-elt"]);
  tell(firstQuestion.text);
  await show(["query", firstQuestion.sql]);
  tell("One flow has no schedule, so it runs when it is named:");
  await show(["run", "Airports__c"]);
}

export async function load(demo) {
  const { show, tell, days } = demo;
  if (days.reached() > 0) {
    tell(`The lake is where day ${days.reached()} left it. Nothing is due, so nothing is read:`);
    await show(["run", "--no-elt"]);
  }
  await loadFirstDay(demo);
  for (let passed = 0; passed < daysPerDemo; passed++) {
    tell("A day passes in the CRM: people add, change and delete records.");
    await days.pass();
    tell("The next run reads what changed, and nothing else:");
    await show(["run", "--no-elt"]);
  }
  tell("Where does every flow stand?");
  await show(["status"]);
  for (const { text, sql } of questions) {
    tell(text);
    await show(["query", sql]);
  }
}
