/** Where a file handed in as evidence is found: it is private, so the link leads through us, who look at who asks. */
export function evidenceUrl(appUrl: string, jobId: string, key: string): string {
  return `${appUrl}/dashboard/jobs/${jobId}/evidence/${encodeURIComponent(key)}`;
}
