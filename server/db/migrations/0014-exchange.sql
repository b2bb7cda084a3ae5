-- Other systems: what a token lets them read, and what they are told of without asking (回调通知).

DO $$ BEGIN CREATE ROLE duixian_system NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT duixian_system TO %I', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO duixian_system;

-- — what a token lets a system read —

-- The token for which this transaction runs; NULL when there is none.
CREATE FUNCTION acting_token() RETURNS bigint LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(current_setting('duixian.token', true), '')::bigint $$;

-- The department that a token speaks for, where it still holds and has this scope.
CREATE FUNCTION token_departments(scope text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(department_id), '{}') FROM api_token
    WHERE id = acting_token() AND scope = ANY (scopes) AND ended_at IS NULL AND expires_at > act_time() $$;

CREATE POLICY system ON support_case FOR SELECT TO duixian_system
  USING (departments && (SELECT token_departments('read_cases')));
CREATE POLICY system ON subject FOR SELECT TO duixian_system
  USING (id IN (SELECT subject_id FROM support_case));
CREATE POLICY system ON case_act FOR SELECT TO duixian_system
  USING (case_id IN (SELECT id FROM support_case));
CREATE POLICY system ON award FOR SELECT TO duixian_system
  USING (case_id IN (SELECT id FROM support_case));

GRANT SELECT (id, number, subject_id, policy, item, year, stage, element, district, lead_department, departments, state,
  step, due_on, version, opened_at, submitted_at) ON support_case TO duixian_system;
GRANT SELECT (id, kind, name, credit_code, district) ON subject TO duixian_system;
-- What happened, not what officers thought of it.
GRANT SELECT (id, case_id, number, act, party, from_state, to_state, at) ON case_act TO duixian_system;
GRANT SELECT (id, case_id, amount_fen, closed_at) ON award TO duixian_system;

-- — what a system is told of —

CREATE TABLE webhook (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Part of every message's own number, and what the secret is sealed to.
  uid text NOT NULL UNIQUE,
  name text NOT NULL CHECK (name <> ''),
  department_id text NOT NULL REFERENCES department,
  url text NOT NULL CHECK (url ~ '^https?://'),
  events text[] NOT NULL CHECK (cardinality(events) > 0 AND events <@ ARRAY['case.moved', 'payment.result']),
  sealed_secret text NOT NULL,
  made_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  made_at timestamptz NOT NULL DEFAULT act_time(),
  ended_at timestamptz
);
COMMENT ON TABLE webhook IS '回调：其他系统的通知地址';
CREATE INDEX webhook_of_department ON webhook (department_id) WHERE ended_at IS NULL;

-- Written with what it tells of, in one transaction; sent afterwards, as often as it takes.
CREATE TABLE webhook_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook_id bigint NOT NULL REFERENCES webhook,
  event text NOT NULL CHECK (event IN ('case.moved', 'payment.result', 'ping')),
  content jsonb NOT NULL,
  made_at timestamptz NOT NULL DEFAULT act_time(),
  attempts int NOT NULL DEFAULT 0,
  -- Not before this moment; NULL: no more.
  next_at timestamptz DEFAULT act_time(),
  delivered_at timestamptz,
  -- What came of the last attempt.
  status int,
  failure text
);
COMMENT ON TABLE webhook_delivery IS '回调通知及其投递';
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id);

CREATE FUNCTION tell_webhooks(wanted text, of_case support_case, content jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public
  AS $$ INSERT INTO webhook_delivery (webhook_id, event, content)
    SELECT id, wanted, content FROM webhook
    WHERE ended_at IS NULL AND wanted = ANY (events) AND department_id = ANY (of_case.departments) ORDER BY id $$;
REVOKE ALL ON FUNCTION tell_webhooks FROM PUBLIC;

CREATE FUNCTION webhook_case(which support_case) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT jsonb_build_object('number', which.number, 'policy', which.policy, 'item', which.item, 'year', which.year,
      'subject', jsonb_build_object('name', name, 'creditCode', credit_code))
    FROM subject WHERE id = which.subject_id $$;
REVOKE ALL ON FUNCTION webhook_case FROM PUBLIC;

CREATE FUNCTION webhooks_of_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved support_case;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL) THEN RETURN NULL; END IF;
  SELECT * INTO moved FROM support_case WHERE id = NEW.case_id;
  PERFORM tell_webhooks('case.moved', moved, jsonb_build_object('case', webhook_case(moved), 'version', NEW.number,
    'act', NEW.act, 'from', NEW.from_state, 'to', NEW.to_state, 'at', NEW.at));
  RETURN NULL;
END $$;
CREATE TRIGGER webhooks_of_act AFTER INSERT ON case_act FOR EACH ROW EXECUTE FUNCTION webhooks_of_act();

CREATE FUNCTION webhooks_of_result() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE paid support_case; payment payment_order;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL) THEN RETURN NULL; END IF;
  SELECT * INTO payment FROM payment_order WHERE id = NEW.order_id;
  SELECT support_case.* INTO paid FROM support_case JOIN award ON award.case_id = support_case.id
    WHERE award.id = payment.award_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM tell_webhooks('payment.result', paid, jsonb_build_object('case', webhook_case(paid), 'order', payment.number,
    'amountFen', payment.amount_fen, 'result', NEW.result, 'at', NEW.at, 'reason', NEW.reason));
  RETURN NULL;
END $$;
-- After the order and the ledger have followed: triggers run by name.
CREATE TRIGGER webhooks_of_result AFTER INSERT ON payment_result FOR EACH ROW EXECUTE FUNCTION webhooks_of_result();

-- — rights —

ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON webhook TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON webhook_delivery TO duixian_job USING (true) WITH CHECK (true);

CREATE POLICY seen ON webhook FOR SELECT TO duixian_app USING (has_duty(ARRAY['security_admin']));
CREATE POLICY made ON webhook FOR INSERT TO duixian_app
  WITH CHECK (made_by = acting_person() AND has_duty(ARRAY['security_admin']));
CREATE POLICY ended ON webhook FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['security_admin'])) WITH CHECK (ended_at <= act_time());
CREATE POLICY seen ON webhook_delivery FOR SELECT TO duixian_app USING (has_duty(ARRAY['security_admin']));
CREATE POLICY tried ON webhook_delivery FOR INSERT TO duixian_app
  WITH CHECK (event = 'ping' AND has_duty(ARRAY['security_admin']));
CREATE POLICY again ON webhook_delivery FOR UPDATE TO duixian_app
  USING (delivered_at IS NULL AND has_duty(ARRAY['security_admin']));

GRANT SELECT ON webhook TO duixian_app, duixian_job;
GRANT INSERT, UPDATE (ended_at) ON webhook TO duixian_app;
-- What is told is not for the administrator of the connection: only whether it arrived.
GRANT SELECT (id, webhook_id, event, made_at, attempts, next_at, delivered_at, status, failure)
  ON webhook_delivery TO duixian_app;
GRANT INSERT (webhook_id, event, content), UPDATE (next_at) ON webhook_delivery TO duixian_app;
GRANT SELECT, UPDATE, DELETE ON webhook_delivery TO duixian_job;
