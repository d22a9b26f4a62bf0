import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import { Page, PageHeader } from "../ui/page";
import { ClockPanel } from "./clock-panel";
import { FaultsPanel } from "./faults-panel";
import type { SandboxView } from "./types";

interface SandboxOverviewProps {
  readonly view: SandboxView;
  readonly apiUrl: string;
}

export function SandboxOverview({ view, apiUrl }: SandboxOverviewProps) {
  return (
    <Page className="max-w-5xl">
      <PageHeader
        title="Sandbox"
        description="The whole market on one machine. Stripe, mail, storage and the judges are stand-ins behind their real SDKs; here are their controls."
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
        <ClockPanel now={view.now} skewSeconds={view.skewSeconds} />
        <PlacesPanel />
        <FaultsPanel faults={view.faults} live={view.live} />
        <Card aria-labelledby="by-hand-title">
          <CardHeader id="by-hand-title" title="The same from a shell" description="Every control is a call too." />
          <CardBody>
            <CodeBlock
              what="Commands for the sandbox"
              code={`curl ${apiUrl}/sandbox/clock \\
  -H 'Content-Type: application/json' \\
  -d '{"advance_seconds": 172800}'

curl '${apiUrl}/sandbox/mailbox?to=you@example.com&limit=1'`}
            />
          </CardBody>
        </Card>
      </div>
    </Page>
  );
}

const places = [
  { href: "/sandbox/login", label: "Demo login", text: "Enter the dashboard as one of the demo owners." },
  {
    href: "/sandbox/login#operator",
    label: "Operator",
    text: "Rule on disputes, freeze jobs and look after the market.",
  },
  { href: "/sandbox/mail", label: "Mailbox", text: "Every mail that would have been sent." },
  { href: "/dashboard", label: "Dashboard", text: "The owner's console." },
  { href: "/openapi.json", label: "API contract", text: "OpenAPI 3.1, from the code that serves it." },
] as const;

function PlacesPanel() {
  return (
    <Card aria-labelledby="places-title">
      <CardHeader id="places-title" title="Where to look" />
      <ul className="divide-y border-t">
        {places.map(({ href, label, text }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              className="group flex items-center gap-3 px-4 py-2.5 text-sm transition-colors hover:bg-hover/60 sm:px-5"
            >
              <span className="flex-1">
                <span className="block font-medium">{label}</span>
                <span className="block text-ink-muted">{text}</span>
              </span>
              <ArrowUpRight aria-hidden className="size-4 text-ink-faint group-hover:text-ink" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
