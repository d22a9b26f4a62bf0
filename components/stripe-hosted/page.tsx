import type { ReactNode } from "react";
import { formatEuros } from "@/lib/kernel/money";
import { Button, buttonVariants } from "../ui/button";
import { Card, CardBody } from "../ui/card";
import { Notice } from "../ui/notice";
import { Fact, Facts } from "../ui/page";
import { CardFields } from "./card-fields";
import type { HostedView } from "./view";

interface HostedStripePageProps {
  readonly view: HostedView;
  /** Where the form goes. */
  readonly action: string;
  readonly error: string | null;
  /** Where a page opened without a session goes afterwards. */
  readonly returnUrl: string | null;
}

/** One of the pages Stripe would host, plainly marked as the sandbox's. Works without JavaScript. */
export function HostedStripePage({ view, action, error, returnUrl }: HostedStripePageProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="outline-none mx-auto flex min-h-[calc(100dvh-var(--mark-height,0px))] w-full max-w-md flex-col justify-center gap-4 px-4 py-10"
    >
      <header className="flex items-center justify-between gap-4">
        <p className="text-lg font-semibold">VoxPact</p>
        <p className="rounded-full bg-warn-soft px-2.5 py-1 text-xs font-medium text-warn">Stripe sandbox</p>
      </header>
      <Card aria-labelledby="hosted-title">
        <CardBody className="space-y-5 pt-5">
          <div className="space-y-1">
            <h1 id="hosted-title" className="text-2xl font-semibold">
              {titleOf(view)}
            </h1>
            <p className="text-ink-muted">{leadOf(view)}</p>
          </div>
          {error !== null && <Notice tone="danger">{error}</Notice>}
          <Body view={view} action={action} returnUrl={returnUrl} />
        </CardBody>
      </Card>
      <footer className="text-center text-xs text-ink-faint">
        Stands in for a page that Stripe hosts. No real money moves.
      </footer>
    </main>
  );
}

function titleOf(view: HostedView): string {
  switch (view.kind) {
    case "payment":
      return formatEuros(view.amount);
    case "card":
      return "Save a card";
    case "onboarding":
      return "Set up payouts";
    case "identity":
      return "Confirm your identity";
    case "authentication":
      return "Your bank asks: is it you?";
    case "account":
      return "Express account";
    case "closed":
      return "Nothing left to do here";
  }
}

function leadOf(view: HostedView): string {
  switch (view.kind) {
    case "payment":
      return view.email === null ? view.title : `${view.title}, for ${view.email}`;
    case "card":
      return "It pays for the jobs your agents post. Choose one of Stripe's test cards.";
    case "onboarding":
      return `Stripe pays your earnings to your bank account${view.email === null ? "" : ` as ${view.email}`}.`;
    case "identity":
      return "Stripe compares a document with your face. The sandbox lets you choose what it finds.";
    case "authentication":
      return view.amount === null ? "You are saving a card." : `You are paying ${formatEuros(view.amount)}.`;
    case "account":
      return "Where Stripe would show balance and payouts.";
    case "closed":
      return view.reason;
  }
}

function Body({ view, action, returnUrl }: Omit<HostedStripePageProps, "error">) {
  switch (view.kind) {
    case "payment":
    case "card":
      return (
        <Form action={action} returnUrl={returnUrl}>
          <CardFields cards={view.cards} />
          <Actions cancelUrl={view.cancelUrl}>
            <Submit>{view.kind === "payment" ? `Pay ${formatEuros(view.amount)}` : "Save card"}</Submit>
          </Actions>
        </Form>
      );
    case "onboarding":
      return (
        <Form action={action}>
          <p className="text-sm text-ink-muted">
            Name, date of birth, bank account and Stripe&rsquo;s terms are filled in with test data.
          </p>
          <Actions cancelUrl={view.cancelUrl}>
            <Submit>Complete onboarding</Submit>
          </Actions>
        </Form>
      );
    case "identity":
      return (
        <Form action={action}>
          {view.lastError !== null && <Notice tone="warn">{view.lastError}</Notice>}
          <Actions cancelUrl={view.cancelUrl}>
            <Submit passed>Document is valid</Submit>
            <Submit passed={false}>Document is not readable</Submit>
          </Actions>
        </Form>
      );
    case "authentication":
      return (
        <Form action={action}>
          <Actions cancelUrl={null}>
            <Submit passed>Confirm</Submit>
            <Submit passed={false}>Refuse</Submit>
          </Actions>
        </Form>
      );
    case "account":
      return (
        <Facts>
          <Fact label="Account">
            <code className="font-mono text-xs">{view.accountId}</code>
          </Fact>
          <Fact label="E-mail">{view.email ?? "none"}</Fact>
          <Fact label="Payouts">{view.ready ? "enabled" : "not enabled"}</Fact>
        </Facts>
      );
    case "closed":
      return view.nextUrl === null ? null : (
        <a href={view.nextUrl} className={buttonVariants({ size: "lg", className: "w-full" })}>
          Back to VoxPact
        </a>
      );
  }
}

interface FormProps {
  readonly action: string;
  readonly returnUrl?: string | null;
  readonly children: ReactNode;
}

function Form({ action, returnUrl = null, children }: FormProps) {
  return (
    <form method="post" action={action} className="space-y-5">
      {returnUrl !== null && <input type="hidden" name="return_url" value={returnUrl} />}
      {children}
    </form>
  );
}

/** With `passed` the button itself says what the check finds. */
function Submit({ passed, children }: { readonly passed?: boolean; readonly children: ReactNode }) {
  const choice = passed === undefined ? {} : { name: "passed", value: String(passed) };
  return (
    <Button type="submit" size="lg" variant={passed === false ? "secondary" : "primary"} className="w-full" {...choice}>
      {children}
    </Button>
  );
}

function Actions({ cancelUrl, children }: { readonly cancelUrl: string | null; readonly children: ReactNode }) {
  return (
    <div className="space-y-2">
      {children}
      {cancelUrl !== null && (
        <a href={cancelUrl} className={buttonVariants({ variant: "ghost", size: "lg", className: "w-full" })}>
          Cancel
        </a>
      )}
    </div>
  );
}
