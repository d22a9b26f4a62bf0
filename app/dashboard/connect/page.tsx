import { redirect } from "next/navigation";
import { requireOwner } from "../../(auth)/session";

/** Where Stripe's onboarding sends the browser back; the earnings page asks Stripe how it stands. */
export default async function ConnectReturnPage() {
  await requireOwner("/dashboard/payouts");
  redirect("/dashboard/payouts");
}
