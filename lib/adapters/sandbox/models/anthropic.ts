import { randomUUID } from "node:crypto";
import { z } from "zod";
import { answerByRules } from "./answer";
import { countTokens, textOf } from "./wire";

const content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const messagesRequest = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content })),
  /** How models without structured output are made to answer in JSON. */
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).optional(),
});

/** `POST /v1/messages` */
export function anthropicMessages(body: unknown): Response {
  const request = messagesRequest.safeParse(body);
  if (!request.success) return anthropicError(400, "invalid_request_error", "Invalid request body.");
  const { messages, tool_choice: choice } = request.data;
  const answer = answerByRules(textOf(messages.findLast(({ role }) => role === "user")?.content), "structure");
  if (answer === null)
    return anthropicError(400, "invalid_request_error", "The sandbox's judges answer judging prompts only.");
  const text = JSON.stringify(answer.content);
  const byTool = choice?.type === "tool" && choice.name !== undefined;
  return Response.json({
    id: `msg_${randomUUID()}`,
    type: "message",
    role: "assistant",
    model: answer.model,
    content: [
      byTool
        ? { type: "tool_use", id: `toolu_${randomUUID()}`, name: choice.name, input: answer.content }
        : { type: "text", text },
    ],
    stop_reason: byTool ? "tool_use" : "end_turn",
    stop_sequence: null,
    usage: { input_tokens: countTokens(JSON.stringify(messages)), output_tokens: countTokens(text) },
  });
}

export function anthropicError(status: number, type: string, message: string): Response {
  return Response.json({ type: "error", error: { type, message } }, { status });
}
