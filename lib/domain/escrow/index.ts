export {
  amountOf,
  answered,
  loadOperation,
  noteUnanswered,
  perform,
  plan,
  type Operation,
  type Outcome,
  type Plan,
  type Request,
} from "./operations";
