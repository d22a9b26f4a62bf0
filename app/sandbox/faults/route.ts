import { z } from "zod";
import { control } from "@/lib/api/core/sandbox";
import { FAULT_MODES, FAULT_SERVICES, sandbox } from "@/lib/composition";

const fault = z.strictObject({
  service: z.enum(FAULT_SERVICES),
  mode: z.enum(FAULT_MODES),
  count: z.number().int().min(1).max(1_000_000).optional(),
});

export function GET(request: Request): Promise<Response> {
  return control(request, sandbox(), z.unknown(), (parts) => parts.faults());
}

/** Makes a stand-in fail (sandbox.md). */
export function POST(request: Request): Promise<Response> {
  return control(request, sandbox(), fault, async (parts, body) => {
    await parts.setFault(body);
    return parts.faults();
  });
}
