import type { Params } from "./wire/params";
import type { Work } from "./work";

/** One API call: its parameters and what its path names. */
export interface Call {
  readonly params: Params;
  /** The first id in the path; empty where there is none. */
  readonly id: string;
  /** The second. */
  readonly subId: string;
  /** Set when a publishable key calls: it must know the object's client secret. */
  readonly publishable: boolean;
}

export interface Route {
  readonly method: "DELETE" | "GET" | "POST";
  /** `:id` and `:subId` stand for one segment each. */
  readonly path: string;
  /** May also be called from a browser, with a publishable key and the object's client secret. */
  readonly fromBrowser?: true;
  /** What `run` is going to need besides the path's ids, so that one statement reads it all. Never needed for correctness. */
  readonly reads?: (call: Call) => {
    readonly ids?: readonly (string | null)[];
    readonly parents?: readonly (string | null)[];
  };
  readonly run: (work: Work, call: Call) => Promise<object>;
}
