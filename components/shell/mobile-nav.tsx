"use client";

import { Menu as MenuIcon } from "lucide-react";
import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";
import type { ShellView } from "./types";

const load = () => import("./mobile-nav-open");
const OpenMobileNav = lazy(() => load().then((module) => ({ default: module.OpenMobileNav })));

export const mobileTrigger = {
  "aria-label": "Open navigation",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <MenuIcon aria-hidden />,
} as const;

/** The sidebar as a drawer, where the screen has no room beside the page. */
export function MobileNav({ shell }: { readonly shell: ShellView }) {
  return (
    <OnDemand popup="dialog" preload={load} trigger={mobileTrigger}>
      <OpenMobileNav shell={shell} />
    </OnDemand>
  );
}
