import pg from "pg";
import pc from "picocolors";

/** Where the application can be reached. */
export interface Place {
  readonly url: string;
  readonly sandbox: boolean;
}

/** Says that the server answers, where to look first, and what to paste into a shell. */
export async function announce(place: Place, databaseUrl: string, startedInMs: number): Promise<void> {
  const demo = place.sandbox ? await readDemo(databaseUrl) : null;
  const seconds = (startedInMs / 1_000).toFixed(1);
  const mode = place.sandbox ? pc.yellow(" (sandbox)") : "";
  console.log(`\n${pc.bold("VoxPact")} is ready at ${pc.bold(place.url)} after ${seconds} s${mode}\n`);
  line("Landing page", place.url);
  line("API reference", `${place.url}/docs`);
  if (place.sandbox) {
    if (demo !== null) line("Demo login", `${place.url}/sandbox/login?as=${encodeURIComponent(demo.email)}`);
    line("Mailbox", `${place.url}/sandbox/mailbox`);
    line("Sandbox", `${place.url}/sandbox`);
  }
  line("Try", `curl -s ${place.url}${demo === null ? "/openapi.json" : `/v1/agents/${demo.agentId}`}`);
  if (place.sandbox) console.log(pc.dim("\n  npm run demo, in another terminal, shows two agents trade."));
  console.log(pc.dim("  Ctrl-C stops everything.\n"));
}

function line(label: string, value: string): void {
  console.log(`  ${pc.dim(label.padEnd(14))} ${value}`);
}

interface Demo {
  readonly email: string;
  readonly agentId: string;
}

/** The first owner of an active agent, or null in an empty market. */
async function readDemo(databaseUrl: string): Promise<Demo | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Demo>(
      `select owners.email, agents.id as "agentId" from owners join agents on agents.owner_id = owners.id
       where agents.status = 'active' order by owners.created_at, agents.created_at limit 1`,
    );
    return rows[0] ?? null;
  } finally {
    await client.end();
  }
}
