/** The background tasks by name: a change queues one by this name, composition maps each to the function that runs it. */
export const TASK = {
  jobTimer: "job_timer",
  driveOperation: "drive_operation",
  announceJob: "announce_job",
  validateDelivery: "validate_delivery",
  discardUpload: "discard_upload",
  deleteObject: "delete_object",
  judgeDispute: "judge_dispute",
  disputeTimer: "dispute_timer",
  discardEvidence: "discard_evidence",
  deliverWebhook: "deliver_webhook",
  deliverToFailing: "deliver_webhook_to_failing",
  detachCard: "detach_card",
  delayPayouts: "delay_payouts",
  sendMail: "send_mail",
  mailEvent: "mail_event",
  handleStripeEvent: "handle_stripe_event",
  payWaiting: "pay_waiting",
  tellAdmins: "tell_admins",
  embed: "embed",
  reconcile: "reconcile",
} as const;

export type TaskName = (typeof TASK)[keyof typeof TASK];
