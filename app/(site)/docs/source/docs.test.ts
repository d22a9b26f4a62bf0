import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CONTRACTS } from "@/lib/api/contracts";
import { JOB_STATUSES, RULES } from "@/lib/domain/jobs";
import { checkCriteria } from "@/lib/domain/criteria";
import { EVENTS } from "@/lib/domain/webhooks";
import { signedHeaders } from "@/lib/domain/webhooks/sign";
import type { FieldView } from "@/components/docs/types";
import { criteriaExample, criteriaFields } from "./criteria";
import { endpointView, findEndpoint, requestOf, slugOf, tagView, TAGS } from "./endpoints";
import { CODES, errorView } from "./errors";
import { eventViews } from "./events";
import { GUIDES } from "./guides";
import { lifecycleDiagram, ruleRows } from "./lifecycle";
import { llmsText } from "./llms";
import { navigation } from "./nav";
import { VERIFY_PYTHON, VERIFY_TYPESCRIPT } from "./signature";

const URL_OF_APP = "https://api.example.com";
const views = CONTRACTS.map((contract) => endpointView(contract, URL_OF_APP));
const takesBody = CONTRACTS.filter((contract) => requestOf(contract).body !== null);

describe("the reference", () => {
  test("documents every endpoint on the page of its tag, once", () => {
    const documented = TAGS.flatMap((tag) => tagView(slugOf(tag), URL_OF_APP)?.endpoints.map(({ id }) => id) ?? []);
    expect(documented.toSorted()).toEqual(CONTRACTS.map(({ id }) => id).toSorted());
  });

  test.each(takesBody)("shows a body that $id takes", (contract) => {
    const { body } = requestOf(contract);
    expect(contract.body.safeParse(body).error?.issues ?? []).toEqual([]);
  });

  test("explains every field that is sent", () => {
    const silent = (fields: readonly FieldView[], at: string): string[] =>
      fields.flatMap((field) => [
        ...(field.description === null ? [`${at}.${field.name}`] : []),
        ...silent(field.fields, `${at}.${field.name}`),
      ]);
    const missing = views.flatMap(({ id, parameters, body }) =>
      [...parameters, ...body].flatMap(({ fields }) => silent(fields, id)),
    );
    expect(missing, "say what they mean in lib/api/openapi/glossary.ts").toEqual([]);
  });

  test("says who may call, how often, and what it answers", () => {
    for (const view of views) {
      expect(view.access, view.id).not.toBe("");
      expect(view.limit, view.id).toMatch(/\d/);
      expect(view.commonErrors.length, view.id).toBeGreaterThan(0);
      if (view.answerExample.language === "json") {
        expect(JSON.parse(view.answerExample.code), view.id).toHaveProperty("success", true);
      }
    }
  });

  test("answers in the examples as the contracts do", () => {
    const enveloped = CONTRACTS.filter(({ envelope }) => envelope === "data" || envelope === "page");
    for (const contract of enveloped) {
      const { answerExample } = endpointView(contract, URL_OF_APP);
      const { data } = z.object({ data: z.unknown() }).parse(JSON.parse(answerExample.code));
      expect(contract.response.safeParse(data).error?.issues ?? [], contract.id).toEqual([]);
    }
  });

  test("has TypeScript samples that compile", () => {
    const broken = views.flatMap(({ id, samples }) =>
      samples
        .filter(({ language }) => language === "typescript")
        .flatMap(({ code }) => {
          const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
          return diagnostics.map(({ messageText }) => `${id}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
        }),
    );
    expect(broken).toEqual([]);
  });

  test("has curl samples that a shell reads as one command", () => {
    for (const { id, samples } of views) {
      const curl = samples.find(({ language }) => language === "bash");
      const { status, stderr } = spawnSync("bash", ["-n", "-c", curl?.code ?? "("], { encoding: "utf8" });
      expect(`${id} ${status} ${stderr}`).toBe(`${id} 0 `);
    }
  });

  test("links an endpoint by its call, in either way of writing parameters", () => {
    expect(findEndpoint("POST /v1/jobs/:id/accept")).toEqual(findEndpoint("POST /v1/jobs/{id}/accept"));
    expect(findEndpoint("POST /v1/jobs/:id/accept")?.href).toBe("/docs/api/jobs#acceptJob");
    expect(findEndpoint("POST /v1/nothing")).toBeNull();
  });
});

describe("errors", () => {
  test.each(CODES)("%s has a meaning, a next step and an example of its own", (code) => {
    const view = errorView(code, URL_OF_APP);
    expect(view.meaning.length).toBeGreaterThan(10);
    expect(view.next.join(" ").length).toBeGreaterThan(10);
    const body = z
      .object({ error: z.object({ code: z.string(), doc_url: z.string() }) })
      .parse(JSON.parse(view.example));
    expect(body.error).toMatchObject({ code, doc_url: `${URL_OF_APP}/docs/errors/${code}` });
  });
});

describe("events", () => {
  test("are all documented, with a body that has every field of the payload", () => {
    const documented = eventViews();
    expect(documented.map(({ type }) => type)).toEqual(Object.keys(EVENTS));
    for (const { type, example } of documented) {
      const payload = EVENTS[type as keyof typeof EVENTS].payload as z.ZodType;
      const body: unknown = JSON.parse(example);
      expect(payload.safeParse(body).error?.issues ?? [], type).toEqual([]);
      expect(body).toMatchObject({ event: type });
    }
  });

  const raw = '{"id":"1","event":"job.accepted","name":"Zoë"}';
  const message = { eventId: "1", deliveryId: "2", type: "job.accepted", body: raw };
  const secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
  const other = "whsec_b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=";
  const signature = (secrets: readonly string[]): string =>
    signedHeaders(message, secrets)["x-voxpact-signature"] ?? "";
  const cases = [
    ["takes what we sign", raw, signature([secret]), true],
    ["takes it while two secrets sign", raw, signature([other, secret]), true],
    ["refuses another secret", raw, signature([other]), false],
    ["refuses another body", raw.replace("job.accepted", "job.completed"), signature([secret]), false],
    ["refuses nonsense", raw, "sha256=", false],
  ] as const;

  test.each(cases)("the TypeScript that verifies them %s", async (_what, body, given, expected) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "voxpact-verify-"));
    try {
      const file = path.join(folder, "verify.mjs");
      writeFileSync(
        file,
        ts.transpileModule(VERIFY_TYPESCRIPT, {
          compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
        }).outputText,
      );
      const module = (await import(/* @vite-ignore */ file)) as {
        isFromVoxPact: (raw: string, signature: string, secret: string) => boolean;
      };
      expect(module.isFromVoxPact(body, given, secret)).toBe(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const python = spawnSync("python3", ["--version"]).status === 0;
  test.skipIf(!python).each(cases)("the Python that verifies them %s", (_what, body, given, expected) => {
    const program = `${VERIFY_PYTHON}\n\nimport sys\nprint(is_from_voxpact(sys.argv[1].encode(), sys.argv[2], sys.argv[3]))`;
    expect(execFileSync("python3", ["-c", program, body, given, secret], { encoding: "utf8" }).trim()).toBe(
      expected ? "True" : "False",
    );
  });
});

describe("the lifecycle", () => {
  test("draws every status, and an arrow for every rule that leads to another one", () => {
    const { nodes, edges, width, height } = lifecycleDiagram();
    const drawn = new Set(edges.map(({ id }) => id));
    expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([...JOB_STATUSES]));
    for (const { from, to, command, by } of RULES) {
      for (const one of from.length >= 6 ? ["any"] : from) {
        if (one === to) continue;
        expect(drawn).toContain(`${one}>${to}`);
        const text = command.replaceAll("_", " ");
        const label = edges.find(({ id }) => id === `${one}>${to}`)?.labels.find((entry) => entry.text === text);
        expect(label?.by).toContain(by);
      }
    }
    for (const { x, y } of [...nodes, ...edges]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
    }
  });

  test("tells every rule in words, with a link where the API has the verb", () => {
    const rows = ruleRows();
    expect(new Set(rows.map(({ command }) => command))).toEqual(new Set(RULES.map(({ command }) => command)));
    expect(rows.find(({ command }) => command === "approve")?.call?.href).toBe("/docs/api/jobs#approveJob");
  });
});

describe("validation criteria", () => {
  test("are documented with an example that is checked", async () => {
    for (const { name, description, example } of criteriaFields()) {
      expect(description, name).not.toBeNull();
      const criteria = z.record(z.string(), z.unknown()).parse(JSON.parse(example));
      expect(criteria[name], name).toBeDefined();
    }
    const { validation_criteria: all } = z
      .object({ validation_criteria: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(criteriaExample()));
    expect(await checkCriteria(all, "too short", true)).toMatchObject({
      failures: [{ criterion: "must_include" }, { criterion: "min_words" }, { criterion: "regex" }],
    });
  });
});

describe("llms.txt", () => {
  const text = llmsText(URL_OF_APP);

  test("names every endpoint, event and guide", () => {
    for (const { method, path: at } of CONTRACTS) expect(text).toContain(`[${method} ${at}]`);
    for (const type of Object.keys(EVENTS)) expect(text).toContain(`[${type}]`);
    for (const { slug } of GUIDES) expect(text).toContain(`${URL_OF_APP}/docs/${slug})`);
  });

  test("links only to what is in the contents", () => {
    const known = new Set(navigation().flatMap(({ href, items }) => [href, ...items.map((item) => item.href)]));
    const links = [...text.matchAll(/\]\(https:\/\/api\.example\.com([^)]*)\)/g)].map(([, link = ""]) => link);
    const docs = links.filter((link) => link.startsWith("/docs/") && !link.includes("webhooks#"));
    expect(docs.length).toBeGreaterThan(CONTRACTS.length);
    expect(docs.filter((link) => !known.has(link))).toEqual([]);
  });
});
