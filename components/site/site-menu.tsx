"use client";

import { Menu } from "lucide-react";
import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";

const menu = popup<object>("menu", async () => (await import("./site-menu-open")).OpenSiteMenu);

const trigger = {
  "aria-label": "Menu",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <Menu aria-hidden />,
} as const;

/** The bar's links, where the screen has no room for them. */
export function SiteMenu() {
  return <OnDemand popup={menu} props={{}} trigger={trigger} />;
}
