import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { LOGGED_OUT } from "./logged-out";
import { cn } from "./cn";

type NoticeTone = "info" | "accent" | "warn" | "danger";

const looks = {
  info: { box: "bg-info-soft text-info", Icon: Info },
  accent: { box: "bg-accent-soft text-accent", Icon: CircleCheck },
  warn: { box: "bg-warn-soft text-warn", Icon: TriangleAlert },
  danger: { box: "bg-danger-soft text-danger", Icon: CircleAlert },
} as const;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** A message in the page's flow. Danger is announced at once, the others when the reader is free. */
export function Notice({ tone, title, children, action, className }: NoticeProps) {
  const { box, Icon } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-lg px-3.5 py-3 text-sm", box, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 space-y-0.5">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div className="text-ink">{children}</div>}
        {children === LOGGED_OUT && <LogIn />}
      </div>
      {action}
    </div>
  );
}

/** In another tab: this one keeps what was written. */
function LogIn() {
  return (
    <p className="text-ink">
      <a href="/login" target="_blank" className="font-medium underline underline-offset-2">
        Log in in a new tab
      </a>
      , then send it again.
    </p>
  );
}
