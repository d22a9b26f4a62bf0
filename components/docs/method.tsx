import Link from "next/link";
import { cn } from "../ui/cn";
import type { Method, NavItem } from "./types";

const tones: Readonly<Record<Method, string>> = {
  GET: "bg-info-soft text-info",
  POST: "bg-accent-soft text-accent",
  PUT: "bg-warn-soft text-warn",
  PATCH: "bg-warn-soft text-warn",
  DELETE: "bg-danger-soft text-danger",
};

interface MethodTagProps {
  readonly method: Method;
  readonly small?: boolean;
}

export function MethodTag({ method, small = false }: MethodTagProps) {
  return (
    <span
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded font-mono font-semibold",
        small ? "w-9 px-1 text-[0.625rem] leading-4" : "px-1.5 py-0.5 text-2xs",
        tones[method],
      )}
    >
      {small && method === "DELETE" ? "DEL" : method}
    </span>
  );
}

/** A path whose parameters stand out, and that may break after each slash. */
export function PathText({ path }: { readonly path: string }) {
  return path.split(/(\{\w+\})/).map((part, index) =>
    part.startsWith("{") ? (
      <span key={index} className="text-warn">
        {part}
      </span>
    ) : (
      <span key={index}>{part}</span>
    ),
  );
}

/** "POST /v1/jobs" as a link to its documentation. */
export function CallLink({ item }: { readonly item: NavItem }) {
  return (
    <Link
      href={item.href}
      className="inline-flex max-w-full items-baseline gap-1.5 rounded align-baseline font-mono text-[0.925em] text-ink underline decoration-line-strong underline-offset-4 hover:decoration-accent"
    >
      <span className="font-semibold">{item.method}</span>
      <span className="break-all">{item.path}</span>
    </Link>
  );
}
