-- Each paid Checkout of an activation is one operation, by Stripe's id of it: what it paid is booked once, and a second one is seen.
CREATE UNIQUE INDEX stripe_operations_fee_once ON stripe_operations (stripe_id) WHERE kind = 'activation_fee';

INSERT INTO stripe_operations (id, kind, context, agent_id, owner_id, amount_cents, request, status, stripe_id, attempts, created_at, completed_at)
  SELECT gen_random_uuid(), 'activation_fee', jsonb_build_object('token_id', t.id), a.id, a.owner_id, a.activation_fee_cents, '{}', 'succeeded',
    t.checkout_session_id, 1, t.used_at, t.used_at
  FROM email_tokens t JOIN agents a ON a.id = t.agent_id
  WHERE t.purpose = 'activation' AND t.used_at IS NOT NULL AND t.checkout_session_id IS NOT NULL AND a.activated_at IS NOT NULL;
