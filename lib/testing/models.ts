import { randomUUID } from "node:crypto";
import { z } from "zod";
import { startLoopback, type FetchHandler } from "../adapters/sandbox/loopback";
import { createRuleModels, HASHED_NGRAMS } from "../adapters/sandbox/models";

/** One question as it reached a model: what stood in the system's place, and what in the user's. */
export interface Asked {
  readonly provider: "openai" | "anthropic";
  readonly kind: "judgement" | "arbitration";
  readonly system: string;
  readonly user: string;
}

/** What a model says: the object it was asked for, a whole HTTP answer, or null for what the sandbox's rules say. */
type Said = Readonly<Record<string, unknown>> | Response | null;
export type Answering = (asked: Asked) => Said | Promise<Said>;

const content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const messages = z.array(z.looseObject({ role: z.string(), content: content.nullish() }));
const openaiRequest = z.looseObject({ model: z.string(), instructions: z.string().nullish(), input: messages });
const anthropicRequest = z.looseObject({
  model: z.string(),
  system: content.optional(),
  messages,
  tool_choice: z.looseObject({ name: z.string().optional() }).optional(),
});

const textOf = (value: z.infer<typeof content> | null | undefined): string =>
  typeof value === "string" ? value : (value ?? []).map((part) => part.text ?? "").join("");

function read(body: unknown, provider: Asked["provider"]): Asked {
  const parsed = provider === "openai" ? openaiRequest.parse(body) : anthropicRequest.parse(body);
  const all =
    "input" in parsed && Array.isArray(parsed.input)
      ? (parsed.input as z.infer<typeof messages>)
      : (parsed as z.infer<typeof anthropicRequest>).messages;
  const from = (wanted: boolean) =>
    all.filter(({ role }) => (role === "user") === wanted).map((message) => textOf(message.content));
  const extra =
    provider === "openai"
      ? ((parsed as z.infer<typeof openaiRequest>).instructions ?? "")
      : textOf((parsed as z.infer<typeof anthropicRequest>).system);
  const system = [extra, ...from(false)].filter((text) => text !== "").join("\n");
  const user = from(true).join("\n");
  return {
    provider,
    system,
    user,
    kind: /^-----BEGIN DATA [0-9a-f]{32}-----\n\{"task":.*?"dispute":\{/.test(user) ? "arbitration" : "judgement",
  };
}

function openaiAnswer(text: string): Response {
  const message = {
    type: "message",
    id: `msg_${randomUUID()}`,
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text, annotations: [] }],
  };
  return Response.json({
    id: `resp_${randomUUID()}`,
    object: "response",
    created_at: 1,
    status: "completed",
    model: "gpt-5-mini",
    output: [message],
    usage: {
      input_tokens: 1,
      output_tokens: 1,
      total_tokens: 2,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
    error: null,
    incomplete_details: null,
  });
}

function anthropicAnswer(answer: object, tool: string | undefined): Response {
  const block =
    tool === undefined
      ? { type: "text", text: JSON.stringify(answer) }
      : { type: "tool_use", id: `toolu_${randomUUID()}`, name: tool, input: answer };
  return Response.json({
    id: `msg_${randomUUID()}`,
    type: "message",
    role: "assistant",
    model: "claude-haiku-4-5",
    content: [block],
    stop_reason: tool === undefined ? "end_turn" : "tool_use",
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  });
}

/** OpenAI's embeddings, answered by the sandbox's simplest model. */
const asOwn = (request: Request, body: unknown): Request =>
  new Request(request.url, {
    method: "POST",
    headers: request.headers,
    body: JSON.stringify({ ...(body as object), model: HASHED_NGRAMS }),
  });

/** A model server that speaks OpenAI's and Anthropic's wire formats and says what a test wants it to. */
export function modelHandler(answering: Answering): FetchHandler {
  const rules = createRuleModels();
  return async (request) => {
    const { pathname } = new URL(request.url);
    const provider = pathname.endsWith("/messages") ? "anthropic" : "openai";
    const body: unknown = await request.clone().json();
    if (pathname.endsWith("/embeddings")) return rules(asOwn(request, body));
    if (!/\/(messages|responses)$/.test(pathname)) return rules(request);
    const answer = await answering(read(body, provider));
    if (answer === null) return rules(request);
    if (answer instanceof Response) return answer;
    if (provider === "openai") return openaiAnswer(JSON.stringify(answer));
    return anthropicAnswer(answer, anthropicRequest.parse(body).tool_choice?.name);
  };
}

export interface ModelServer {
  /** What makes a `testApp` ask this server in place of the sandbox's rules. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startModels(answering: Answering): Promise<ModelServer> {
  const loopback = await startLoopback({ "/v1": modelHandler(answering) });
  const url = `${loopback.url}/v1`;
  return {
    env: { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: url, ANTHROPIC_API_KEY: "sk-ant-test", ANTHROPIC_BASE_URL: url },
    close: () => loopback.close(),
  };
}
