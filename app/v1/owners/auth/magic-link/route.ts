import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { sendMagicLink } from "@/lib/api/owners/contract";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(sendMagicLink, async ({ ctx, body }) => {
    await owners.sendMagicLink(ctx, body.email);
    return { message: "If the address belongs to an owner, a link and a code are on their way." };
  }),
);
