"use client";

import { LogOut, User } from "lucide-react";
import { useTransition } from "react";
import { buttonVariants } from "../ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "../ui/dropdown-menu";
import { ThemeMenuItems } from "./theme-menu";

interface AccountMenuProps {
  readonly email: string;
  /** Ends the session, then leaves the dashboard. */
  readonly logOut: () => Promise<void>;
}

export function AccountMenu({ email, logOut }: AccountMenuProps) {
  const [leaving, startLeaving] = useTransition();
  return (
    <Menu>
      <MenuTrigger aria-label="Account and theme" className={buttonVariants({ variant: "ghost", size: "icon" })}>
        <User aria-hidden />
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>
          Signed in as <span className="block truncate font-medium text-ink">{email}</span>
        </MenuLabel>
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
