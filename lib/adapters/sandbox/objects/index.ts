export { createObjectStore, type ObjectStoreOptions } from "./handler";
export type { SigV4Credentials } from "./sigv4";
