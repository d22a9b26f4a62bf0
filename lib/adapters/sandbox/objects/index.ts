export { ObjectDisk } from "./disk";
export { createObjectStore, type ObjectStoreOptions } from "./handler";
export type { SigV4Credentials } from "./sigv4";
export { bytesOf } from "./serve";
