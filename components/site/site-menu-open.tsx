"use client";

import Link from "next/link";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/dropdown-menu";
import type { WithTrigger } from "../ui/on-demand";
import { siteLinks } from "./links";

/** The menu once it was opened. */
export function OpenSiteMenu({ trigger }: WithTrigger) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="end">
        {siteLinks.map(({ href, label }) => (
          <MenuItem key={href} asChild className="min-h-10">
            <Link href={href} prefetch={false}>
              {label}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
