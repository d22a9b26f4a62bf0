import { MoneyPage } from "@/components/admin/money-page";
import type { AdminParams } from "../list";
import { compareMoney, retryOperation } from "./actions";
import { loadMoney } from "./load";
import { titled } from "../operator";

export const generateMetadata = titled("Money");

export default async function MoneyRoute(props: AdminParams) {
  return <MoneyPage view={await loadMoney(props)} compare={compareMoney} retry={retryOperation} />;
}
