export { checkCriteria, type CriteriaCheck, type CriterionFailure } from "./check";
export { LANGUAGES } from "./languages";
export { requireUsable } from "./require-usable";
