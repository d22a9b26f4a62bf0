import { runtime } from "@/lib/api/core/edge";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: { default: "Sandbox", template: "%s · Sandbox" }, robots: { index: false } };

/** Outside sandbox mode none of these pages exists (sandbox.md). */
export default function SandboxLayout({ children }: { readonly children: ReactNode }) {
  if (!runtime().settings.sandbox) notFound();
  return children;
}
