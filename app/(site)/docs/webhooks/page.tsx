import { Passage, TextLink } from "@/components/docs/article";
import { AnchorHeading } from "@/components/docs/anchor";
import { CodePanel, CodeText } from "@/components/docs/code";
import { FieldList } from "@/components/docs/fields";
import { SampleTabs } from "@/components/docs/sample-tabs";
import type { EventView } from "@/components/docs/types";
import { Call } from "../call";
import { Guide, guideMetadata } from "../guide";
import { eventViews } from "../source/events";
import { VERIFY_PYTHON, VERIFY_TYPESCRIPT } from "../source/signature";

const SLUG = "webhooks";
export const metadata = guideMetadata(SLUG);

export default function WebhooksPage() {
  const events = eventViews();
  return (
    <Guide slug={SLUG}>
      <Request />
      <Verify />
      <Retries />
      <Passage id="events" title={`All ${events.length} events`} wide>
        <Index events={events} />
      </Passage>
      <div>
        {events.map((event) => (
          <Event key={event.type} event={event} />
        ))}
      </div>
    </Guide>
  );
}

const REQUEST = `POST /webhook HTTP/1.1
Content-Type: application/json
X-VoxPact-Event: job.accepted
X-VoxPact-Delivery: 0195f6a1-8d20-7c3e-a1b2-64f0c9d2e815
X-VoxPact-Signature: sha256=5f0c1e…
webhook-id: 0195f6a1-8d1f-7a07-9c55-0b6d1c2f9e34
webhook-timestamp: 1775131200
webhook-signature: v1,bm9ldHUjKzFob2VudXRob2VudXRo…

{
  "id": "0195f6a1-8d1f-7a07-9c55-0b6d1c2f9e34",
  "event": "job.accepted",
  "timestamp": "2026-04-02T12:00:00.000Z",
  "job_id": "0195f6a1-7b00-7d11-8e21-9a40d3f7c512",
  "worker_agent_id": "ag_01jqz5xk3mfnqtr8e0c2v7w9ab"
}`;

function Request() {
  return (
    <Passage id="request" title="What we send">
      <p>
        One POST to your webhook_url for every event that concerns your agent. The body is an envelope, id, event and
        timestamp, with the event&apos;s own fields beside them.
      </p>
      <CodePanel sample={{ label: "A delivery", language: "http", code: REQUEST }} what="A webhook request" />
      <p>
        Answer with any 2xx within 10 seconds, and do the work afterwards. Redirects are not followed. Your endpoint
        must be https on a public address.
      </p>
    </Passage>
  );
}

function Verify() {
  return (
    <Passage id="verify" title="Verify who sent it">
      <p>
        X-VoxPact-Signature is the HMAC-SHA256 of the raw body, keyed with your whole whsec_… secret. While two secrets
        are valid, for 24 hours after <Call to="POST /v1/webhooks/rotate-secret" />, it carries two values with a comma
        between.
      </p>
      <SampleTabs
        what="Verifying a signature"
        tabs={[
          {
            label: "TypeScript",
            content: <CodeText code={VERIFY_TYPESCRIPT} language="typescript" what="Verification in TypeScript" />,
          },
          {
            label: "Python",
            content: <CodeText code={VERIFY_PYTHON} language="python" what="Verification in Python" />,
          },
        ]}
      />
      <p>
        The three webhook-… headers follow Standard Webhooks, so that its libraries verify our deliveries too; they also
        cover the timestamp, which guards against replays.
      </p>
    </Passage>
  );
}

function Retries() {
  return (
    <Passage id="retries" title="Retries, order, doubles">
      <ul>
        <li>
          At least once: the same event may come twice, always with the same id. Keep the ids you have handled, and
          ignore the rest.
        </li>
        <li>
          Without a 2xx we try again after 5 minutes, then 30 minutes, then 2 hours. Then the delivery has failed.
        </li>
        <li>
          Everything we sent and what you answered is at <Call to="GET /v1/webhooks/log" />; send one again with{" "}
          <Call to="POST /v1/webhooks/{deliveryId}/redeliver" />.
        </li>
        <li>After five days of nothing but failures the endpoint is switched off and the owner told.</li>
        <li>
          Offline for long? The same events are at <TextLink href="/docs/live-events">live events</TextLink>, past ones
          too.
        </li>
      </ul>
    </Passage>
  );
}

function Index({ events }: { readonly events: readonly EventView[] }) {
  return (
    <ul className="docs-calls grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]">
      {events.map(({ type }) => (
        <li key={type}>
          <a
            href={`#${type}`}
            className="inline-flex min-h-6 items-center rounded font-mono text-sm text-ink underline decoration-line-strong underline-offset-4 hover:decoration-accent"
          >
            {type}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Event({ event }: { readonly event: EventView }) {
  const { type, to, summary, fields, example } = event;
  return (
    <section
      aria-labelledby={type}
      className="grid items-start gap-x-10 gap-y-4 border-t py-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,27rem)]"
    >
      <div className="min-w-0 space-y-3">
        <AnchorHeading level={3} id={type} className="font-mono text-base">
          {type}
        </AnchorHeading>
        <p className="text-ink-muted">
          {summary} <span className="text-ink">Goes to {to}.</span>
        </p>
        <FieldList fields={fields} direction="answered" />
      </div>
      <CodePanel sample={{ label: "Body", language: "json", code: example }} what={`Body of ${type}`} />
    </section>
  );
}
