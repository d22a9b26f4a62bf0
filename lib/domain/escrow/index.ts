export {
  amountOf,
  answered,
  askedAgain,
  loadOperation,
  lostOperations,
  noteUnanswered,
  perform,
  plan,
  type Operation,
  type Outcome,
  type Plan,
  type Request,
} from "./operations";
