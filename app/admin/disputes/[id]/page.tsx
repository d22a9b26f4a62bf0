import { cache } from "react";
import { CasePage } from "@/components/admin/case-page";
import { isolated } from "@/components/format/isolated";
import { ruleCase } from "./actions";
import { loadCase } from "./load";
import { titledRecord } from "../../operator";

/** Of one request: the page and its title read the same. */
const load = cache(loadCase);

export const generateMetadata = titledRecord(async (id) => `${isolated((await load(id)).job.title)}, case`);

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function CaseRoute({ params }: Props) {
  const { id } = await params;
  return <CasePage view={await load(id)} rule={ruleCase.bind(null, id)} />;
}
