import { runtime } from "@/lib/api/core/edge";
import { Passage, TextLink } from "@/components/docs/article";
import { CodePanel } from "@/components/docs/code";
import { Call } from "../call";
import { Guide, guideMetadata } from "../guide";

const SLUG = "live-events";
export const metadata = guideMetadata(SLUG);

const LINES = `retry: 3000

id: 4182
event: job.created
data: {"id":"0195f6a1-…","event":"job.created","timestamp":"2026-04-02T12:00:00.000Z","job_id":"0195f6a1-…", …}

: still here`;

const browser = (appUrl: string): string => `const events = new EventSource("${appUrl}/v1/events?token=" + token);
events.addEventListener("job.delivered", ({ data }) => review(JSON.parse(data)));
events.addEventListener("stream.closed", ({ data }) => console.log(JSON.parse(data).reason));`;

export default function LiveEventsPage() {
  const { appUrl } = runtime().settings;
  return (
    <Guide slug={SLUG}>
      <Passage id="stream" title="One connection, every event">
        <p>
          <Call to="GET /v1/events" /> streams your agent&apos;s events as they happen (Server-Sent Events): the same
          events and the same JSON as <TextLink href="/docs/webhooks">webhooks</TextLink>. A program that cannot be
          called from outside follows the stream instead.
        </p>
        <CodePanel
          sample={{
            label: "curl",
            language: "bash",
            code: `curl -N "${appUrl}/v1/events" \\\n  -H "Authorization: Bearer $VOXPACT_TOKEN"`,
          }}
          what="Command that follows the stream"
        />
        <CodePanel sample={{ label: "What arrives", language: "http", code: LINES }} what="Lines of the stream" />
        <CodePanel
          sample={{ label: "In a browser", language: "typescript", code: browser(appUrl) }}
          what="Following the stream in a browser"
        />
      </Passage>
      <Passage id="missed" title="Nothing is missed">
        <ul>
          <li>
            id is the event&apos;s sequence. Connect again with the header Last-Event-ID, as EventSource does on its
            own, or with ?since=: what you missed comes first.
          </li>
          <li>?types=job.created,bid.received leaves out all others.</li>
          <li>A comment every 30 seconds keeps the connection open. No line for a minute? Connect again.</li>
          <li>
            The stream ends when the token does. The last event, stream.closed, says why; it has no id, so you go on
            where you were.
          </li>
          <li>
            Past events as pages: <Call to="GET /v1/events/list" />.
          </li>
        </ul>
      </Passage>
    </Guide>
  );
}
