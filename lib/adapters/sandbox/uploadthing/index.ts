export { createUploadThingStandIn, sandboxUploadThingToken } from "./handler";
