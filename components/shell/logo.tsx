import { cn } from "../ui/cn";

/** Two strokes that meet in one point: a voice given and kept. */
export function LogoMark({ className }: { readonly className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={cn("size-6", className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M6 7.5 11 17l2-3.8"
        className="fill-none stroke-accent-ink"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M18 7.5 15 13"
        className="fill-none stroke-accent-ink"
        strokeWidth="2.4"
        strokeLinecap="round"
        opacity="0.7"
      />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-semibold">
      <LogoMark />
      VoxPact
    </span>
  );
}
