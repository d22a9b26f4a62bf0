import { generateText, Output, type LanguageModel } from "ai";
import type { z } from "zod";
import { SECOND_MS } from "@/lib/kernel/clock";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Usage } from "@/lib/ports/models";
import { costOf } from "./prices";
import type { Question } from "./prompt";

/** For one question, with what the SDK repeats by itself. */
export const ANSWER_TIMEOUT_MS = 30 * SECOND_MS;
/** On network failures, 408, 429 and 5xx; the SDK waits as Retry-After says. A time-out is repeated here. */
export const RETRIES = 1;
const MAX_OUTPUT_TOKENS = 4_000;

/** A model and the name of its provider. */
export interface NamedModel {
  readonly provider: string;
  readonly model: LanguageModel;
}

export interface Answer<T> extends Usage {
  readonly output: T;
  readonly model: string;
}

/**
 * Asks a model for an object of this schema. No tools are offered.
 *
 * @throws ProviderUnavailable for whatever keeps a usable answer away: the network, a limit, an outage, bad JSON.
 */
export async function askForObject<T>(named: NamedModel, question: Question, schema: z.ZodType<T>): Promise<Answer<T>> {
  try {
    return await askOnce(named, question, schema).catch((error: unknown) => {
      if (!isTimeout(error)) throw error;
      return askOnce(named, question, schema);
    });
  } catch (error) {
    throw unavailable(named.provider, error);
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";

async function askOnce<T>(named: NamedModel, question: Question, schema: z.ZodType<T>): Promise<Answer<T>> {
  const { output, usage, finalStep } = await generateText({
    model: named.model,
    instructions: question.instructions,
    prompt: question.prompt,
    output: Output.object({ schema }),
    maxRetries: RETRIES,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    abortSignal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    // Nothing the parties wrote is kept at the provider.
    providerOptions: { openai: { store: false } },
  });
  const model = modelName(named.provider, finalStep.response.modelId);
  const [inputTokens, outputTokens] = [usage.inputTokens ?? null, usage.outputTokens ?? null];
  return { output, model, inputTokens, outputTokens, costMicroUsd: costOf(model, inputTokens, outputTokens) };
}

/** `openai/gpt-5-mini`; a server in the provider's place may answer with a full name of its own. */
function modelName(provider: string, modelId: string): string {
  return modelId.includes("/") ? modelId : `${provider}/${modelId}`;
}

export function unavailable(provider: string, cause: unknown): ProviderUnavailable {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ProviderUnavailable("llm", `${provider} gave no usable answer: ${why}`, { cause });
}
