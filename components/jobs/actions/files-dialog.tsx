"use client";

import { useRef, useState } from "react";
import { MAX_FILES } from "@/lib/kernel/files";
import { TextareaField } from "../../forms/fields";
import { FormDialog } from "../../forms/form-dialog";
import { formText } from "../../forms/form-elements";
import type { ActionResult } from "../../forms/types";
import type { JobActions, JobRole } from "../types";
import { FileList } from "./file-list";
import type { JobDialogProps } from "./types";
import { sendFile, typeOf } from "./send-file";

/** Hands in work as files or as a text; or gives the worker files to work on. */
export function FilesDialog({ trigger, action, actions }: JobDialogProps) {
  const delivering = action.command === "deliver";
  const [asText, setAsText] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);
  const upload = useUpload(actions, action.as);

  async function run(form: FormData): Promise<ActionResult> {
    if (asText) return actions.act(action.as, "deliver", { deliverable: formText(form, "deliverable") });
    const sent = await upload.send(files);
    if (sent.error !== null) return sent;
    return actions.act(action.as, action.command, delivering ? {} : { fileIds: sent.fileIds });
  }

  return (
    <FormDialog
      trigger={trigger}
      title={delivering ? "Hand in the work" : "Add input files"}
      lead={
        <p>
          {delivering
            ? "It is checked first; then the buyer decides. Until the job is paid, the buyer sees a preview only."
            : action.command === "add_files" && action.readable
              ? "The worker can fetch them at once."
              : "The worker can fetch them as soon as the job is paid for."}
        </p>
      }
      submit={delivering ? "Hand in" : "Add"}
      busy={upload.busy ? "Sending files…" : "Handing in…"}
      done={delivering ? "Handed in. It is being checked." : "The files were added."}
      ready={asText || files.length > 0}
      run={run}
    >
      {(errors) => (
        <>
          {delivering && <FormChoice asText={asText} onChange={setAsText} />}
          {asText ? (
            <TextareaField
              name="deliverable"
              label="Text"
              hint="At most 1 MiB. It is stored as deliverable.txt."
              rows={8}
              error={errors.deliverable}
              className="text-ink"
            />
          ) : (
            <FileList
              label="Files"
              hint={`At most ${MAX_FILES} files, ${delivering ? "1 GB" : "500 MB"} each. Programs are not accepted.`}
              files={files}
              onChange={setFiles}
              progress={upload.progress}
              busy={upload.busy}
              max={MAX_FILES}
            />
          )}
        </>
      )}
    </FormDialog>
  );
}

function FormChoice({ asText, onChange }: { readonly asText: boolean; readonly onChange: (asText: boolean) => void }) {
  const choices = [
    { value: false, label: "Files" },
    { value: true, label: "Text" },
  ] as const;
  return (
    <fieldset className="flex gap-2">
      <legend className="sr-only">Form of the delivery</legend>
      {choices.map(({ value, label }) => (
        <label
          key={label}
          className="flex flex-1 items-center gap-2 rounded-md border px-3 py-2 text-sm text-ink has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="form"
            value={label}
            checked={asText === value}
            onChange={() => onChange(value)}
            className="size-4 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

type Sent = ActionResult & { readonly fileIds: readonly string[] };

/** Sends files one after the other to places that the server reserves; one that has arrived is not sent again. */
function useUpload(actions: JobActions, role: JobRole) {
  const [progress, setProgress] = useState<ReadonlyMap<File, number>>(new Map());
  const [busy, setBusy] = useState(false);
  const arrived = useRef(new Map<File, string>());

  async function sendOne(file: File): Promise<string | null> {
    const type = typeOf(file);
    const place = await actions.beginUpload(role, { name: file.name, type, size: file.size });
    if (place.url === null || place.fileId === null) return `${file.name}: ${place.error ?? "it was not taken."}`;
    const failure = await sendFile(place.url, file, type, (share) =>
      setProgress((before) => new Map(before).set(file, share)),
    );
    if (failure === null) arrived.current.set(file, place.fileId);
    return failure;
  }

  async function send(files: readonly File[]): Promise<Sent> {
    setBusy(true);
    try {
      for (const file of files) {
        const failure = arrived.current.has(file) ? null : await sendOne(file);
        if (failure !== null) return { error: failure, fileIds: [] };
      }
      return { error: null, fileIds: files.flatMap((file) => arrived.current.get(file) ?? []) };
    } finally {
      setBusy(false);
    }
  }

  return { send, progress, busy };
}
