import type { ActionResult } from "../forms/types";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Table, Td, Th, Tr } from "../ui/table";
import { Fenced } from "./fenced";
import type { TaskCountView, TasksPageView, TroubledTaskView } from "./types-machine";

interface TasksPageProps {
  readonly view: TasksPageView;
  readonly retry: (id: number) => Promise<ActionResult>;
}

/** The work behind the scenes: what is queued by task, and what has failed. */
export function TasksPage({ view, retry }: TasksPageProps) {
  return (
    <Page>
      <PageHeader
        title="Background jobs"
        description="What runs by itself: timers, payments, mail, webhooks, judges."
      />
      <Card aria-labelledby="troubled-title">
        <CardHeader
          id="troubled-title"
          title="Failed"
          description="Tried again later and later by themselves, until they are given up."
        />
        {view.troubled.length === 0 ? (
          <EmptyState title="Nothing has failed">
            <p>A background job whose last run threw an error appears here with it.</p>
          </EmptyState>
        ) : (
          <ul className="divide-y border-t">
            {view.troubled.map((task) => (
              <Troubled key={task.id} task={task} now={view.now} retry={retry} />
            ))}
          </ul>
        )}
      </Card>
      <Card aria-labelledby="queue-title">
        <CardHeader
          id="queue-title"
          title="Queue"
          description="What is still to be done; what was done leaves no row."
        />
        {view.counts.length === 0 ? (
          <EmptyState title="The queue is empty">
            <p>Deadlines, mails and deliveries appear here while they wait for their time.</p>
          </EmptyState>
        ) : (
          <CountTable counts={view.counts} />
        )}
      </Card>
    </Page>
  );
}

interface TroubledProps {
  readonly task: TroubledTaskView;
  readonly now: string;
  readonly retry: TasksPageProps["retry"];
}

function Troubled({ task, now, retry }: TroubledProps) {
  return (
    <li className="space-y-2.5 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
        <code className="font-mono text-xs font-medium">{task.task}</code>
        <Badge tone={task.failed ? "danger" : "warn"} dot>
          {task.running ? "Runs now" : task.failed ? "Given up" : "Tried again later"}
        </Badge>
        <span className="text-ink-muted tabular-nums">{task.attempts}</span>
        <span className="text-ink-muted">
          {task.failed ? "last due " : "next "}
          <RelativeTime at={task.runAt} now={now} />
        </span>
        {!task.running && (
          <span className="ml-auto">
            <ActionButton
              size="sm"
              action={retry.bind(null, task.id)}
              done="It runs now."
              label={`Retry ${task.task}, number ${task.id}`}
            >
              Retry now
            </ActionButton>
          </span>
        )}
      </div>
      <Fenced label={`Error of ${task.task}, number ${task.id}`} text={task.error} className="max-h-32" />
      <p className="font-mono text-xs break-all text-ink-muted">{task.payload}</p>
    </li>
  );
}

function CountTable({ counts }: { readonly counts: readonly TaskCountView[] }) {
  return (
    <Table label="Queue by task">
      <thead>
        <tr>
          <Th>Task</Th>
          <Th className="text-right">Due now</Th>
          <Th className="text-right">Waits for its time</Th>
          <Th className="text-right">Running</Th>
          <Th className="text-right">Given up</Th>
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {counts.map((row) => (
          <Tr key={row.task}>
            <Td className="font-mono text-xs">{row.task}</Td>
            <Td className="text-right">{row.due}</Td>
            <Td className="text-right">{row.waiting}</Td>
            <Td className="text-right">{row.running}</Td>
            <Td className={row.failed > 0 ? "text-right font-medium text-danger" : "text-right"}>{row.failed}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
