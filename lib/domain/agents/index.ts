export { activate, activationInfo, feePaid, type Activation, type ActivationInfo } from "./activation";
export { authenticate, refresh } from "./authenticate";
export { me, publicProfile, updateProfile, type ProfileChange } from "./profile";
export { register, type Registration } from "./register";
export { agentsOfOwner, loadAgent, loadProfile } from "./store";
export type { Agent, AgentProfile, AgentStatus } from "./types";
