import { redirect } from "next/navigation";

/** Where Stripe's onboarding sends the browser back; the earnings page asks Stripe how it stands. */
export default function ConnectReturnPage() {
  redirect("/dashboard/payouts");
}
