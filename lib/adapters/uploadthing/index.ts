export { createUploadThingFiles, signUploadThing, type UploadThingFilesOptions } from "./files";
export { readUploadThingToken, writeUploadThingToken, type UploadThingToken } from "./token";
export { createUploads, type FinishedUpload, type UploadGrant, type UploadRules, type UploadsOptions } from "./uploads";
