"use client";

import { lazy } from "react";
import { OnDemand } from "../ui/on-demand";
import { accountTrigger } from "./triggers";

const load = () => import("./account-menu-open");
const OpenAccountMenu = lazy(() => load().then((module) => ({ default: module.OpenAccountMenu })));

export interface AccountMenuProps {
  readonly email: string;
  /** The other of an operator's two consoles; null for everybody else. */
  readonly elsewhere: "console" | "dashboard" | null;
  /** Ends the session, then leaves the dashboard. */
  readonly logOut: () => Promise<void>;
}

export function AccountMenu(props: AccountMenuProps) {
  return (
    <OnDemand popup="menu" preload={load} trigger={accountTrigger}>
      <OpenAccountMenu {...props} />
    </OnDemand>
  );
}
