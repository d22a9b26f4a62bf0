import type { Access } from "../../kernel/contract";
import { ROLES, type Role, type World } from "./world";

/**
 * What a call leads to. `may`: it is the caller's to do, whatever the object's state then says. All else is the refusal's
 * code. Written so that a new endpoint must be thought about for everybody.
 */
export type Outcome = "may" | Denial;
export type Denial =
  | "missing_credential"
  | "agent_not_active"
  | "agent_scope_required"
  | "owner_scope_required"
  | "forbidden"
  | "own_job"
  | "not_found"
  | "invalid_token"
  | "invalid_code"
  | "invalid_api_key"
  | "payment_method_invalid";

export interface Row {
  readonly id: string;
  /** What `{…}` in the path stands for, in order: names of the world's ids; where it has `name:role`, that role's own. */
  readonly on: readonly string[];
  readonly body?: ((world: World) => unknown) | undefined;
  readonly query?: string;
  readonly outcomes: Readonly<Record<Role, Outcome>>;
}

/** What is the same for all endpoints that take the same kind of credential. */
const DOOR = {
  agent: {
    none: "missing_credential",
    pending: "agent_not_active",
    owner: "agent_scope_required",
    admin: "agent_scope_required",
  },
  owner: {
    none: "missing_credential",
    pending: "agent_not_active",
    buyer: "owner_scope_required",
    worker: "owner_scope_required",
    stranger: "owner_scope_required",
    sibling: "owner_scope_required",
  },
} as const;

interface More {
  readonly on?: readonly string[];
  readonly body?: Row["body"];
  readonly query?: string;
}

/** An agent's endpoint: what it leads to for the buyer, the worker, a stranger, and another agent of the buyer's owner. */
const agent = (
  id: string,
  [buyer, worker, stranger, sibling]: readonly [Outcome, Outcome, Outcome, Outcome],
  more: More = {},
): Row => ({ id, on: [], ...more, outcomes: { ...DOOR.agent, buyer, worker, stranger, sibling } });

/** An owner's endpoint: what it leads to for the buyer's owner, and for one who is also an administrator. */
const owner = (id: string, [own, admin]: readonly [Outcome, Outcome], more: More = {}): Row => ({
  id,
  on: [],
  ...more,
  outcomes: { ...DOOR.owner, owner: own, admin },
});

const open = (id: string, outcome: Outcome = "may", more: More = {}): Row => ({
  id,
  on: [],
  ...more,
  outcomes: Object.fromEntries(ROLES.map((role) => [role, outcome])) as Record<Role, Outcome>,
});

const OWN = ["may", "may", "may", "may"] as const;
const PARTIES = ["may", "may", "not_found", "not_found"] as const;
const BUYER = ["may", "forbidden", "not_found", "not_found"] as const;
const WORKER = ["forbidden", "may", "not_found", "not_found"] as const;
/** Of an auction's job, before anybody is its worker: all others see it, and have no part in it. */
const POSTER = ["may", "forbidden", "forbidden", "forbidden"] as const;
const MINE = ["may", "not_found", "not_found", "not_found"] as const;

const onJob = { on: ["job"] };
const onAuction = { on: ["auction"] };
const onBid = { on: ["bid"] };
const onDispute = { on: ["dispute"] };
const onInput = { on: ["job", "input"] };
const nothing = () => ({});
const uploadOf = (purpose: string) => () => ({
  purpose,
  filename: "notes.txt",
  content_type: "text/plain",
  file_size_bytes: 10,
});
const evidence = () => ({ evidence_items: [{ type: "text", label: "note", content: "It says so." }] });
const reason = () => ({ reason: "The delivery does not match the task." });

/** In an order in which no call takes from a later one what it is about. */
export const TABLE: readonly Row[] = [
  open("getHelp"),
  open("searchAgents"),
  open("getAgent", "may", { on: ["agent"] }),
  open("listReviews", "may", { on: ["agent"] }),
  open("listOpenJobs"),
  open("getActivationInfo", "invalid_token", { query: "?token=unknown" }),
  open("activateAgent", "invalid_token", { body: () => ({ token: "unknown", terms_agreed: true }) }),
  open("confirmRecovery", "invalid_token", { body: () => ({ token: "unknown" }) }),
  open("issueToken", "invalid_api_key", { body: () => ({ api_key: "vxp_live_unknown" }) }),
  open("verifyMagicLink", "invalid_token", { body: () => ({ token: "unknown" }) }),
  open("sendMagicLink", "may", { body: () => ({ email: "nobody@example.com" }) }),
  open("recoverKey", "may", { body: ({ ids }) => ({ email: "nobody@example.com", agent_id: ids.agent }) }),
  open("registerAgent", "may", {
    body: ({ ids, buyer }) => ({ name: ids.name, owner_email: buyer.email, webhook_url: ids.hook }),
  }),

  agent("getMe", OWN),
  agent("updateMe", OWN, { body: () => ({ description: "In the matrix." }) }),
  agent("listTrustHistory", OWN),
  agent("getDashboard", OWN),
  agent("listJobs", OWN),
  agent("listPaymentMethods", OWN),
  agent("getConnectStatus", OWN),
  agent("getPayoutHistory", OWN),
  agent("listNotifications", OWN),
  agent("listDeliveries", OWN),
  agent("listEvents", OWN),
  agent("streamEvents", OWN),
  agent("setupPaymentMethod", OWN, { body: nothing }),
  agent("startOnboarding", OWN, { body: nothing }),
  agent("sendTestEvent", OWN, { body: nothing }),
  agent("rotateWebhookSecret", OWN, { body: nothing }),
  agent("refreshToken", OWN, { body: nothing }),
  agent("createJob", OWN, { body: () => ({ title: "An auction", task_spec: {}, amount: 20, job_type: "open" }) }),

  agent("readNotification", MINE, { on: ["notification"], body: nothing }),
  agent("readAllNotifications", OWN, { body: nothing }),
  agent("getDelivery", MINE, { on: ["delivery"] }),
  agent("redeliver", MINE, { on: ["delivery"], body: nothing }),
  // Cards are the owner's, shared by its agents.
  agent("updatePaymentMethod", ["may", "not_found", "not_found", "may"], {
    on: ["card"],
    body: () => ({ is_default: true }),
  }),
  agent("savePaymentMethod", ["may", "payment_method_invalid", "payment_method_invalid", "may"], {
    body: ({ ids }) => ({ payment_method_id: ids.card }),
  }),
  agent("detachPaymentMethod", ["may", "not_found", "not_found", "may"], { on: ["card"] }),

  agent("getJob", PARTIES, onJob),
  // A posting is public; what happens in it is not.
  agent("getJob", OWN, onAuction),
  agent("listTransitions", PARTIES, onJob),
  agent("listTransitions", POSTER, onAuction),
  agent("listMessages", PARTIES, onJob),
  agent("sendMessage", PARTIES, { ...onJob, body: () => ({ content: "Are you there?" }) }),
  agent("sendMessage", POSTER, { ...onAuction, body: () => ({ content: "Are you there?" }) }),
  agent("listFiles", PARTIES, onJob),
  agent("listFiles", POSTER, onAuction),
  agent("previewFile", PARTIES, onInput),
  agent("getDownloadUrl", PARTIES, onInput),
  agent("requestUploadUrl", BUYER, { ...onJob, body: uploadOf("input") }),
  agent("requestUploadUrl", WORKER, { ...onJob, body: uploadOf("deliverable") }),
  agent("confirmUpload", BUYER, { ...onInput, body: nothing }),
  agent("confirmUpload", WORKER, { on: ["job", "upload"], body: nothing }),
  agent("deleteFile", BUYER, onInput),
  agent("previewDeliverable", PARTIES, onJob),
  agent("getDeliverable", PARTIES, onJob),

  // Bids: who bid sees its own; open jobs are everybody's to bid on but the buyer's.
  agent("listBids", ["may", "may", "may", "may"], onAuction),
  agent("placeBid", ["own_job", "may", "may", "may"], { ...onAuction, body: () => ({ proposed_price: 11 }) }),
  agent("placeBid", ["may", "may", "not_found", "not_found"], { ...onJob, body: () => ({ proposed_price: 11 }) }),
  agent("counterBid", BUYER, { ...onBid, body: () => ({ counter_price: 9 }) }),
  agent("acceptCounter", WORKER, { ...onBid, body: nothing }),
  agent("rejectBid", BUYER, { ...onBid, body: nothing }),
  agent("withdrawBid", WORKER, onBid),
  agent("acceptBid", BUYER, { ...onBid, body: nothing }),

  agent("getDispute", PARTIES, { on: ["disputed"] }),
  agent("addDisputeEvidence", PARTIES, { ...onDispute, body: evidence }),
  agent("requestReview", PARTIES, { ...onDispute, body: nothing }),
  agent("acceptRuling", PARTIES, { ...onDispute, body: nothing }),

  agent("acceptJob", WORKER, { ...onJob, body: nothing }),
  agent("declineJob", WORKER, { ...onJob, body: nothing }),
  agent("startJob", WORKER, { ...onJob, body: nothing }),
  agent("submitJob", WORKER, { ...onJob, body: () => ({ deliverable: "A summary of the report." }) }),
  agent("deliverJob", WORKER, { ...onJob, body: nothing }),
  agent("fundJob", BUYER, { ...onJob, body: nothing }),
  agent("requestRevision", BUYER, { ...onJob, body: () => ({ feedback: "Please say more about costs." }) }),
  agent("openDispute", PARTIES, { ...onJob, body: reason }),
  agent("cancelJob", PARTIES, { ...onJob, body: nothing }),
  agent("cancelJob", POSTER, { ...onAuction, body: nothing }),
  agent("approveJob", BUYER, { ...onJob, body: nothing }),
  agent("reviewJob", PARTIES, { ...onJob, body: () => ({ rating: 5 }) }),

  owner("listMyAgents", ["may", "may"]),
  owner("getKyc", ["may", "may"]),
  owner("startKyc", ["may", "may"], { body: nothing }),
  owner("selectAgent", ["may", "not_found"], { body: ({ ids }) => ({ agent_id: ids.agent }) }),
  owner("deleteAgent", ["may", "not_found"], { on: ["agent"] }),
  agent("rotateKey", OWN, { body: nothing }),
];

/** Which roles a table's row must tell apart by itself; the others follow from the kind of credential. */
export const doorOf = (access: Access): Partial<Record<Role, Outcome>> =>
  access === "agent" ? DOOR.agent : access === "owner" ? DOOR.owner : {};
