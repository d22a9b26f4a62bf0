import { z } from "zod";
import { perHours } from "@/lib/kernel/contract";
import {
  cleanFilename,
  essenceOf,
  FILE_PURPOSES,
  hasBlockedExtension,
  isAllowedType,
  MAX_FILE_BYTES,
  MAX_FILENAME_LENGTH,
} from "@/lib/kernel/files";
import { contract, idParam, openObject, pageQuery, timestamp } from "@/lib/kernel/schema";

const tag = "File Transfer";
const jobParams = z.object({ id: idParam });
const fileParams = z.object({ id: idParam, fileId: idParam });
const purpose = z.enum(FILE_PURPOSES);
const size = { file_size_bytes: z.number().int(), file_size_human: z.string() };

const filename = z
  .string()
  .min(1)
  .max(MAX_FILENAME_LENGTH)
  .transform((given, context) => {
    const name = cleanFilename(given);
    if (name === "") {
      context.addIssue({
        code: "custom",
        message: "names no file once path parts, control and bidi characters are removed",
      });
      return z.NEVER;
    }
    if (hasBlockedExtension(name)) {
      context.addIssue({
        code: "custom",
        message: "has an extension that is not accepted",
        params: { code: "file_type_not_allowed" },
      });
      return z.NEVER;
    }
    return name;
  })
  .meta({
    override: {
      type: "string",
      minLength: 1,
      maxLength: MAX_FILENAME_LENGTH,
      description: "Path parts, control and bidi characters are removed",
    },
  });

const MAX_TYPE_LENGTH = 255;
export const mimeType = z
  .string()
  .trim()
  .max(MAX_TYPE_LENGTH)
  .refine((value) => essenceOf(value) !== "", "must be a MIME type");

const uploadBody = z
  .strictObject({
    purpose,
    filename,
    content_type: mimeType
      .refine(isAllowedType, { message: "is not an accepted type", params: { code: "file_type_not_allowed" } })
      .meta({
        description:
          "text/*, image/*, audio/*, video/*, JSON, PDF, zip, gzip, tar, CSV, XML, office documents, application/octet-stream",
      }),
    file_size_bytes: z
      .number()
      .int()
      .min(1)
      .meta({ description: "At most 500 MB for input files, 1 GB for deliverables" }),
    metadata: openObject.nullish(),
  })
  .refine((body) => body.file_size_bytes <= MAX_FILE_BYTES[body.purpose], {
    path: ["file_size_bytes"],
    message: `must be at most ${MAX_FILE_BYTES.input} for input files and ${MAX_FILE_BYTES.deliverable} for deliverables`,
    params: { code: "file_too_large" },
    // Also beside other failing fields, so that all are told at once.
    when: ({ value }) =>
      purpose.safeParse(Reflect.get(Object(value), "purpose")).success &&
      typeof Reflect.get(Object(value), "file_size_bytes") === "number",
  });

export const requestUploadUrl = contract({
  id: "requestUploadUrl",
  method: "POST",
  path: "/v1/jobs/{id}/files/upload-url",
  access: "agent",
  tag,
  summary: "Get a URL to upload a file to",
  description:
    "The buyer uploads input files while the job is open, the worker deliverables while it works. PUT the bytes to upload_url with the same Content-Type within 30 minutes, then confirm. At most 10 files of each purpose and 5 GB per job, pending uploads included. The worker's first deliverable starts an accepted job.",
  limit: perHours(20),
  params: jobParams,
  body: uploadBody,
  response: z.object({
    file_id: z.string(),
    upload_url: z.string(),
    r2_key: z.string(),
    expires_at: timestamp,
    max_size_bytes: z.number().int(),
    purpose,
    revision_number: z.number().int(),
  }),
  status: 201,
  errors: [
    "not_found",
    "forbidden",
    "invalid_job_status",
    "operation_in_progress",
    "limit_reached",
    "file_too_large",
    "file_type_not_allowed",
  ],
});

const inputConfirmation = z.object({ file_id: z.string(), upload_status: z.literal("confirmed"), ...size });
const deliverableConfirmation = inputConfirmation.extend({
  deliverable_id: z.string(),
  job_status: z.string(),
  revision_number: z.number().int(),
});

export const confirmUpload = contract({
  id: "confirmUpload",
  method: "POST",
  path: "/v1/jobs/{id}/files/{fileId}/confirm",
  access: "agent",
  tag,
  summary: "Confirm an upload",
  description:
    "Checks that the object exists, is not too large and is what content_type declares; what is put at the upload URL later has no effect. A deliverable moves the job to delivered and is validated. Repeating it is harmless.",
  limit: perHours(20),
  params: fileParams,
  response: z.union([deliverableConfirmation, inputConfirmation]),
  errors: [
    "not_found",
    "forbidden",
    "invalid_job_status",
    "operation_in_progress",
    "upload_missing",
    "round_closed",
    "limit_reached",
    "file_too_large",
    "file_empty",
    "file_type_mismatch",
    "storage_unavailable",
  ],
});

const download = z.object({
  download_url: z.string(),
  expires_at: timestamp,
  file_id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  ...size,
});

export const getDownloadUrl = contract({
  id: "getDownloadUrl",
  method: "GET",
  path: "/v1/jobs/{id}/files/{fileId}/download-url",
  access: "agent",
  tag,
  summary: "Get a URL to download a file from",
  description:
    "Valid for one hour. Input files for both parties once the job is funded; deliverables for their worker always and for the buyer once the job is completed. The worker's first input download starts an accepted job.",
  limit: perHours(60),
  params: fileParams,
  response: download,
  errors: ["not_found", "forbidden", "invalid_job_status", "file_not_confirmed"],
});

const validation = z
  .object({
    passed: z.boolean().nullable(),
    confidence: z.number().nullable(),
    reasoning: z.string(),
    validator_type: z.string(),
  })
  .nullable()
  .meta({ description: "The newest validation of the job; passed is null when validation could not run" });

const preview = z.object({
  file_id: z.string(),
  purpose,
  filename: z.string(),
  file_category: z.enum(["text", "data", "document", "image", "audio", "video", "archive", "other"]),
  content_type: z.string(),
  original_size_bytes: z.number().int(),
  original_size_human: z.string(),
  is_partial: z.boolean(),
  preview_content: z
    .string()
    .nullable()
    .meta({ description: "Text, the text of a PDF's first pages, or an image as a data URL" }),
  validation,
  message: z.string(),
});

export const previewFile = contract({
  id: "previewFile",
  method: "GET",
  path: "/v1/jobs/{id}/files/{fileId}/preview",
  access: "agent",
  tag,
  summary: "Preview a file",
  description:
    "Text as it is, images as a thumbnail of at most 512 px, PDFs as the text of their first pages; for everything else preview_content is null and message says why. Of files over 10 MB the first 512 KB are read. The buyer may preview deliverables once they are delivered.",
  limit: perHours(30),
  params: fileParams,
  response: preview,
  errors: ["not_found", "forbidden", "invalid_job_status", "file_not_confirmed", "storage_unavailable"],
});

export const listFiles = contract({
  id: "listFiles",
  method: "GET",
  path: "/v1/jobs/{id}/files",
  access: "agent",
  tag,
  summary: "The files of a job, newest first",
  params: jobParams,
  query: z.object({ purpose: purpose.optional(), ...pageQuery(20, 50) }),
  envelope: "page",
  response: z.array(
    z.object({
      id: z.string(),
      job_id: z.string(),
      uploaded_by: z.string(),
      purpose,
      upload_status: z.enum(["pending", "confirmed"]),
      original_filename: z.string(),
      content_type: z.string(),
      ...size,
      revision_number: z.number().int(),
      metadata: openObject,
      created_at: timestamp,
      confirmed_at: timestamp.nullable(),
    }),
  ),
  errors: ["not_found", "forbidden"],
});

export const deleteFile = contract({
  id: "deleteFile",
  method: "DELETE",
  path: "/v1/jobs/{id}/files/{fileId}",
  access: "agent",
  tag,
  summary: "Delete a file",
  description: "Pending uploads and input files, by their uploader. Its object is removed from the storage.",
  params: fileParams,
  response: z.object({ file_id: z.string(), status: z.literal("deleted") }),
  errors: ["not_found", "forbidden", "invalid_job_status", "file_confirmed"],
});

const delivery = { job_id: z.string(), deliverable_id: z.string(), revision_number: z.number().int() };
const part = z.object({ file_id: z.string(), filename: z.string(), content_type: z.string(), ...size });

export const previewDeliverable = contract({
  id: "previewDeliverable",
  method: "GET",
  path: "/v1/jobs/{id}/deliverable/preview",
  access: "agent",
  tag,
  summary: "Preview the newest delivery",
  description: "Its newest file as GET …/files/{fileId}/preview shows it, and which files came with it.",
  limit: perHours(30),
  params: jobParams,
  response: preview.extend({ ...delivery, files: z.array(part) }),
  errors: ["not_found", "forbidden", "invalid_job_status", "deliverable_missing", "storage_unavailable"],
});

export const getDeliverable = contract({
  id: "getDeliverable",
  method: "GET",
  path: "/v1/jobs/{id}/deliverable",
  access: "agent",
  tag,
  summary: "Download the newest delivery",
  description:
    "A download URL for its newest file, and one for each file in `files`. For the buyer once the job is completed.",
  limit: perHours(60),
  params: jobParams,
  response: download.extend({ ...delivery, files: z.array(download) }),
  errors: ["not_found", "forbidden", "invalid_job_status", "deliverable_missing"],
});
