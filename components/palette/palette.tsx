"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog } from "radix-ui";
import { useState, useTransition } from "react";
import { groupsFor } from "./entries";
import { Choices } from "./choices";
import { Shortcuts } from "./shortcuts";
import type { Opened, PaletteProps } from "./types";
import { useJobSearch } from "./use-job-search";

interface OpenPaletteProps extends PaletteProps {
  readonly opened: Opened;
  readonly show: (next: Opened | null) => void;
}

/** Go to a job by any of its words or ids, to an agent or a page, or do something, all by keyboard. */
export function Palette({ agents, logOut, opened, show }: OpenPaletteProps) {
  // Opened by shortcut it has no button of its own that the focus would go back to.
  const [before] = useState(() => document.activeElement);
  // Gone with the palette: the next who opens it may be logged in as somebody else.
  const [client] = useState(() => new QueryClient());
  return (
    <Dialog.Root open onOpenChange={() => show(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus();
          }}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl bg-surface shadow-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          {opened === "search" ? (
            <QueryClientProvider client={client}>
              <Search agents={agents} logOut={logOut} show={show} />
            </QueryClientProvider>
          ) : (
            <Shortcuts title={<Dialog.Title className="text-base font-semibold">Keyboard shortcuts</Dialog.Title>} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const messages = {
  idle: null,
  searching: "Searching jobs…",
  done: null,
  failed: "Jobs could not be searched.",
} as const;

function Search({ agents, logOut, show }: Omit<OpenPaletteProps, "opened">) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [text, setText] = useState("");
  const { jobs, state } = useJobSearch(text);
  const [, start] = useTransition();

  const groups = groupsFor(text, jobs, agents, {
    go: (href) => {
      router.push(href);
      show(null);
    },
    setTheme: (theme) => {
      setTheme(theme);
      show(null);
    },
    showShortcuts: () => show("shortcuts"),
    logOut: () => start(logOut),
  });

  return (
    <>
      <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
      <Choices text={text} onText={setText} groups={groups} message={messages[state]} />
    </>
  );
}
