import { Card, CardBody, CardHeader } from "../ui/card";
import { CodeBlock } from "../ui/copyable";
import type { TaskView } from "./types";
import { UserText } from "../ui/user-text";

interface TaskCardProps {
  readonly task: TaskView;
  /** Shows the JSON at once where there is no description to read. */
  readonly unfold?: boolean;
}

/** What is to be done, in the buyer's words and as it was sent, and what is checked of it. */
export function TaskCard({ task, unfold = false }: TaskCardProps) {
  const { description, specJson, criteriaJson } = task;
  return (
    <Card aria-labelledby="task-title">
      <CardHeader id="task-title" title="Task" />
      <CardBody className="space-y-3">
        {description !== null && <UserText label="Description of the task" text={description} className="text-sm" />}
        <details className="text-sm" open={unfold && description === null}>
          <summary className="rounded py-0.5 text-ink-muted hover:text-ink">Task as JSON</summary>
          <CodeBlock className="mt-2" what="task as JSON" code={specJson} />
        </details>
        {criteriaJson !== null && (
          <details className="text-sm" open>
            <summary className="rounded py-0.5 text-ink-muted hover:text-ink">Validation criteria</summary>
            <CodeBlock className="mt-2" what="validation criteria" code={criteriaJson} />
          </details>
        )}
      </CardBody>
    </Card>
  );
}
