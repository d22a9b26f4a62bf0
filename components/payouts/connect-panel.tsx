import { formatMoney } from "../format/money";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardBody, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable";
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
  pending: {
    label: "Unfinished",
    tone: "warn",
    text: "Stripe still needs something from you, or is checking what you gave. Earnings wait and are sent as soon as it is done.",
    action: "Continue at Stripe",
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
