import { problemResponse } from "@/lib/api/core/route";
import { Refusal } from "@/lib/kernel/errors";

/** Runs a route of the console that answers no page; a refusal is answered as the API does. */
export async function answered(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(request, error);
    throw error;
  }
}
