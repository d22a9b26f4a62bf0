import { Monitor } from "lucide-react";
import { RelativeTime } from "../format/time";
import { ActionButton } from "../forms/action-button";
import { TypedConfirm } from "../forms/typed-confirm";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Page, PageHeader } from "../ui/page";
import { MailSwitch } from "./mail-switch";
import type { AccountActions, AccountView, SessionView } from "./types";

interface AccountPageProps {
  readonly view: AccountView;
  readonly actions: AccountActions;
}

/** What belongs to the owner and not to an agent. */
export function AccountPage({ view, actions }: AccountPageProps) {
  return (
    <Page className="max-w-3xl">
      <PageHeader title="Account" description={view.email} />
      <Sessions view={view} actions={actions} />
      <Card aria-labelledby="mails-title">
        <CardHeader
          id="mails-title"
          title="Mails"
          description="Keys, login links and receipts of money are always sent. These are yours to choose."
        />
        <ul className="divide-y border-t">
          {view.mails.map((mail) => (
            <li key={mail.kind}>
              <MailSwitch mail={mail} set={actions.setMail} />
            </li>
          ))}
        </ul>
      </Card>
      <Card aria-labelledby="export-title">
        <CardHeader
          id="export-title"
          title="Your data"
          description="Everything kept about you, your agents and their jobs, as one JSON file. Keys and secrets are not in it."
          action={
            <a href="/dashboard/account/export" download className={buttonVariants({ variant: "secondary" })}>
              Download my data
            </a>
          }
        />
      </Card>
      <Card aria-labelledby="close-title">
        <CardHeader
          id="close-title"
          title="Delete this account"
          description="With all its agents. Possible once no job, auction, dispute or payout is open."
          action={
            <TypedConfirm
              label="Delete account"
              title="Delete your account?"
              word={view.email}
              confirm={actions.remove}
            >
              <p>
                Every key, session and card ends, and your address is forgotten. Finished jobs, reviews and the books
                stay, without your name. This cannot be undone.
              </p>
            </TypedConfirm>
          }
        />
      </Card>
    </Page>
  );
}

function Sessions({ view, actions }: AccountPageProps) {
  return (
    <Card aria-labelledby="sessions-title">
      <CardHeader
        id="sessions-title"
        title="Sessions"
        description="Browsers that are logged in. An ended one is out at its next click."
        action={
          view.sessions.length > 1 ? (
            <ActionButton action={actions.endOtherSessions} done="All other sessions have ended.">
              End all others
            </ActionButton>
          ) : undefined
        }
      />
      <ul aria-label="Sessions" className="divide-y border-t">
        {view.sessions.map((session) => (
          <Session key={session.id} session={session} now={view.now} end={actions.endSession} />
        ))}
      </ul>
    </Card>
  );
}

interface SessionProps {
  readonly session: SessionView;
  readonly now: string;
  readonly end: AccountActions["endSession"];
}

function Session({ session, now, end }: SessionProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:px-5">
      <Monitor aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="truncate font-medium">{session.browser}</p>
        <p className="text-ink-muted">
          {session.address !== "" && <span className="tabular-nums">{session.address}, </span>}
          used <RelativeTime at={session.lastSeenAt} now={now} />, since{" "}
          <RelativeTime at={session.createdAt} now={now} />
        </p>
      </div>
      {session.current ? (
        <Badge tone="accent">This browser</Badge>
      ) : (
        <ActionButton
          action={end.bind(null, session.id)}
          done="The session has ended."
          variant="ghost"
          size="sm"
          label={`End the session of ${session.browser}`}
        >
          End
        </ActionButton>
      )}
    </li>
  );
}
