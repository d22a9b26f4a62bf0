import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { embedMany, type EmbeddingModel } from "ai";
import { beginning } from "@/lib/kernel/text";
import type { EmbeddingFacts, Models } from "@/lib/ports/models";
import { ANSWER_TIMEOUT_MS, RETRIES, unavailable } from "./ask";
import { arbitrate, judge } from "./verdict";

const DIMENSIONS = 512;
/** Under the embedding model's 8,191 tokens, also where a character is a token. */
const MAX_EMBEDDED_CHARACTERS = 8_000;

export interface ModelNames {
  readonly openaiJudge: string;
  readonly anthropicJudge: string;
  readonly arbiter: string;
  readonly embedding: string;
}

/** Of text-embedding-3-small: texts on one subject are above it, texts on any two subjects mostly below (docs/search.md). */
const RELATED = 0.25;

const DEFAULT_NAMES: ModelNames = {
  openaiJudge: "gpt-5-mini",
  anthropicJudge: "claude-haiku-4-5",
  arbiter: "claude-sonnet-4-5",
  embedding: "text-embedding-3-small",
};

export interface ModelsOptions {
  readonly openaiApiKey: string;
  readonly anthropicApiKey: string;
  readonly openaiBaseUrl?: string | undefined;
  readonly anthropicBaseUrl?: string | undefined;
  /** Answers in place of the network: the sandbox's judges. */
  readonly fetch?: typeof fetch | undefined;
  readonly validatorType: Models["validatorType"];
  readonly names?: Partial<ModelNames> | undefined;
  /** See `EmbeddingFacts`; given where `names.embedding` is. */
  readonly related?: EmbeddingFacts["related"] | undefined;
}

/** Two judges of different providers, an arbiter and embeddings (decisions 8), through the AI SDK. */
export function createModels(options: ModelsOptions): Models {
  const names = { ...DEFAULT_NAMES, ...options.names };
  const openai = createOpenAI(settings(options.openaiApiKey, options.openaiBaseUrl, options.fetch));
  const anthropic = createAnthropic(settings(options.anthropicApiKey, options.anthropicBaseUrl, options.fetch));
  const first = { provider: "openai", model: openai(names.openaiJudge) };
  const second = { provider: "anthropic", model: anthropic(names.anthropicJudge) };
  const arbiter = { provider: "anthropic", model: anthropic(names.arbiter) };
  return {
    validatorType: options.validatorType,
    judges: [(request) => judge(first, request), (request) => judge(second, request)],
    arbitrate: (request) => arbitrate(arbiter, request),
    embedding: { model: names.embedding, related: options.related ?? RELATED },
    embed: (texts) => embedTexts(openai.embedding(names.embedding), texts),
  };
}

/** Absent settings must be absent: the SDKs take `undefined` for a value of ours. */
function settings(apiKey: string, baseURL: string | undefined, fetcher: typeof fetch | undefined) {
  return {
    apiKey,
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(fetcher === undefined ? {} : { fetch: fetcher }),
  };
}

async function embedTexts(model: EmbeddingModel, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  if (texts.length === 0) return [];
  try {
    const { embeddings } = await embedMany({
      model,
      // An empty text is refused by the provider.
      values: texts.map((text) => beginning(text.trim(), MAX_EMBEDDED_CHARACTERS) || "-"),
      maxRetries: RETRIES,
      abortSignal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      providerOptions: { openai: { dimensions: DIMENSIONS } },
    });
    const fits = embeddings.length === texts.length && embeddings.every((vector) => vector.length === DIMENSIONS);
    if (!fits) throw new Error(`expected ${texts.length} vectors of ${DIMENSIONS} numbers`);
    return embeddings;
  } catch (error) {
    throw unavailable("openai", error);
  }
}
