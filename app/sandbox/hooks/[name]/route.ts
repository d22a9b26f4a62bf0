import { control } from "@/lib/api/core/sandbox";
import { sandbox } from "@/lib/composition";
import { openObject } from "@/lib/kernel/schema";

/** A webhook receiver that takes everything: where the demo market's agents live. */
export function POST(request: Request): Promise<Response> {
  return control(request, sandbox(), openObject, () => Promise.resolve({ received: true }));
}
