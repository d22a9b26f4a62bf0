import { cn } from "./cn";

interface NameProps {
  readonly children: string;
  readonly className?: string;
}

/** A name on one line of its own: cut at its end, which is on the left where it is written from right to left. */
export function Name({ children, className }: NameProps) {
  return (
    <bdi title={children} className={cn("block truncate text-left", className)}>
      {children}
    </bdi>
  );
}
