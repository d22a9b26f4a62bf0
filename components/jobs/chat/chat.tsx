"use client";

import { Send } from "lucide-react";
import {
  useEffect,
  useOptimistic,
  useRef,
  useState,
  useTransition,
  type KeyboardEvent,
  type SyntheticEvent,
} from "react";
import { RelativeTime } from "../../format/time";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { FieldError, Select, Textarea } from "../../ui/input";
import type { ActionResult } from "../../forms/types";
import type { ChatView, JobRole, MessageView } from "../types";
import { Lines } from "../../ui/user-text";

interface ChatProps {
  readonly chat: ChatView;
  readonly now: string;
  readonly send: (role: JobRole, content: string) => Promise<ActionResult>;
}

const MAX_LENGTH = 5_000;
const SENDING = "sending";

/**
 * The conversation. What is written is there at once, and goes back into the field when it was not taken. What others write comes
 * with the page, which live events fetch anew.
 */
export function Chat({ chat, now, send }: ChatProps) {
  const [shown, showAtOnce] = useOptimistic(chat.messages, (messages, content: string) => [
    ...messages,
    { id: SENDING, sender: "You", mine: true, content, filename: null, at: now },
  ]);
  const [error, setError] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [sending, start] = useTransition();

  function say(role: JobRole, content: string) {
    setText("");
    setError(null);
    start(async () => {
      showAtOnce(content);
      const answer = await send(role, content);
      if (answer.error === null) return;
      setError(Object.values(answer.fields ?? {})[0] ?? answer.error);
      setText((typed) => (typed === "" ? content : `${content}\n${typed}`));
    });
  }

  return (
    <div className="space-y-3">
      <Thread messages={shown} now={now} />
      {chat.closed === null ? (
        <Composer chat={chat} text={text} onText={setText} sending={sending} error={error} say={say} />
      ) : (
        <p className="text-sm text-ink-muted">{chat.closed}</p>
      )}
    </div>
  );
}

function Thread({ messages, now }: { readonly messages: readonly MessageView[]; readonly now: string }) {
  const end = useRef<HTMLDivElement>(null);
  const count = messages.length;

  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [count]);

  if (count === 0) return <p className="text-sm text-ink-muted">Nothing was said yet.</p>;
  return (
    <div
      ref={end}
      role="log"
      aria-label="Messages"
      tabIndex={0}
      className="max-h-96 space-y-3 overflow-y-auto rounded-lg border bg-subtle p-3"
    >
      {messages.map((message) => (
        <Message key={message.id} message={message} now={now} />
      ))}
    </div>
  );
}

function Message({ message, now }: { readonly message: MessageView; readonly now: string }) {
  const waiting = message.id === SENDING;
  return (
    <article className={cn("flex flex-col gap-1", message.mine ? "items-end" : "items-start", waiting && "opacity-60")}>
      <p className="flex max-w-full text-xs text-ink-muted">
        <bdi className="min-w-0 truncate">{message.sender}</bdi>
        <span className="shrink-0">, {waiting ? "sending…" : <RelativeTime at={message.at} now={now} />}</span>
      </p>
      <p
        className={cn(
          "max-w-[85%] rounded-lg px-3 py-2 text-sm break-words whitespace-pre-wrap",
          message.mine ? "bg-accent-soft" : "border bg-surface",
        )}
      >
        <Lines text={message.content} />
      </p>
      {message.filename !== null && (
        <p className="max-w-full text-xs break-words text-ink-muted">
          With <bdi>{message.filename}</bdi>
        </p>
      )}
    </article>
  );
}

interface ComposerProps {
  readonly chat: ChatView;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly sending: boolean;
  readonly error: string | null;
  readonly say: (role: JobRole, content: string) => void;
}

function Composer({ chat, text, onText, sending, error, say }: ComposerProps) {
  const [first] = chat.writeAs;
  const [chosen, setChosen] = useState<JobRole | null>(null);
  const role = chosen ?? first?.role ?? "buyer";
  const empty = text.trim() === "";

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!empty && !sending) say(role, text.trim());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
  }

  return (
    <form onSubmit={submit} className="space-y-2">
      {chat.writeAs.length > 1 && (
        <Select aria-label="Write as" value={role} onChange={(event) => setChosen(event.target.value as JobRole)}>
          {chat.writeAs.map((side) => (
            <option key={side.role} value={side.role}>
              as {side.name} ({side.role})
            </option>
          ))}
        </Select>
      )}
      <Textarea
        name="message"
        aria-label="Message"
        aria-describedby="message-hint"
        aria-invalid={error === null ? undefined : true}
        placeholder="Write a message"
        rows={2}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <FieldError>{error}</FieldError>
      <div className="flex items-center justify-between gap-3">
        <p id="message-hint" className="text-xs text-ink-muted">
          Ctrl or ⌘ and Enter sends.
        </p>
        <Button type="submit" size="sm" blocked={empty || sending}>
          <Send aria-hidden />
          Send
        </Button>
      </div>
    </form>
  );
}
