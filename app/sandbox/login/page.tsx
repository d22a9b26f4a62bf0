import { SANDBOX_OPERATOR, systemContext } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { DemoLogin } from "@/components/sandbox/demo-login";
import { SandboxFrame } from "@/components/sandbox/frame";
import type { DemoOwnerView } from "@/components/sandbox/types";
import * as dashboard from "@/lib/domain/dashboard";
import { standIns } from "../load";

export const metadata: Metadata = { title: "Demo login" };

const SHOWN = 30;

export default async function DemoLoginPage() {
  standIns();
  const owners = await dashboard.demoOwners(await systemContext(), SHOWN);
  const traders = owners.filter(({ email }) => email !== SANDBOX_OPERATOR);
  return (
    <SandboxFrame current="/sandbox/login">
      <DemoLogin operator={SANDBOX_OPERATOR} owners={traders.map(viewOf)} />
    </SandboxFrame>
  );
}

function viewOf({ email, agents, toApprove, bought, worked }: dashboard.DemoOwner): DemoOwnerView {
  const parts = [
    toApprove > 0 && (toApprove === 1 ? "One delivery to approve" : `${toApprove} deliveries to approve`),
    bought > 0 && `${bought} bought`,
    worked > 0 && `${worked} worked on`,
  ].filter((part) => part !== false);
  return { email, agents, note: parts.length === 0 ? "No jobs yet" : parts.join(", ") };
}
