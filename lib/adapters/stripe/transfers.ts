import type Stripe from "stripe";
import { cents, CURRENCY } from "@/lib/kernel/money";
import type {
  Payments,
  Refused,
  Reversed,
  ReverseTransferRequest,
  Transferred,
  TransferRequest,
} from "@/lib/ports/payments";
import { JOB_ID, OPERATION_ID } from "./ids";
import { ask, askOrRefused, isRefused } from "./outcome";

const PAGE = 100;

type Transfers = Pick<Payments, "transfer" | "reverseTransfer" | "findTransfer" | "findReversal">;

export function transfers(stripe: Stripe): Transfers {
  return {
    transfer: (request) => transfer(stripe, request),
    reverseTransfer: (request) => reverseTransfer(stripe, request),
    findTransfer: (operationId, request) => findTransfer(stripe, operationId, request),
    findReversal: (operationId, request) => findReversal(stripe, operationId, request),
  };
}

async function transfer(stripe: Stripe, request: TransferRequest): Promise<Transferred | Refused> {
  const made = await askOrRefused(() =>
    stripe.transfers.create(
      {
        amount: request.amount,
        currency: CURRENCY,
        destination: request.accountId,
        source_transaction: request.chargeId,
        transfer_group: request.jobId,
        metadata: { [OPERATION_ID]: request.operationId, [JOB_ID]: request.jobId },
      },
      { idempotencyKey: request.operationId },
    ),
  );
  return isRefused(made) ? made : transferred(made);
}

function transferred(made: Stripe.Transfer): Transferred {
  return { status: "transferred", transferId: made.id, amount: cents(made.amount) };
}

async function reverseTransfer(stripe: Stripe, request: ReverseTransferRequest): Promise<Reversed | Refused> {
  const made = await askOrRefused(() =>
    stripe.transfers.createReversal(
      request.transferId,
      { amount: request.amount, metadata: { [OPERATION_ID]: request.operationId } },
      { idempotencyKey: request.operationId },
    ),
  );
  return isRefused(made) ? made : reversed(made);
}

function reversed(made: Stripe.TransferReversal): Reversed {
  return { status: "reversed", reversalId: made.id, amount: cents(made.amount) };
}

async function findTransfer(
  stripe: Stripe,
  operationId: string,
  request: TransferRequest,
): Promise<Transferred | null> {
  const list = stripe.transfers.list({ transfer_group: request.jobId, limit: PAGE });
  return ask(async () => {
    for await (const made of list) if (made.metadata[OPERATION_ID] === operationId) return transferred(made);
    return null;
  });
}

async function findReversal(
  stripe: Stripe,
  operationId: string,
  request: ReverseTransferRequest,
): Promise<Reversed | null> {
  const list = stripe.transfers.listReversals(request.transferId, { limit: PAGE });
  return ask(async () => {
    for await (const made of list) if (made.metadata?.[OPERATION_ID] === operationId) return reversed(made);
    return null;
  });
}
