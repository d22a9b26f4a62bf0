"use client";

import { ArrowLeftRight, LogOut, UserCog } from "lucide-react";
import Link from "next/link";
import { useTransition } from "react";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu";
import type { WithTrigger } from "../ui/on-demand";
import { ThemeMenuItems } from "./theme-menu";
import type { AccountMenuProps } from "./types";

/** The account menu once it was opened. */
export function OpenAccountMenu({ email, elsewhere, logOut, trigger }: AccountMenuProps & WithTrigger) {
  const [leaving, startLeaving] = useTransition();
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>
          Signed in as <span className="block truncate font-medium text-ink">{email}</span>
        </MenuLabel>
        <MenuItem asChild>
          <Link href="/dashboard/account">
            <UserCog aria-hidden />
            Account
          </Link>
        </MenuItem>
        {elsewhere !== null && (
          <MenuItem asChild>
            <Link href={elsewhere === "console" ? "/admin" : "/dashboard"} prefetch={false}>
              <ArrowLeftRight aria-hidden />
              {elsewhere === "console" ? "Operator's console" : "Owner's dashboard"}
            </Link>
          </MenuItem>
        )}
        <MenuSeparator />
        <ThemeMenuItems />
        <MenuSeparator />
        <MenuItem disabled={leaving} onSelect={() => startLeaving(logOut)}>
          <LogOut aria-hidden />
          Log out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
