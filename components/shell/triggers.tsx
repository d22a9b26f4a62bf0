import { Menu, User } from "lucide-react";
import { buttonVariants } from "../ui/button";

/* A button and the menu or dialog it opens are in two files (see OnDemand); both draw the same button. */

export const accountTrigger = {
  "aria-label": "Account and theme",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <User aria-hidden />,
} as const;

export const mobileTrigger = {
  "aria-label": "Open navigation",
  className: buttonVariants({ variant: "ghost", size: "icon" }),
  children: <Menu aria-hidden />,
} as const;
