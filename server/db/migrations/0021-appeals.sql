-- Appeals (申诉): the applicant asks the department that refused to look again; its leader answers, once for each refusal.
-- A case moves by its acts, as ever (0004): what is here is what was said, and what became of it.

CREATE TABLE appeal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  -- The state appealed against.
  against text NOT NULL CHECK (against IN ('not_accepted', 'refused')),
  content text NOT NULL CHECK (content <> ''),
  raised_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  raised_at timestamptz NOT NULL DEFAULT act_time(),
  settled text CHECK (settled IN ('upheld', 'dismissed', 'withdrawn')),
  -- For the applicant; empty where they withdrew it.
  settled_why text,
  settled_by bigint REFERENCES person,
  settled_at timestamptz,
  CHECK ((settled IS NULL) = (settled_at IS NULL) AND (settled IS NULL) = (settled_why IS NULL))
);
COMMENT ON TABLE appeal IS '申诉';
CREATE INDEX appeal_of_case ON appeal (case_id);
CREATE UNIQUE INDEX one_open_appeal ON appeal (case_id) WHERE settled IS NULL;

CREATE FUNCTION settle_appeal_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.settled IS NOT NULL THEN RAISE EXCEPTION 'settled' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'settled'; END IF;
  NEW.settled_by := acting_person();
  NEW.settled_at := act_time();
  RETURN NEW;
END $$;
CREATE TRIGGER settle_appeal_once BEFORE UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION settle_appeal_once();
CREATE TRIGGER appeal_kept BEFORE DELETE ON appeal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_not_emptied BEFORE TRUNCATE ON appeal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- — messages —

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message ADD CONSTRAINT message_kind_check CHECK (kind IN (
  'case', 'publicity', 'paid', 'returned', 'next_stage', 'due_soon', 'date', 'rectification_answered', 'appeal_answered',
  'assigned', 'opinion_asked', 'due_today', 'overdue', 'escalated', 'rectification_asked'));

-- As before (0011), and the leader where appeals lie.
CREATE OR REPLACE FUNCTION roles_in(step jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(array_agg(DISTINCT act->>'by') FILTER (WHERE NOT COALESCE((act->>'reason')::boolean, false)),
    array_agg(DISTINCT act->>'by'), '{}')
  FROM jsonb_array_elements(step->'acts') AS act
  WHERE act->>'by' IN ('handler', 'reviewer', 'approver', 'payer', 'leader') $$;

-- As before (0011); a refusal says until when one may appeal, and an appeal's answer is told with the appeal.
CREATE OR REPLACE FUNCTION message_of_act() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_case support_case; taken jsonb; there jsonb;
BEGIN
  SELECT * INTO of_case FROM support_case WHERE id = NEW.case_id;
  there := path_step(of_case.path_id, of_case.path_version, NEW.to_step);
  SELECT each INTO taken FROM jsonb_array_elements(
    path_step(of_case.path_id, of_case.path_version, NEW.from_step)->'acts') AS each WHERE each->>'id' = NEW.act;
  IF NEW.to_state <> NEW.from_state AND NOT COALESCE(taken->'does', '[]')
    ?| ARRAY['open_publicity', 'order_paid', 'order_returned', 'open_appeal', 'close_appeal', 'uphold_appeal'] THEN
    PERFORM tell_subject('case', 'act ' || NEW.id, of_case.subject_id, NEW.case_id, jsonb_build_object(
        'act', taken->>'name', 'by', NEW.party, 'step', there->>'name', 'state', NEW.to_state,
        'reasonCode', NEW.reason_code, 'reason', NEW.reason),
      CASE WHEN there->>'desk' = 'applicant' OR jsonb_path_exists(there, '$.acts[*].does[*] ? (@ == "open_appeal")')
        THEN NEW.due_on END);
  END IF;
  IF NEW.to_step <> NEW.from_step THEN PERFORM message_of_step(of_case, there, 'act ' || NEW.id); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION message_of_appeal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM tell_subject('appeal_answered', 'appeal ' || NEW.id,
    (SELECT subject_id FROM support_case WHERE id = NEW.case_id), NEW.case_id,
    jsonb_build_object('outcome', NEW.settled, 'answer', NEW.settled_why));
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_appeal AFTER UPDATE ON appeal FOR EACH ROW
  WHEN (NEW.settled IN ('upheld', 'dismissed')) EXECUTE FUNCTION message_of_appeal();

-- — what else depends on it —

-- As before (0009); a refusal against which one may still appeal needs the department that would answer.
CREATE OR REPLACE FUNCTION department_uses(of_department text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT 1 FROM duty WHERE department_id = of_department AND ended_at IS NULL
      AND COALESCE(valid_to, 'infinity'::date) >= act_date()) THEN 'duty' END,
    CASE WHEN EXISTS (SELECT 1 FROM api_token WHERE department_id = of_department AND ended_at IS NULL
      AND expires_at > act_time()) THEN 'api_token' END,
    CASE WHEN EXISTS (SELECT 1 FROM (SELECT DISTINCT ON (policy, item) * FROM item_setting
        WHERE COALESCE(valid_to, 'infinity'::date) >= act_date() ORDER BY policy, item, id DESC) AS latest
      WHERE of_department IN (lead_department, finance_department) OR of_department = ANY (taking_part))
      THEN 'item_setting' END,
    CASE WHEN EXISTS (SELECT 1 FROM support_case
      WHERE of_department IN (lead_department, finance_department, first_department)
        AND (state NOT IN ('not_accepted', 'refused', 'declined', 'withdrawn', 'terminated', 'paid', 'recovered')
          OR (state IN ('not_accepted', 'refused') AND 'applicant' = ANY (parties))))
      THEN 'support_case' END
  ], NULL) $$;

-- As before (0004); who may appeal may prove it.
ALTER POLICY put ON evidence WITH CHECK (put_by = acting_person() AND EXISTS (
  SELECT 1 FROM support_case WHERE support_case.id = case_id AND (
    (acts_for(subject_id, 'apply') AND (state IN ('draft', 'correcting')
      OR (state IN ('not_accepted', 'refused') AND 'applicant' = ANY (parties))))
    OR (has_duty_in(ARRAY['handler', 'reviewer'], departments)
      AND state NOT IN ('draft', 'withdrawn', 'declined', 'not_accepted', 'terminated', 'refused')))));

-- As before (0005); the leader who upholds an appeal takes back what had been decided.
ALTER POLICY undone ON decision_undone WITH CHECK (undone_by = acting_person()
  AND has_duty(ARRAY['reviewer', 'approver', 'leader'])
  AND EXISTS (
    SELECT 1 FROM decision WHERE decision.id = decision_undone.decision_id
      AND NOT acts_for(decision.subject_id, 'view')
      AND NOT EXISTS (
        SELECT 1 FROM recusal
        WHERE recusal.person_id = acting_person() AND recusal.subject_id = decision.subject_id)));
COMMENT ON COLUMN decision_undone.objection IS 'The objection that was upheld, or the appeal.';

-- — rights —

ALTER TABLE appeal ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON appeal TO duixian_job USING (true) WITH CHECK (true);

CREATE POLICY seen ON appeal FOR SELECT TO duixian_app USING (sees_case(case_id));
-- The act has moved the case already.
CREATE POLICY raised ON appeal FOR INSERT TO duixian_app WITH CHECK (raised_by = acting_person() AND settled IS NULL
  AND EXISTS (SELECT 1 FROM support_case WHERE support_case.id = case_id AND acts_for(subject_id, 'apply')
    AND situation->>'appeal' = 'open'));
CREATE POLICY settled ON appeal FOR UPDATE TO duixian_app
  USING (settled IS NULL AND EXISTS (SELECT 1 FROM support_case WHERE support_case.id = case_id
    AND situation->>'appeal' = 'none'
    AND (acts_for(subject_id, 'apply') OR (has_duty_in(ARRAY['leader'], ARRAY[lead_department])
      AND NOT is_recused(acting_person(), subject_id)))))
  WITH CHECK ((settled = 'withdrawn') = EXISTS (
    SELECT 1 FROM support_case WHERE support_case.id = case_id AND acts_for(subject_id, 'apply')));

GRANT SELECT ON appeal TO duixian_app, duixian_job;
GRANT INSERT ON appeal TO duixian_app;
GRANT UPDATE (settled, settled_why, settled_by, settled_at) ON appeal TO duixian_app;
