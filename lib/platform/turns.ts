import { SECOND_MS } from "../kernel/clock";
import { Refusal } from "../kernel/errors";

export interface TurnLimits {
  readonly atOnce: number;
  /** How long somebody who asked waits for a turn. */
  readonly patienceMs: number;
}

/** Who has or wants a turn; null for the application itself. */
interface Turn {
  readonly who: string | null;
  readonly begin: () => void;
}

const RETRY_SECONDS = 5;

function busy(): Refusal {
  return new Refusal("rate_limited", {
    message: "Too much work of this kind is under way. Wait for the seconds in Retry-After.",
    retryAfterSeconds: RETRY_SECONDS,
    details: { retry_after: RETRY_SECONDS },
  });
}

/** Has work that is costly wait until there is room for it. */
export class Turns {
  private readonly running = new Set<Turn>();
  /** In the order in which they came. */
  private readonly waiting = new Set<Turn>();

  constructor(private readonly limits: TurnLimits) {}

  /**
   * Runs `work` when it is its turn. `who` asks for it: whoever asks for much waits behind those of whom nothing runs, and
   * `rate_limited` is thrown when their patience is over. The application's own work, null, goes first and waits as long as it takes.
   */
  async take<T>(who: string | null, work: () => Promise<T>): Promise<T> {
    const turn = await this.turnOf(who);
    try {
      return await work();
    } finally {
      this.running.delete(turn);
      this.next()?.begin();
    }
  }

  private turnOf(who: string | null): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const givenUp = () => {
        this.waiting.delete(turn);
        reject(busy());
      };
      const patience = who === null ? undefined : setTimeout(givenUp, this.limits.patienceMs);
      const begin = () => {
        clearTimeout(patience);
        this.waiting.delete(turn);
        this.running.add(turn);
        resolve(turn);
      };
      const turn = { who, begin };
      this.waiting.add(turn);
      if (this.running.size < this.limits.atOnce) begin();
    });
  }

  private next(): Turn | undefined {
    const waiting = [...this.waiting];
    const served = new Set([...this.running].map(({ who }) => who));
    return waiting.find(({ who }) => who === null) ?? waiting.find(({ who }) => !served.has(who)) ?? waiting[0];
  }
}

/** Two threads are what a small machine bears; the patience is for three works in a row that each take all of their 5 seconds. */
const LIMITS: TurnLimits = { atOnce: 2, patienceMs: 15 * SECOND_MS };

type Kind = "criteria" | "pdf";

/** Kept on `globalThis` as the runtime is: a module variable would exist several times in one process. */
const KEY = Symbol.for("voxpact.turns");

type Holder = { [KEY]?: Readonly<Record<Kind, Turns>> };

/** The process's turns for one kind of work. */
export function turnsFor(kind: Kind): Turns {
  const holder = globalThis as Holder;
  const known = holder[KEY];
  if (known !== undefined) return known[kind];
  const all = { criteria: new Turns(LIMITS), pdf: new Turns(LIMITS) };
  holder[KEY] = all;
  return all[kind];
}
