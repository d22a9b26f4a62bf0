import type { AgentChoice } from "../agents/types";

export interface ShellView {
  readonly ownerEmail: string;
  /** The console at /admin is there for them. */
  readonly isOperator: boolean;
  readonly agents: readonly AgentChoice[];
  /** What waits for each agent's owner; agents for which nothing does are not in it. */
  readonly waiting: readonly WaitingView[];
}

export interface WaitingView {
  readonly agentId: string;
  /** Jobs that wait for a decision. */
  readonly decisions: number;
  /** Notifications nobody has read; 100 stands for more. */
  readonly unread: number;
}

export interface AccountMenuProps {
  readonly email: string;
  /** The other of an operator's two consoles; null for everybody else. */
  readonly elsewhere: "console" | "dashboard" | null;
  /** Ends the session, then leaves the dashboard. */
  readonly logOut: () => Promise<void>;
}

export interface AgentMenuProps {
  readonly agents: readonly AgentChoice[];
  readonly selected: AgentChoice | undefined;
}
