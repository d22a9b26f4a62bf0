import { cn } from "./cn";

/** A placeholder of the size of what is coming. The page's loading state is announced once, by `PageSkeleton`. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-hover", className)} />;
}
