import type { ActionResult } from "../forms/types";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState, Page, PageHeader } from "../ui/page";
import { Fenced } from "./fenced";
import { Labelled, Row, RowList } from "./row-list";
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
        description="What runs automatically: timers, payments, mail, webhooks, judges."
      />
      <Card aria-labelledby="troubled-title">
        <CardHeader
          id="troubled-title"
          title="Failed"
          description="Tried again automatically, each time later, until they are given up."
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
          <CountList counts={view.counts} now={view.now} />
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

const columns = "md:grid-cols-[minmax(0,1fr)_5rem_8rem_6rem_8rem_5rem_5.5rem]";
const heads = [
  { text: "Task" },
  { text: "Due now", right: true },
  { text: "Oldest due", right: true },
  { text: "Waiting", right: true },
  { text: "Next due", right: true },
  { text: "Running", right: true },
  { text: "Given up", right: true },
] as const;

function CountList({ counts, now }: Pick<TasksPageView, "counts" | "now">) {
  return (
    <RowList label="Queue by task" columns={columns} heads={heads}>
      {counts.map((row) => (
        <CountRow key={row.task} row={row} now={now} />
      ))}
    </RowList>
  );
}

function CountRow({ row, now }: { readonly row: TaskCountView; readonly now: string }) {
  const right = "md:text-right tabular-nums";
  return (
    <Row columns={columns}>
      <code className="col-span-2 font-mono text-xs break-all md:col-span-1">{row.task}</code>
      <Labelled label="Due now" className={right}>
        {row.due}
      </Labelled>
      <Labelled label="Oldest due" className="text-right whitespace-nowrap">
        <TimeOrNone at={row.oldestDue} now={now} />
      </Labelled>
      <Labelled label="Waiting" className={right}>
        {row.waiting}
      </Labelled>
      <Labelled label="Next due" className="text-right whitespace-nowrap">
        <TimeOrNone at={row.nextDue} now={now} />
      </Labelled>
      <Labelled label="Running" className={right}>
        {row.running}
      </Labelled>
      <Labelled label="Given up" className={cn("text-right tabular-nums", row.failed > 0 && "font-medium text-danger")}>
        {row.failed}
      </Labelled>
    </Row>
  );
}

function TimeOrNone({ at, now }: { readonly at: string | null; readonly now: string }) {
  return at === null ? <span className="text-ink-muted">–</span> : <RelativeTime at={at} now={now} />;
}
