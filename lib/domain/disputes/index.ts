export { accept } from "./accept";
export { addEvidence } from "./add-evidence";
export { openedFor } from "./arbitration";
export { ofJob } from "./get";
export { open, type Complaint } from "./open";
export { requestReview } from "./request-review";
export { rule, type Decision } from "./rule";
export { tasks } from "./tasks";
export type { Dispute, DisputeView, Evidence, EvidenceItem } from "./types";
