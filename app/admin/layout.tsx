import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/frame";
import * as admin from "@/lib/domain/console";
import { logOut } from "../(auth)/actions";
import { adminContext } from "./operator";

/** More waiting cases than this are not counted. */
const COUNTED = 99;

export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const ctx = await adminContext();
  return (
    <AdminFrame email={ctx.actor.email} waiting={await admin.waitingReviews(ctx, COUNTED)} logOut={logOut}>
      {children}
    </AdminFrame>
  );
}
