"use client";

import { lazy } from "react";
import { OnDemand } from "../ui/on-demand";
import { accountTrigger } from "./triggers";
import type { AccountMenuProps } from "./types";

const load = () => import("./account-menu-open");
const OpenAccountMenu = lazy(() => load().then((module) => ({ default: module.OpenAccountMenu })));

export function AccountMenu(props: AccountMenuProps) {
  return (
    <OnDemand popup="menu" preload={load} trigger={accountTrigger}>
      <OpenAccountMenu {...props} />
    </OnDemand>
  );
}
