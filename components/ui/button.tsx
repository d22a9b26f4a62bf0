import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent } from "react";
import { cn } from "./cn";

/** Classes of a button, also for links that look like one: `<Link className={buttonVariants({ variant: "secondary" })}>`. */
export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink shadow-raised hover:bg-accent-hover",
        secondary: "border border-line bg-surface text-ink shadow-raised hover:bg-hover",
        ghost: "text-ink-muted hover:bg-hover hover:text-ink",
        danger: "bg-danger text-danger-ink shadow-raised hover:opacity-90",
        link: "h-auto px-0 text-accent underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-9 px-3.5 text-sm",
        lg: "h-11 px-5 text-base",
        icon: "size-9 text-sm",
        "icon-sm": "size-7 text-xs",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /**
   * Pressing it does nothing for now, mostly because it was pressed and the answer is awaited. Unlike `disabled`, which
   * drops the focus of whoever pressed it by key.
   */
  readonly blocked?: boolean;
}

export function Button({ className, variant, size, type = "button", blocked = false, onClick, ...props }: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
      {...(blocked ? { "aria-disabled": true, onClick: prevent } : { onClick })}
    />
  );
}

/** A submit button that is prevented does not send its form, nor does Enter in one of its fields. */
function prevent(event: MouseEvent): void {
  event.preventDefault();
}
