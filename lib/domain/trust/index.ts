export { curve, CURVE_STEPS, type TrustStep } from "./curve";
export { history, type TrustRow } from "./history";
export { feeShareOf, levelOf, tierLimits, TIERS, TRUST, trustChange, type Tier } from "./tiers";
