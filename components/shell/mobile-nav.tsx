"use client";

import { Menu } from "lucide-react";
import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import type { ShellView } from "./types";

interface MobileNavProps {
  readonly shell: ShellView;
}

const drawer = popup<MobileNavProps>("dialog", async () => (await import("./mobile-nav-open")).OpenMobileNav);

const trigger = {
  "aria-label": "Open navigation",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <Menu aria-hidden />,
} as const;

/** The sidebar as a drawer, where the screen has no room beside the page. */
export function MobileNav(props: MobileNavProps) {
  return <OnDemand popup={drawer} props={props} trigger={trigger} />;
}
