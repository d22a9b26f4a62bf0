import type { FaultMode, FaultService } from "./types";

/* The sandbox's controls are a documented contract over HTTP; its pages use it as anyone else does. */

export interface Advanced {
  readonly error: string | null;
  /** Names of background work, and how often each ran. */
  readonly ran: Readonly<Record<string, number>>;
}

const FAILED = "The sandbox did not answer as it should. Look at the server's log.";

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** Moves the application's clock and runs what falls due on the way; 0 only runs what is due. */
export async function advanceClock(seconds: number): Promise<Advanced> {
  try {
    return { error: null, ran: ranOf(await post("/sandbox/clock", { advance_seconds: seconds })) };
  } catch {
    return { error: FAILED, ran: {} };
  }
}

function ranOf(answer: unknown): Readonly<Record<string, number>> {
  const data = (answer as { data?: { ran?: unknown } } | null)?.data;
  if (typeof data?.ran !== "object" || data.ran === null) return {};
  return Object.fromEntries(
    Object.entries(data.ran).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/** Null when the fault was set, else the sentence to show. */
export async function setFault(service: FaultService, mode: FaultMode): Promise<string | null> {
  try {
    await post("/sandbox/faults", { service, mode });
    return null;
  } catch {
    return FAILED;
  }
}
