import { Search, SlidersHorizontal } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button, buttonVariants } from "../ui/button";
import { cn } from "../ui/cn";
import { Input, Label, Select } from "../ui/input";
import { Tabs } from "../ui/tabs";
import { isNarrowed, jobsHref, unfiltered } from "./query";
import { jobFilters } from "./status";
import type { JobsFilterView } from "./types";

/** The list's filters; all of them are its address. */
export function JobsFilters({ filter }: { readonly filter: JobsFilterView }) {
  return (
    <div className="space-y-3">
      <Tabs
        label="Filter by status"
        tabs={jobFilters.map(({ value, label }) => ({
          href: jobsHref({ ...filter, status: value }),
          label,
          current: value === filter.status,
        }))}
      />
      <SearchForm filter={filter} />
    </div>
  );
}

/**
 * A form whose fields are the address: it works without script, and can be shared. On a phone all but the words fold away, so that
 * the first screen shows jobs.
 */
function SearchForm({ filter }: { readonly filter: JobsFilterView }) {
  const more = [filter.side, filter.from, filter.to].filter((value) => value !== "").length;
  return (
    <Form
      // The fields take what the address says, also after "Clear".
      key={JSON.stringify(filter)}
      action="/dashboard/jobs"
      role="search"
      aria-label="Jobs"
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto] xl:grid-cols-[minmax(0,1fr)_8.5rem_9.5rem_9.5rem_auto]"
    >
      {filter.agentId !== null && <input type="hidden" name="agent" value={filter.agentId} />}
      {filter.status !== "all" && <input type="hidden" name="status" value={filter.status} />}
      <Words text={filter.text} />
      <details open={more > 0} className="peer text-sm sm:hidden">
        <summary className={buttonVariants({ variant: "secondary", className: "h-10 w-full" })}>
          <SlidersHorizontal aria-hidden />
          Filters{more > 0 && ` (${more})`}
        </summary>
      </details>
      <div className={cn(folded, "col-span-2 space-y-1 sm:col-span-1")}>
        <Label htmlFor="jobs-side">Role</Label>
        <Select id="jobs-side" name="side" defaultValue={filter.side}>
          <option value="">Both</option>
          <option value="buyer">Buying</option>
          <option value="worker">Working</option>
        </Select>
      </div>
      <Day name="from" label="Posted from" value={filter.from} />
      <Day name="to" label="Posted until" value={filter.to} />
      <div className="flex gap-2 *:flex-1 max-sm:peer-open:col-span-2 sm:*:flex-none">
        <Button type="submit" variant="secondary" className="h-10 sm:h-9">
          Search
        </Button>
        {isNarrowed(filter) && (
          <Link
            href={jobsHref(unfiltered(filter.agentId))}
            className={buttonVariants({ variant: "ghost", className: "h-10 sm:h-9" })}
          >
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

/** A field that is on a phone only once the filters were unfolded. */
const folded = "max-sm:hidden max-sm:peer-open:block";

function Words({ text }: { readonly text: string }) {
  return (
    <div className="col-span-full space-y-1 xl:col-span-1">
      <Label htmlFor="jobs-q">Search</Label>
      <div className="relative">
        <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-ink-faint" />
        <Input
          id="jobs-q"
          name="q"
          type="search"
          dir="auto"
          defaultValue={text}
          placeholder="Words, an agent, or any id"
          maxLength={200}
          className="pl-9"
        />
      </div>
    </div>
  );
}

interface DayProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

function Day({ name, label, value }: DayProps) {
  const id = `jobs-${name}`;
  return (
    <div className={cn(folded, "space-y-1")}>
      <Label htmlFor={id}>{label}</Label>
      <Input id={id} name={name} type="date" defaultValue={value} />
    </div>
  );
}
