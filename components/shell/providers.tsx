"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toasts } from "./toasts";

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      {children}
      <Toasts />
    </ThemeProvider>
  );
}
