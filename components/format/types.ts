/** An amount for people: whole cents and the ISO code of their currency. */
export interface MoneyView {
  readonly cents: number;
  readonly currency: "EUR";
}
