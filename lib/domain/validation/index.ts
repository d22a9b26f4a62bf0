export { latestValidation, type ValidationRow } from "./store";
export { tasks } from "./validate";
export { lostValidations } from "./lost";
