import type { ReactNode } from "react";
import "./docs.css";
import { DocsNav } from "./nav";
import type { NavGroup } from "./types";

interface DocsFrameProps {
  readonly groups: readonly NavGroup[];
  readonly children: ReactNode;
}

/** The contents beside the page; on small screens above it. */
export function DocsFrame({ groups, children }: DocsFrameProps) {
  return (
    <div className="docs mx-auto max-w-[88rem] [--docs-top:calc(5rem+var(--mark-height,0px))] lg:grid lg:grid-cols-[17.5rem_minmax(0,1fr)]">
      <a
        href="#article"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-overlay"
      >
        Skip the contents
      </a>
      <DocsNav groups={groups} />
      <div
        id="article"
        tabIndex={-1}
        className="min-w-0 px-4 pt-8 pb-16 outline-none sm:px-6 lg:border-l lg:px-10 lg:pt-10"
      >
        {children}
      </div>
    </div>
  );
}
