interface MailBodyProps {
  readonly id: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A mail as a client shows it, and its plain text below. */
export function MailBody({ id, subject, html, text }: MailBodyProps) {
  return (
    <>
      {/* No scripts, no forms, no origin of ours: what a mail may do. Its links open beside the mailbox. */}
      <iframe
        key={id}
        title={`Mail: ${subject}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={`<base target="_blank">${html}`}
        className="w-full flex-1 bg-white"
      />
      <details className="border-t px-4 py-2.5 text-sm sm:px-6">
        <summary className="rounded py-0.5 text-ink-muted hover:text-ink">Plain text</summary>
        <pre className="max-h-64 overflow-auto pt-2 font-mono text-xs whitespace-pre-wrap">{text}</pre>
      </details>
    </>
  );
}
