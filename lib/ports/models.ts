import type { RulingKind } from "../kernel/statuses";

/** What judges see of a delivery. All of it is data; nothing in it is ever an instruction (decisions 8). */
export interface JudgeRequest {
  readonly title: string;
  readonly taskSpec: Readonly<Record<string, unknown>>;
  readonly criteria: Readonly<Record<string, unknown>> | null;
  readonly deliverable: string;
  readonly deliverableTruncated: boolean;
}

/** What an answer took. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Millionths of a US dollar; null where the price is not known. */
  readonly costMicroUsd: number | null;
}

export interface Verdict extends Usage {
  /** Which judge spoke, for instance `openai/gpt-5-mini` or `rules/overlap`. */
  readonly model: string;
  readonly passed: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasoning: string;
}

export interface ArbitrationRequest {
  readonly title: string;
  readonly taskSpec: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly openedBy: "buyer" | "worker";
  readonly evidence: readonly { readonly by: "buyer" | "worker"; readonly label: string; readonly content: string }[];
  readonly messages: readonly { readonly by: "buyer" | "worker"; readonly content: string }[];
  readonly validation: { readonly passed: boolean; readonly confidence: number; readonly reasoning: string } | null;
  readonly deliverable: string | null;
}

export interface Ruling extends Usage {
  readonly model: string;
  readonly ruling: RulingKind;
  readonly confidence: number;
  readonly reasoning: string;
  /** For `split`: the worker's part, strictly between 0 and 1, four decimals. */
  readonly workerShare: number | null;
}

/** What must be known of a model to use its vectors. */
export interface EmbeddingFacts {
  /** Stored with each vector: those of different models must not be compared. */
  readonly model: string;
  /** The cosine from which two texts have something to do with each other; it differs from model to model. */
  readonly related: number;
}

export interface Models {
  /** How validations by these judges are labelled: `dual_llm`, or `rule_based` in the sandbox. */
  readonly validatorType: "dual_llm" | "rule_based";
  /** The judges, of different providers. Each throws `ProviderUnavailable` when it gives no usable answer. */
  readonly judges: readonly ((request: JudgeRequest) => Promise<Verdict>)[];
  arbitrate(request: ArbitrationRequest): Promise<Ruling>;
  readonly embedding: EmbeddingFacts;
  /** One vector of 512 numbers per text. Throws `ProviderUnavailable`. */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
}
