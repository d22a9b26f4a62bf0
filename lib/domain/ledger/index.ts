export { activationFee, captured, forfeited, held, refunded, refundFailed, reversed, settled, transferred, voided, chargedBack } from "./entries";
