import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import type { NavEntry } from "./entries";

interface NavItemProps {
  readonly entry: NavEntry;
  /** Where it leads, if not to the entry's own address. */
  readonly href?: string;
  readonly current: boolean;
  readonly onNavigate?: (() => void) | undefined;
  /** What is to be done there. */
  readonly children?: ReactNode;
}

/** A page of a console in its navigation. */
export function NavItem({ entry, href = entry.href, current, onNavigate, children }: NavItemProps) {
  const { label, Icon } = entry;
  return (
    <Link
      href={href}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors lg:h-8",
        current ? "bg-hover font-medium text-ink" : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      <Icon aria-hidden className={cn("size-4", current ? "text-accent" : "text-ink-faint")} />
      {label}
      {children}
    </Link>
  );
}

const MOST = 99;
const tones = { warn: "bg-warn-soft text-warn", info: "bg-info-soft text-info" } as const;

interface CountProps {
  readonly value: number;
  readonly what: string;
  readonly tone: keyof typeof tones;
}

/** How much waits behind an entry; nothing for none. */
export function NavCount({ value, what, tone }: CountProps) {
  if (value === 0) return null;
  return (
    <span className={cn("ml-auto rounded-full px-1.5 text-xs font-medium tabular-nums", tones[tone])}>
      {value > MOST ? `${MOST}+` : value}
      <span className="sr-only"> {what}</span>
    </span>
  );
}
