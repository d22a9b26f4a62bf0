export { createEgress, type ClosableEgress, type EgressOptions } from "./egress";
