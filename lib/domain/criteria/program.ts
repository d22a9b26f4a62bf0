import { parentPort } from "node:worker_threads";
import { decide, schemaFlaw } from "./decide.ts";
import type { Question } from "./thread.ts";

/* What runs in the thread: one question, one answer. */

function answer(question: Question): unknown {
  return "schema" in question ? schemaFlaw(question.schema) : decide(question.criteria, question.text);
}

parentPort?.once("message", (question: Question) => {
  parentPort?.postMessage(answer(question));
});
