import { single } from "../view";

export interface DashboardParams {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** What the console's pages read of their address. */
export async function readParams({ searchParams }: DashboardParams) {
  const params = await searchParams;
  return {
    agentId: single(params.agent) ?? null,
    status: single(params.status),
    cursor: single(params.cursor),
  };
}
