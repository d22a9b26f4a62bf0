import { setTimeout as sleep } from "node:timers/promises";
import { startServer, type TestServer } from "../../lib/testing/server.ts";
import type { Host } from "./patience.ts";

const SHORTEST_LIFE_MS = 200;
const LONGEST_LIFE_MS = 3_000;

/** A server that is killed with SIGKILL at random moments and started again at the same address. */
export class MortalServer implements Host {
  kills = 0;
  private readonly dataDir: string;
  private readonly random: () => number;
  private server: TestServer;
  private stopped = false;
  private suffering: Promise<void> = Promise.resolve();

  private constructor(server: TestServer, dataDir: string, random: () => number) {
    this.server = server;
    this.dataDir = dataDir;
    this.random = random;
  }

  static async start(dataDir: string, random: () => number): Promise<MortalServer> {
    return new MortalServer(await start(dataDir), dataDir, random);
  }

  get base(): string {
    return this.server.base;
  }

  /** Kills it `times` times; it is alive when this returns. */
  suffer(times: number): Promise<void> {
    this.suffering = this.dieAgain(times);
    return this.suffering;
  }

  private async dieAgain(times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      await sleep(SHORTEST_LIFE_MS + this.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
      if (this.stopped) return;
      await this.server.kill();
      this.kills += 1;
      this.server = await start(this.dataDir, this.server.port);
    }
  }

  /** Also while it suffers: it is not started again, and whatever went wrong with that is told by `suffer`. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.suffering.catch(() => undefined);
    await this.server.stop();
  }
}

function start(dataDir: string, port?: number): Promise<TestServer> {
  return startServer({
    dataDir,
    ...(port === undefined ? {} : { port }),
    env: { VOXPACT_RATE_SCALE: "100000", LOG_LEVEL: "error" },
  });
}
