"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import type { Opened, PaletteProps } from "./types";

const load = () => import("./palette");
const Palette = lazy(() => load().then((module) => ({ default: module.Palette })));

/** What ⌘K and ⌘/ ask for; Ctrl where there is no ⌘. With a modifier only: single letters belong to who types or dictates. */
function wantedBy(event: KeyboardEvent): Opened | null {
  if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return null;
  if (event.key.toLowerCase() === "k") return "search";
  return event.key === "/" ? "shortcuts" : null;
}

/** Opens the palette by click or key; its code is fetched when it is first wanted. */
export function PaletteButton(props: PaletteProps) {
  const [opened, setOpened] = useState<Opened | null>(null);

  useEffect(() => {
    function listen(event: KeyboardEvent) {
      // The modifier comes first: what is typed right after the K should find the field there.
      if (event.key === "Control" || event.key === "Meta") void load();
      const wanted = wantedBy(event);
      if (wanted === null) return;
      event.preventDefault();
      setOpened((before) => (before === wanted ? null : wanted));
    }
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={opened !== null}
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpened("search")}
        className="inline-flex h-9 items-center gap-2 rounded-md px-2.5 text-sm text-ink-muted transition-colors hover:bg-hover hover:text-ink sm:border sm:bg-surface sm:shadow-raised"
      >
        <Search aria-hidden className="size-4" />
        <span className="sr-only sm:not-sr-only">Search or go to…</span>
        <kbd aria-hidden className="ml-4 hidden rounded border bg-subtle px-1 font-sans text-2xs sm:inline">
          Ctrl K
        </kbd>
      </button>
      {opened !== null && (
        <Suspense fallback={null}>
          <Palette {...props} opened={opened} show={setOpened} />
        </Suspense>
      )}
    </>
  );
}
