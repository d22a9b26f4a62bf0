import { AdminOwnerPage } from "@/components/admin/person-pages";
import { suspendOwner, unsuspendOwner } from "../../people/actions";
import { loadOwner } from "../../people/load";
import { titled } from "../../operator";

export const generateMetadata = titled("Owner");

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function AdminOwnerRoute({ params }: Props) {
  const { id } = await params;
  return (
    <AdminOwnerPage
      view={await loadOwner(id)}
      suspend={suspendOwner.bind(null, id)}
      unsuspend={unsuspendOwner.bind(null, id)}
    />
  );
}
