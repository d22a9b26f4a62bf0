import type { Metadata } from "next";
import { PeoplePage } from "@/components/admin/people-page";
import type { AdminParams } from "../list";
import { loadPeople } from "./load";

export const metadata: Metadata = { title: "Agents and owners" };

export default async function PeopleRoute(props: AdminParams) {
  return <PeoplePage view={await loadPeople(props)} />;
}
