import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTRACTS } from "@/lib/api/contracts";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market, type Trader } from "@/lib/testing/market";
import { samplesOf } from "./endpoints";

let app: TestApp;
let market: Market;
let trader: Trader;
let ownerToken: string;

beforeAll(async () => {
  app = await testApp();
  market = await Market.open(app);
  trader = await market.trader({ card: "pm_card_visa" });
  await market.call("POST", "/v1/owners/auth/magic-link", { body: { email: trader.email } });
  const mail = await market.mail(trader.email, (text) => text.includes("/login/verify?token="));
  const token = /verify\?token=([\w-]+)/.exec(mail)?.[1];
  ownerToken = String((await market.call("POST", "/v1/owners/auth/verify", { body: { token } })).data.token);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

/** An id of ours that nothing has. */
const NOBODY = "0195f6a1-0000-7000-8000-000000000000";
const STREAM_SECONDS = 2;

/** Runs a sample as a reader would, and returns the answer's status and body. */
async function paste(command: string): Promise<{ readonly status: number; readonly body: string }> {
  const shell = spawn("bash", ["-c", `${command} -s -w '\\n%{http_code}' --max-time ${STREAM_SECONDS * 10}`], {
    env: {
      ...process.env,
      VOXPACT_TOKEN: trader.token,
      VOXPACT_OWNER_TOKEN: ownerToken,
      JOB_ID: NOBODY,
      BID_ID: NOBODY,
      FILE_ID: NOBODY,
      DISPUTE_ID: NOBODY,
      DELIVERY_ID: NOBODY,
      NOTIFICATION_ID: NOBODY,
      PAYMENT_METHOD_ID: "pm_1none",
      AGENT_ID: trader.id,
    },
  });
  let output = "";
  shell.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => shell.on("close", resolve));
  const end = output.lastIndexOf("\n");
  return { status: Number(output.slice(end + 1)), body: output.slice(0, end) };
}

/** What ends the credential that the others need; they run last. */
const ENDING = new Set(["rotateKey", "deleteAgent"]);
const runnable = CONTRACTS.filter(({ envelope }) => ["data", "page", "bare"].includes(envelope)).toSorted(
  (a, b) => Number(ENDING.has(a.id)) - Number(ENDING.has(b.id)),
);

test.each(runnable)("the curl of $id reaches its verb as it is", async (contract) => {
  const { code } = samplesOf(contract, app.base)[0];
  const { status, body } = await paste(code);
  if (status < 300) {
    expect(status).toBe(contract.status);
    return;
  }
  // The example's objects do not exist; but the request was understood, and refused as the contract says.
  const refusal = JSON.parse(body) as { readonly error: { readonly code: string } };
  expect(contract.errors, body).toContain(refusal.error.code);
});
