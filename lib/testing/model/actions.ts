import fc from "fast-check";
import { allowed } from "./rules";
import {
  CARDS,
  FAULTS,
  TRADERS,
  type CardKind,
  type JobState,
  type Party,
  type Setup,
  type Side,
  type StripeFault,
  type TraderName,
  type Work,
} from "./state";
import { VERBS, type Posting, type Verb } from "./verbs";

/** One step of a sequence, as plain data: any step may come at any time, and the model knows the answer. */
export type Action =
  | ({ readonly kind: "post"; readonly fault: StripeFault; readonly again: boolean } & Posting)
  | {
      readonly kind: "act";
      readonly job: number;
      readonly verb: Verb;
      readonly by: Party;
      readonly work: Work;
      readonly fault: StripeFault;
      readonly again: boolean;
    }
  /** Something that the job's state allows: leads sequences deep into the lifecycle. */
  | {
      readonly kind: "go_on";
      readonly job: number;
      readonly choice: number;
      readonly work: Work;
      readonly fault: StripeFault;
      readonly again: boolean;
    }
  | { readonly kind: "wait"; readonly minutes: number; readonly fault: "none" | "judges" | "transfers" | "receivers" }
  | { readonly kind: "freeze" | "unfreeze"; readonly job: number }
  | { readonly kind: "card"; readonly trader: TraderName; readonly card: CardKind }
  | { readonly kind: "onboard"; readonly trader: TraderName }
  | { readonly kind: "stripe_events"; readonly what: "hold" | "let_go" | "repeat" };

const AMOUNTS = [500, 501, 1_999, 2_000, 7_333, 10_000, 10_001, 50_000, 50_001, 99_999];
const SCORES = [0, 290, 3_500, 3_990, 4_000, 5_000, 6_960, 8_990, 9_980];
const HOURS = [1, 24, 72, 119, 240, 720];
/** Mostly long enough for the background alone; now and then long enough for a deadline. */
const MINUTES = fc.oneof(
  { arbitrary: fc.constant(1), weight: 6 },
  { arbitrary: fc.constantFrom(30, 59, 60, 120), weight: 2 },
  { arbitrary: fc.constantFrom(24 * 60, 25 * 60, 48 * 60, 114 * 60, 240 * 60), weight: 1 },
);
const STARTS = ["2027-01-10T12:00:00Z", "2027-01-30T12:00:00Z"].map((text) => new Date(text).getTime());

const job = fc.nat({ max: 5 });
const again = fc.boolean();
const trader = fc.constantFrom(...TRADERS);
const usually = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 4 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
const [quiet, ...faults] = FAULTS;
const fault = usually<StripeFault>(quiet, ...faults);

const post = fc.record({
  kind: fc.constant("post" as const),
  buyer: trader,
  amount: fc.constantFrom(...AMOUNTS),
  deadlineHours: fc.constantFrom(...HOURS),
  maxRevisions: fc.constantFrom(0, 1, 2),
  autoAccepts: usually(false, true),
  fault,
  again,
});
const act = (work: fc.Arbitrary<Work>) =>
  fc.record({
    kind: fc.constant("act" as const),
    job,
    verb: fc.constantFrom(...VERBS),
    by: fc.constantFrom<Party>("buyer", "worker", "stranger"),
    work,
    fault,
    again,
  });
const goOn = (work: fc.Arbitrary<Work>) =>
  fc.record({ kind: fc.constant("go_on" as const), job, choice: fc.nat({ max: 59 }), work, fault, again });
const wait = fc.record({
  kind: fc.constant("wait" as const),
  minutes: MINUTES,
  fault: usually<"none" | "judges" | "transfers" | "receivers">("none", "judges", "transfers", "receivers"),
});

/** Rare commands stay rare, so that most sequences get somewhere. */
const action = (work: fc.Arbitrary<Work>): fc.Arbitrary<Action> =>
  fc.oneof(
    { arbitrary: post, weight: 3 },
    { arbitrary: goOn(work), weight: 14 },
    { arbitrary: act(work), weight: 4 },
    { arbitrary: wait, weight: 8 },
    { arbitrary: fc.record({ kind: fc.constantFrom("freeze" as const, "unfreeze" as const), job }), weight: 2 },
    {
      arbitrary: fc.record({ kind: fc.constant("card" as const), trader, card: fc.constantFrom(...CARDS) }),
      weight: 1,
    },
    { arbitrary: fc.record({ kind: fc.constant("onboard" as const), trader }), weight: 1 },
    {
      arbitrary: fc.record({
        kind: fc.constant("stripe_events" as const),
        what: fc.constantFrom("hold" as const, "let_go" as const, "repeat" as const),
      }),
      weight: 1,
    },
  );

const LONGEST = 30;

const sequenceOf = (work: fc.Arbitrary<Work>): fc.Arbitrary<readonly Action[]> =>
  fc
    .tuple(post, fc.array(action(work), { minLength: 1, maxLength: LONGEST, size: "max" }))
    .map(([first, rest]) => [first, ...rest]);

/**
 * Mostly of careful workers, now and then of sloppy ones, whose work fails again and again. Without fast-check's bias towards
 * short and small: what is short never leaves the first states.
 */
export const sequence: fc.Arbitrary<readonly Action[]> = fc.noBias(
  fc.oneof(
    { arbitrary: sequenceOf(usually<Work>("good", "bad")), weight: 3 },
    { arbitrary: sequenceOf(usually<Work>("bad", "good")), weight: 1 },
  ),
);

const traderSetup = fc.record({
  trust: fc.constantFrom(...SCORES),
  monthlyLimit: usually<number | null>(null, 2_500, 60_000),
  onboarded: usually(true, false),
});
export const setup: fc.Arbitrary<Setup> = fc.record({
  startsAt: fc.constantFrom(...STARTS),
  traders: fc.record({ ann: traderSetup, bob: traderSetup }),
});

const isVerb = (verb: string): verb is Verb => VERBS.some((known) => known === verb);

interface Move {
  readonly verb: Verb;
  readonly by: Side;
}

const ENDS: readonly Verb[] = ["cancel", "decline"];
const ANY_MOVE_ONE_IN = 6;

/** One of the moves that a job's state offers, mostly one that does not end the job. */
export function chosenMove(state: JobState, choice: number): Move | undefined {
  const moves = openMoves(state);
  const onwards = moves.filter(({ verb }) => !ENDS.includes(verb));
  const from = choice % ANY_MOVE_ONE_IN === 0 || onwards.length === 0 ? moves : onwards;
  return from[Math.floor(choice / ANY_MOVE_ONE_IN) % from.length];
}

/** The verbs that a job's state offers, with who may call them. */
export function openMoves(state: JobState): readonly Move[] {
  return (["buyer", "worker"] as const).flatMap((by) =>
    allowed(state, by)
      .filter(isVerb)
      .map((verb) => ({ verb, by })),
  );
}
