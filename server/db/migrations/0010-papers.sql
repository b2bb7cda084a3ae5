-- The officer's papers and tables: opinions by template, acts that come in by Excel, questions about signs, and what a
-- leader of a district oversees.

-- — opinion templates —

-- Words that a department uses again and again; {企业名称} and the like are filled in from the case.
CREATE TABLE opinion_template (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  department_id text NOT NULL REFERENCES department,
  title text NOT NULL CHECK (title <> ''),
  content text NOT NULL CHECK (content <> ''),
  -- Goes up with every change; who edits an older one is told.
  version int NOT NULL DEFAULT 1,
  changed_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  changed_at timestamptz NOT NULL DEFAULT act_time(),
  -- No longer offered; what was said with it stays.
  retired_at timestamptz
);
COMMENT ON TABLE opinion_template IS '意见模板';
CREATE UNIQUE INDEX one_title_of_template ON opinion_template (department_id, title) WHERE retired_at IS NULL;

-- — acts by Excel —

-- A file as it was read and found fit, waiting for its confirmation; done whole or not at all, and once.
CREATE TABLE act_import (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  rows jsonb NOT NULL CHECK (jsonb_array_length(rows) > 0),
  checked_at timestamptz NOT NULL DEFAULT act_time(),
  done_at timestamptz
);
COMMENT ON TABLE act_import IS '从 Excel 导入的办理，核对后等待确认';

-- — questions about signs —

-- What an officer asks the applicant about a sign; answered once, in the applicant's own words.
CREATE TABLE sign_question (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  -- The sign in words for the applicant: nothing of other people's cases.
  question text NOT NULL CHECK (question <> ''),
  asked_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  asked_at timestamptz NOT NULL DEFAULT act_time(),
  answer text CHECK (answer <> ''),
  answered_by bigint REFERENCES person,
  answered_at timestamptz,
  CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
);
COMMENT ON TABLE sign_question IS '就疑点请企业说明';
CREATE INDEX sign_question_of_case ON sign_question (case_id);

CREATE FUNCTION answer_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.answer IS NOT NULL THEN RAISE EXCEPTION 'answered' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'answered'; END IF;
  NEW.answered_by := acting_person();
  NEW.answered_at := act_time();
  RETURN NEW;
END $$;
CREATE TRIGGER answer_once BEFORE UPDATE ON sign_question FOR EACH ROW EXECUTE FUNCTION answer_once();

CREATE FUNCTION done_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.done_at IS NOT NULL THEN RAISE EXCEPTION 'done' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'done'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER done_once BEFORE UPDATE ON act_import FOR EACH ROW EXECUTE FUNCTION done_once();

-- — signs —

-- Other cases of the same enterprise that may be about the same spending: one name of the project, or invoices that
-- come to one sum. Also in departments that this officer does not see: the number, the item, who leads.
CREATE FUNCTION same_expenditure(of_case bigint) RETURNS TABLE (
  why text, other_number text, other_lead text, policy text, item text, year int, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    WITH sums AS (SELECT case_id, sum(invoice_fen)::bigint AS fen FROM evidence GROUP BY case_id)
    SELECT found.why, elsewhere.number, elsewhere.lead_department, elsewhere.policy, elsewhere.item, elsewhere.year, theirs.fen
    FROM support_case AS here JOIN support_case AS elsewhere
        ON elsewhere.subject_id = here.subject_id AND elsewhere.id <> here.id AND elsewhere.departments <> '{}'
          AND elsewhere.state NOT IN ('withdrawn', 'declined', 'not_accepted', 'refused')
          -- The next stage of the same award is no second award.
          AND elsewhere.id IS DISTINCT FROM here.previous_case AND here.id IS DISTINCT FROM elsewhere.previous_case
      LEFT JOIN sums AS ours ON ours.case_id = here.id LEFT JOIN sums AS theirs ON theirs.case_id = elsewhere.id
      CROSS JOIN LATERAL (SELECT CASE
        WHEN here.element <> '' AND elsewhere.element = here.element THEN 'element'
        WHEN ours.fen = theirs.fen THEN 'sum'
        WHEN here.element <> '' AND elsewhere.policy = here.policy AND elsewhere.item = here.item
          AND elsewhere.year = here.year THEN 'split' END AS why) AS found
    WHERE here.id = of_case AND found.why IS NOT NULL AND (sees_case_as_officer(of_case) OR acting_person() IS NULL)
    ORDER BY elsewhere.id $$;

-- Other applicants that the same person acts for, or whose money goes to the same account: the number of their last case.
CREATE FUNCTION shared_ties(of_case bigint) RETURNS TABLE (why text, what text, other_number text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    WITH here AS (SELECT id, subject_id FROM support_case WHERE support_case.id = of_case
        AND (sees_case_as_officer(of_case) OR acting_person() IS NULL)),
      accounts AS (SELECT DISTINCT ON (subject_id) subject_id, account, masked_account FROM payee_account
        ORDER BY subject_id, payee_account.id DESC),
      ties AS (
        SELECT 'person' AS why, person.name AS what, other.subject_id FROM here
          JOIN membership AS own ON own.subject_id = here.subject_id
          JOIN membership AS other ON other.person_id = own.person_id AND other.subject_id <> own.subject_id
          JOIN person ON person.id = own.person_id
        UNION SELECT 'account', own.masked_account, other.subject_id FROM here
          JOIN accounts AS own ON own.subject_id = here.subject_id
          JOIN accounts AS other ON other.account = own.account AND other.subject_id <> own.subject_id)
    SELECT ties.why, ties.what, max(elsewhere.number) FROM ties
      JOIN support_case AS elsewhere ON elsewhere.subject_id = ties.subject_id AND elsewhere.departments <> '{}'
    GROUP BY ties.why, ties.what, ties.subject_id ORDER BY 1, 2, 3 $$;

-- — oversight —

-- The districts that a leader of a government oversees; * where it is the whole municipality.
CREATE FUNCTION my_led_districts() RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT COALESCE(department.district, '*')), '{}')
    FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND duty.role = 'leader' AND department.kind = 'government'
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date() $$;

CREATE FUNCTION oversees_case(of_case bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM support_case WHERE id = of_case AND departments <> '{}'
    AND my_led_districts() && ARRAY['*', district]) $$;

-- Where a case stands and how late it is; its papers and opinions stay with those who handle it.
CREATE POLICY led ON support_case FOR SELECT TO duixian_app USING (
  departments <> '{}' AND (SELECT my_led_districts()) && ARRAY['*', district]);
CREATE POLICY led ON escalation FOR SELECT TO duixian_app USING (oversees_case(case_id));

CREATE OR REPLACE FUNCTION case_timeline(of_case bigint) RETURNS TABLE (
  number int, act text, party text, from_step text, to_step text, to_state text, department_id text,
  reason_code text, reason text, clause jsonb, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT each.number, each.act, each.party, each.from_step, each.to_step, each.to_state, each.department_id,
      each.reason_code, each.reason, each.clause, each.at
    FROM case_act AS each
    WHERE each.case_id = of_case AND (sees_case(of_case) OR oversees_case(of_case) OR acting_person() IS NULL)
    ORDER BY each.number $$;

-- — rights —

ALTER TABLE opinion_template ENABLE ROW LEVEL SECURITY;
ALTER TABLE act_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_question ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON opinion_template TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON act_import TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON sign_question TO duixian_job USING (true) WITH CHECK (true);

CREATE POLICY seen ON opinion_template FOR SELECT TO duixian_app USING (department_id = ANY ((SELECT my_departments())::text[]));
CREATE POLICY made ON opinion_template FOR INSERT TO duixian_app WITH CHECK (changed_by = acting_person()
  AND has_duty_in(ARRAY['handler', 'reviewer', 'approver', 'leader'], ARRAY[department_id]));
CREATE POLICY changed ON opinion_template FOR UPDATE TO duixian_app
  USING (has_duty_in(ARRAY['handler', 'reviewer', 'approver', 'leader'], ARRAY[department_id]))
  WITH CHECK (changed_by = acting_person());

-- One's own, and nobody else's.
CREATE POLICY own ON act_import FOR SELECT TO duixian_app USING (person_id = acting_person());
CREATE POLICY checked ON act_import FOR INSERT TO duixian_app WITH CHECK (person_id = acting_person() AND done_at IS NULL);
CREATE POLICY done ON act_import FOR UPDATE TO duixian_app USING (person_id = acting_person()) WITH CHECK (person_id = acting_person());

CREATE POLICY seen ON sign_question FOR SELECT TO duixian_app USING (sees_case(case_id));
CREATE POLICY asked ON sign_question FOR INSERT TO duixian_app WITH CHECK (asked_by = acting_person() AND answer IS NULL
  AND EXISTS (SELECT 1 FROM support_case WHERE support_case.id = case_id AND departments <> '{}'
    AND has_duty_in(ARRAY['handler', 'reviewer'], departments) AND NOT acts_for(subject_id, 'view')));
CREATE POLICY answered ON sign_question FOR UPDATE TO duixian_app USING (EXISTS (
  SELECT 1 FROM support_case WHERE support_case.id = case_id AND acts_for(subject_id, 'apply')));

GRANT SELECT, INSERT ON opinion_template, act_import, sign_question TO duixian_app;
GRANT UPDATE (title, content, version, changed_by, changed_at, retired_at) ON opinion_template TO duixian_app;
GRANT UPDATE (done_at) ON act_import TO duixian_app;
GRANT UPDATE (answer, answered_by, answered_at) ON sign_question TO duixian_app;
GRANT SELECT ON opinion_template, sign_question TO duixian_job;
