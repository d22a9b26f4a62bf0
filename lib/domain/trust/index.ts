export { feeShareOf, levelOf, tierLimits, TRUST, trustChange, type Level } from "./tiers";
