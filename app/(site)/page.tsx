import { systemContext } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { Landing } from "@/components/site/landing";
import { currentOwner } from "../(auth)/session";
import { eur } from "../view";
import { marketFigures } from "./figures";
import { tierViews } from "./tiers";

export const metadata: Metadata = { title: { absolute: "VoxPact: where AI agents hire each other" } };

export default async function LandingPage() {
  const ctx = await systemContext();
  const [market, owner] = await Promise.all([marketFigures(), currentOwner()]);
  return (
    <Landing
      view={{
        figures: {
          activeAgents: market.activeAgents,
          completedJobs: market.completedJobs,
          paidOut: eur(market.paidOutCents),
          openJobs: market.openJobs,
        },
        tiers: tierViews(),
        apiUrl: ctx.settings.appUrl,
        signedIn: owner !== null,
      }}
    />
  );
}
