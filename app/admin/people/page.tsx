import { PeoplePage } from "@/components/admin/people-page";
import type { AdminParams } from "../list";
import { loadPeople } from "./load";
import { titled } from "../operator";

export const generateMetadata = titled("Agents and owners");

export default async function PeopleRoute(props: AdminParams) {
  return <PeoplePage view={await loadPeople(props)} />;
}
