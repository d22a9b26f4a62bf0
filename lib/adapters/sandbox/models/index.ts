export { createRuleModels } from "./handler";
/** The name of the sandbox's embedding: vectors of another model must not be compared with its own. */
export const SANDBOX_EMBEDDING_MODEL = "hashed-ngrams";
