import { type Settings, systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import type {
  FaultMode,
  FaultService,
  MailboxView,
  MailRowView,
  MailView,
  SandboxView,
} from "@/components/sandbox/types";
import { sandbox, type Sandbox } from "@/lib/composition";
import { SECOND_MS, wallNow } from "@/lib/kernel/clock";
import { isId } from "@/lib/kernel/ids";
import { iso } from "../view";

type MailboxEntry = Awaited<ReturnType<Sandbox["mails"]>>[number];

/** How many mails a page of the mailbox lists. */
const MAILS = 50;
const PREVIEW_LENGTH = 140;

/** The stand-ins; outside sandbox mode none of these pages exists. */
function standIns(): Sandbox {
  return sandbox() ?? notFound();
}

export async function loadSandbox(): Promise<{ readonly view: SandboxView; readonly apiUrl: string }> {
  const ctx = await systemContext();
  const faults: Record<FaultService, FaultMode> = { stripe: "none", resend: "none", r2: "none", llm: "none" };
  for (const { service, mode } of await standIns().faults()) faults[service] = mode;
  const skewSeconds = Math.round((ctx.now.getTime() - wallNow().getTime()) / SECOND_MS);
  return { view: { now: iso(ctx.now), skewSeconds, faults, live: liveOf(ctx.settings) }, apiUrl: ctx.settings.appUrl };
}

/** Services that were given their keys: the real one is in use, and no fault can be put on it. */
function liveOf({ stripe, resend, r2, models }: Settings): FaultService[] {
  const real = { stripe, resend, r2, llm: models };
  const services: readonly FaultService[] = ["stripe", "resend", "r2", "llm"];
  return services.filter((service) => real[service] !== null);
}

interface AskedMails {
  /** The address searched for. */
  readonly to: string;
  /** The last mail of the page before. */
  readonly before: string | undefined;
  /** The mail to read. */
  readonly id: string | undefined;
}

export async function loadMailbox({ to, before, id }: AskedMails): Promise<MailboxView> {
  const ctx = await systemContext();
  const place = before !== undefined && isId(before) ? before : undefined;
  const [mails, selected] = await Promise.all([
    standIns().mails({ to: to === "" ? undefined : to, before: place, limit: MAILS + 1 }),
    id === undefined ? null : standIns().mail(id),
  ]);
  const shown = mails.slice(0, MAILS);
  return {
    now: iso(ctx.now),
    to,
    before: place ?? null,
    rows: shown.map(rowOf),
    next: mails.length > MAILS ? (shown.at(-1)?.id ?? null) : null,
    selected: selected === null ? null : mailOf(selected),
  };
}

function rowOf(mail: MailboxEntry): MailRowView {
  const preview = mail.text.replace(/\s+/g, " ").slice(0, PREVIEW_LENGTH);
  return { id: mail.id, to: mail.to, subject: mail.subject, preview, createdAt: mail.created_at };
}

function mailOf(mail: MailboxEntry): MailView {
  return { ...rowOf(mail), html: mail.html, text: mail.text };
}
