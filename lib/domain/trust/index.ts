export { history, type TrustRow } from "./history";
export { feeShareOf, levelOf, tierLimits, TRUST, trustChange, type Level } from "./tiers";
