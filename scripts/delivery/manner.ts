/* What the market and the receivers of a run agree on. */

/** How a receiver treats what it is sent: `slow` takes it after a while, the last three take nothing until they are healed. */
export type Manner = "sound" | "slow" | "failing" | "hanging" | "dropping";

/** Signs every webhook of the run. */
export const SECRET = "whsec_ZGVsaXZlcnk=";
