"use client";

import { User } from "lucide-react";
import { buttonVariants } from "../ui/button";
import { OnDemand, popup } from "../ui/on-demand";
import type { AccountMenuProps } from "./types";

const menu = popup<AccountMenuProps>("menu", async () => (await import("./account-menu-open")).OpenAccountMenu);

const trigger = {
  "aria-label": "Account and theme",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <User aria-hidden />,
} as const;

export function AccountMenu(props: AccountMenuProps) {
  return <OnDemand popup={menu} props={props} trigger={trigger} />;
}
