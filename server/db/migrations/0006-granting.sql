-- Cases, decisions and money connected: what the parts kept as plain numbers refers to cases, and an enterprise says
-- where its money goes.

ALTER TABLE award ADD CONSTRAINT award_of_case FOREIGN KEY (case_id) REFERENCES support_case;
ALTER TABLE money_transaction ADD CONSTRAINT money_of_case FOREIGN KEY (case_id) REFERENCES support_case;
ALTER TABLE payment_clearance ADD CONSTRAINT clearance_of_case FOREIGN KEY (case_id) REFERENCES support_case;
ALTER TABLE decision ADD CONSTRAINT decision_of_case FOREIGN KEY (case_id) REFERENCES support_case;

-- What was found, or what is missing, in words for those who decide what to do next.
ALTER TABLE payment_clearance ADD COLUMN note text NOT NULL DEFAULT '';

-- — where the money goes —

-- The latest row of a subject counts.
CREATE TABLE payee_account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id bigint NOT NULL REFERENCES subject,
  name text NOT NULL CHECK (name <> ''),
  bank text NOT NULL CHECK (bank <> ''),
  account text NOT NULL CHECK (account ~ '^[0-9A-Za-z-]{4,40}$'),
  masked_account text NOT NULL
    GENERATED ALWAYS AS (repeat('*', length(account) - 4) || right(account, 4)) STORED,
  confirmed_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  confirmed_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE payee_account IS '企业确认的收款账户，最后一条有效';
CREATE INDEX payee_account_of_subject ON payee_account (subject_id, id);
CREATE TRIGGER payee_account_append_only BEFORE UPDATE OR DELETE ON payee_account
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_account_not_emptied BEFORE TRUNCATE ON payee_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The whole account that counts, for those who pay in the subject's district and for whoever keeps it.
CREATE FUNCTION payee_of(of_subject bigint) RETURNS TABLE (id bigint, name text, bank text, account text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF acting_person() IS NOT NULL AND NOT acts_for(of_subject, 'account') AND NOT money_is_mine(ARRAY['payer'],
    (SELECT subject.district FROM subject WHERE subject.id = of_subject)) THEN PERFORM refuse_money('not_yours'); END IF;
  RETURN QUERY SELECT each.id, each.name, each.bank, each.account FROM payee_account AS each
    WHERE each.subject_id = of_subject ORDER BY each.id DESC LIMIT 1;
END $$;

-- Whether an order of that number is the subject's, and has arrived or come back.
CREATE FUNCTION is_payment_to(of_subject bigint, of_order text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM payment_order JOIN award ON award.id = payment_order.award_id
    WHERE payment_order.number = of_order AND award.subject_id = of_subject
      AND payment_order.state IN ('paid', 'returned')) $$;

-- What of earlier awards for an item has arrived: what was received the rules know by themselves.
CREATE FUNCTION arrived_fen(of_subject bigint, of_policy text, of_item text) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(sum(award_stage.paid_fen), 0)::bigint
    FROM award JOIN award_stage ON award_stage.award_id = award.id
    WHERE award.subject_id = of_subject AND award.policy = of_policy AND award.item = of_item
      AND (acting_person() IS NULL OR has_duty(ARRAY['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader'])) $$;

-- — rights —

ALTER TABLE payee_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON payee_account TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY seen ON payee_account FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM subject WHERE subject.id = subject_id));
CREATE POLICY confirmed ON payee_account FOR INSERT TO duixian_app
  WITH CHECK (confirmed_by = acting_person() AND acts_for(subject_id, 'account'));
-- All of it but the whole account.
GRANT SELECT (id, subject_id, name, bank, masked_account, confirmed_by, confirmed_at)
  ON payee_account TO duixian_app, duixian_job;
GRANT INSERT ON payee_account TO duixian_app;

-- Who states that money arrived also states that it was received; nothing else of a payment.
CREATE POLICY paid ON fact FOR INSERT TO duixian_app WITH CHECK (
  source = 'payment' AND said_by IS NULL AND department_id IS NULL AND has_duty(ARRAY['payer'])
  AND is_payment_to(subject_id, source_note));
