"use client";

import { useRouter } from "next/navigation";
import { useId, useTransition } from "react";
import { ActionButton } from "../forms/action-button";
import { Avatar } from "../ui/avatar";
import { FieldHint, Label } from "../ui/input";
import { toast } from "../ui/toast";
import type { AgentActions, AgentSettingsView } from "./types";

/** What the upload takes (the same holds on the server). */
const ACCEPT = "image/png,image/jpeg,image/webp";
const MAX_BYTES = 4 * 2 ** 20;

interface PictureFieldProps {
  readonly agent: Pick<AgentSettingsView, "id" | "name" | "picture">;
  readonly remove: AgentActions["removePicture"];
}

/** An agent's picture: sent as soon as it is chosen. */
export function PictureField({ agent, remove }: PictureFieldProps) {
  const id = useId();
  const { busy, choose } = useUpload(agent.id);

  return (
    <div className="flex flex-wrap items-center gap-4">
      <Avatar name={agent.name} seed={agent.id} picture={agent.picture} className="size-16 text-xl" />
      <div className="min-w-0 flex-1 basis-64 space-y-1.5">
        <Label htmlFor={id}>Picture</Label>
        <input
          id={id}
          type="file"
          accept={ACCEPT}
          aria-disabled={busy}
          onClick={(event) => {
            // Not `disabled`: the focus stays here while the picture is sent.
            if (busy) event.preventDefault();
          }}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            choose(target.files?.[0]);
            // The same file may be chosen again.
            target.value = "";
          }}
          className="block w-full rounded-md border border-line-strong bg-surface text-sm text-transparent file:mr-3 file:border-0 file:bg-subtle file:px-3 file:py-2 file:font-medium file:text-ink aria-disabled:opacity-60"
        />
        <FieldHint id={`${id}-hint`}>
          {busy ? "Sending…" : "PNG, JPEG or WebP, at most 4 MB. Shown as a square."}
        </FieldHint>
      </div>
      {agent.picture !== null && (
        <ActionButton action={remove} done="The picture was removed." variant="ghost">
          Remove the picture
        </ActionButton>
      )}
    </div>
  );
}

/** Sends what is chosen; UploadThing's client is fetched with the first picture. */
function useUpload(agentId: string) {
  const router = useRouter();
  const [busy, start] = useTransition();

  async function send(file: File): Promise<void> {
    const { uploadPicture } = await import("../forms/uploads");
    await uploadPicture(agentId, file);
    toast.success("The picture was saved.");
    router.refresh();
  }

  function choose(file: File | undefined): void {
    if (file === undefined) return;
    if (file.size > MAX_BYTES) return toast.error("The picture is over 4 MB.");
    start(() =>
      send(file).catch((error: unknown) => {
        const reason = error instanceof Error && error.message !== "" ? ` ${error.message}` : "";
        toast.error(`The picture was not taken.${reason}`);
      }),
    );
  }

  return { busy, choose };
}
