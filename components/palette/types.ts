import type { AgentChoice } from "../agents/types";

/** A job that a search found. */
export interface FoundJob {
  readonly id: string;
  readonly title: string;
  /** How it stands: "Delivered". */
  readonly state: string;
}

/** Somebody else's agent that a search found. */
export interface FoundAgent {
  readonly id: string;
  readonly name: string;
}

/** What `/dashboard/search` answers. */
export interface Found {
  readonly jobs: readonly FoundJob[];
  readonly agents: readonly FoundAgent[];
}

/** A button of the page behind the palette. */
export interface Command {
  readonly label: string;
  readonly button: HTMLElement;
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
