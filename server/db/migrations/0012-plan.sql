-- The plan: how each indicator of a document is kept here, what departments report of it, and what became official.
-- The targets themselves are the documents' (policy and target name one); nothing of a document is written down again.

-- — the plan office, and other systems that read and report —

ALTER TABLE duty DROP CONSTRAINT duty_role_check;
ALTER TABLE duty ADD CONSTRAINT duty_role_check CHECK (role IN (
  'handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader', 'planner',
  'system_admin', 'security_admin', 'audit_admin'));
ALTER TABLE api_token DROP CONSTRAINT api_token_scopes_check;
ALTER TABLE api_token ADD CONSTRAINT api_token_scopes_check CHECK (scopes <@ ARRAY[
  'evaluate', 'push_facts', 'read_cases', 'report_payments', 'read_plan', 'report_plan']);

-- Whether this person is of the plan office of a district.
CREATE FUNCTION plans_for(place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND duty.role = 'planner'
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
      AND department.district = place) $$;

-- — how an indicator is kept —

-- The last row of an indicator in a district counts. What the document is silent about is said here, by somebody.
CREATE TABLE plan_setting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy text NOT NULL,
  target text NOT NULL,
  district text NOT NULL,
  department_id text NOT NULL REFERENCES department,
  definition text NOT NULL,
  formula text NOT NULL,
  unit text NOT NULL CHECK (unit <> ''),
  source text NOT NULL,
  periodicity text NOT NULL CHECK (periodicity IN ('month', 'quarter', 'half', 'year')),
  -- What a reported number is: what there is at the end of the period, what has come together since the first period,
  -- or since the beginning of the year.
  gathers text NOT NULL CHECK (gathers IN ('level', 'since_start', 'within_year')),
  first_period text NOT NULL,
  -- How many days after the end of a period its report is due.
  due_days int NOT NULL CHECK (due_days BETWEEN 0 AND 120),
  -- Between these a value is plausible; NULL: not said.
  lowest numeric,
  highest numeric,
  note text NOT NULL,
  -- Invented, to show how it looks.
  sample boolean NOT NULL DEFAULT false,
  set_by bigint REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CHECK (lowest <= highest)
);
COMMENT ON TABLE plan_setting IS '指标设置（配置，不是文件的话）';
CREATE INDEX plan_setting_of_indicator ON plan_setting (district, policy, target, id);
CREATE TRIGGER plan_setting_append_only BEFORE UPDATE OR DELETE ON plan_setting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — what is reported —

-- The last day of 2026-03, 2026Q1, 2026H1 or 2026; NULL for anything else.
CREATE FUNCTION plan_period_end(period text) RETURNS date LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE
    WHEN period ~ '^20\d\d$' THEN make_date(period::int, 12, 31)
    WHEN period ~ '^20\d\dH[12]$' THEN
      (make_date(left(period, 4)::int, right(period, 1)::int * 6, 1) + interval '1 month - 1 day')::date
    WHEN period ~ '^20\d\dQ[1-4]$' THEN
      (make_date(left(period, 4)::int, right(period, 1)::int * 3, 1) + interval '1 month - 1 day')::date
    WHEN period ~ '^20\d\d-(0[1-9]|1[0-2])$' THEN
      (make_date(left(period, 4)::int, right(period, 2)::int, 1) + interval '1 month - 1 day')::date
  END $$;

-- Nothing is overwritten. A period (valid time) has a proposed value, then an official one or a return; a correction
-- begins again with a proposal that names the official row it is to replace. What counted at a moment is told by
-- recorded_at (knowledge time), which is in order within an indicator.
CREATE TABLE plan_report (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy text NOT NULL,
  target text NOT NULL,
  district text NOT NULL,
  department_id text NOT NULL REFERENCES department,
  period text NOT NULL,
  period_end date NOT NULL GENERATED ALWAYS AS (plan_period_end(period)) STORED,
  kind text NOT NULL CHECK (kind IN ('proposed', 'official', 'returned')),
  -- Exact, in `unit`.
  value numeric NOT NULL,
  unit text NOT NULL,
  reason text NOT NULL,
  -- Of an official value or a return: the proposal. Of a proposal: the official value that it corrects.
  follows bigint REFERENCES plan_report,
  said_by bigint REFERENCES person DEFAULT acting_person(),
  -- The other system that said it.
  said_by_token bigint REFERENCES api_token,
  sample boolean NOT NULL DEFAULT false,
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT plan_follows CHECK (kind = 'proposed' OR follows IS NOT NULL),
  CONSTRAINT plan_author CHECK (num_nonnulls(said_by, said_by_token) <= 1 AND (sample OR num_nonnulls(said_by, said_by_token) = 1)),
  CONSTRAINT plan_reason CHECK (kind <> 'returned' OR reason <> '')
);
COMMENT ON TABLE plan_report IS '指标报送值与正式值';
CREATE INDEX plan_report_of_indicator ON plan_report (district, policy, target, period_end, id);
CREATE TRIGGER plan_report_append_only BEFORE UPDATE OR DELETE ON plan_report
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_report_not_emptied BEFORE TRUNCATE ON plan_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_report(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'restrict_violation', CONSTRAINT = rule; END $$;

CREATE FUNCTION keep_reports_in_order() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  setting plan_setting;
  last plan_report;
  official bigint;
  known timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('plan'), hashtext(NEW.district || ' ' || NEW.policy || ' ' || NEW.target));
  SELECT * INTO setting FROM plan_setting AS each
    WHERE each.district = NEW.district AND each.policy = NEW.policy AND each.target = NEW.target ORDER BY each.id DESC LIMIT 1;
  IF setting.id IS NULL THEN PERFORM refuse_report('plan_known'); END IF;
  SELECT * INTO last FROM plan_report AS each
    WHERE each.district = NEW.district AND each.policy = NEW.policy AND each.target = NEW.target AND each.period = NEW.period
    ORDER BY each.id DESC LIMIT 1;
  SELECT max(each.id) INTO official FROM plan_report AS each
    WHERE each.district = NEW.district AND each.policy = NEW.policy AND each.target = NEW.target AND each.period = NEW.period
      AND each.kind = 'official';
  IF NEW.kind = 'proposed' THEN
    IF NEW.department_id <> setting.department_id THEN PERFORM refuse_report('plan_owner'); END IF;
    IF official IS DISTINCT FROM NEW.follows THEN PERFORM refuse_report('plan_official_already'); END IF;
  ELSE
    IF last.id IS NULL OR last.kind <> 'proposed' OR last.id <> NEW.follows THEN PERFORM refuse_report('plan_open'); END IF;
    IF last.said_by = NEW.said_by THEN PERFORM refuse_report('plan_other_person'); END IF;
    IF NEW.kind = 'returned' AND NEW.value <> last.value THEN PERFORM refuse_report('plan_open'); END IF;
    IF NEW.kind = 'official' AND NEW.value <> last.value AND btrim(NEW.reason) = '' THEN PERFORM refuse_report('plan_reason'); END IF;
    NEW.department_id := last.department_id;
  END IF;
  IF NEW.unit <> setting.unit THEN PERFORM refuse_report('plan_unit'); END IF;
  -- Only what is invented may say when it became known, as far as the order allows.
  IF acting_person() IS NOT NULL OR NOT NEW.sample THEN
    NEW.sample := false;
    NEW.recorded_at := act_time();
  END IF;
  SELECT max(each.recorded_at) INTO known FROM plan_report AS each
    WHERE each.district = NEW.district AND each.policy = NEW.policy AND each.target = NEW.target;
  NEW.recorded_at := GREATEST(date_trunc('milliseconds', NEW.recorded_at), known + interval '1 millisecond');
  RETURN NEW;
END $$;
CREATE TRIGGER keep_reports_in_order BEFORE INSERT ON plan_report
  FOR EACH ROW EXECUTE FUNCTION keep_reports_in_order();

-- — what a report rests on —

CREATE TABLE plan_evidence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  report_id bigint NOT NULL REFERENCES plan_report,
  name text NOT NULL CHECK (name <> '' AND name !~ '[/\\[:cntrl:]]'),
  media_type text NOT NULL,
  size_bytes int NOT NULL CHECK (size_bytes > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  put_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  put_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT plan_evidence_once UNIQUE (report_id, sha256)
);
COMMENT ON TABLE plan_evidence IS '指标报送的佐证材料';
CREATE TRIGGER plan_evidence_append_only BEFORE UPDATE OR DELETE ON plan_evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — rights —

ALTER TABLE plan_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON plan_setting TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_report TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_evidence TO duixian_job USING (true) WITH CHECK (true);

CREATE POLICY seen ON plan_setting FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR department_id = ANY ((SELECT my_departments())::text[]));
CREATE POLICY set ON plan_setting FOR INSERT TO duixian_app
  WITH CHECK (set_by = acting_person() AND NOT sample AND recorded_at = act_time() AND plans_for(district));
CREATE POLICY seen ON plan_report FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR department_id = ANY ((SELECT my_departments())::text[]));
CREATE POLICY proposed ON plan_report FOR INSERT TO duixian_app WITH CHECK (
  said_by = acting_person() AND said_by_token IS NULL AND (
    (kind = 'proposed' AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[department_id]))
    OR (kind <> 'proposed' AND plans_for(district))));
CREATE POLICY seen ON plan_evidence FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_report WHERE plan_report.id = report_id));
CREATE POLICY put ON plan_evidence FOR INSERT TO duixian_app WITH CHECK (
  put_by = acting_person() AND EXISTS (
    SELECT 1 FROM plan_report AS report WHERE report.id = report_id AND report.kind = 'proposed'
      AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[report.department_id])
      AND NOT EXISTS (SELECT 1 FROM plan_report AS later WHERE later.follows = report.id)));

GRANT SELECT, INSERT ON plan_setting, plan_report, plan_evidence TO duixian_app, duixian_job;
