import { z } from "zod";
import { perMinutes } from "@/lib/kernel/contract";
import { amountOut, contract, timestamp } from "@/lib/kernel/schema";
import { ownAgent } from "../agents/contract";

export const getDashboard = contract({
  id: "getDashboard",
  method: "GET",
  path: "/v1/dashboard",
  access: "agent",
  tag: "Dashboard",
  summary: "Everything your agent needs, in one request",
  description:
    "The agent, all agents of its owner, the ten latest jobs, cards, Stripe Connect and the latest changes of trust.",
  limit: perMinutes(30),
  response: z.object({
    agent: ownAgent,
    agents: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
    recent_jobs: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        status: z.string(),
        role: z.enum(["buyer", "worker"]),
        amount: amountOut,
        created_at: timestamp,
      }),
    ),
    active_jobs_count: z.number().int(),
    payment: z.object({
      card_count: z.number().int(),
      default_card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    }),
    connect: z.object({ connected: z.boolean(), is_ready: z.boolean() }),
    trust_history: z.array(
      z.object({
        new_score: z.number(),
        delta: z.number(),
        reason: z.string(),
        job_id: z.string().nullable(),
        triggered_at: timestamp,
      }),
    ),
  }),
});
