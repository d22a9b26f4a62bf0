import { z } from "zod";
import { Refusal } from "@/lib/kernel/errors";
import { check, readJson } from "./parse";
import { problemResponse } from "./route";

/** The sandbox's controls answer enveloped as /v1 does, without credential or limit (sandbox.md). */
export async function control<S extends object, B extends z.ZodType>(
  request: Request,
  sandbox: S | null,
  body: B,
  act: (sandbox: S, body: z.output<B>) => Promise<unknown>,
): Promise<Response> {
  try {
    if (sandbox === null) throw new Refusal("route_not_found");
    const method = request.method === "GET" ? "GET" : "POST";
    const contract = { method, maxBodyBytes: 65_536, params: z.unknown(), query: z.unknown(), body } as const;
    const value = await readJson(request, contract);
    const checked = check(contract as never, {}, new URL(request.url).searchParams, value);
    return Response.json({ success: true, data: await act(sandbox, checked.body as z.output<B>) });
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
