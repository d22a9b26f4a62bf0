import { type OwnerActor, runtime, systemContext } from "@/lib/api/core/edge";
import { currentOwner } from "@/app/(auth)/session";
import { evidenceUrl } from "@/app/dashboard/evidence";
import type { UploadRules } from "@/lib/composition";
import * as dashboard from "@/lib/domain/dashboard";
import * as disputes from "@/lib/domain/disputes";

/**
 * Evidence in a dispute, from either party's owner, while the job can be disputed or is. The upload alone is no evidence: the
 * browser gets its link and hands it in with the dispute, where the domain decides. What is not handed in is deleted.
 */
export const evidence: UploadRules = {
  async authorize(_request, jobId) {
    const owner = await currentOwner();
    if (owner === null || !(await takesEvidence(owner.ownerId, jobId))) return null;
    return { ownerId: owner.ownerId, jobId };
  },
  async completed({ ownerId = "", jobId = "" }, file) {
    if (!(await takesEvidence(ownerId, jobId))) throw new Error("The job takes no evidence any more.");
    const url = evidenceUrl(runtime().settings.appUrl, jobId, file.key);
    await disputes.evidenceUploaded(await systemContext(), { job_id: jobId, key: file.key, url });
    return { name: file.name, url };
  },
};

async function takesEvidence(ownerId: string, jobId: string): Promise<boolean> {
  return dashboard.takesEvidence(await systemContext<OwnerActor>({ kind: "owner", ownerId }), jobId);
}
