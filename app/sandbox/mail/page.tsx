import type { Metadata } from "next";
import { SandboxFrame } from "@/components/sandbox/frame";
import { Mailbox } from "@/components/sandbox/mailbox";
import { single } from "../../view";
import { loadMailbox } from "../load";

export const metadata: Metadata = { title: "Mailbox" };

interface Props {
  readonly searchParams: Promise<{ readonly to?: string | string[]; readonly id?: string | string[] }>;
}

export default async function MailboxPage({ searchParams }: Props) {
  const { to, id } = await searchParams;
  return (
    <SandboxFrame current="/sandbox/mail">
      <Mailbox view={await loadMailbox(single(to)?.trim() ?? "", single(id))} />
    </SandboxFrame>
  );
}
