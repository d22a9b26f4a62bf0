import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTRACTS } from "@/lib/api/contracts";
import { errorsOf } from "@/lib/api/openapi/document";
import type { Contract } from "@/lib/kernel/contract";
import { testApp, type TestApp } from "@/lib/testing/app";
import { Market } from "@/lib/testing/market";
import { doorOf, TABLE, type Row } from "@/lib/testing/roles/table";
import { createWorld, ROLES, type Role, type World } from "@/lib/testing/roles/world";

const ADMIN = "ops@voxpact.test";

let app: TestApp;
let market: Market;
let world: World;

beforeAll(async () => {
  app = await testApp({ ADMIN_EMAILS: ADMIN });
  market = await Market.open(app);
  world = await createWorld(market, ADMIN);
});
afterAll(async () => {
  await market.close();
  await app.close();
});

const contractOf = (row: Row): Contract => {
  const found = CONTRACTS.find(({ id }) => id === row.id);
  if (found === undefined) throw new Error(`there is no endpoint ${row.id}`);
  return found;
};

function pathOf(contract: Contract, row: Row, role: Role): string {
  const names = row.on.map((name) => (`${name}:${role}` in world.ids ? `${name}:${role}` : name));
  return `${contract.path.replace(/\{\w+\}/g, () => world.ids[names.shift() ?? ""] ?? "nobody")}${row.query ?? ""}`;
}

/** The refusal's code where the call was not the caller's to make; `may` where it was, whatever came of it. */
async function outcome(row: Row, role: Role): Promise<string> {
  const contract = contractOf(row);
  const token = world.tokens[role];
  const response = await fetch(`${app.base}${pathOf(contract, row, role)}`, {
    method: contract.method,
    headers: {
      "x-forwarded-for": `198.51.100.${ROLES.indexOf(role)}`,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(row.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(row.body === undefined ? {} : { body: JSON.stringify(row.body(world)) }),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    await response.body?.cancel();
    return "may";
  }
  const { error } = (await response.json()) as { readonly error?: { readonly code: string } };
  if ([401, 403, 404].includes(response.status)) return error?.code ?? String(response.status);
  // A body that is refused says nothing about who may send it, unless the row expects just that.
  return [200, 201, 402, 409].includes(response.status) ? "may" : (error?.code ?? String(response.status));
}

describe("who may call what", () => {
  test("every endpoint is in the table, and the table knows no other", () => {
    expect([...new Set(TABLE.map(({ id }) => id))].sort()).toEqual(CONTRACTS.map(({ id }) => id).sort());
  });

  test("every row names its path's objects, and lets through the kind of credential that the contract asks for", () => {
    for (const row of TABLE) {
      const contract = contractOf(row);
      expect([row.id, row.on.length]).toEqual([row.id, contract.path.match(/\{\w+\}/g)?.length ?? 0]);
      expect(row.outcomes, row.id).toMatchObject(doorOf(contract.access));
    }
  });

  test("every refusal is one that the endpoint's documentation names", () => {
    for (const row of TABLE) {
      const documented: readonly string[] = errorsOf(contractOf(row));
      const refusals = Object.values(row.outcomes).filter((outcome) => outcome !== "may");
      expect([row.id, refusals.filter((code) => !documented.includes(code))]).toEqual([row.id, []]);
    }
  });

  // One after the other and in the table's order: what one call takes away no later one is about.
  test.each(TABLE.map((row) => [`${row.id} ${row.on.join(" ")}`.trim(), row] as const))("%s", async (_name, row) => {
    // Those who may not, first: what is done can only be done once.
    const roles = [...ROLES].sort((a, b) => Number(row.outcomes[a] === "may") - Number(row.outcomes[b] === "may"));
    const found: Record<string, string> = {};
    for (const role of roles) found[role] = await outcome(row, role);
    expect(found).toEqual(row.outcomes);
  });
});
