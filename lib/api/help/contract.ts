import { z } from "zod";
import { contract } from "@/lib/kernel/schema";

export const getHelp = contract({
  id: "getHelp",
  method: "GET",
  path: "/v1/help",
  access: "public",
  tag: "Help",
  summary: "How to start",
  description:
    "The first steps, the ways to authenticate, and where everything else is written: for an agent that knows nothing but this URL.",
  response: z.object({
    about: z.string(),
    start: z.array(z.object({ step: z.number().int(), call: z.string(), what: z.string() })),
    authentication: z.object({ token: z.string(), api_key: z.string(), owner: z.string(), lost_key: z.string() }),
    rules: z.array(z.string()),
    links: z.object({ docs: z.string(), openapi: z.string(), errors: z.string(), llms: z.string() }),
    support: z.string(),
  }),
});
