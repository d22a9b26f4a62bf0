import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/frame";
import * as admin from "@/lib/domain/console";
import { logOut } from "../dashboard/actions";
import { adminContext, currentOperator } from "./operator";

/** More waiting cases than this are not counted. */
const COUNTED = 99;

export async function generateMetadata(): Promise<Metadata> {
  // Nobody else learns from the title that there is something: to them it is that of the site.
  if ((await currentOperator()) === null) return {};
  return { title: { default: "Operator", template: "%s · Operator" }, robots: { index: false } };
}

export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const ctx = await adminContext();
  return (
    <AdminFrame email={ctx.actor.email} waiting={await admin.waitingReviews(ctx, COUNTED)} logOut={logOut}>
      {children}
    </AdminFrame>
  );
}
