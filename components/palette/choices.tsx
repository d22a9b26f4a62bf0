"use client";

import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { cn } from "../ui/cn";
import type { Entry, Group } from "./types";

interface ChoicesProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly groups: readonly Group[];
  /** Said under the list and to screen readers. */
  readonly message: string | null;
}

/** A field with a list under it (WAI-ARIA's combobox): the arrows move the choice, the focus stays in the field. */
export function Choices({ text, onText, groups, message }: ChoicesProps) {
  const id = useId();
  const [at, setAt] = useState(0);
  const entries = groups.flatMap((group) => group.entries);
  // What was found meanwhile may be less than what was there.
  const chosen = entries[Math.min(at, entries.length - 1)];

  function move(event: KeyboardEvent) {
    const last = entries.length - 1;
    const current = Math.min(at, last);
    const next = { ArrowDown: current === last ? 0 : current + 1, ArrowUp: current <= 0 ? last : current - 1 }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      chosen?.run();
    }
  }

  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <input
          role="combobox"
          aria-label="Search jobs, agents, pages and actions"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.key}`}
          aria-autocomplete="list"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setAt(0);
          }}
          onKeyDown={move}
          placeholder="A job's words or id, an agent, a page, an action"
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-faint sm:text-base"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="What was found"
        className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5"
      >
        {groups.map((group) => (
          <Choosable
            key={group.title}
            id={id}
            group={group}
            chosen={chosen}
            choose={(entry) => setAt(entries.indexOf(entry))}
          />
        ))}
      </div>
      <p role="status" className="border-t px-4 py-2 text-xs text-ink-muted">
        {message ??
          (entries.length === 0 ? "No results." : `${entries.length} to choose from. ↑ ↓ to move, Enter to open.`)}
      </p>
    </>
  );
}

interface ChoosableProps {
  readonly id: string;
  readonly group: Group;
  readonly chosen: Entry | undefined;
  readonly choose: (entry: Entry) => void;
}

function Choosable({ id, group, chosen, choose }: ChoosableProps) {
  return (
    <div role="group" aria-label={group.title}>
      <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-faint">
        {group.title}
      </p>
      {group.entries.map((entry) => (
        <Choice
          key={entry.key}
          id={`${id}-${entry.key}`}
          entry={entry}
          chosen={entry === chosen}
          choose={() => choose(entry)}
        />
      ))}
    </div>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly entry: Entry;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Choice({ id, entry, chosen, choose }: ChoiceProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={choose}
      onClick={entry.run}
      className={cn(
        "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm",
        chosen && "bg-hover text-ink",
      )}
    >
      <span className="min-w-0 flex-1 truncate">
        <bdi>{entry.label}</bdi>
      </span>
      {entry.note !== null && <span className="shrink-0 text-xs text-ink-muted">{entry.note}</span>}
    </div>
  );
}
