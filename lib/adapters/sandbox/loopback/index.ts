export { asFetch, type FetchHandler } from "./handler";
export { startLoopback, type Loopback } from "./loopback";
