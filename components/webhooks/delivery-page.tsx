import Link from "next/link";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CodeBlock, CopyableId } from "../ui/copyable";
import { Fact, Facts, Page, PageHeader } from "../ui/page";
import { RefreshUntil } from "./refresh-until";
import { DeliveryStatusBadge } from "./status";
import type { AttemptView, DeliveryView } from "./types";

interface DeliveryPageProps {
  readonly delivery: DeliveryView;
  readonly redeliver: () => Promise<{ readonly error: string | null }>;
}

/** One delivery: what was sent, and what each attempt was answered. */
export function DeliveryPage({ delivery, redeliver }: DeliveryPageProps) {
  const { now } = delivery;
  const underWay = delivery.status === "pending" && (delivery.nextRetryAt === null || delivery.nextRetryAt <= now);
  return (
    <Page className="max-w-4xl">
      <PageHeader
        title={<span className="font-mono">{delivery.event}</span>}
        description={
          <>
            To <bdi>{delivery.agentName}</bdi>, <RelativeTime at={delivery.createdAt} now={now} />
          </>
        }
        action={
          <div className="flex flex-wrap gap-2">
            <Link
              href={`/dashboard/webhooks?agent=${delivery.agentId}`}
              className={buttonVariants({ variant: "ghost" })}
            >
              All deliveries
            </Link>
            <ActionButton action={redeliver} done="Queued to be sent again.">
              Redeliver
            </ActionButton>
          </div>
        }
      />
      <RefreshUntil settled={!underWay} />
      <Card>
        <CardBody className="pt-2">
          <Facts>
            <Fact label="Status">
              <DeliveryStatusBadge row={delivery} now={now} />
            </Fact>
            <Fact label="Delivery">
              <CopyableId value={delivery.id} what="delivery id" />
            </Fact>
            <Fact label="Event">
              <CopyableId value={delivery.eventId} what="event id" />
            </Fact>
            {delivery.jobId !== null && (
              <Fact label="Job">
                <Link href={`/dashboard/jobs/${delivery.jobId}`} className="underline underline-offset-2">
                  <bdi>{delivery.jobTitle ?? delivery.jobId}</bdi>
                </Link>
              </Fact>
            )}
          </Facts>
        </CardBody>
      </Card>
      <Attempts delivery={delivery} />
      <SendAgain command={delivery.redeliverCommand} />
      <Card aria-labelledby="payload-title">
        <CardHeader
          id="payload-title"
          title="Payload"
          description="Signed as sent, without the line breaks shown here."
        />
        <CardBody>
          <CodeBlock what="payload" code={delivery.payload} />
        </CardBody>
      </Card>
    </Page>
  );
}

function SendAgain({ command }: { readonly command: string }) {
  return (
    <Card aria-labelledby="again-title">
      <CardHeader
        id="again-title"
        title="Send it again from a terminal"
        description="The same as “Redeliver”, with the agent's own key."
      />
      <CardBody>
        <CodeBlock what="command that sends it again" code={command} />
      </CardBody>
    </Card>
  );
}

function Attempts({ delivery }: { readonly delivery: DeliveryView }) {
  return (
    <Card aria-labelledby="attempts-title">
      <CardHeader id="attempts-title" title="Attempts" />
      {delivery.attemptsMade.length === 0 ? (
        <CardBody>
          <p className="text-sm text-ink-muted">Not sent yet.</p>
        </CardBody>
      ) : (
        <ol className="divide-y border-t">
          {delivery.attemptsMade.map((made) => (
            <Attempt key={`${made.attempt} ${made.at}`} made={made} now={delivery.now} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Attempt({ made, now }: { readonly made: AttemptView; readonly now: string }) {
  const sound = made.responseCode !== null && made.responseCode >= 200 && made.responseCode <= 299;
  return (
    <li className="space-y-2 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="font-medium tabular-nums">#{made.attempt}</span>
        <Badge tone={sound ? "accent" : "danger"}>{made.responseCode ?? "No answer"}</Badge>
        <span className="text-ink-muted tabular-nums">{made.durationMs.toLocaleString("en")} ms</span>
        <RelativeTime at={made.at} now={now} className="ml-auto text-xs text-ink-muted" />
      </div>
      {made.error !== null && <p className="text-sm text-danger">{made.error}</p>}
      {made.responseBody !== null && made.responseBody !== "" && (
        <CodeBlock what={`answer to attempt ${made.attempt}`} code={made.responseBody} />
      )}
    </li>
  );
}
