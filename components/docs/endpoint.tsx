import Link from "next/link";
import { AnchorHeading } from "./anchor";
import { CodePanel, CodeText } from "./code";
import { FieldList } from "./fields";
import { Inline } from "./inline";
import { MethodTag, PathText } from "./method";
import { SampleTabs } from "./sample-tabs";
import type { EndpointView, ErrorLinkView } from "./types";

/** One endpoint: what it takes and answers on the left, how to call it on the right. */
export function Endpoint({ endpoint }: { readonly endpoint: EndpointView }) {
  return (
    <section
      aria-labelledby={endpoint.id}
      className="grid items-start gap-x-10 gap-y-6 border-t py-10 xl:grid-cols-[minmax(0,1fr)_minmax(0,27rem)]"
    >
      <div className="min-w-0 space-y-6">
        <Head endpoint={endpoint} />
        {endpoint.parameters.map(({ title, fields }) => (
          <Part key={title} title={title}>
            <FieldList fields={fields} direction="sent" />
          </Part>
        ))}
        {endpoint.body.map(({ title, fields }) => (
          <Part key={title ?? "body"} title={title === null ? "Body" : `Body, ${title}`}>
            <FieldList fields={fields} direction="sent" />
          </Part>
        ))}
        <Part title="Answer" note={endpoint.answerNote}>
          {endpoint.answer.length > 0 && <FieldList fields={endpoint.answer} direction="answered" />}
        </Part>
        <Errors own={endpoint.errors} common={endpoint.commonErrors} />
      </div>
      <Samples endpoint={endpoint} />
    </section>
  );
}

function Head({ endpoint }: { readonly endpoint: EndpointView }) {
  return (
    <div className="space-y-3">
      <AnchorHeading level={2} id={endpoint.id}>
        {endpoint.summary}
      </AnchorHeading>
      <p className="flex flex-wrap items-center gap-2 font-mono text-sm">
        <MethodTag method={endpoint.method} />
        <span className="min-w-0 break-all">
          <PathText path={endpoint.path} />
        </span>
      </p>
      {endpoint.description !== null && (
        <p className="max-w-prose text-ink-muted">
          <Inline text={endpoint.description} />
        </p>
      )}
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[7rem_1fr]">
        <dt className="text-ink-muted">Who may call</dt>
        <dd>{endpoint.access}</dd>
        <dt className="text-ink-muted">Rate limit</dt>
        <dd>{endpoint.limit}</dd>
      </dl>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: string;
  readonly children: React.ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <div className="space-y-2">
      <h3 className="flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {title}
        {note !== undefined && <span className="text-xs font-normal text-ink-muted">{note}</span>}
      </h3>
      {children}
    </div>
  );
}

interface ErrorsProps {
  readonly own: readonly ErrorLinkView[];
  readonly common: readonly ErrorLinkView[];
}

function Errors({ own, common }: ErrorsProps) {
  return (
    <Part title="Errors">
      <div className="space-y-2">
        {own.length > 0 && <ErrorLinks errors={own} />}
        <details>
          <summary className="rounded py-0.5 text-xs text-ink-muted hover:text-ink">
            {own.length > 0 ? "And what every such request can be answered" : "What every such request can be answered"}
          </summary>
          <div className="pt-2">
            <ErrorLinks errors={common} />
          </div>
        </details>
      </div>
    </Part>
  );
}

export function ErrorLinks({ errors }: { readonly errors: readonly ErrorLinkView[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {errors.map(({ code, status }) => (
        <li key={code}>
          <Link
            href={`/docs/errors/${code}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-md border bg-surface px-2 font-mono text-xs hover:bg-hover"
          >
            <span className="text-ink-muted tabular-nums">{status}</span>
            {code}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Samples({ endpoint }: { readonly endpoint: EndpointView }) {
  const { samples, summary, answerExample } = endpoint;
  return (
    <div className="min-w-0 space-y-4 xl:sticky xl:top-(--docs-top)">
      <SampleTabs
        what={`Request: ${summary}`}
        tabs={samples.map(({ label, language, code }) => ({
          label,
          content: <CodeText code={code} language={language} what={`${label}: ${summary}`} />,
        }))}
      />
      <CodePanel sample={answerExample} what={`Answer: ${summary}`} />
    </div>
  );
}
