import { SandboxFrame } from "@/components/sandbox/frame";
import { SandboxOverview } from "@/components/sandbox/overview";
import { loadSandbox } from "./load";

export default async function SandboxPage() {
  const { view, apiUrl } = await loadSandbox();
  return (
    <SandboxFrame current="/sandbox">
      <SandboxOverview view={view} apiUrl={apiUrl} />
    </SandboxFrame>
  );
}
