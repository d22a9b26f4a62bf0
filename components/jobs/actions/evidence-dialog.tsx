"use client";

import { useRef, useState } from "react";
import { InputField, TextareaField } from "../../forms/fields";
import { FormDialog } from "../../forms/form-dialog";
import { formText } from "../../forms/form-elements";
import type { ActionResult } from "../../forms/types";
import type { UploadedEvidence } from "../../forms/uploads";
import { FileList } from "./file-list";
import type { JobDialogProps } from "./types";

/** What the upload takes (the same limits hold on the server). */
const MAX_EVIDENCE_FILES = 5;
const ACCEPT = "image/*,application/pdf,text/*,application/json";

interface EvidenceItem {
  readonly type: "text" | "url";
  readonly label: string;
  readonly content: string;
}

/** Opens a dispute, or adds to one: words, a link and files. */
export function EvidenceDialog({ trigger, action, actions, jobId }: JobDialogProps) {
  const opening = action.command === "dispute";
  const [files, setFiles] = useState<readonly File[]>([]);
  const upload = useEvidenceUpload(jobId);

  async function run(form: FormData): Promise<ActionResult> {
    const written = itemsOf(form);
    if (!opening && written.length + files.length === 0) return { error: "Add a text, a link or a file." };
    const sent = await upload.send(files);
    if (sent.error !== null) return { error: sent.error };
    const reason = formText(form, "reason");
    const items = [...written, ...sent.items];
    const answer = await actions.act(action.as, action.command, {
      ...(opening ? { reason } : {}),
      evidence_items: items,
    });
    return atFields(answer, items);
  }

  return (
    <FormDialog
      trigger={trigger}
      title={opening ? "Open a dispute?" : "Add evidence"}
      lead={
        <p>
          {opening
            ? "The money stays held by Stripe. An arbiter reads what both sides hand in and rules; you can then ask for a human."
            : "Whoever rules reads it, and so does the other party."}
        </p>
      }
      submit={opening ? "Open the dispute" : "Add"}
      busy={upload.busy ? "Sending files…" : "Sending…"}
      done={opening ? "The dispute is open." : "The evidence was added."}
      danger={opening}
      run={run}
    >
      {(errors) => (
        <div className="space-y-4 text-ink">
          {opening && (
            <TextareaField name="reason" label="What is wrong?" hint="10 to 5,000 characters." error={errors.reason} />
          )}
          <TextareaField
            name="statement"
            label={opening ? "Evidence in words" : "Text"}
            hint="Optional. Quote what was asked for and what was delivered."
            error={errors.statement}
          />
          <InputField
            name="link"
            type="url"
            inputMode="url"
            label="Link"
            hint="Optional. Shown to whoever rules; never opened by us."
            error={errors.link}
          />
          <FileList
            label="Files"
            hint={`Optional. At most ${MAX_EVIDENCE_FILES} pictures, PDFs or texts of 16 MB each.`}
            files={files}
            onChange={setFiles}
            progress={upload.progress}
            busy={upload.busy}
            max={MAX_EVIDENCE_FILES}
            accept={ACCEPT}
          />
        </div>
      )}
    </FormDialog>
  );
}

function itemsOf(form: FormData): EvidenceItem[] {
  const read = (name: string) => formText(form, name).trim();
  const statement = read("statement");
  const link = read("link");
  return [
    ...(statement === "" ? [] : [{ type: "text" as const, label: "Statement", content: statement }]),
    ...(link === "" ? [] : [{ type: "url" as const, label: "Link", content: link }]),
  ];
}

/** The server names items by their place; the form shows the complaint at the field the item came from. */
function atFields(answer: ActionResult, items: readonly EvidenceItem[]): ActionResult {
  const fields = Object.entries(answer.fields ?? {}).map(([path, message]) => {
    const place = /^evidence_items\.(\d+)\./.exec(path)?.[1];
    const item = place === undefined ? undefined : items[Number(place)];
    return [item === undefined ? path : item.type === "text" ? "statement" : "link", message] as const;
  });
  return fields.length === 0 ? answer : { ...answer, fields: Object.fromEntries(fields) };
}

interface SentEvidence {
  readonly error: string | null;
  readonly items: readonly EvidenceItem[];
}

/** Sends files to UploadThing, whose client is fetched with the first one; what has arrived is not sent again. */
function useEvidenceUpload(jobId: string) {
  const [progress, setProgress] = useState<ReadonlyMap<File, number>>(new Map());
  const [busy, setBusy] = useState(false);
  const arrived = useRef(new Map<File, UploadedEvidence>());

  async function send(files: readonly File[]): Promise<SentEvidence> {
    if (files.length === 0) return { error: null, items: [] };
    setBusy(true);
    try {
      const { uploadEvidence } = await import("../../forms/uploads");
      for (const file of files) {
        if (arrived.current.has(file)) continue;
        const report = (share: number) => setProgress((before) => new Map(before).set(file, share));
        arrived.current.set(file, await uploadEvidence(jobId, file, report));
      }
      const items = files.flatMap((file) => arrived.current.get(file) ?? []);
      return { error: null, items: items.map(({ name, url }) => ({ type: "url", label: name, content: url })) };
    } catch (error) {
      const reason = error instanceof Error && error.message !== "" ? ` ${error.message}` : "";
      return { error: `A file was not taken.${reason}`, items: [] };
    } finally {
      setBusy(false);
    }
  }

  return { send, progress, busy };
}
