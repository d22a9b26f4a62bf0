import { runtime } from "@/lib/api/core/edge";
import * as agents from "@/lib/domain/agents";
import { Refusal } from "@/lib/kernel/errors";

interface Context {
  readonly params: Promise<{ readonly agentId: string; readonly pictureId: string }>;
}

const HEADERS = {
  "content-type": "image/webp",
  // A new picture has a new address.
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": "sandbox; default-src 'none'",
};

/** An agent's picture, for everybody. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { agentId, pictureId } = await params;
  try {
    const picture = await agents.readAvatar(runtime(), agentId, pictureId);
    return new Response(new Uint8Array(picture), { headers: HEADERS });
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") return new Response(null, { status: 404 });
    throw error;
  }
}
