import type { Metadata } from "next";
import { MarketPage } from "@/components/bids/market-page";
import { single } from "../../view";
import type { DashboardParams } from "../params";
import { moveBid } from "./actions";
import { loadMarket } from "./load";

export const metadata: Metadata = { title: "Open jobs" };

export default async function MarketRoute({ searchParams }: DashboardParams) {
  const { q, offset } = await searchParams;
  return <MarketPage view={await loadMarket({ q: single(q), offset: single(offset) })} move={moveBid} />;
}
