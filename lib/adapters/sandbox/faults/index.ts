export { FAULT_MODES, FAULT_SERVICES, listFaults, setFault, takeFault } from "./faults";
export type { Fault, FaultMode, FaultService } from "./faults";
export { withFaults } from "./with-faults";
export { mounted } from "./mounted";
