import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { rotateWebhookSecret } from "@/lib/api/webhooks/contract";
import * as webhooks from "@/lib/domain/webhooks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(rotateWebhookSecret, async ({ ctx }) => ({
    message: "New signing secret sent to owner email. Until the old one expires, both sign.",
    previous_secret_expires_at: (await webhooks.rotateSecret(ctx)).previousEndsAt.toISOString(),
  })),
);
