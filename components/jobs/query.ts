import type { JobsFilterView } from "./types";

const PATH = "/dashboard/jobs";

/** What the address of the list says; a filter that is not set is not in it. */
export function jobsQuery(filter: JobsFilterView): URLSearchParams {
  const { agentId, status, side, text, from, to } = filter;
  const query = new URLSearchParams();
  const given = { agent: agentId ?? "", status: status === "all" ? "" : status, side, q: text, from, to };
  for (const [name, value] of Object.entries(given)) if (value !== "") query.set(name, value);
  return query;
}

export function jobsHref(filter: JobsFilterView, cursor: string | null = null): string {
  const query = jobsQuery(filter);
  if (cursor !== null) query.set("cursor", cursor);
  return query.size === 0 ? PATH : `${PATH}?${query}`;
}

/** The same rows as a file. */
export function jobsCsvHref(filter: JobsFilterView): string {
  const query = jobsQuery(filter);
  return query.size === 0 ? `${PATH}.csv` : `${PATH}.csv?${query}`;
}

/** Everything of the selected agent. */
export const unfiltered = (agentId: string | null): JobsFilterView => ({
  agentId,
  status: "all",
  side: "",
  text: "",
  from: "",
  to: "",
});

/** Whether anything but the agent narrows the list down. */
export const isNarrowed = (filter: JobsFilterView): boolean =>
  jobsQuery(filter).toString() !== jobsQuery(unfiltered(filter.agentId)).toString();
