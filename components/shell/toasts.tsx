"use client";

import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import type * as Sonner from "sonner";
import { onToast, takeToasts, type Toast } from "../ui/toast";
import { LOGGED_OUT } from "../ui/logged-out";

const style = { background: "var(--surface)", color: "var(--ink)", borderColor: "var(--line)" };

/** Nothing was written where a toast tells of a failure: the login leads back to the page. */
const logIn = {
  label: "Log in",
  onClick: () => location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`),
};

function actionOf({ message, undo }: Toast) {
  if (undo !== undefined) return { action: { label: "Undo", onClick: undo } };
  return message === LOGGED_OUT ? { action: logIn } : {};
}

/** Where toasts appear. The library behind it is no part of a page's first load. */
export function Toasts() {
  const { resolvedTheme } = useTheme();
  const [sonner, setSonner] = useState<typeof Sonner | null>(null);
  const [asked, setAsked] = useState(0);

  useEffect(() => onToast(() => setAsked((count) => count + 1)), []);

  useEffect(() => {
    if (asked === 0) return;
    // Effects of children come first: the toaster listens before anything is shown.
    if (sonner !== null) for (const next of takeToasts()) sonner.toast[next.kind](next.message, actionOf(next));
    else void import("sonner").then((loaded) => setSonner(loaded));
  }, [asked, sonner]);

  if (sonner === null) return null;
  const { Toaster } = sonner;
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      // The library gives its list a font of its own, which every toast would inherit.
      style={{ fontFamily: "inherit" }}
      toastOptions={{ style }}
    />
  );
}
