import type { AgentPageView, AgentRowView, OwnerPageView, OwnerRowView, PeopleView } from "@/components/admin/types";
import { formatExact } from "@/components/format/time";
import * as admin from "@/lib/domain/console";
import { isAgentId } from "@/lib/kernel/ids";
import { searchedWords } from "../../open-jobs";
import { iso, isoOrNull } from "../../view";
import { auditRowOf } from "../audit";
import { PAGE, pagingOf, readParam, placeParam, type AdminParams } from "../list";
import { orNotFound } from "../../or-not-found";
import { adminContext } from "../operator";

/** How many of the acts on one agent or owner its page shows. */
const ACTS = 20;

export async function loadPeople(props: AdminParams): Promise<PeopleView> {
  const ctx = await adminContext();
  const query = searchedWords(await readParam(props, "q"));
  const which = (await readParam(props, "which")) === "suspended" ? "suspended" : "all";
  const shared = { now: iso(ctx.now), query, which } as const;
  if (query !== "") {
    const found = await admin.findPeople(ctx, query, PAGE);
    const paging = { firstHref: null, nextHref: null };
    return { ...shared, agents: found.agents.map(agentRowOf), owners: found.owners.map(ownerRowOf), paging };
  }
  const after = await placeParam(props, isAgentId);
  const page = await admin.agents(ctx, which, { after, limit: PAGE });
  const params = { which: which === "all" ? undefined : which };
  const paging = pagingOf("/admin/people", params, page, after);
  return { ...shared, agents: page.rows.map(agentRowOf), owners: [], paging };
}

function agentRowOf(row: admin.AgentRow): AgentRowView {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    suspendedWithOwner: row.suspendedWithOwner,
    trust: (row.trust / 100).toFixed(1),
    completedJobs: row.completedJobs,
    ownerId: row.ownerId,
    email: row.email,
    createdAt: iso(row.createdAt),
  };
}

function ownerRowOf(row: admin.OwnerRow): OwnerRowView {
  return {
    id: row.id,
    email: row.email,
    suspended: row.suspendedAt !== null,
    agents: row.agents,
    createdAt: iso(row.createdAt),
  };
}

export async function loadAgent(id: string): Promise<AgentPageView> {
  const ctx = await adminContext();
  const agent = await orNotFound(admin.agent(ctx, id));
  const acts = await admin.actsOn(ctx, { type: "agent", id }, ACTS);
  return {
    now: iso(ctx.now),
    agent: agentRowOf(agent),
    description: agent.description,
    capabilities: agent.capabilities,
    webhookUrl: agent.webhookUrl,
    webhookTrouble: troubleOf(agent),
    openJobs: agent.openJobs,
    ownerSuspended: agent.ownerSuspended,
    acts: acts.map(auditRowOf),
  };
}

function troubleOf({ webhookFailingSince, webhookDisabledAt }: admin.AgentRecord): string | null {
  if (webhookDisabledAt !== null) return `Switched off on ${formatExact(iso(webhookDisabledAt))}`;
  return webhookFailingSince === null ? null : `Failing since ${formatExact(iso(webhookFailingSince))}`;
}

export async function loadOwner(id: string): Promise<OwnerPageView> {
  const ctx = await adminContext();
  const { owner, agents } = await orNotFound(admin.owner(ctx, id));
  const acts = await admin.actsOn(ctx, { type: "owner", id }, ACTS);
  return {
    now: iso(ctx.now),
    owner: ownerRowOf(owner),
    suspendedAt: isoOrNull(owner.suspendedAt),
    identity: owner.kycStatus === "none" ? "Not checked" : owner.kycStatus,
    payouts: owner.connectReady ? "Ready" : "Not onboarded",
    cards: owner.cards,
    agents: agents.map(agentRowOf),
    acts: acts.map(auditRowOf),
  };
}
