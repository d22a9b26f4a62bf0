import type Stripe from "stripe";

/** The API's version that the installed SDK speaks. */
export const API_VERSION: Stripe.LatestApiVersion = "2026-10-28.endive";

/** Queue task that delivers one event: `{ event_id }`. */
export const EVENT_TASK = "sandbox_stripe_event";
/** Queue task that lets an object lapse or settle when its time comes: `{ id }`. */
export const EXPIRY_TASK = "sandbox_stripe_expire";

export const LIVEMODE = false;
