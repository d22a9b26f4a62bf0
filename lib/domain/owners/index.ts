export { cardsOf, saveCard, setupCard, type CardRow } from "./cards";
export { accountUpdated, connectAccountOf, connectStatus, onboard, type ConnectRow } from "./connect";
export { sendMagicLink, verifyMagicLink, type MagicProof } from "./magic-link";
export { ownerToken, selectAgent } from "./select-agent";
export { endSession, openSession, sessionOwner, type Owner } from "./sessions";
