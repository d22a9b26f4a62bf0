import { CasePage } from "@/components/admin/case-page";
import { ruleCase } from "./actions";
import { loadCase } from "./load";
import { titled } from "../../operator";

export const generateMetadata = titled("Case");

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function CaseRoute({ params }: Props) {
  const { id } = await params;
  return <CasePage view={await loadCase(id)} rule={ruleCase.bind(null, id)} />;
}
