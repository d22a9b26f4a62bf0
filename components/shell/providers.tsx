"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { FocusKeeper } from "./focus-keeper";
import { Toasts } from "./toasts";

interface ProvidersProps {
  /** What the page's security policy asks of inline scripts: the theme is set by one, before the first paint. */
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      {children}
      <Toasts />
      <FocusKeeper />
    </ThemeProvider>
  );
}
