import { openapiDocument } from "@/lib/api/openapi/document";

/** The machine-readable API (reference 002). */
export function GET(): Response {
  return Response.json(openapiDocument(), {
    headers: { "cache-control": "public, max-age=300", "access-control-allow-origin": "*" },
  });
}
