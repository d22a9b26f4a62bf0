"use client";

import { User } from "lucide-react";
import { lazy } from "react";
import { buttonVariants } from "../ui/button";
import { OnDemand } from "../ui/on-demand";

const load = () => import("./account-menu-open");
const OpenAccountMenu = lazy(() => load().then((module) => ({ default: module.OpenAccountMenu })));

export interface AccountMenuProps {
  readonly email: string;
  /** Ends the session, then leaves the dashboard. */
  readonly logOut: () => Promise<void>;
}

export const accountTrigger = {
  "aria-label": "Account and theme",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <User aria-hidden />,
} as const;

export function AccountMenu(props: AccountMenuProps) {
  return (
    <OnDemand popup="menu" preload={load} trigger={accountTrigger}>
      <OpenAccountMenu {...props} />
    </OnDemand>
  );
}
