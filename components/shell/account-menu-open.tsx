"use client";

import { LogOut, UserCog } from "lucide-react";
import Link from "next/link";
import { useTransition } from "react";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu";
import type { AccountMenuProps } from "./account-menu";
import { ThemeMenuItems } from "./theme-menu";
import { accountTrigger } from "./triggers";

/** The account menu once it was opened. */
export function OpenAccountMenu({ email, logOut }: AccountMenuProps) {
  const [leaving, startLeaving] = useTransition();
  return (
    <Menu defaultOpen>
      <MenuTrigger {...accountTrigger} />
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
