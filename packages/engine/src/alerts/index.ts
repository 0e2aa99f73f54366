export { alertEvent } from "./domain/alert-event.ts";
