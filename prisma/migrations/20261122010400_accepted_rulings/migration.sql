-- A ruling is final once all who had to accept it did: the time to contest it ends then, also where its refund is still owed.
UPDATE disputes SET review_deadline = least(review_deadline, greatest(buyer_accepted_at, worker_accepted_at))
  WHERE status = 'ruled' AND CASE ruling WHEN 'buyer_wins' THEN worker_accepted_at IS NOT NULL
    WHEN 'worker_wins' THEN buyer_accepted_at IS NOT NULL ELSE buyer_accepted_at IS NOT NULL AND worker_accepted_at IS NOT NULL END;
