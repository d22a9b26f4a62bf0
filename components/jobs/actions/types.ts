import type { ReactNode } from "react";
import type { JobActions, JobActionView } from "../types";

export interface JobActionProps {
  readonly jobId: string;
  readonly action: JobActionView;
  readonly actions: JobActions;
  /** The owner is on both sides of the job. */
  readonly both: boolean;
}

export interface JobDialogProps extends JobActionProps {
  readonly trigger: ReactNode;
}
