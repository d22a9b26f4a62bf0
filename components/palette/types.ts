import type { AgentChoice } from "../agents/types";

/** A job that a search found. */
export interface FoundJob {
  readonly id: string;
  readonly title: string;
  /** How it stands: "Delivered". */
  readonly state: string;
}

/** What `/dashboard/search` answers. */
export interface SearchAnswer {
  readonly jobs: readonly FoundJob[];
}

/** One thing to choose. */
export interface Entry {
  readonly key: string;
  readonly label: string;
  /** What else finds it, and is shown beside it. */
  readonly note: string | null;
  readonly run: () => void;
}

export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface PaletteProps {
  readonly agents: readonly AgentChoice[];
  readonly logOut: () => Promise<void>;
}

export type Opened = "search" | "shortcuts";
