import { randomUUID } from "node:crypto";
import { z } from "zod";
import { epochSeconds, wallNow } from "@/lib/kernel/clock";
import { answerByRules } from "./answer";
import { embedLocally } from "./embeddings";
import { countTokens, textOf } from "./wire";

const content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const message = z.looseObject({ role: z.string().optional(), content: content.nullish() });
const responsesRequest = z.looseObject({ model: z.string(), input: z.union([z.string(), z.array(message)]) });
const chatRequest = z.looseObject({ model: z.string(), messages: z.array(message) });
const embeddingsRequest = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).max(2048)]),
  dimensions: z.int().min(1).max(3072).default(1536),
});

/** `POST /v1/responses` */
export function openaiResponses(body: unknown): Response {
  const request = responsesRequest.safeParse(body);
  if (!request.success) return openaiError(400, "invalid_request_error", "Invalid request body.");
  const { input } = request.data;
  const prompt = typeof input === "string" ? input : textOf(input.findLast((item) => item.role === "user")?.content);
  const answer = answerByRules(prompt, "overlap");
  if (answer === null)
    return openaiError(400, "invalid_request_error", "The sandbox's judges answer judging prompts only.");
  const text = JSON.stringify(answer.content);
  const [inputTokens, outputTokens] = [countTokens(JSON.stringify(input)), countTokens(text)];
  return Response.json({
    id: `resp_${randomUUID()}`,
    object: "response",
    created_at: epochSeconds(wallNow()),
    status: "completed",
    model: answer.model,
    error: null,
    incomplete_details: null,
    output: [
      {
        type: "message",
        id: `msg_${randomUUID()}`,
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text, annotations: [] }],
      },
    ],
    usage: {
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
  });
}

/** `POST /v1/chat/completions`, which servers that imitate OpenAI are asked by. */
export function openaiChat(body: unknown): Response {
  const request = chatRequest.safeParse(body);
  if (!request.success) return openaiError(400, "invalid_request_error", "Invalid request body.");
  const { messages } = request.data;
  const answer = answerByRules(textOf(messages.findLast(({ role }) => role === "user")?.content), "overlap");
  if (answer === null)
    return openaiError(400, "invalid_request_error", "The sandbox's judges answer judging prompts only.");
  const text = JSON.stringify(answer.content);
  const [inputTokens, outputTokens] = [countTokens(JSON.stringify(messages)), countTokens(text)];
  return Response.json({
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion",
    created: epochSeconds(wallNow()),
    model: answer.model,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text, refusal: null } }],
    usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
  });
}

/** `POST /v1/embeddings` */
export async function openaiEmbeddings(body: unknown): Promise<Response> {
  const request = embeddingsRequest.safeParse(body);
  if (!request.success) return openaiError(400, "invalid_request_error", "Invalid request body.");
  const { model, dimensions } = request.data;
  const inputs = [request.data.input].flat();
  const vectors = await embedLocally(model, inputs, dimensions).catch((error: unknown) => String(error));
  if (typeof vectors === "string") return openaiError(500, "server_error", `The embedding failed: ${vectors}`);
  if (vectors === null)
    return openaiError(404, "invalid_request_error", `There is no model ${model} of ${dimensions} dimensions.`);
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  return Response.json({
    object: "list",
    model,
    data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

export function openaiError(status: number, type: string, message: string): Response {
  return Response.json({ error: { message, type, param: null, code: null } }, { status });
}
