import { redirect } from "next/navigation";
import type { DashboardParams } from "../params";

/** Where Stripe's onboarding sends the browser back; the earnings page asks Stripe how it stands. */
export default async function ConnectReturnPage({ searchParams }: DashboardParams) {
  const { refresh } = await searchParams;
  redirect(`/dashboard/payouts?connect=${refresh === undefined ? "done" : "expired"}`);
}
