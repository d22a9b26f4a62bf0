import { globSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CONTRACTS } from "../contracts";
import { contractOf, type Route } from "./route";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Handler = Route["GET"];
type Module = Readonly<Record<string, Handler | undefined>>;

/** `app/v1/jobs/[id]/route.ts` → `/v1/jobs/{id}`; what takes everything else is no endpoint. */
const files = globSync("app/v1/**/route.ts", { cwd: ROOT }).filter((file) => !file.includes("[..."));
const pathOf = (file: string): string =>
  `/${file
    .split("/")
    .slice(1, -1)
    .map((part) => part.replace(/^\[(\w+)\]$/, "{$1}"))
    .join("/")}`;

const load = async (file: string): Promise<Module> => (await import(path.join(ROOT, file))) as Module;

describe("the tree of routes and the contracts are one", () => {
  test("every file answers for the contracts of its own path, each with its own method", async () => {
    const wrong: string[] = [];
    for (const file of files) {
      const module = await load(file);
      for (const method of METHODS) {
        const handler = module[method];
        if (handler === undefined) wrong.push(`${file} does not export ${method}`);
        const contract = handler === undefined ? undefined : contractOf(handler);
        if (contract !== undefined && (contract.method !== method || contract.path !== pathOf(file))) {
          wrong.push(`${method} ${pathOf(file)} answers for ${contract.method} ${contract.path}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("every contract has a route, and every route a contract", async () => {
    const modules = await Promise.all(files.map(load));
    const routed = modules.flatMap((module) =>
      METHODS.flatMap((method) => {
        const handler = module[method];
        const contract = handler === undefined ? undefined : contractOf(handler);
        return contract === undefined ? [] : [contract.id];
      }),
    );
    expect(routed.toSorted()).toEqual(CONTRACTS.map(({ id }) => id).toSorted());
  });

  test("Allow lists the methods of the path's contracts and no others", async () => {
    for (const file of files) {
      const module = await load(file);
      const answer = await module.OPTIONS?.(new Request("http://localhost/"), { params: Promise.resolve({}) });
      const own = CONTRACTS.filter((contract) => contract.path === pathOf(file)).map(({ method }) => method as string);
      const allowed = (answer?.headers.get("allow") ?? "")
        .split(", ")
        .filter((one) => one !== "HEAD" && one !== "OPTIONS");
      expect(own, file).not.toEqual([]);
      expect(allowed.toSorted(), file).toEqual(own.toSorted());
    }
  });

  test("no two contracts share an id, or a method and path", () => {
    const ids = CONTRACTS.map(({ id }) => id);
    const calls = CONTRACTS.map(({ method, path: at }) => `${method} ${at}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(calls).size).toBe(calls.length);
  });
});
