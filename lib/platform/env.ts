import { z } from "zod";

/** The only file that reads `process.env`: parsed once, passed on as `Settings`. */

const text = z.string().trim().min(1);
const optionalText = z.preprocess((value) => (value === "" ? undefined : value), text.optional());

const schema = z.object({
  NODE_ENV: z.string().default("development"),
  VOXPACT_SANDBOX: optionalText,
  DATABASE_URL: optionalText,
  DIRECT_DATABASE_URL: optionalText,
  APP_URL: optionalText,
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: optionalText,
  AUTH_SECRET: optionalText,
  CRON_SECRET: optionalText,
  ADMIN_EMAILS: z.string().default(""),
  STRIPE_SECRET_KEY: optionalText,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: optionalText,
  STRIPE_WEBHOOK_SECRET: optionalText,
  RESEND_API_KEY: optionalText,
  EMAIL_FROM: optionalText,
  R2_ACCOUNT_ID: optionalText,
  R2_ACCESS_KEY_ID: optionalText,
  R2_SECRET_ACCESS_KEY: optionalText,
  R2_BUCKET: optionalText,
  R2_ENDPOINT: optionalText,
  UPLOADTHING_TOKEN: optionalText,
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: optionalText,
  ANTHROPIC_API_KEY: optionalText,
  ANTHROPIC_BASE_URL: optionalText,
  VOXPACT_DATA_DIR: z.string().default(".data"),
  VOXPACT_RATE_SCALE: z.coerce.number().positive().default(1),
  VOXPACT_EGRESS_ALLOW: z.string().default(""),
  VOXPACT_DB_POOL: z.coerce.number().int().min(2).max(200).default(20),
  VOXPACT_WORKER: z.enum(["on", "off"]).optional(),
  VOXPACT_MAX_STREAM_SECONDS: z.coerce.number().positive().optional(),
  VOXPACT_SANDBOX_EMBEDDING: z.enum(["use-lite-en", "hashed-ngrams"]).default("use-lite-en"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  VERCEL: optionalText,
});

/** Vercel ends a function after 300 seconds; a stream says goodbye before that. */
const VERCEL_STREAM_SECONDS = 280;

type Env = z.infer<typeof schema>;

export interface Settings {
  readonly sandbox: boolean;
  /** `npm run dev`: pages are rebuilt as their sources change, and React debugs itself with eval. */
  readonly development: boolean;
  readonly databaseUrl: string;
  /** Where LISTEN works: differs from `databaseUrl` behind a transaction pooler. */
  readonly directDatabaseUrl: string;
  readonly appUrl: string;
  readonly port: number;
  readonly authSecret: string | null;
  readonly cronSecret: string | null;
  /** Who may enter the operator's console; in the sandbox also `SANDBOX_OPERATOR`. Lower case. */
  readonly adminEmails: readonly string[];
  readonly stripe: {
    readonly secretKey: string;
    readonly publishableKey: string;
    readonly webhookSecret: string;
  } | null;
  readonly resend: { readonly apiKey: string; readonly from: string } | null;
  readonly r2: {
    readonly endpoint: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly bucket: string;
  } | null;
  readonly uploadthingToken: string | null;
  readonly models: {
    readonly openaiApiKey: string;
    readonly openaiBaseUrl: string | null;
    readonly anthropicApiKey: string;
    readonly anthropicBaseUrl: string | null;
  } | null;
  /** Which of its own models the sandbox searches with (docs/search.md). */
  readonly sandboxEmbedding: Env["VOXPACT_SANDBOX_EMBEDDING"];
  readonly dataDir: string;
  readonly rateScale: number;
  readonly egressAllow: readonly string[];
  readonly poolSize: number;
  /** Whether this process drives background work itself; on Vercel the cron routes do. */
  readonly worker: boolean;
  /** How long an event stream may live where the host limits it; null where it does not (decisions 9). */
  readonly maxStreamSeconds: number | null;
  readonly logLevel: string;
}

/** What is wrong with the environment, one readable line each. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** The operator whom everybody may play in a sandbox; its address receives what the administrators are mailed. */
export const SANDBOX_OPERATOR = "operator@voxpact.example";

const REQUIRED_IN_PRODUCTION = [
  "DATABASE_URL",
  "APP_URL",
  "AUTH_SECRET",
  "CRON_SECRET",
  "STRIPE_SECRET_KEY",
  "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "RESEND_API_KEY",
  "EMAIL_FROM",
  "R2_ACCESS_KEY_ID",
  "R2_SECRET_ACCESS_KEY",
  "R2_BUCKET",
  "UPLOADTHING_TOKEN",
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
] as const satisfies readonly (keyof Env)[];

function refuse(env: Env, sandbox: boolean): void {
  if (sandbox && env.STRIPE_SECRET_KEY?.startsWith("sk_live_") === true) {
    throw new SettingsError(
      "STRIPE_SECRET_KEY is a live key (sk_live_…): sandbox mode never touches real money. Unset it or leave sandbox mode.",
    );
  }
  if (sandbox) return;
  const missing: string[] = REQUIRED_IN_PRODUCTION.filter((name) => env[name] === undefined);
  if (env.R2_ACCOUNT_ID === undefined && env.R2_ENDPOINT === undefined) missing.push("R2_ACCOUNT_ID");
  if (missing.length > 0) {
    throw new SettingsError(
      `Missing in production: ${missing.join(", ")}. Set them, or set VOXPACT_SANDBOX=1 to run the sandbox.`,
    );
  }
  if (env.AUTH_SECRET !== undefined && env.AUTH_SECRET.length < 32) {
    throw new SettingsError("AUTH_SECRET must have at least 32 characters (openssl rand -base64 32).");
  }
}

const list = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== "");

function services(env: Env): Pick<Settings, "stripe" | "resend" | "r2" | "models"> {
  const endpoint =
    env.R2_ENDPOINT ??
    (env.R2_ACCOUNT_ID === undefined ? undefined : `https://${env.R2_ACCOUNT_ID}.r2.cloudflarestorage.com`);
  return {
    stripe:
      env.STRIPE_SECRET_KEY !== undefined &&
      env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY !== undefined &&
      env.STRIPE_WEBHOOK_SECRET !== undefined
        ? {
            secretKey: env.STRIPE_SECRET_KEY,
            publishableKey: env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
          }
        : null,
    resend:
      env.RESEND_API_KEY !== undefined && env.EMAIL_FROM !== undefined
        ? { apiKey: env.RESEND_API_KEY, from: env.EMAIL_FROM }
        : null,
    r2:
      endpoint !== undefined &&
      env.R2_ACCESS_KEY_ID !== undefined &&
      env.R2_SECRET_ACCESS_KEY !== undefined &&
      env.R2_BUCKET !== undefined
        ? {
            endpoint,
            accessKeyId: env.R2_ACCESS_KEY_ID,
            secretAccessKey: env.R2_SECRET_ACCESS_KEY,
            bucket: env.R2_BUCKET,
          }
        : null,
    models:
      env.OPENAI_API_KEY !== undefined && env.ANTHROPIC_API_KEY !== undefined
        ? {
            openaiApiKey: env.OPENAI_API_KEY,
            openaiBaseUrl: env.OPENAI_BASE_URL ?? null,
            anthropicApiKey: env.ANTHROPIC_API_KEY,
            anthropicBaseUrl: env.ANTHROPIC_BASE_URL ?? null,
          }
        : null,
  };
}

/**
 * Reads the environment (sandbox.md: sandbox mode is on outside production, or with VOXPACT_SANDBOX=1).
 * Throws `SettingsError` with one line when a production variable is missing or a live key meets the sandbox.
 */
export function readSettings(source: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const env = parsed.data;
  const sandbox = env.NODE_ENV !== "production" || env.VOXPACT_SANDBOX === "1";
  refuse(env, sandbox);
  if (env.DATABASE_URL === undefined) {
    throw new SettingsError(
      "DATABASE_URL is not set: start through `npm start` or `npm run dev`, which bring up the embedded PostgreSQL.",
    );
  }
  return {
    sandbox,
    development: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL,
    directDatabaseUrl: env.DIRECT_DATABASE_URL ?? env.DATABASE_URL,
    appUrl: (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ""),
    port: env.PORT,
    authSecret: env.AUTH_SECRET ?? null,
    cronSecret: env.CRON_SECRET ?? null,
    adminEmails: [...list(env.ADMIN_EMAILS), ...(sandbox ? [SANDBOX_OPERATOR] : [])],
    ...services(env),
    uploadthingToken: env.UPLOADTHING_TOKEN ?? null,
    sandboxEmbedding: env.VOXPACT_SANDBOX_EMBEDDING,
    dataDir: env.VOXPACT_DATA_DIR,
    rateScale: sandbox ? env.VOXPACT_RATE_SCALE : 1,
    egressAllow: list(env.VOXPACT_EGRESS_ALLOW),
    poolSize: env.VOXPACT_DB_POOL,
    worker: env.VOXPACT_WORKER === undefined ? env.VERCEL === undefined : env.VOXPACT_WORKER === "on",
    maxStreamSeconds: env.VOXPACT_MAX_STREAM_SECONDS ?? (env.VERCEL === undefined ? null : VERCEL_STREAM_SECONDS),
    logLevel: env.LOG_LEVEL,
  };
}
