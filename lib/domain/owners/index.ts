export { cardsOf, saveCard, setupCard, type CardRow } from "./cards";
export { detachCard, makeDefault } from "./manage-cards";
export { accountUpdated, connectStatus, onboard, type ConnectRow } from "./connect";
export { identityChecked, kycOf, startKyc, type Kyc } from "./kyc";
export { sendMagicLink, verifyMagicLink, type MagicProof } from "./magic-link";
export { accountFor } from "./operator";
export { tasks } from "./tasks";
export { ownerToken, selectAgent } from "./select-agent";
export { endSession, openSession, sessionOwner, type Owner } from "./sessions";
