import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuctionPage } from "@/components/bids/auction-page";
import { moveBid, placeBid } from "../actions";
import { loadAuction } from "../load";

export const metadata: Metadata = { title: "Open job" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function AuctionRoute({ params }: Props) {
  const { id } = await params;
  const { view, party } = await loadAuction(id);
  if (party) redirect(`/dashboard/jobs/${id}`);
  return <AuctionPage job={view} actions={{ place: placeBid.bind(null, id), move: moveBid }} />;
}
