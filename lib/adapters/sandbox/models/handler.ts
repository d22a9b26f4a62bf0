import type { FetchHandler } from "../loopback";
import { anthropicError, anthropicMessages } from "./anthropic";
import { openaiChat, openaiEmbeddings, openaiError, openaiResponses } from "./openai";

/**
 * OpenAI's and Anthropic's APIs as far as judging needs them, answered by rules: deterministic, local, and labelled as
 * rules in the `model` of every answer. OpenAI's side judges by overlap with the task, Anthropic's by structure.
 */
export function createRuleModels(): FetchHandler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const route = `${request.method} ${pathname.replace(/^.*(?=\/(?:responses|chat\/completions|embeddings|messages)$)/, "")}`;
    const anthropic = route === "POST /messages";
    if (!request.headers.has(anthropic ? "x-api-key" : "authorization")) {
      return (anthropic ? anthropicError : openaiError)(401, "authentication_error", "The API key is missing.");
    }
    const body: unknown = await request.json().catch(() => null);
    switch (route) {
      case "POST /responses":
        return openaiResponses(body);
      case "POST /chat/completions":
        return openaiChat(body);
      case "POST /embeddings":
        return openaiEmbeddings(body);
      case "POST /messages":
        return anthropicMessages(body);
      default:
        return openaiError(404, "invalid_request_error", `Unknown request URL: ${request.method} ${pathname}.`);
    }
  };
}
