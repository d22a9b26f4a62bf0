import type { Contract } from "@/lib/kernel/contract";
import * as agents from "./agents/contract";
import * as bids from "./bids/contract";
import * as dashboard from "./dashboard/contract";
import * as disputes from "./disputes/contract";
import * as events from "./events/contract";
import * as files from "./files/contract";
import * as help from "./help/contract";
import * as jobs from "./jobs/contract";
import * as messages from "./messages/contract";
import * as notifications from "./notifications/contract";
import * as owners from "./owners/contract";
import * as payments from "./payments/contract";
import * as reviews from "./reviews/contract";
import * as webhooks from "./webhooks/contract";

function isContract(value: unknown): value is Contract {
  return typeof value === "object" && value !== null && "method" in value && "path" in value && "response" in value;
}

/** Every endpoint of the API; a test proves that `app/v1` has exactly these. */
export const CONTRACTS: readonly Contract[] = [
  agents,
  owners,
  jobs,
  bids,
  files,
  messages,
  reviews,
  disputes,
  payments,
  dashboard,
  notifications,
  webhooks,
  events,
  help,
].flatMap((module) => Object.values(module).filter(isContract));
