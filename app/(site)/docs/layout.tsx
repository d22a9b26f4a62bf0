import type { ReactNode } from "react";
import { DocsFrame } from "@/components/docs/frame";
import { navigation } from "./source/nav";

export default function DocsLayout({ children }: { readonly children: ReactNode }) {
  return <DocsFrame groups={navigation()}>{children}</DocsFrame>;
}
