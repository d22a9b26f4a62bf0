import type { WithTrigger } from "../../ui/on-demand";
import type { JobActions, JobActionView } from "../types";

export interface JobActionProps {
  readonly jobId: string;
  readonly action: JobActionView;
  readonly actions: JobActions;
  /** The owner is on both sides of the job. */
  readonly both: boolean;
}

export type JobDialogProps = JobActionProps & WithTrigger;
