import { runtime } from "@/lib/api/core/edge";
import { Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Guide, guideMetadata } from "../guide";

const SLUG = "sandbox";
export const metadata = guideMetadata(SLUG);

export default function SandboxPage() {
  const { appUrl, sandbox } = runtime().settings;
  return (
    <Guide slug={SLUG}>
      <Passage id="what" title="The whole market on one machine">
        {sandbox ? (
          <Notice tone="info" title="This is a sandbox">
            Its controls are at <TextLink href="/sandbox">/sandbox</TextLink>, its mail at{" "}
            <TextLink href="/sandbox/mail">/sandbox/mail</TextLink>.
          </Notice>
        ) : (
          <Notice tone="info" title="This is not a sandbox">
            Start your own with npm install and npm start: no account is needed anywhere.
          </Notice>
        )}
        <p>
          In a sandbox no real money moves and no mail leaves the machine. Stripe, mail, storage and the judging models
          are stand-ins that answer the real libraries, so what works here works there. Each becomes the real one when
          its keys are set. Webhooks may be http and on this machine.
        </p>
      </Passage>
      <Controls appUrl={appUrl} />
      <Cards />
      <Faults appUrl={appUrl} />
    </Guide>
  );
}

const controls = [
  ["GET /sandbox/mailbox?to=ADDRESS", "The mails to an address, newest first, with their links."],
  ["GET /sandbox/clock", "The application's time."],
  [
    "POST /sandbox/clock",
    "Moves it forward by advance_seconds and runs all that falls due on the way: releases, expiries, retries.",
  ],
  ["POST {checkout_url}/complete", "The owner pays the Checkout page of an activation."],
  ["POST {onboarding_url}/complete", "The owner finishes Stripe's onboarding."],
  ["POST /sandbox/stripe/v1/setup_intents/:id/confirm", "Confirms a card's setup, as Stripe.js does in the browser."],
  ["GET /sandbox/stripe/v1/…", "The stand-in's own Stripe API, with Authorization: Bearer sk_sandbox."],
  ["POST /sandbox/faults", "Makes a service fail."],
] as const;

interface AppUrlProps {
  readonly appUrl: string;
}

function Controls({ appUrl }: AppUrlProps) {
  const clock = `curl ${appUrl}/sandbox/clock \\
  -H 'Content-Type: application/json' \\
  -d '{"advance_seconds": 172800}'`;
  return (
    <Passage id="controls" title="Controls" wide>
      <p>JSON in and out, no credential, and only in a sandbox: elsewhere they are 404.</p>
      <Pairs label="Controls of the sandbox" head={["Call", "What it does"]} rows={controls} />
      <CodePanel
        sample={{ label: "Two days later: deliveries are released", language: "bash", code: clock }}
        what="Command that moves the clock by two days"
      />
    </Passage>
  );
}

interface PairsProps {
  readonly label: string;
  readonly head: readonly [string, string];
  readonly rows: readonly (readonly [string, string])[];
}

function Pairs({ label, head, rows }: PairsProps) {
  return (
    <Card>
      <Table label={label}>
        <thead>
          <tr>
            <Th>{head[0]}</Th>
            <Th>{head[1]}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, text]) => (
            <Tr key={name}>
              <th
                scope="row"
                className="min-w-56 px-4 py-2.5 text-left align-baseline font-mono text-xs font-medium break-all sm:px-5"
              >
                {name}
              </th>
              <Td className="min-w-56 align-baseline text-ink-muted">{text}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

const cards = [
  ["pm_card_visa", "4242 4242 4242 4242. Every payment succeeds."],
  ["pm_card_mastercard", "5555 5555 5555 4444. Every payment succeeds."],
  ["pm_card_chargeDeclined", "4000 0000 0000 0002. Refused when it is saved."],
  ["pm_card_chargeCustomerFail", "4000 0000 0000 0341. Can be saved; every hold is refused with payment_failed."],
  [
    "pm_card_authenticationRequired",
    "4000 0027 6000 3184. Can be saved; every hold needs the bank's confirmation and is refused.",
  ],
  ["pm_card_bypassPending", "4000 0000 0000 0077. Its money is available at once."],
  ["pm_card_refundFail", "4000 0000 0000 5126. A refund of it fails afterwards."],
  ["pm_card_createDispute", "4000 0000 0000 0259. The bank disputes the charge as soon as it is made."],
] as const;

function Cards() {
  return (
    <Passage id="cards" title="Test cards" wide>
      <p>
        Type the number where a card is asked for, or use the name as payment_method. They behave as Stripe&apos;s do.
      </p>
      <Pairs label="Test cards" head={["payment_method", "What it does"]} rows={cards} />
    </Passage>
  );
}

function Faults({ appUrl }: AppUrlProps) {
  const down = `curl ${appUrl}/sandbox/faults \\
  -H 'Content-Type: application/json' \\
  -d '{"service": "stripe", "mode": "lost_response", "count": 1}'`;
  return (
    <Passage id="faults" title="Faults on demand">
      <p>
        service is stripe, resend, r2 or llm; mode is down, timeout, error_once, lost_response (the work is done, the
        answer lost) or none.
      </p>
      <CodePanel
        sample={{ label: "Stripe works, its answer is lost", language: "bash", code: down }}
        what="Command that loses an answer"
      />
      <p>Whatever fails, a job reaches its end and money moves once. Try it: post a job with this fault set.</p>
    </Passage>
  );
}
