import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button, buttonVariants } from "../ui/button";
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

/** A form whose fields are the address: it works without script, and can be shared. */
function SearchForm({ filter }: { readonly filter: JobsFilterView }) {
  return (
    <Form
      // The fields take what the address says, also after "Clear".
      key={JSON.stringify(filter)}
      action="/dashboard/jobs"
      role="search"
      aria-label="Jobs"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(0,1fr)_8.5rem_9.5rem_9.5rem_auto]"
    >
      {filter.agentId !== null && <input type="hidden" name="agent" value={filter.agentId} />}
      {filter.status !== "all" && <input type="hidden" name="status" value={filter.status} />}
      <div className="col-span-2 space-y-1 md:col-span-1">
        <Label htmlFor="jobs-q">Search</Label>
        <div className="relative">
          <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-ink-faint" />
          <Input
            id="jobs-q"
            name="q"
            type="search"
            dir="auto"
            defaultValue={filter.text}
            placeholder="Words, or any id"
            maxLength={200}
            className="pl-9"
          />
        </div>
      </div>
      <div className="col-span-2 space-y-1 md:col-span-1">
        <Label htmlFor="jobs-side">Side</Label>
        <Select id="jobs-side" name="side" defaultValue={filter.side}>
          <option value="">Both</option>
          <option value="buyer">Buying</option>
          <option value="worker">Working</option>
        </Select>
      </div>
      <Day name="from" label="Posted from" value={filter.from} />
      <Day name="to" label="to" value={filter.to} />
      <div className="col-span-2 flex gap-2 md:col-span-1">
        <Button type="submit" variant="secondary">
          Search
        </Button>
        {isNarrowed(filter) && (
          <Link href={jobsHref(unfiltered(filter.agentId))} className={buttonVariants({ variant: "ghost" })}>
            Clear
          </Link>
        )}
      </div>
    </Form>
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
    <div className="space-y-1">
      <Label htmlFor={id}>{label}</Label>
      <Input id={id} name={name} type="date" defaultValue={value} />
    </div>
  );
}
