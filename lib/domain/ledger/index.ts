export {
  activationFee,
  captured,
  held,
  refunded,
  reversed,
  settled,
  transferred,
  voided,
  chargedBack,
} from "./entries";
