import type { Metadata } from "next";
import { runtime } from "@/lib/api/core/edge";
import { SandboxFrame } from "@/components/sandbox/frame";
import { MailPreviews } from "@/components/sandbox/mail-previews";
import { MAIL_KINDS, mailNames, sampleMail } from "@/lib/domain/notifications";
import { single } from "../../../view";
import { standIns } from "../../load";

export const metadata: Metadata = { title: "Mail templates" };

interface Props {
  readonly searchParams: Promise<{ readonly name?: string | string[] }>;
}

/** Every mail of the application with made-up values, in both its forms. */
export default async function MailPreviewPage({ searchParams }: Props) {
  standIns();
  const asked = single((await searchParams).name);
  const name = mailNames.find((one) => one === asked) ?? mailNames[0] ?? "";
  const mail = await sampleMail(name, runtime().settings.appUrl);
  return (
    <SandboxFrame current="/sandbox/mail">
      <MailPreviews
        names={mailNames}
        shown={
          mail === null
            ? null
            : {
                name,
                subject: mail.subject,
                html: mail.html,
                text: mail.text,
                kind: mail.kind === null ? null : MAIL_KINDS[mail.kind].title,
              }
        }
      />
    </SandboxFrame>
  );
}
