import type { Sample } from "@/components/docs/types";
import type { Contract } from "@/lib/kernel/contract";

/** Names of shell variables for what stands in a path, where the word before it is not the object's name. */
const PATH_WORDS: Readonly<Record<string, string>> = { log: "delivery" };

function variableOf(path: string, parameter: string): string {
  const own = parameter.replace(/Id$/, "");
  const before =
    path
      .slice(0, path.indexOf(`{${parameter}}`))
      .split("/")
      .at(-2) ?? "";
  const word = own === "id" ? (PATH_WORDS[before] ?? before.replace(/s$/, "")) : own;
  return `${word.replaceAll("-", "_").toUpperCase()}_ID`;
}

const camel = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** The path with each parameter written as `write` says. */
function pathWith(path: string, write: (variable: string) => string): string {
  return path.replace(/\{(\w+)\}/g, (_all, parameter: string) => write(variableOf(path, parameter)));
}

/** The environment variable that holds the credential, or null where nobody asks for one. */
export function credentialOf(contract: Pick<Contract, "access">): "VOXPACT_TOKEN" | "VOXPACT_OWNER_TOKEN" | null {
  switch (contract.access) {
    case "public":
      return null;
    case "owner":
      return "VOXPACT_OWNER_TOKEN";
    case "agent":
      return "VOXPACT_TOKEN";
  }
}

export interface SampleInput {
  readonly contract: Pick<Contract, "method" | "path" | "access">;
  readonly apiUrl: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Null where the endpoint takes no body. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly streams: boolean;
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}=${encodeURIComponent(String(one))}`),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** Inside single quotes a shell takes everything as it is, but for the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that works as pasted, once the variables it names are set. */
export function curlOf({ contract, apiUrl, query, body, streams }: SampleInput): Sample {
  const url = `"${apiUrl}${pathWith(contract.path, (name) => `$${name}`)}${queryText(query)}"`;
  const credential = credentialOf(contract);
  const method =
    contract.method === "GET" || (contract.method === "POST" && body !== null) ? "" : `-X ${contract.method} `;
  const lines = [
    `curl ${streams ? "-N " : ""}${method}${url}`,
    ...(credential === null ? [] : [`-H "Authorization: Bearer $${credential}"`]),
    ...(body === null ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body, null, 2))}`]),
  ];
  return { label: "curl", language: "bash", code: lines.join(" \\\n  ") };
}

const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key);

/** A value as a TypeScript literal, as Prettier would lay it out. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => literal(item, indent)).join(", ")}]`;
    if (!flat.includes("\n")) return flat;
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const lines = entries.map(
    ([key, item]) => `${inner}${isName(key) ? key : JSON.stringify(key)}: ${literal(item, inner)},`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function optionsOf({ contract, body }: SampleInput): string {
  const credential = credentialOf(contract);
  const headers = [
    ...(credential === null ? [] : [`    Authorization: \`Bearer \${process.env.${credential}}\`,`]),
    ...(body === null ? [] : ['    "Content-Type": "application/json",']),
    ...(contract.method === "GET" ? [] : ['    "Idempotency-Key": crypto.randomUUID(),']),
  ];
  const lines = [
    ...(contract.method === "GET" ? [] : [`  method: "${contract.method}",`]),
    ...(headers.length === 0 ? [] : ["  headers: {", ...headers, "  },"]),
    ...(body === null ? [] : [`  body: JSON.stringify(${literal(body, "  ")}),`]),
  ];
  return lines.length === 0 ? "" : `, {\n${lines.join("\n")}\n}`;
}

const READ = `const { success, data, error } = await response.json();
if (!success) throw new Error(\`\${error.code}: \${error.message}\`);`;
const READ_STREAM = `for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
  console.log(chunk);
}`;

/** The same request with fetch. */
export function typescriptOf(input: SampleInput): Sample {
  const { contract, apiUrl, query, streams } = input;
  const url = `${apiUrl}${pathWith(contract.path, (name) => `\${${camel(name)}}`)}${queryText(query)}`;
  const target = url.includes("${") ? `\`${url}\`` : JSON.stringify(url);
  const code = `const response = await fetch(${target}${optionsOf(input)});\n${streams ? READ_STREAM : READ}`;
  return { label: "TypeScript", language: "typescript", code };
}
