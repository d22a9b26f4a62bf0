export { checkCriteria, LANGUAGES } from "./criteria";
export { latestValidation, type ValidationRow } from "./store";
export { tasks } from "./validate";
export { lostValidations } from "./lost";
