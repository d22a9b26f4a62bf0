import type { Metadata } from "next";
import { MoneyPage } from "@/components/admin/money-page";
import type { AdminParams } from "../list";
import { compareMoney, retryOperation } from "./actions";
import { loadMoney } from "./load";

export const metadata: Metadata = { title: "Money" };

export default async function MoneyRoute(props: AdminParams) {
  return <MoneyPage view={await loadMoney(props)} compare={compareMoney} retry={retryOperation} />;
}
