"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_000;
const AT_MOST = 15;

/** Renders the page again until what it waits for has happened, for at most a few seconds. */
export function RefreshUntil({ settled }: { readonly settled: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (settled) return;
    let times = 0;
    const timer = setInterval(() => {
      times += 1;
      if (times > AT_MOST) clearInterval(timer);
      else router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [settled, router]);
  return null;
}
