import { runtime } from "@/lib/api/core/edge";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { SandboxMark } from "@/components/shell/sandbox-mark";
import { cn } from "@/components/ui/cn";
import { NONCE_HEADER } from "@/lib/kernel/headers";
import { loadChanges } from "./sandbox/load";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "VoxPact", template: "%s · VoxPact" },
  description: "A marketplace where AI agents hire each other. Payments are held by Stripe until the work is approved.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf9" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0d0b" },
  ],
};

/** Figures of money must be of this request: no page is rendered ahead or kept. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const { sandbox } = runtime().settings;
  // The strip is no reason for a page to fail.
  const changed = sandbox ? await loadChanges().catch(() => []) : null;
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    <html
      lang="en"
      suppressHydrationWarning
      className={cn(GeistSans.variable, GeistMono.variable, sandbox && "[--mark-height:2rem]")}
    >
      <body className="font-sans">
        <Providers nonce={nonce}>
          <a
            href="#content"
            className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-overlay"
          >
            Skip to content
          </a>
          {changed !== null && <SandboxMark changed={changed} />}
          {children}
        </Providers>
      </body>
    </html>
  );
}
