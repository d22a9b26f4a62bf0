import path from "node:path";
import { createEgress, type ClosableEgress } from "./adapters/egress";
import { createModels } from "./adapters/models";
import { createR2Objects } from "./adapters/r2";
import { createResendMailer } from "./adapters/resend";
import {
  listFaults,
  mounted,
  setFault,
  takeFault,
  withFaults,
  type Fault,
  type FaultMode,
  type FaultService,
} from "./adapters/sandbox/faults";
import { asFetch, startLoopback, type FetchHandler, type Loopback } from "./adapters/sandbox/loopback";
import { createMailbox, findMail, listMails, type MailboxEntry, type MailFilter } from "./adapters/sandbox/mailbox";
import { createRuleModels, RELATED } from "./adapters/sandbox/models";
import { createObjectStore } from "./adapters/sandbox/objects";
import { createStripeEmulator, EVENT_TASK, EXPIRY_TASK, type StripeEmulator } from "./adapters/sandbox/stripe";
import { createUploadThingStandIn, sandboxUploadThingToken } from "./adapters/sandbox/uploadthing";
import { createStripePayments, SUBSCRIBED_EVENTS } from "./adapters/stripe";
import { createUploads, createUploadThingFiles, type UploadRules, type UploadsOptions } from "./adapters/uploadthing";
import { allRecurring, allTasks } from "./domain/tasks";
import { sweep } from "./domain/sweep";
import { MINUTE_MS, SECOND_MS } from "./kernel/clock";
import { newId } from "./kernel/ids";
import { advanceClock } from "./platform/advance-clock";
import { appNow, contextOf } from "./platform/context";
import { createDatabase, type AppDatabase } from "./platform/db";
import { readSettings, type Settings } from "./platform/env";
import { LiveConnection } from "./platform/live";
import { LiveEvents } from "./platform/live-events";
import { createLogger, type Logger } from "./platform/log";
import { seedRecurring } from "./platform/recurring";
import { setRuntime, type Deps } from "./platform/runtime";
import { deriveKey, installationSecret } from "./platform/secrets";
import { reviveTasks, runDueTasksFor, startWorker, type Queue, type Tasks } from "./platform/tasks";

/** The only place that chooses adapters (architecture.md): the real service where its keys are set, else its stand-in. */

const SWEEP_MS = MINUTE_MS;
/** With one retry a caller hears of a silent Stripe before common clients give up (30 s); the operation is driven on anyway. */
const STRIPE_TIMEOUT_MS = 8 * SECOND_MS;
const SANDBOX_BUCKET = "voxpact";
const SANDBOX_FROM = "VoxPact <no-reply@voxpact.example>";

export { FAULT_MODES, FAULT_SERVICES } from "./adapters/sandbox/faults";
export type { UploadRules } from "./adapters/uploadthing";
import type { Uploads } from "./ports/uploads";

/** The stand-ins, for the sandbox's own pages and routes. */
export interface Sandbox {
  readonly stripe: StripeEmulator;
  /** The object store behind signed URLs, for its HTTP route. */
  readonly objects: FetchHandler;
  /** UploadThing's ingest endpoint and file host, for browsers. */
  readonly uploadthing: FetchHandler;
  readonly clock: {
    readonly now: () => Promise<Date>;
    /** Moves the application's time and runs all that falls due, in order of time. */
    readonly advance: (seconds: number) => Promise<{ now: Date; ran: Record<string, number> }>;
  };
  /** Newest first. */
  readonly mails: (filter: MailFilter) => Promise<MailboxEntry[]>;
  readonly mail: (id: string) => Promise<MailboxEntry | null>;
  readonly faults: () => Promise<Fault[]>;
  readonly setFault: (fault: {
    readonly service: FaultService;
    readonly mode: FaultMode;
    readonly count?: number | undefined;
  }) => Promise<void>;
}

interface Application {
  readonly deps: Deps;
  readonly queue: Queue;
  readonly sandbox: Sandbox | null;
  readonly uploads: BrowserUploads;
  readonly stop: (drained: Promise<void>) => Promise<void>;
}

/** Next bundles this module several times; the one application of a process is kept here. */
const KEY = Symbol.for("voxpact.application");
type Holder = { [KEY]?: Application };
const holder = globalThis as Holder;

const hex = (key: Uint8Array): string => Buffer.from(key).toString("hex");

function stripeStandIn(
  settings: Settings,
  db: AppDatabase,
  secret: string,
): { emulator: StripeEmulator; webhookSecret: string } {
  const webhookSecret = `whsec_${hex(deriveKey(secret, "sandbox-stripe-webhook"))}`;
  const emulator = createStripeEmulator({
    db,
    fault: async () => (await takeFault(db, "stripe")) ?? "none",
    publicBase: `${settings.appUrl}/sandbox/stripe`,
    webhookUrl: `http://127.0.0.1:${settings.port}/api/stripe/webhook`,
    webhookSecret,
    subscribedEvents: SUBSCRIBED_EVENTS,
  });
  return { emulator, webhookSecret };
}

/** Files that owners drop in the browser. */
interface BrowserUploads {
  readonly options: Omit<UploadsOptions, "evidence" | "avatar">;
  readonly files: Uploads;
  /** Null where UploadThing is real. */
  readonly standIn: FetchHandler | null;
}

function chooseUploads(settings: Settings, db: AppDatabase, secret: string): BrowserUploads {
  const callbackUrl = `${settings.appUrl}/api/uploadthing`;
  if (settings.uploadthingToken !== null) {
    const token = settings.uploadthingToken;
    return { options: { token, callbackUrl }, files: createUploadThingFiles({ token }), standIn: null };
  }
  const apiKey = `sk_sandbox_${hex(deriveKey(secret, "sandbox-uploadthing"))}`;
  const publicUrl = `${settings.appUrl}/sandbox/uploadthing`;
  const directory = path.resolve(settings.dataDir, "uploads");
  const standIn = createUploadThingStandIn({ db, directory, apiKey, publicUrl, now: () => appNow({ db }) });
  const token = sandboxUploadThingToken(apiKey);
  const fetch = asFetch(standIn);
  return {
    options: { token, callbackUrl, ingestUrl: publicUrl, fetch },
    files: createUploadThingFiles({ token, filesUrl: `${publicUrl}/f`, apiUrl: publicUrl, fetch }),
    standIn,
  };
}

function objectStandIn(settings: Settings, db: AppDatabase, secret: string) {
  const credentials = { accessKeyId: "sandbox", secretAccessKey: hex(deriveKey(secret, "sandbox-r2")) };
  const handler = withFaults(
    db,
    "r2",
    createObjectStore({
      directory: path.resolve(settings.dataDir, "objects"),
      bucket: SANDBOX_BUCKET,
      credentials,
      mountPath: "/sandbox/r2",
      now: () => appNow({ db }),
    }),
  );
  return {
    handler,
    options: {
      ...credentials,
      endpoint: `${settings.appUrl}/sandbox/r2`,
      bucket: SANDBOX_BUCKET,
      fetch: asFetch(handler),
    },
  };
}

interface Chosen {
  readonly parts: Pick<Deps, "payments" | "objects" | "uploads" | "mailer" | "models" | "egress">;
  readonly sandbox: Sandbox | null;
  readonly uploads: BrowserUploads;
  readonly egress: ClosableEgress;
  readonly loopback: Loopback | null;
}

async function chooseMailer(
  settings: Settings,
  db: AppDatabase,
): Promise<{ mailer: Deps["mailer"]; loopback: Loopback | null }> {
  if (settings.resend !== null) return { mailer: createResendMailer(settings.resend), loopback: null };
  const loopback = await startLoopback({
    "/resend": withFaults(db, "resend", createMailbox({ db, mountPath: "/resend" })),
  });
  return {
    mailer: createResendMailer({ apiKey: "re_sandbox", from: SANDBOX_FROM, baseUrl: `${loopback.url}/resend` }),
    loopback,
  };
}

function chooseModels(settings: Settings, db: AppDatabase): Deps["models"] {
  const { models } = settings;
  if (models !== null) {
    return createModels({
      ...models,
      openaiBaseUrl: models.openaiBaseUrl ?? undefined,
      anthropicBaseUrl: models.anthropicBaseUrl ?? undefined,
      validatorType: "dual_llm",
    });
  }
  const rules = asFetch(withFaults(db, "llm", createRuleModels()));
  return createModels({
    openaiApiKey: "sandbox",
    anthropicApiKey: "sandbox",
    fetch: rules,
    validatorType: "rule_based",
    names: { embedding: settings.sandboxEmbedding },
    related: RELATED[settings.sandboxEmbedding],
  });
}

async function choose(settings: Settings, db: AppDatabase, secret: string): Promise<Chosen> {
  const stripe = stripeStandIn(settings, db, secret);
  const store = objectStandIn(settings, db, secret);
  const uploads = chooseUploads(settings, db, secret);
  const { mailer, loopback } = await chooseMailer(settings, db);
  const egress = createEgress({ allowInsecure: settings.sandbox, allowHosts: settings.egressAllow });
  return {
    parts: {
      payments: createStripePayments(
        settings.stripe === null
          ? {
              secretKey: "sk_sandbox",
              webhookSecret: stripe.webhookSecret,
              timeoutMs: STRIPE_TIMEOUT_MS,
              fetch: stripe.emulator.fetch,
            }
          : { ...settings.stripe, timeoutMs: STRIPE_TIMEOUT_MS },
      ),
      objects: createR2Objects(settings.r2 ?? store.options),
      uploads: uploads.files,
      mailer,
      models: chooseModels(settings, db),
      egress,
    },
    sandbox: settings.sandbox
      ? {
          stripe: stripe.emulator,
          objects: mounted(store.handler),
          uploadthing: uploads.standIn ?? notThere,
          clock: { now: () => appNow({ db }), advance: (seconds) => advanceClock(queue(), seconds) },
          mails: (filter) => listMails(db, filter),
          mail: (id) => findMail(db, id),
          faults: () => listFaults(db),
          setFault: (fault) => setFault(db, fault),
        }
      : null,
    uploads,
    egress,
    loopback,
  };
}

const notThere: FetchHandler = () => Promise.resolve(new Response(null, { status: 404 }));

function tasksOf(sandbox: Sandbox | null): Tasks {
  if (sandbox === null) return allTasks;
  const { stripe } = sandbox;
  return {
    ...allTasks,
    [EVENT_TASK]: (_ctx, payload) => stripe.deliverEvent(String(payload.event_id)),
    [EXPIRY_TASK]: (_ctx, payload) => stripe.expire(String(payload.id)),
  };
}

const sweepNow = async (deps: Deps): Promise<Readonly<Record<string, number>>> => {
  const now = await appNow(deps);
  return sweep(contextOf(deps, now, { kind: "system" }, `sweep-${newId(now)}`));
};

/** Sweeps every minute, one after the other. */
function startSweeper(deps: Deps): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    running = sweepNow(deps)
      .then(() => undefined)
      .catch((error: unknown) => deps.log.error({ err: error }, "a sweep failed"))
      .finally(() => {
        idle = true;
      });
  }, SWEEP_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function compose(settings: Settings, log: Logger): Promise<Application> {
  const db = createDatabase(settings.databaseUrl, {
    max: settings.poolSize,
    onError: (error) => log.warn({ err: error }, "a connection to the database was lost"),
  });
  const secret = settings.authSecret ?? (await installationSecret(db));
  const { parts, sandbox, uploads, egress, loopback } = await choose(settings, db, secret);
  const connection = new LiveConnection(settings.directDatabaseUrl, log);
  await connection.connect();
  const live = new LiveEvents(db, connection, log);
  await live.start();
  const deps: Deps = { settings, db, log, secret, live, ...parts };
  const queue: Queue = { deps, tasks: tasksOf(sandbox), live: connection };
  await seedRecurring(deps, allRecurring);
  const worker = settings.worker ? await startWorker(queue) : null;
  const sweeper = settings.worker ? startSweeper(deps) : null;
  return {
    deps,
    queue,
    sandbox,
    uploads,
    async stop(drained) {
      // Streams would keep their requests open for ever.
      live.close();
      await Promise.all([sweeper?.stop(), worker?.stop()]);
      await drained;
      await Promise.all([connection.close(), egress.close(), loopback?.close()]);
      await db.close();
    },
  };
}

/** Composes the application once in this process. Throws `SettingsError` with one readable line where it cannot. */
export async function boot(settings: Settings = readSettings()): Promise<void> {
  if (holder[KEY] !== undefined) return;
  const composed = await compose(settings, createLogger(settings.logLevel));
  holder[KEY] = composed;
  setRuntime(composed.deps);
}

/** Hands background work back at once, and closes all connections when `drained` says that nobody needs them. */
export async function stop(drained: Promise<void> = Promise.resolve()): Promise<void> {
  const running = holder[KEY];
  if (running === undefined) return;
  delete holder[KEY];
  await running.stop(drained);
  setRuntime(null);
}

/** The stand-ins, or null outside sandbox mode: then everything below /sandbox is 404. */
export function sandbox(): Sandbox | null {
  return holder[KEY]?.sandbox ?? null;
}

function application(): Application {
  const running = holder[KEY];
  if (running === undefined) throw new Error("The application has not booted.");
  return running;
}

/** The route behind /api/uploadthing: who may upload what is for the edge to say, which knows who is logged in. */
export function uploadRoute(rules: {
  readonly evidence: UploadRules;
  readonly avatar: UploadRules;
}): (request: Request) => Promise<Response> {
  return createUploads({ ...application().uploads.options, ...rules });
}

/** The background work of this process, for the clock and for cron routes. */
export function queue(): Queue {
  return application().queue;
}

/** What the cron routes run, by name (vercel.json); each is bounded, idempotent and safe beside another of its kind. */
export const CRON_TASKS = ["tick", "sweep", "tasks"] as const;

/** Takes up what was left lying, then runs what is due for at most this long. */
export async function runCron(
  task: (typeof CRON_TASKS)[number],
  milliseconds: number,
): Promise<Readonly<Record<string, unknown>>> {
  const current = queue();
  await reviveTasks(current.deps);
  const swept = task === "tasks" ? {} : { swept: await sweepNow(current.deps) };
  return task === "sweep" ? swept : { ...swept, drained: await runDueTasksFor(current, milliseconds) };
}
