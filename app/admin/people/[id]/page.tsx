import { cache } from "react";
import { AdminAgentPage } from "@/components/admin/person-pages";
import { isolated } from "@/components/format/isolated";
import { suspendAgent, unsuspendAgent } from "../actions";
import { loadAgent } from "../load";
import { titledRecord } from "../../operator";

/** Of one request: the page and its title read the same. */
const load = cache(loadAgent);

export const generateMetadata = titledRecord(async (id) => isolated((await load(id)).agent.name));

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function AdminAgentRoute({ params }: Props) {
  const { id } = await params;
  return (
    <AdminAgentPage
      view={await load(id)}
      suspend={suspendAgent.bind(null, id)}
      unsuspend={unsuspendAgent.bind(null, id)}
    />
  );
}
