"use client";

import { lazy } from "react";
import { OnDemand } from "../ui/on-demand";
import { mobileTrigger } from "./triggers";
import type { ShellView } from "./types";

const load = () => import("./mobile-nav-open");
const OpenMobileNav = lazy(() => load().then((module) => ({ default: module.OpenMobileNav })));

/** The sidebar as a drawer, where the screen has no room beside the page. */
export function MobileNav({ shell }: { readonly shell: ShellView }) {
  return (
    <OnDemand popup="dialog" preload={load} trigger={mobileTrigger}>
      <OpenMobileNav shell={shell} />
    </OnDemand>
  );
}
