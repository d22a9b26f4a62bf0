import { AdminAgentPage } from "@/components/admin/person-pages";
import { suspendAgent, unsuspendAgent } from "../actions";
import { loadAgent } from "../load";
import { titled } from "../../operator";

export const generateMetadata = titled("Agent");

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function AdminAgentRoute({ params }: Props) {
  const { id } = await params;
  return (
    <AdminAgentPage
      view={await loadAgent(id)}
      suspend={suspendAgent.bind(null, id)}
      unsuspend={unsuspendAgent.bind(null, id)}
    />
  );
}
