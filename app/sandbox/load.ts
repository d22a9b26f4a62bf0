import { type Settings, systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import { aheadLabel, faultLabel } from "@/components/sandbox/labels";
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
const MINUTE_S = 60;

/**
 * The stand-ins; outside sandbox mode none of these pages exists. Every page asks for itself: Next renders a page beside its
 * layout, whose 404 would still carry what the page read.
 */
export function standIns(): Sandbox {
  return sandbox() ?? notFound();
}

export async function loadSandbox(): Promise<{ readonly view: SandboxView; readonly apiUrl: string }> {
  const ctx = await systemContext();
  const faults: Record<FaultService, FaultMode> = { stripe: "none", resend: "none", r2: "none", llm: "none" };
  for (const { service, mode } of await standIns().faults()) faults[service] = mode;
  return {
    view: { now: iso(ctx.now), skewSeconds: skewOf(ctx.now), faults, live: liveOf(ctx.settings) },
    apiUrl: ctx.settings.appUrl,
  };
}

/** For the strip above every page: what somebody has changed, "Clock 2 d ahead" and "Stripe: down". */
export async function loadChanges(): Promise<readonly string[]> {
  const controls = sandbox();
  if (controls === null) return [];
  const [now, faults] = await Promise.all([controls.clock.now(), controls.faults()]);
  const skew = skewOf(now);
  // Less is what two machines' clocks may differ by themselves.
  const ahead = skew < MINUTE_S ? null : aheadLabel(skew);
  return [
    ...(ahead === null ? [] : [`Clock ${ahead} ahead`]),
    ...faults.map(({ service, mode }) => faultLabel(service, mode)),
  ];
}

const skewOf = (now: Date): number => Math.round((now.getTime() - wallNow().getTime()) / SECOND_MS);

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
