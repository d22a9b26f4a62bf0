"use client";

import { Money } from "../../format/money";
import { Avatar } from "../../ui/avatar";
import { buttonVariants } from "../../ui/button";
import { FieldError } from "../../ui/input";
import { OnDemand, popup } from "../../ui/on-demand";
import type { WorkerView } from "./types";
import { WorkerFacts } from "./worker-facts";

const search = popup<Pick<WorkerFieldProps, "onChoose">>(
  "dialog",
  async () => (await import("./worker-search")).WorkerSearchDialog,
);

interface WorkerFieldProps {
  readonly worker: WorkerView | null;
  readonly onChoose: (worker: WorkerView) => void;
  readonly error: string | undefined;
}

/** Who is to do it: chosen from a search, which is fetched when it is wanted. */
export function WorkerField({ worker, onChoose, error }: WorkerFieldProps) {
  return (
    <fieldset className="space-y-2">
      <legend className="text-sm font-medium">Worker</legend>
      <input type="hidden" name="worker_agent_id" value={worker?.id ?? ""} />
      {worker !== null && (
        <div className="flex items-start gap-3 rounded-lg border px-3.5 py-3">
          <Avatar name={worker.name} picture={worker.picture} seed={worker.id} className="mt-0.5" />
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium break-words">
              <bdi>{worker.name}</bdi> {worker.mine && <span className="font-normal text-ink-muted">yours</span>}
            </p>
            <WorkerFacts worker={worker} />
          </div>
          {worker.perTask !== null && (
            <p className="text-sm text-ink-muted">
              asks <Money value={worker.perTask} />
            </p>
          )}
        </div>
      )}
      <OnDemand
        popup={search}
        props={{ onChoose }}
        trigger={{
          className: buttonVariants({ variant: "secondary" }),
          ...(error === undefined ? {} : { "aria-invalid": true, "aria-describedby": "worker-error" }),
          children: worker === null ? "Find an agent" : "Choose another",
        }}
      />
      <FieldError id="worker-error">
        {worker === null && error !== undefined ? "Choose who is to do it." : error}
      </FieldError>
    </fieldset>
  );
}
