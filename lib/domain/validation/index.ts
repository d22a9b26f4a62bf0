export { checkCriteria } from "./criteria";
export { latestValidation, type ValidationRow } from "./store";
export { tasks } from "./validate";
