import { randomUUID } from "node:crypto";
import type { Answer } from "../client";
import { GOOD_TEXT } from "../market";
import { chosenMove, openMoves, type Action } from "./actions";
import { compareBooks, compareEnd, compareEvents, compareReceived, Deviation, same } from "./books";
import { allowed } from "./rules";
import type { Stage } from "./stage";
import { openMarket, type JobState, type Market, type Party, type Setup, type StripeFault } from "./state";
import { advance, completionMeetsOnboarding, freeze, judgementsDue, oneTransferDue, unfreeze } from "./time";
import { act, post, resumePost, type Act, type Expected } from "./verbs";

/** Plays one sequence on the model and on the application, and compares them after every step. */

const BAD_TEXT = "Nothing of what was asked for is in here, and it says so without the word that the criteria want.";
const MINUTE = 60;
/** Long enough for every retry of a webhook. */
const LAST_WAIT = 181;
const LONGEST_DEAF = 120;
/** The SDK tries twice before it gives up. */
const TRIES = 2;
/** Two judges, each asked twice. */
const QUESTIONS = 4;

const FAULT_MODES: Readonly<Record<Exclude<StripeFault, "none">, readonly [mode: string, count: number]>> = {
  hiccup: ["error_once", 1],
  lost_once: ["lost_response", 1],
  lost: ["lost_response", TRIES],
  down: ["down", TRIES],
};

function bodyOf(verb: string, work: Act["work"]): unknown {
  if (verb === "submit") return { deliverable: work === "good" ? GOOD_TEXT : BAD_TEXT };
  if (verb === "revision") return { feedback: "Please add the figures of the second quarter." };
  if (verb === "dispute") return { reason: "The delivery does not fit the task." };
  return {};
}

class Play {
  readonly market: Market;
  readonly ids: string[] = [];
  readonly trace: string[] = [];

  constructor(
    private readonly stage: Stage,
    setup: Setup,
    private readonly since: number,
  ) {
    this.market = openMarket(setup);
  }

  async step(action: Action): Promise<void> {
    const touched = await this.perform(action);
    await compareBooks(this.stage, this.market, this.ids);
    await compareEvents(this.stage, this.market, this.ids, this.since);
    if (action.kind === "wait") compareReceived(this.stage, this.market, this.ids);
    for (const job of touched) await this.compareAllowed(job);
  }

  /** Lets everything come to its end: every webhook has been tried again. */
  async end(): Promise<void> {
    await this.perform({ kind: "stripe_events", what: "let_go" });
    await this.step({ kind: "wait", minutes: LAST_WAIT, fault: "none" });
    await compareEnd(this.stage, this.ids);
  }

  private note(text: string): void {
    this.trace.push(text);
  }

  /** Does it, and returns the jobs whose callers must now be offered what the model says. */
  private async perform(action: Action): Promise<readonly JobState[]> {
    const { market, stage } = this;
    const { jobs } = market;
    switch (action.kind) {
      case "post":
        return this.post(action);
      case "act": {
        const job = jobs[action.job % Math.max(1, jobs.length)];
        return job === undefined ? [] : this.act(job, action);
      }
      case "go_on":
        return this.goOn(action);
      case "wait":
        await this.wait(action);
        return jobs;
      case "freeze":
      case "unfreeze": {
        const job = jobs[action.job % Math.max(1, jobs.length)];
        if (job === undefined) return [];
        this.note(`${action.kind} job ${job.number}`);
        const id = this.idOf(job);
        const status = action.kind === "freeze" ? freeze(market, job) : unfreeze(market, job);
        same(action.kind, await (action.kind === "freeze" ? stage.freeze(id) : stage.unfreeze(id)), status);
        return [job];
      }
      case "card":
        this.note(`${action.trader} pays with the card that is ${action.card}`);
        market.traders[action.trader].card = action.card;
        await stage.chooseCard(action.trader, action.card);
        return [];
      case "onboard": {
        const trader = market.traders[action.trader];
        if (trader.onboarded || trader.onboarding) return [];
        this.note(`${action.trader} onboards`);
        trader.onboarding = true;
        await stage.onboard(action.trader);
        return [];
      }
      case "stripe_events":
        this.note(`Stripe's events: ${action.what}`);
        if (action.what === "hold") {
          market.eventsHeld = true;
          await stage.holdEvents();
        } else if (action.what === "let_go") {
          market.eventsHeld = false;
          await stage.letEventsGo();
        } else await stage.repeatEvents();
        return [];
    }
  }

  private idOf(job: JobState): string {
    const id = this.ids[job.number];
    if (id === undefined) throw new Deviation(`the API never said the id of job ${job.number}`);
    return id;
  }

  private async goOn(action: Extract<Action, { kind: "go_on" }>): Promise<readonly JobState[]> {
    const { jobs } = this.market;
    const open = jobs.filter((job) => job.waiting === null && openMoves(job).length > 0);
    const job = open[action.job % Math.max(1, open.length)];
    if (job === undefined) return [];
    const move = chosenMove(job, action.choice);
    return move === undefined ? [] : this.act(job, { ...action, ...move });
  }

  private async wait({ minutes, fault }: Extract<Action, { kind: "wait" }>): Promise<void> {
    const { market, stage } = this;
    const judgements = fault === "judges" ? judgementsDue(market) : 0;
    const transfers = fault === "transfers" && oneTransferDue(market);
    const deaf = fault === "receivers" && minutes <= LONGEST_DEAF;
    const faults = [
      ...(judgements > 0 ? ["no judge answers"] : []),
      ...(transfers ? ["the first transfer gets no answer"] : []),
      ...(deaf ? ["receivers answer 500"] : []),
    ];
    this.note([`${minutes} minutes pass`, ...faults].join(", "));
    if (judgements > 0) await stage.fault("llm", "error_once", judgements * QUESTIONS);
    if (transfers) await stage.fault("stripe", "down", TRIES);
    if (deaf) for (const { path } of Object.values(stage.traders)) stage.market.answers.set(path, 500);
    if (completionMeetsOnboarding(market)) await this.judgeFirst();
    await stage.app.advance(minutes * MINUTE);
    stage.market.answers.clear();
    market.judgesDown = judgements > 0;
    advance(market, minutes * MINUTE * 1_000, { transfers });
    market.judgesDown = false;
  }

  /** Lets what is validated complete before Stripe is heard: both orders are legal, and the model knows this one. */
  private async judgeFirst(): Promise<void> {
    await this.stage.holdEvents();
    await this.stage.app.advance(0);
    await this.stage.letEventsGo();
  }

  private async post(action: Extract<Action, { kind: "post" }>): Promise<readonly JobState[]> {
    const { fault, again, buyer, amount, deadlineHours, maxRevisions, autoAccepts } = action;
    const worker = buyer === "ann" ? "bob" : "ann";
    this.note(`${buyer} posts job ${this.market.jobs.length} for ${amount / 100}, ${deadlineHours} h${mark(action)}`);
    const body = this.stage.market.directJob(this.stage.traders[worker], {
      amount: amount / 100,
      deadline_hours: deadlineHours,
      max_revisions: maxRevisions,
      validation_criteria: { must_include: "summary" },
      ...(autoAccepts ? { auto_accept_rule: { min_confidence: 0.5 } } : {}),
    });
    const call = this.caller("/v1/jobs", this.stage.traders[buyer].apiKey, body);
    const before = this.market.jobs.length;
    const expected = post(this.market, { buyer, amount, deadlineHours, maxRevisions, autoAccepts }, fault);
    const answer = await this.underFault(fault, call);
    if (this.market.jobs.length > before) this.ids.push(idIn(answer));
    this.compareAnswer("post", answer, expected);
    if (again) await this.repeat("post", call, answer, () => resumePost(this.market));
    return this.market.jobs.slice(before);
  }

  private async act(job: JobState, action: Act & { readonly again: boolean }): Promise<readonly JobState[]> {
    const { verb, by, fault, again, work } = action;
    this.note(`${by} of job ${job.number}: ${verb}${verb === "submit" ? ` ${work} work` : ""}${mark(action)}`);
    const call = this.caller(`/v1/jobs/${this.idOf(job)}/${verb}`, this.keyOf(job, by), bodyOf(verb, work));
    const expected = act(this.market, job, action);
    const answer = await this.underFault(fault, call);
    this.compareAnswer(verb, answer, expected);
    if (expected.status === 200) same(`the answer's status`, answer.data.status, job.status);
    if (again) {
      await this.repeat(verb, call, answer, () => ({ status: 409, code: "operation_in_progress" }));
    }
    return [job];
  }

  private keyOf(job: JobState, by: Party): string {
    return by === "stranger" ? this.stage.stranger.apiKey : this.stage.traders[job[by]].apiKey;
  }

  private caller(route: string, apiKey: string, body: unknown): () => Promise<Answer> {
    const headers = { "idempotency-key": randomUUID() };
    return () => this.stage.market.call("POST", route, { apiKey, body, headers });
  }

  private async underFault(fault: StripeFault, call: () => Promise<Answer>): Promise<Answer> {
    if (fault === "none") return call();
    await this.stage.fault("stripe", ...FAULT_MODES[fault]);
    const answer = await call();
    await this.stage.fault("stripe", "none");
    return answer;
  }

  /** The same request under the same key: the stored answer, or another try where nothing could be stored. */
  private async repeat(
    what: string,
    call: () => Promise<Answer>,
    first: Answer,
    anotherTry: () => Expected,
  ): Promise<void> {
    const second = await call();
    // Whoever is told to try again in a moment must get another answer then.
    if (first.status >= 500 || first.error.code === "operation_in_progress") {
      this.compareAnswer(`${what}, again`, second, anotherTry());
      return;
    }
    same(`${what}, replayed`, second.headers.get("idempotent-replayed"), "true");
    same(`${what}, replayed`, [second.status, second.json], [first.status, first.json]);
  }

  private compareAnswer(what: string, answer: Answer, expected: Expected): void {
    const code = answer.status < 400 ? undefined : answer.error.code;
    same(`the answer to ${what}`, { status: answer.status, code }, { status: expected.status, code: expected.code });
    if (expected.allowed !== undefined) this.compareOffer(what, answer, expected.allowed);
  }

  private compareOffer(what: string, answer: Answer, offered: readonly string[]): void {
    const { allowed: found } = answer.error.details as { readonly allowed: readonly string[] };
    same(`what the answer to ${what} allows`, [...found].sort(), [...offered].sort());
  }

  /** Asks for something that the state does not allow: nothing happens, and the answer says what would be allowed. */
  private async compareAllowed(job: JobState): Promise<void> {
    const probes = { buyer: ["approve", "fund"], worker: ["accept", "start"] } as const;
    for (const by of ["buyer", "worker"] as const) {
      const verb = probes[by].find((candidate) => !allowed(job, by).includes(candidate));
      if (verb === undefined) throw new Error("no state allows both probes");
      const expected = act(this.market, job, { verb, by, work: "good", fault: "none" });
      const answer = await this.caller(`/v1/jobs/${this.idOf(job)}/${verb}`, this.keyOf(job, by), {})();
      this.compareAnswer(`${verb} of job ${job.number}`, answer, expected);
    }
  }
}

/** A stored job's id, also where the answer is a refusal that names it. */
function idIn(answer: Answer): string {
  const details = (answer.error.details ?? {}) as { readonly job_id?: unknown };
  const id = answer.data.id ?? details.job_id;
  if (typeof id !== "string") throw new Deviation(`no job id in ${JSON.stringify(answer.json)}`);
  return id;
}

const mark = ({ fault, again }: { readonly fault: StripeFault; readonly again: boolean }): string =>
  `${fault === "none" ? "" : ` (Stripe: ${fault})`}${again ? " (sent twice)" : ""}`;

/** What the sequences so far have led to, so that a run shows that it got everywhere. */
export class Tally {
  private readonly seen = new Map<string, number>();

  add(market: Market): void {
    for (const { event } of market.told) this.count(event);
    for (const { status } of market.jobs) this.count(status);
  }

  toString(): string {
    return [...this.seen]
      .sort()
      .map(([what, times]) => `${what} ${times}`)
      .join(", ");
  }

  private count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }
}

/** Plays a whole sequence; what deviates is reported with all that led to it. */
export async function play(stage: Stage, setup: Setup, actions: readonly Action[], tally: Tally): Promise<void> {
  const started = new Play(stage, setup, await stage.reset(setup));
  try {
    for (const action of actions) await started.step(action);
    await started.end();
    tally.add(started.market);
  } catch (error) {
    const steps = started.trace.map((text, at) => `  ${at + 1}. ${text}`).join("\n");
    const why = error instanceof Error ? error.message : String(error);
    throw new Deviation(`${why}\nafter\n${steps}\nwith ${JSON.stringify(setup)}`, { cause: error });
  }
}
