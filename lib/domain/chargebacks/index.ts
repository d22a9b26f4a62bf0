export { chargebackReported } from "./report";
