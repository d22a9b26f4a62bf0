/** What pages and other edges need of the running application; they reach the platform through here alone. */
export { authSecret } from "@/lib/platform/secrets";
export { systemContext, type AdminActor, type AgentActor, type Ctx, type OwnerActor } from "@/lib/platform/context";
export { SANDBOX_OPERATOR, type Settings } from "@/lib/platform/env";
export { GENERAL_ADDRESS, GENERAL_CALLER } from "@/lib/platform/gate";
export { runtime } from "@/lib/platform/runtime";
