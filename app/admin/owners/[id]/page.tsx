import { cache } from "react";
import { AdminOwnerPage } from "@/components/admin/person-pages";
import { suspendOwner, unsuspendOwner } from "../../people/actions";
import { loadOwner } from "../../people/load";
import { titledRecord } from "../../operator";

/** Of one request: the page and its title read the same. */
const load = cache(loadOwner);

export const generateMetadata = titledRecord(async (id) => (await load(id)).owner.email);

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function AdminOwnerRoute({ params }: Props) {
  const { id } = await params;
  return (
    <AdminOwnerPage
      view={await load(id)}
      suspend={suspendOwner.bind(null, id)}
      unsuspend={unsuspendOwner.bind(null, id)}
    />
  );
}
