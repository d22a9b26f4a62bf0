"use client";

import { Bookmark, X } from "lucide-react";
import Link from "next/link";
import { useId, useRef, useState, useTransition, type SyntheticEvent } from "react";
import { isolated } from "../format/isolated";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import type { ActionResult } from "../forms/types";
import type { SavedViewView } from "./types";

export interface ViewActions {
  readonly saveView: (query: string, name: string) => Promise<ActionResult>;
  readonly removeView: (id: string) => Promise<ActionResult>;
}

interface SavedViewsProps {
  readonly views: readonly SavedViewView[];
  /** The filter on the page as a query string; null where there is none to keep. */
  readonly query: string | null;
  readonly actions: ViewActions;
}

/** Filters with a name, and a way to name the one on the page. */
export function SavedViews({ views, query, actions }: SavedViewsProps) {
  const known = views.some(({ current }) => current);
  if (views.length === 0 && query === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {views.length > 0 && (
        <ul aria-label="Saved views" className="flex flex-wrap gap-1.5">
          {views.map((view) => (
            <SavedView key={view.id} view={view} actions={actions} />
          ))}
        </ul>
      )}
      {query !== null && !known && <NewView query={query} save={actions.saveView} />}
    </div>
  );
}

function SavedView({ view, actions }: { readonly view: SavedViewView; readonly actions: ViewActions }) {
  const [removing, start] = useTransition();

  function remove() {
    start(async () => {
      const { error } = await actions.removeView(view.id);
      if (error === null) toast.success(`The view “${isolated(view.name)}” was removed.`, () => void restore());
      else toast.error(error);
    });
  }

  /** Called from the toast, when this is no more on the page. */
  async function restore() {
    const { error } = await actions.saveView(view.href.split("?")[1] ?? "", view.name);
    if (error !== null) toast.error(error);
  }

  return (
    <li
      className={cn(
        "inline-flex h-8 items-center rounded-full border text-sm",
        view.current ? "border-accent bg-accent-soft text-accent" : "bg-surface",
        removing && "opacity-55",
      )}
    >
      <Link
        href={view.href}
        aria-current={view.current ? "true" : undefined}
        className="max-w-48 truncate rounded-full py-1 pl-3"
      >
        <bdi>{view.name}</bdi>
      </Link>
      <button
        type="button"
        aria-label={`Remove the view ${view.name}`}
        onClick={remove}
        className="mr-0.5 ml-0.5 inline-flex size-7 items-center justify-center rounded-full text-ink-faint hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

function NewView({ query, save }: { readonly query: string; readonly save: ViewActions["saveView"] }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState(false);
  const [saving, start] = useTransition();

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    start(async () => {
      const { error } = await save(query, field.current?.value ?? "");
      if (error !== null) {
        toast.error(error);
        return;
      }
      toast.success("The view was saved.");
      setNaming(false);
    });
  }

  if (!naming) {
    return (
      <Button variant="ghost" size="sm" onClick={() => setNaming(true)}>
        <Bookmark aria-hidden />
        Save this view
      </Button>
    );
  }
  return (
    <form onSubmit={submit} className="flex items-center gap-1.5">
      <label htmlFor={id} className="sr-only">
        Name of the view
      </label>
      <Input
        ref={field}
        id={id}
        autoFocus
        required
        maxLength={60}
        placeholder="Name of the view"
        onKeyDown={(event) => {
          if (event.key === "Escape") setNaming(false);
        }}
        className="h-8 w-44 sm:h-8"
      />
      <Button type="submit" size="sm" blocked={saving}>
        Save
      </Button>
    </form>
  );
}
