export { activate, activateOwn, activationInfo, feePaid, type Activation, type ActivationInfo } from "./activation";
export { authenticate, refresh } from "./authenticate";
export { deleteAgent } from "./delete";
export { me, publicProfile, updateProfile, type ProfileChange } from "./profile";
export { confirmRecovery, requestRecovery } from "./recovery";
export { register, type Registration } from "./register";
export { rotateKey } from "./rotate-key";
export { agentsOfOwner } from "./store";
export type { Agent, AgentProfile, AgentStatus } from "./types";
