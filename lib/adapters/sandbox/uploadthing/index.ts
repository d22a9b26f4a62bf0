export { createUploadThingStandIn, sandboxUploadThingToken, type UploadThingOptions } from "./handler";
