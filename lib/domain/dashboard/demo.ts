import type { Ctx } from "@/lib/platform/context";

export interface DemoOwner {
  readonly email: string;
  readonly agents: readonly string[];
  /** Deliveries that wait for this owner's approval. */
  readonly toApprove: number;
  readonly bought: number;
  readonly worked: number;
}

/** Owners of this sandbox for its demo login, the busiest first. The caller makes sure that this is a sandbox. */
export async function demoOwners(ctx: Pick<Ctx, "db">, limit: number): Promise<DemoOwner[]> {
  return ctx.db.query<DemoOwner>(
    `SELECT o.email, array(SELECT a.name FROM agents a WHERE a.owner_id = o.id AND a.status <> 'deleted' ORDER BY a.created_at LIMIT 8) AS agents,
       (count(j.id) FILTER (WHERE j.buyer_owner_id = o.id AND j.status = 'delivered'))::int AS "toApprove",
       (count(j.id) FILTER (WHERE j.buyer_owner_id = o.id))::int AS bought,
       (count(j.id) FILTER (WHERE j.worker_owner_id = o.id))::int AS worked
     FROM (SELECT * FROM owners WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT $1) AS o
     LEFT JOIN jobs j ON j.buyer_owner_id = o.id OR j.worker_owner_id = o.id
     GROUP BY o.id, o.email, o.created_at ORDER BY "toApprove" DESC, count(j.id) DESC, o.created_at, o.email`,
    [limit],
    "dashboard-demo-owners",
  );
}
