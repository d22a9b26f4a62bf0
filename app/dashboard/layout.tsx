import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { logOut } from "../(auth)/actions";
import { currentOperator, requireOwner } from "../(auth)/session";
import { loadShell } from "./load";

export const metadata: Metadata = {
  title: { default: "Dashboard", template: "%s · VoxPact" },
  robots: { index: false },
};

export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const { email } = await requireOwner();
  const isOperator = (await currentOperator()) !== null;
  return (
    <AppShell shell={await loadShell(email, isOperator)} eventsUrl="/dashboard/events" logOut={logOut}>
      {children}
    </AppShell>
  );
}
