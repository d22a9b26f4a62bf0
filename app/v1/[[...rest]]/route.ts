import { noEndpoint } from "@/lib/api/core/route";
import { Refusal } from "@/lib/kernel/errors";

/** /v1 itself and everything below it that is no endpoint (decisions 1). */
const unknown = (request: Request) => noEndpoint(request, new Refusal("route_not_found"));

export { unknown as DELETE, unknown as GET, unknown as OPTIONS, unknown as PATCH, unknown as POST, unknown as PUT };
