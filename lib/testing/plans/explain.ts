import type pg from "pg";
import type { Statement } from "../statements";

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly Node[];
}

/** What a statement cost. */
export interface Cost {
  /** Tables that were read from end to end, by any of the plans. */
  readonly scanned: readonly string[];
  /** Rows that scans touched, those that filters threw away included. */
  readonly rows: number;
  /** Pages of 8 KiB. */
  readonly buffers: number;
  readonly plan: string;
}

const nodes = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

const isScan = (node: Node): boolean => node["Node Type"].endsWith("Scan") && node["Relation Name"] !== undefined;

function rowsOf(node: Node): number {
  const each =
    (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return each * (node["Actual Loops"] ?? 1);
}

const fullScans = (node: Node): string[] =>
  nodes(node).flatMap((each) => (each["Node Type"].endsWith("Seq Scan") ? [each["Relation Name"] ?? "?"] : []));

interface Explained {
  readonly "QUERY PLAN": readonly [{ readonly Plan: Node }];
}

async function planOf(
  client: pg.ClientBase,
  explain: string,
  { text, values }: Omit<Statement, "name">,
): Promise<Node> {
  const { rows } = await client.query<Explained>({ text: `${explain} ${text}`, values: [...values] });
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  if (plan === undefined) throw new Error("EXPLAIN gave no plan");
  return plan;
}

/**
 * Runs a statement and says what it read; what it writes is rolled back. The generic plan is looked at as well: a named
 * statement gets it after a few runs, whatever its parameters are then.
 */
export async function costOf(pool: pg.Pool, statement: Statement): Promise<Cost> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const plan = await planOf(client, "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)", statement);
    const generic = await planOf(client, "EXPLAIN (GENERIC_PLAN, FORMAT JSON)", { text: statement.text, values: [] });
    return {
      scanned: [...new Set([...fullScans(plan), ...fullScans(generic)])],
      rows: nodes(plan)
        .filter(isScan)
        .reduce((sum, node) => sum + rowsOf(node), 0),
      buffers: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
      plan: JSON.stringify(plan, null, 1),
    };
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
