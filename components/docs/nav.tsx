"use client";

import { Menu, Search, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { buttonVariants } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { MethodTag } from "./method";
import type { NavGroup, NavItem } from "./types";

interface DocsNavProps {
  readonly groups: readonly NavGroup[];
}

/** The table of contents: beside the page where there is room, else behind a button above it. */
export function DocsNav({ groups }: DocsNavProps) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Going to another page closes the list by itself: it is open only at the address it was opened at.
  const open = openAt === pathname;

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !open) return;
    setOpenAt(null);
    button.current?.focus();
  }

  return (
    <div
      onKeyDown={onKeyDown}
      className="sticky top-[calc(3.5rem+var(--mark-height,0px))] z-20 border-b bg-canvas lg:static lg:border-0"
    >
      <div className="flex h-12 items-center px-4 sm:px-6 lg:hidden">
        <button
          ref={button}
          type="button"
          aria-expanded={open}
          aria-controls="docs-contents"
          onClick={() => setOpenAt(open ? null : pathname)}
          className={buttonVariants({ variant: "ghost", className: "-ml-3" })}
        >
          {open ? <X aria-hidden /> : <Menu aria-hidden />}
          Contents
        </button>
      </div>
      <nav
        id="docs-contents"
        aria-label="Documentation"
        className={cn(
          "max-h-[calc(100dvh-6.5rem-var(--mark-height,0px))] flex-col border-t lg:sticky lg:top-[calc(3.5rem+var(--mark-height,0px))] lg:flex lg:max-h-[calc(100dvh-3.5rem-var(--mark-height,0px))] lg:border-t-0",
          open ? "flex" : "hidden",
        )}
      >
        <Contents groups={groups} pathname={pathname} onNavigate={() => setOpenAt(null)} />
      </nav>
    </div>
  );
}

const fits = (item: NavItem, words: readonly string[]): boolean => {
  const text = `${item.label} ${item.method ?? ""} ${item.path ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

interface ContentsProps {
  readonly groups: readonly NavGroup[];
  readonly pathname: string;
  readonly onNavigate: () => void;
}

function Contents({ groups, pathname, onNavigate }: ContentsProps) {
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed).toLowerCase().split(/\s+/).filter(Boolean);
  const searching = words.length > 0;
  const shown = groups
    .map((group) => ({
      ...group,
      items: searching
        ? group.items.filter((item) => fits(item, words))
        : group.href === null || pathname.startsWith(group.href)
          ? group.items
          : [],
    }))
    .filter((group) => !searching || group.items.length > 0);
  const count = shown.reduce((sum, group) => sum + group.items.length, 0);
  return (
    <>
      <Filter value={typed} onChange={setTyped} found={searching ? count : null} />
      {/* The list alone scrolls: a filter that stuck above it would cover the row at its edge. */}
      <ul className="min-h-0 space-y-1 overflow-y-auto overscroll-contain px-4 pb-6 sm:px-6 lg:pr-4">
        {shown.map((group) => (
          <Group key={group.title} group={group} pathname={pathname} onNavigate={onNavigate} />
        ))}
      </ul>
    </>
  );
}

interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Null while nothing is searched for. */
  readonly found: number | null;
}

function Filter({ value, onChange, found }: FilterProps) {
  return (
    <div className="shrink-0 px-4 pt-4 pb-3 sm:px-6 lg:pt-6 lg:pr-4">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
        />
        <Input
          type="search"
          aria-label="Filter the contents"
          placeholder="Filter: accept, /files, 409…"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="pl-9"
        />
      </div>
      <p role="status" className={cn("pt-1.5 text-xs text-ink-muted", found === null && "sr-only")}>
        {found === null ? "" : found === 1 ? "1 entry" : `${found} entries`}
      </p>
    </div>
  );
}

interface GroupProps {
  readonly group: NavGroup;
  readonly pathname: string;
  readonly onNavigate: () => void;
}

const row =
  "flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-sm -outline-offset-2 transition-colors lg:min-h-7";

function Group({ group, pathname, onNavigate }: GroupProps) {
  const { title, href, items } = group;
  return (
    <li className={cn(href === null && "pb-3")}>
      {href === null ? (
        <p className="px-2 pt-1 pb-1 text-xs font-semibold text-ink-faint">{title}</p>
      ) : (
        <NavLink item={{ href, label: title }} current={pathname === href} onNavigate={onNavigate} strong />
      )}
      {items.length > 0 && (
        <ul className={cn(href !== null && "mt-0.5 ml-2 border-l pl-1.5")}>
          {items.map((item) => (
            <li key={item.href}>
              <NavLink item={item} current={pathname === item.href} onNavigate={onNavigate} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface NavLinkProps {
  readonly item: NavItem;
  readonly current: boolean;
  readonly onNavigate: () => void;
  readonly strong?: boolean;
}

function NavLink({ item, current, onNavigate, strong = false }: NavLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <Link
      ref={link}
      href={item.href}
      prefetch={false}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      className={cn(
        row,
        current ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
        strong && "font-medium text-ink",
      )}
    >
      {item.method !== undefined && <MethodTag method={item.method} small />}
      <span className="min-w-0 break-words">{item.label}</span>
    </Link>
  );
}
