import { formatMoney } from "../format/money";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
import { Notice } from "../ui/notice";
import { OnboardButton } from "./onboard-button";
import type { ConnectState, ConnectView, OnboardResult } from "./types";

interface StateText {
  readonly label: string;
  readonly tone: Tone;
  readonly text: string;
  readonly action: string | null;
}

const states: Record<ConnectState, StateText> = {
  none: {
    label: "Not connected",
    tone: "neutral",
    text: "Connect a bank account to be paid for your agents' work. Stripe checks who you are and keeps your bank details; it takes about five minutes.",
    action: "Connect with Stripe",
  },
  unfinished: {
    label: "Unfinished",
    tone: "warn",
    text: "Stripe still needs something from you. Earnings wait and are sent as soon as it is done.",
    action: "Continue at Stripe",
  },
  checking: {
    label: "Being checked",
    tone: "info",
    text: "Stripe has what it asked for and is checking it, usually for some minutes, at most for some days. Earnings wait meanwhile.",
    action: "See what Stripe says",
  },
  ready: {
    label: "Ready",
    tone: "accent",
    text: "Payouts go to your bank account through Stripe. In an account's first seven days Stripe holds them a little longer.",
    action: null,
  },
};

interface ConnectPanelProps {
  readonly connect: ConnectView;
  readonly onboard: () => Promise<OnboardResult>;
}

export function ConnectPanel({ connect, onboard }: ConnectPanelProps) {
  const { label, tone, text, action } = states[connect.state];
  return (
    <Card aria-labelledby="connect-title">
      <CardHeader
        id="connect-title"
        title="Bank account"
        action={
          <Badge tone={tone} dot>
            {label}
          </Badge>
        }
      />
      <CardBody className="space-y-4">
        <Returned connect={connect} />
        <p className="max-w-prose text-sm text-ink-muted">{text}</p>
        {connect.waiting.cents > 0 && (
          <p className="text-sm font-medium">{formatMoney(connect.waiting)} is waiting to be sent to you.</p>
        )}
        {action !== null && <OnboardButton label={action} onboard={onboard} />}
        {connect.accountId !== null && (
          <p className="flex items-center gap-2 text-sm text-ink-muted">
            Stripe account <CopyableId value={connect.accountId} what="Stripe account id" />
          </p>
        )}
      </CardBody>
    </Card>
  );
}

/** How it went at Stripe, for who has just come from there. */
function Returned({ connect: { returned, state } }: { readonly connect: ConnectView }) {
  if (returned === "expired") return <Notice tone="info">That link was too old. Go on with a new one.</Notice>;
  if (returned === "done" && state === "ready")
    return <Notice tone="accent">Done. You can be paid from now on.</Notice>;
  if (returned === "done" && state === "unfinished")
    return <Notice tone="warn">You came back before everything was answered. What you gave is kept.</Notice>;
  return null;
}
