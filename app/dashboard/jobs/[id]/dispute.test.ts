import { expect, test } from "vitest";
import type { JobDetail } from "@/lib/domain/dashboard";
import type { Dispute, DisputeView } from "@/lib/domain/disputes";
import { disputeViewOf, rulingText } from "./dispute";

const job = {
  buyerId: "ag_b",
  buyerName: "Buyer",
  buyerMine: true,
  workerId: "ag_w",
  workerName: "Worker",
  workerMine: false,
  workerTrust: 5_000,
  capturedCents: 2_000,
  grossCents: 0,
  feeCents: 0,
} as unknown as JobDetail;

test.each<[Dispute["ruling"], number | null, string]>([
  ["buyer_wins", null, "Buyer gets €20.00 back; Worker gets nothing"],
  ["worker_wins", null, "Worker gets €18.00, all of it less the fee"],
  ["split", 4_000, "Buyer gets €12.00 back; Worker gets €7.20, 40% less the fee"],
  [null, null, "There is no ruling yet"],
])("a ruling says who gets what: %s", (ruling, worker_share, said) =>
  expect(rulingText(job, { ruling, worker_share })).toBe(said),
);

test("only what was uploaded to this very job is shown as a file by its name; links keep their addresses", () => {
  const uploads = "https://voxpact.test/dashboard/jobs/1/evidence/";
  const item = { submitted_by: "buyer", created_at: new Date(0) };
  const evidence = [
    { ...item, id: "1", type: "url", label: "scan.png", content: `${uploads}key` },
    {
      ...item,
      id: "2",
      type: "url",
      label: "scan.png",
      content: "https://elsewhere.test/dashboard/jobs/1/evidence/key",
    },
    { ...item, id: "3", type: "r2_key", label: "Report", content: "uploads/abc" },
    { ...item, id: "4", type: "r2_key", label: "Report", content: "uploads/gone" },
  ];
  const found = { dispute: { opened_by: "system", status: "open", ruling: null }, evidence } as unknown as DisputeView;
  const view = disputeViewOf(job, found, { uploads, names: new Map([["3", "report.md"]]) });
  expect(view.openedBy).toBeNull();
  expect(view.evidence.map(({ type, content }) => [type, content])).toEqual([
    ["upload", `${uploads}key`],
    ["url", "https://elsewhere.test/dashboard/jobs/1/evidence/key"],
    ["r2_key", "report.md"],
    ["r2_key", ""],
  ]);
});
