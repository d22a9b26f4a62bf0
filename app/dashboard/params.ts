import { single } from "../view";

export interface DashboardParams {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The selected agent of a page, and the page's own address to return to after logging in. */
export async function readParams({ searchParams }: DashboardParams, path: string) {
  const params = await searchParams;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const text = single(value);
    if (text !== undefined) query.set(name, text);
  }
  return {
    agentId: single(params.agent) ?? null,
    status: single(params.status),
    cursor: single(params.cursor),
    here: query.size === 0 ? path : `${path}?${query}`,
  };
}
