export { createRuleModels } from "./handler";
export { HASHED_NGRAMS, RELATED } from "./embeddings";
