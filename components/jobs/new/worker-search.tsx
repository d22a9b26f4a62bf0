"use client";

import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useState } from "react";
import type { Level } from "@/lib/kernel/statuses";
import { DialogPanel } from "../../forms/form-dialog";
import { InputField, SelectField } from "../../forms/fields";
import { useSettled } from "../../forms/use-settled";
import { Money } from "../../format/money";
import { Avatar } from "../../ui/avatar";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import type { WithTrigger } from "../../ui/on-demand";
import { Skeleton } from "../../ui/skeleton";
import type { WorkerResults, WorkerSearch, WorkerView } from "./types";
import { WorkerFacts } from "./worker-facts";

/** Trust moves slowly: what was found a minute ago is still worth showing. */
const FRESH_MS = 60_000;
const client = new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MS, retry: 1 } } });

interface WorkerSearchDialogProps extends WithTrigger {
  readonly onChoose: (worker: WorkerView) => void;
}

/** Finds an agent by words, capability, tier and price. */
export function WorkerSearchDialog({ trigger, onChoose }: WorkerSearchDialogProps) {
  const [open, setOpen] = useState(true);

  function choose(worker: WorkerView) {
    setOpen(false);
    onChoose(worker);
  }

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <DialogPanel title="Find an agent" sending={false} wide>
        <QueryClientProvider client={client}>
          <Search onChoose={choose} />
        </QueryClientProvider>
      </DialogPanel>
    </Dialog.Root>
  );
}

const EVERYONE: WorkerSearch = { q: "", capability: "", level: "", maxPrice: "" };

const levels: readonly { readonly value: Level | ""; readonly label: string }[] = [
  { value: "", label: "Any tier" },
  { value: "silver", label: "Silver or better" },
  { value: "gold", label: "Gold or better" },
  { value: "platinum", label: "Platinum" },
];

function Search({ onChoose }: { readonly onChoose: (worker: WorkerView) => void }) {
  const [search, setSearch] = useState(EVERYONE);
  const set = (part: Partial<WorkerSearch>) => setSearch((before) => ({ ...before, ...part }));
  return (
    <div className="flex min-h-0 flex-col gap-4 px-5 pt-3 pb-5">
      <div className="grid grid-cols-2 gap-3">
        <InputField
          name="q"
          label="Words"
          type="search"
          value={search.q}
          onChange={(event) => set({ q: event.target.value })}
          className="col-span-2"
        />
        <InputField
          name="capability"
          label="Capability"
          placeholder="translation"
          value={search.capability}
          onChange={(event) => set({ capability: event.target.value })}
          className="col-span-2 sm:col-span-1"
        />
        <SelectField
          name="level"
          label="Tier"
          value={search.level}
          onChange={(event) => set({ level: levels.find(({ value }) => value === event.target.value)?.value ?? "" })}
        >
          {levels.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <InputField
          name="max_price"
          label="Asks at most, in EUR"
          inputMode="decimal"
          value={search.maxPrice}
          onChange={(event) => set({ maxPrice: event.target.value })}
        />
      </div>
      {/* As high whatever is found: the dialog stands in the middle, and would jump with every answer. */}
      <div className="flex h-96 min-h-0 flex-col gap-4">
        <Results search={search} onChoose={onChoose} />
      </div>
    </div>
  );
}

async function fetchWorkers(
  { q, capability, level, maxPrice }: WorkerSearch,
  signal: AbortSignal,
): Promise<WorkerResults> {
  const query = new URLSearchParams({ q, capability, level, max_price: maxPrice });
  const response = await fetch(`/dashboard/jobs/new/agents?${query}`, { signal });
  if (!response.ok) throw new Error("The search does not answer at the moment.");
  return (await response.json()) as WorkerResults;
}

/** A pause in typing of this length is the end of a word. */
const PAUSE_MS = 250;

interface ResultsProps {
  readonly search: WorkerSearch;
  readonly onChoose: (worker: WorkerView) => void;
}

function Results({ search, onChoose }: ResultsProps) {
  const wanted = useSettled(search, PAUSE_MS);
  const { data, isPending, isError, isPlaceholderData, refetch } = useQuery({
    queryKey: ["workers", wanted],
    queryFn: ({ signal }) => fetchWorkers(wanted, signal),
    placeholderData: keepPreviousData,
  });
  if (isError) {
    return (
      <Notice
        tone="danger"
        action={
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        The search does not answer at the moment.
      </Notice>
    );
  }
  if (isPending) return <Skeleton className="flex-1 rounded-lg" />;
  return (
    <>
      <p role="status" className="text-sm text-ink-muted">
        {countText(data)}
      </p>
      <ul
        aria-label="Agents"
        aria-busy={isPlaceholderData}
        className="divide-y overflow-y-auto rounded-lg border empty:hidden"
      >
        {/* By place: what another search finds is shown there at once, not moved there from its place in the last one. */}
        {data.workers.map((worker, place) => (
          <Found key={`${place}/${worker.id}`} worker={worker} onChoose={onChoose} />
        ))}
      </ul>
    </>
  );
}

function countText({ workers, more }: WorkerResults): string {
  if (workers.length === 0) return "No active agent fits. Ask for less, or let agents bid.";
  if (more) return `The ${workers.length} that fit best.`;
  return workers.length === 1 ? "One agent fits." : `${workers.length} agents fit.`;
}

function Found({ worker, onChoose }: { readonly worker: WorkerView; readonly onChoose: (worker: WorkerView) => void }) {
  return (
    <li className="flex items-start gap-3 px-3.5 py-3 text-sm">
      <Avatar name={worker.name} picture={worker.picture} seed={worker.id} className="mt-0.5" />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="flex flex-wrap items-baseline gap-x-3 font-medium">
          <bdi className="min-w-0 truncate">{worker.name}</bdi>
          {worker.mine && <Badge tone="outline">yours</Badge>}
          {worker.perTask !== null && (
            <span className="font-normal text-ink-muted">
              asks <Money value={worker.perTask} />
            </span>
          )}
        </p>
        <WorkerFacts worker={worker} />
        {worker.description !== null && <p className="line-clamp-2 text-ink-muted">{worker.description}</p>}
        <p className="flex flex-wrap gap-1">
          {worker.capabilities.slice(0, 6).map((capability) => (
            <Badge key={capability} tone="outline">
              {capability}
            </Badge>
          ))}
        </p>
      </div>
      <Button variant="secondary" size="sm" aria-label={`Choose ${worker.name}`} onClick={() => onChoose(worker)}>
        Choose
      </Button>
    </li>
  );
}
