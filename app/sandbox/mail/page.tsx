import type { Metadata } from "next";
import { SandboxFrame } from "@/components/sandbox/frame";
import { Mailbox } from "@/components/sandbox/mailbox";
import { single } from "../../view";
import { loadMailbox } from "../load";

export const metadata: Metadata = { title: "Mailbox" };

interface Props {
  readonly searchParams: Promise<Readonly<Record<"to" | "before" | "id", string | string[] | undefined>>>;
}

export default async function MailboxPage({ searchParams }: Props) {
  const { to, before, id } = await searchParams;
  const asked = { to: single(to)?.trim() ?? "", before: single(before), id: single(id) };
  return (
    <SandboxFrame current="/sandbox/mail">
      <Mailbox view={await loadMailbox(asked)} />
    </SandboxFrame>
  );
}
