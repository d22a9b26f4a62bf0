"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog } from "radix-ui";
import { useRef, useState, useTransition } from "react";
import { groupsFor } from "./entries";
import { Choices } from "./choices";
import { Shortcuts } from "./shortcuts";
import type { Command, Opened, PaletteProps } from "./types";
import { useSearch } from "./use-search";

interface OpenPaletteProps extends PaletteProps {
  readonly opened: Opened;
  readonly show: (next: Opened | null) => void;
}

/** Go to a job by any of its words or ids, to an agent or a page, or do something, all by keyboard. */
export function Palette({ agents, logOut, opened, show }: OpenPaletteProps) {
  // Opened by shortcut it has no button of its own that the focus would go back to.
  const [before] = useState(() => document.activeElement);
  const pressed = useRef<HTMLElement>(null);
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
            const next = pressed.current ?? before;
            if (next instanceof HTMLElement) next.focus();
            // Only now: its dialog takes the focus from it, and gives it back.
            pressed.current?.click();
          }}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl bg-surface shadow-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          {opened === "search" ? (
            <QueryClientProvider client={client}>
              <Search
                agents={agents}
                logOut={logOut}
                show={show}
                press={({ button }) => {
                  pressed.current = button;
                  show(null);
                }}
              />
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
  searching: "Searching…",
  done: null,
  failed: "Jobs and agents could not be searched.",
} as const;

/** What the page behind offers to be done: buttons that say so by `data-command`. */
function commandsHere(): readonly Command[] {
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-command]")];
  return buttons.map((button) => ({ label: button.textContent.trim(), button }));
}

interface SearchProps extends Omit<OpenPaletteProps, "opened"> {
  readonly press: (command: Command) => void;
}

function Search({ agents, logOut, show, press }: SearchProps) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const [text, setText] = useState("");
  const [commands] = useState(commandsHere);
  const { found, state } = useSearch(text);
  const [, start] = useTransition();

  const known = { agents, commands };
  const groups = groupsFor(text, found, known, {
    go: (href) => {
      router.push(href);
      show(null);
    },
    press,
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
