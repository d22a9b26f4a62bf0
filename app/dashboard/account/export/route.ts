import * as dashboard from "@/lib/domain/dashboard";
import { streamed } from "@/app/stream";
import { iso } from "../../../view";
import { answered } from "../../answered";
import { ownerContext } from "../../context";

export const dynamic = "force-dynamic";

/** Everything kept about the owner as one JSON object, a list for each section, sent as it is read. */
export function GET(request: Request): Promise<Response> {
  return answered(request, async () => {
    const ctx = await ownerContext();
    return new Response(streamed(textOf(ctx)), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="voxpact-${iso(ctx.now).slice(0, 10)}.json"`,
        "cache-control": "private, no-store",
      },
    });
  });
}

async function* textOf(ctx: dashboard.OwnerCtx): AsyncGenerator<string, void, undefined> {
  yield `{\n"exported_at": ${JSON.stringify(iso(ctx.now))}`;
  for (const section of dashboard.EXPORT_SECTIONS) {
    yield `,\n"${section}": [`;
    let separator = "\n";
    for await (const row of dashboard.exportRows(ctx, section)) {
      yield separator + JSON.stringify(row);
      separator = ",\n";
    }
    yield "\n]";
  }
  yield "\n}\n";
}
