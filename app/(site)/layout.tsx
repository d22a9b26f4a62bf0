import type { ReactNode } from "react";
import { SiteFrame } from "@/components/site/site-frame";
import { currentOwner } from "../(auth)/session";

export default async function SiteLayout({ children }: { readonly children: ReactNode }) {
  return <SiteFrame signedIn={(await currentOwner()) !== null}>{children}</SiteFrame>;
}
