export { dailyReconciliation, tasks } from "./daily";
export {
  activationFee,
  captured,
  feeOwedBack,
  forfeited,
  held,
  refunded,
  refundFailed,
  reversed,
  settled,
  transferred,
  voided,
  chargedBack,
} from "./entries";
export { reconcile, type Difference, type ReconciledDay, type Reconciliation } from "./reconcile";
export { reconcileNow } from "./on-demand";
