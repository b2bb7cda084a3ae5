-- Cases: what is configured for an item, the cases themselves, everything that is done to them, and what hangs on them.
--
-- A case changes in one way: a row of case_act. A trigger of that row checks it against the saved path, the duty of the
-- person, recusal and the separation of hands, and moves the case; nobody may update a case otherwise. So the timeline
-- always leads to where the case stands.
-- What is refused carries the name of the rule as a constraint; server/cases/problem.ts has its words.

CREATE FUNCTION refuse_case(rule text) RETURNS void LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'case: %', rule USING ERRCODE = 'restrict_violation', CONSTRAINT = rule; END $$;

-- — who works where —

-- Lists rather than yes or no per row, so that a query computes them once.
CREATE FUNCTION my_departments() RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT department_id), '{}') FROM duty
    WHERE person_id = acting_person() AND role IN ('handler', 'reviewer', 'approver', 'payer', 'leader')
      AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date() $$;

-- The districts that the person audits; * where it is the whole municipality.
CREATE FUNCTION my_audited_districts() RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT COALESCE(department.district, '*')), '{}')
    FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND duty.role = 'auditor'
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date() $$;

CREATE FUNCTION my_subjects() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT subject_id), '{}') FROM membership
    WHERE person_id = acting_person() AND 'view' = ANY (scopes)
      AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date() $$;

-- Where the person's department may see every subject; * where it is the whole municipality.
CREATE FUNCTION my_districts() RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT COALESCE(department.district, '*')), '{}')
    FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND department.kind IN ('bureau', 'finance', 'government')
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date() $$;

CREATE FUNCTION has_duty_in(wanted text[], places text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty WHERE person_id = acting_person() AND role = ANY (wanted) AND department_id = ANY (places)
      AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

-- — what is configured —

CREATE TABLE approval_path (
  id text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  definition jsonb NOT NULL,
  saved_by bigint REFERENCES person DEFAULT acting_person(),
  -- When the model checker explored all of it and found nothing; a path is saved only then.
  checked_at timestamptz NOT NULL DEFAULT act_time(),
  PRIMARY KEY (id, version),
  CHECK (definition->>'id' = id)
);
COMMENT ON TABLE approval_path IS '审批路径，保存前逐情形检查';
CREATE TRIGGER approval_path_append_only BEFORE UPDATE OR DELETE ON approval_path
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- How an item is handled in a district: configuration, never the words of a document. The row saved last among those that
-- are valid on a day counts on that day.
CREATE TABLE item_setting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy text NOT NULL,
  item text NOT NULL,
  district text NOT NULL,
  path_id text NOT NULL,
  path_version int NOT NULL,
  lead_department text NOT NULL REFERENCES department,
  finance_department text NOT NULL REFERENCES department,
  -- Who looks first, where the path has such a step: a street office, or the platform company that is the landlord.
  first_level_kind text CHECK (first_level_kind IN ('street', 'platform')),
  -- Departments whose opinion is asked.
  taking_part text[] NOT NULL DEFAULT '{}',
  publicity_days int NOT NULL CHECK (publicity_days > 0),
  -- When applications are taken; NULL: always.
  opens_on date,
  closes_on date,
  programme text NOT NULL DEFAULT '',
  -- Whether one subject may have several cases a year, one per element (lease, device, project).
  several boolean NOT NULL DEFAULT false,
  -- How many can be chosen a year.
  quota int CHECK (quota > 0),
  -- What is paid in steps: see server/cases/stages.ts.
  stages jsonb NOT NULL DEFAULT '[]',
  valid_from date NOT NULL,
  valid_to date,
  saved_by bigint REFERENCES person DEFAULT acting_person(),
  saved_at timestamptz NOT NULL DEFAULT act_time(),
  FOREIGN KEY (path_id, path_version) REFERENCES approval_path (id, version),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on)
);
COMMENT ON TABLE item_setting IS '事项办理设置（配置，不是文件原文）';
CREATE INDEX item_setting_of_item ON item_setting (policy, item);
CREATE TRIGGER item_setting_append_only BEFORE UPDATE OR DELETE ON item_setting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — cases —

CREATE TABLE case_counter (
  place text NOT NULL,
  year int NOT NULL,
  last int NOT NULL,
  PRIMARY KEY (place, year)
);
COMMENT ON TABLE case_counter IS '办件编号的流水';

CREATE TABLE support_case (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL UNIQUE,
  subject_id bigint NOT NULL REFERENCES subject,
  setting_id bigint NOT NULL REFERENCES item_setting,
  policy text NOT NULL,
  item text NOT NULL,
  -- The year of the award.
  year int NOT NULL,
  -- Which step of an award that is paid in steps; empty: the whole.
  stage text NOT NULL DEFAULT '',
  -- Which lease, device or project, where a subject may have several cases.
  element text NOT NULL DEFAULT '',
  previous_case bigint REFERENCES support_case,
  path_id text NOT NULL,
  path_version int NOT NULL,
  district text NOT NULL,
  lead_department text NOT NULL REFERENCES department,
  first_department text REFERENCES department,
  finance_department text NOT NULL REFERENCES department,
  taking_part text[] NOT NULL,
  -- Everyone who has seen it on a desk or takes part; empty while it is the applicant's draft.
  departments text[] NOT NULL,
  situation jsonb NOT NULL,
  state text NOT NULL,
  step text NOT NULL,
  -- Who can do something in this step.
  parties text[] NOT NULL,
  -- On whose desk it lies, then who else may act there; empty: on no department's.
  desk text[] NOT NULL,
  desk_since timestamptz NOT NULL,
  due_on date,
  -- False where the due day lies in a year whose holidays were not announced when it was counted.
  holidays_known boolean NOT NULL DEFAULT true,
  -- How many acts there have been.
  version int NOT NULL DEFAULT 0,
  opened_by bigint REFERENCES person,
  opened_at timestamptz NOT NULL,
  submitted_at timestamptz,
  FOREIGN KEY (path_id, path_version) REFERENCES approval_path (id, version)
);
COMMENT ON TABLE support_case IS '办件';
CREATE INDEX support_case_of_subject ON support_case (subject_id);
CREATE INDEX support_case_of_departments ON support_case USING gin (departments);
CREATE INDEX support_case_by_due ON support_case ((COALESCE(due_on, 'infinity'::date)), id);
CREATE INDEX support_case_of_item ON support_case (policy, item, year);
-- Cases that ended without an award do not stand in the way of another try.
CREATE UNIQUE INDEX one_case_of_item ON support_case (subject_id, policy, item, year, stage, element)
  WHERE state NOT IN ('withdrawn', 'declined', 'not_accepted', 'terminated', 'refused');
CREATE INDEX support_case_after ON support_case (previous_case);

CREATE FUNCTION path_step(path text, of_version int, wanted text) RETURNS jsonb LANGUAGE sql STABLE
  SET search_path = public
  AS $$ SELECT step FROM approval_path, jsonb_array_elements(definition->'steps') AS step
    WHERE id = path AND version = of_version AND step->>'id' = wanted $$;

CREATE FUNCTION parties_of(step jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
  AS $$ SELECT COALESCE(array_agg(DISTINCT act->>'by'), '{}') FROM jsonb_array_elements(step->'acts') AS act $$;

-- Finance pays; the lead department still rechecks and may end the case there.
CREATE FUNCTION desk_of(kind text, which support_case) RETURNS text[] LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE kind
    WHEN 'lead' THEN ARRAY[which.lead_department]
    WHEN 'first' THEN ARRAY[which.first_department]
    WHEN 'finance' THEN ARRAY[which.finance_department, which.lead_department]
    WHEN 'all' THEN ARRAY[which.lead_department] || which.taking_part
    ELSE '{}'::text[] END $$;

CREATE FUNCTION with_departments(before text[], more text[]) RETURNS text[] LANGUAGE sql IMMUTABLE
  AS $$ SELECT COALESCE(array_agg(DISTINCT each), '{}') FROM unnest(before || more) AS each $$;

CREATE FUNCTION open_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE setting item_setting; path approval_path; step jsonb; place text; counted int;
BEGIN
  SELECT * INTO setting FROM item_setting WHERE id = NEW.setting_id;
  IF NOT FOUND THEN PERFORM refuse_case('setting_known'); END IF;
  SELECT * INTO path FROM approval_path WHERE id = setting.path_id AND version = setting.path_version;
  step := path_step(path.id, path.version, path.definition->>'start');
  NEW.policy := setting.policy;
  NEW.item := setting.item;
  NEW.path_id := path.id;
  NEW.path_version := path.version;
  NEW.district := setting.district;
  NEW.lead_department := setting.lead_department;
  NEW.finance_department := setting.finance_department;
  NEW.taking_part := setting.taking_part;
  IF jsonb_path_exists(path.definition, '$.steps[*] ? (@.desk == "first")') THEN
    IF NOT EXISTS (SELECT 1 FROM department WHERE id = NEW.first_department AND kind = setting.first_level_kind
      AND district = setting.district) THEN PERFORM refuse_case('first_department'); END IF;
  ELSE
    NEW.first_department := NULL;
  END IF;
  IF (NEW.element <> '') <> setting.several THEN PERFORM refuse_case('element'); END IF;
  IF NEW.situation->>'step' IS DISTINCT FROM step->>'id' THEN PERFORM refuse_case('situation'); END IF;
  NEW.step := step->>'id';
  NEW.state := step->>'state';
  NEW.parties := parties_of(step);
  NEW.desk := desk_of(step->>'desk', NEW);
  NEW.departments := CASE WHEN step->>'desk' = 'applicant' THEN '{}'::text[]
    ELSE with_departments(NEW.desk, ARRAY[NEW.lead_department, NEW.finance_department] || NEW.taking_part) END;
  NEW.version := 0;
  NEW.opened_by := acting_person();
  NEW.opened_at := act_time();
  NEW.desk_since := act_time();
  NEW.submitted_at := NULL;
  place := regexp_replace(setting.district, '(.)((土家族|苗族|各族)*自治县|新区|区|县|市)$', '\1');
  INSERT INTO case_counter AS counter VALUES (place, extract(year FROM act_date())::int, 1)
    ON CONFLICT ON CONSTRAINT case_counter_pkey DO UPDATE SET last = counter.last + 1 RETURNING last INTO counted;
  NEW.number := place || '-' || to_char(act_date(), 'YYYY') || '-' || lpad(counted::text, 6, '0');
  RETURN NEW;
END $$;
CREATE TRIGGER open_case BEFORE INSERT ON support_case FOR EACH ROW EXECUTE FUNCTION open_case();

-- — what is done to them —

CREATE TABLE case_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  -- 1, 2, 3 … of the case; two people who acted on the same screen have the same number, and one is told.
  number int NOT NULL,
  -- Given by whoever asks: the same request twice is one act.
  request_key text NOT NULL,
  act text NOT NULL,
  party text NOT NULL,
  hand text,
  from_step text NOT NULL,
  from_state text NOT NULL,
  to_step text NOT NULL,
  to_state text NOT NULL,
  -- After the act.
  situation jsonb NOT NULL,
  -- What the moment said: enough to take the step again.
  circumstances jsonb NOT NULL,
  person_id bigint REFERENCES person,
  department_id text REFERENCES department,
  -- For the officers that come after; the applicant does not see it.
  opinion text NOT NULL DEFAULT '',
  -- For the applicant.
  reason_code text,
  reason text,
  clause jsonb,
  payload jsonb,
  due_on date,
  holidays_known boolean NOT NULL DEFAULT true,
  at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT act_numbered UNIQUE (case_id, number),
  CONSTRAINT act_once UNIQUE (case_id, request_key),
  -- What the clock ends rests on a due day, not on words of a document.
  CHECK ((reason_code IS NULL) = (reason IS NULL)
    AND ((clause IS NULL) = (reason_code IS NULL OR reason_code = 'lapsed')))
);
COMMENT ON TABLE case_act IS '办件的每一步操作';
CREATE TRIGGER case_act_append_only BEFORE UPDATE OR DELETE ON case_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_act_not_emptied BEFORE TRUNCATE ON case_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- To say yes to what was found for a firm is another authority than to apply for it.
CREATE FUNCTION applicant_scope(state text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE state WHEN 'proposed' THEN 'confirm' ELSE 'apply' END $$;

CREATE FUNCTION take_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE now_case support_case; here jsonb; taken jsonb; there jsonb; places text[];
BEGIN
  SELECT * INTO now_case FROM support_case WHERE id = NEW.case_id FOR UPDATE;
  IF NOT FOUND THEN PERFORM refuse_case('case_known'); END IF;
  IF NEW.number <> now_case.version + 1 THEN PERFORM refuse_case('stale'); END IF;
  here := path_step(now_case.path_id, now_case.path_version, now_case.step);
  SELECT each INTO taken FROM jsonb_array_elements(here->'acts') AS each WHERE each->>'id' = NEW.act;
  IF NOT FOUND THEN PERFORM refuse_case('not_here'); END IF;
  there := path_step(now_case.path_id, now_case.path_version, taken->>'to');
  NEW.party := taken->>'by';
  NEW.hand := taken->>'hand';
  NEW.from_step := now_case.step;
  NEW.from_state := now_case.state;
  NEW.to_step := there->>'id';
  NEW.to_state := there->>'state';
  NEW.person_id := acting_person();
  NEW.at := act_time();
  IF NEW.situation->>'step' IS DISTINCT FROM NEW.to_step THEN PERFORM refuse_case('situation'); END IF;

  CASE NEW.party
    WHEN 'applicant' THEN
      IF NOT acts_for(now_case.subject_id, applicant_scope(now_case.state)) THEN PERFORM refuse_case('wrong_party'); END IF;
      NEW.department_id := NULL;
    WHEN 'clock' THEN
      IF acting_person() IS NOT NULL THEN PERFORM refuse_case('wrong_party'); END IF;
    WHEN 'bank' THEN
      IF acting_person() IS NOT NULL AND NOT has_duty_in(ARRAY['payer'], now_case.departments)
        THEN PERFORM refuse_case('wrong_party'); END IF;
    WHEN 'anyone' THEN NULL;
    ELSE
      places := CASE WHEN now_case.desk = '{}' THEN ARRAY[now_case.lead_department] ELSE now_case.desk END;
      IF NEW.department_id IS NULL OR NEW.department_id <> ALL (places)
        OR NOT has_duty_in(ARRAY[NEW.party], ARRAY[NEW.department_id]) THEN PERFORM refuse_case('wrong_party'); END IF;
      IF EXISTS (SELECT 1 FROM recusal WHERE person_id = NEW.person_id AND subject_id = now_case.subject_id)
        THEN PERFORM refuse_case('recused'); END IF;
      -- Nobody who acts for a subject decides on it.
      IF acts_for(now_case.subject_id, 'view') THEN PERFORM refuse_case('recused'); END IF;
      IF NEW.hand IS NOT NULL AND EXISTS (SELECT 1 FROM case_act AS other WHERE other.case_id = NEW.case_id
        AND other.person_id = NEW.person_id AND other.hand <> NEW.hand) THEN PERFORM refuse_case('same_person'); END IF;
      IF (taken->>'reason')::boolean AND NEW.reason_code IS NULL THEN PERFORM refuse_case('no_reason'); END IF;
  END CASE;

  UPDATE support_case SET
    version = NEW.number, situation = NEW.situation, step = NEW.to_step, state = NEW.to_state,
    parties = parties_of(there), desk = desk_of(there->>'desk', now_case),
    departments = CASE WHEN there->>'desk' = 'applicant' OR (there->>'desk' = 'none' AND departments = '{}') THEN departments
      ELSE with_departments(departments || desk_of(there->>'desk', now_case),
        ARRAY[lead_department, finance_department] || taking_part) END,
    -- An act that leaves it where it is does not give more time.
    due_on = CASE WHEN NEW.to_step = NEW.from_step THEN due_on ELSE NEW.due_on END,
    holidays_known = CASE WHEN NEW.to_step = NEW.from_step THEN holidays_known ELSE NEW.holidays_known END,
    desk_since = CASE WHEN NEW.to_step = NEW.from_step THEN desk_since ELSE act_time() END,
    submitted_at = COALESCE(submitted_at, CASE WHEN NEW.from_state = 'draft' AND NEW.party = 'applicant'
      AND NEW.to_state NOT IN ('declined', 'withdrawn') THEN act_time() END)
  WHERE id = NEW.case_id;
  RETURN NEW;
END $$;
CREATE TRIGGER take_act BEFORE INSERT ON case_act FOR EACH ROW EXECUTE FUNCTION take_act();

-- Holds a case to the end of the transaction. What it says is read afterwards, with the reader's own rights.
CREATE FUNCTION lock_case(of_case bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
  AS $$ BEGIN PERFORM 1 FROM support_case WHERE id = of_case FOR UPDATE; END $$;

CREATE FUNCTION sees_case_as_officer(of_case bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM support_case WHERE id = of_case AND departments <> '{}' AND (
    departments && my_departments() OR my_audited_districts() && ARRAY['*', district])) $$;

CREATE FUNCTION sees_case(of_case bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT sees_case_as_officer(of_case)
    OR EXISTS (SELECT 1 FROM support_case WHERE id = of_case AND subject_id = ANY (my_subjects())) $$;

-- The timeline as the applicant may read it: without names and internal opinions.
CREATE FUNCTION case_timeline(of_case bigint) RETURNS TABLE (
  number int, act text, party text, from_step text, to_step text, to_state text, department_id text,
  reason_code text, reason text, clause jsonb, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT each.number, each.act, each.party, each.from_step, each.to_step, each.to_state, each.department_id,
      each.reason_code, each.reason, each.clause, each.at
    FROM case_act AS each
    WHERE each.case_id = of_case AND (sees_case(of_case) OR acting_person() IS NULL) ORDER BY each.number $$;

-- What a request did when it was made the first time.
CREATE FUNCTION earlier_act(of_case bigint, key text) RETURNS TABLE (
  number int, act text, to_step text, to_state text, by_me boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT each.number, each.act, each.to_step, each.to_state, each.person_id IS NOT DISTINCT FROM acting_person()
    FROM case_act AS each
    WHERE each.case_id = of_case AND each.request_key = key AND (sees_case(of_case) OR acting_person() IS NULL) $$;

-- How many of a year's places are taken; whoever asks holds the question to the end of the transaction.
CREATE FUNCTION places_taken(of_policy text, of_item text, of_year int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('places'), hashtext(of_policy || ' ' || of_item || ' ' || of_year));
  RETURN (SELECT count(*) FROM support_case WHERE policy = of_policy AND item = of_item AND year = of_year
    AND (situation->>'reserved')::boolean);
END $$;

-- — what hangs on them —

CREATE TABLE department_opinion (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  department_id text NOT NULL REFERENCES department,
  stance text NOT NULL CHECK (stance IN ('agree', 'disagree', 'no_comment')),
  opinion text NOT NULL DEFAULT '',
  given_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  given_at timestamptz NOT NULL DEFAULT act_time(),
  CHECK (stance <> 'disagree' OR opinion <> '')
);
COMMENT ON TABLE department_opinion IS '参与部门的意见，最后一条有效';
CREATE INDEX department_opinion_of_case ON department_opinion (case_id);

CREATE TABLE correction_notice (
  -- Once for a case, with everything that is missing.
  case_id bigint PRIMARY KEY REFERENCES support_case,
  items jsonb NOT NULL CHECK (jsonb_array_length(items) > 0),
  due_on date NOT NULL,
  told_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  told_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE correction_notice IS '一次性告知补正';

CREATE TABLE evidence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  kind text NOT NULL CHECK (kind IN ('invoice', 'contract', 'licence', 'report', 'payment_proof', 'other')),
  -- As the person called it; the file itself lies under its hash.
  name text NOT NULL CHECK (name <> '' AND name !~ '[/\\[:cntrl:]]'),
  -- Found in the content.
  media_type text NOT NULL,
  size_bytes int NOT NULL CHECK (size_bytes > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  invoice_number text,
  invoice_date date,
  invoice_fen bigint CHECK (invoice_fen > 0),
  put_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  put_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT evidence_once UNIQUE (case_id, sha256),
  CHECK ((kind = 'invoice') = (invoice_number IS NOT NULL))
);
COMMENT ON TABLE evidence IS '佐证材料';
CREATE INDEX evidence_by_hash ON evidence (sha256);
CREATE INDEX evidence_by_invoice ON evidence (invoice_number) WHERE invoice_number IS NOT NULL;

-- Where the files and invoices of a case were handed in before, also in cases that this officer cannot see: only the
-- number of the case is told, and which department leads it.
CREATE FUNCTION evidence_seen_before(of_case bigint) RETURNS TABLE (
  evidence_id bigint, by_invoice boolean, other_number text, other_lead text, same_subject boolean, other_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT own.id, own.sha256 <> other.sha256, elsewhere.number, elsewhere.lead_department,
      elsewhere.subject_id = here.subject_id, other.put_at
    FROM evidence AS own JOIN support_case AS here ON here.id = own.case_id
      JOIN evidence AS other ON other.case_id <> own.case_id
        AND (other.sha256 = own.sha256 OR other.invoice_number = own.invoice_number)
      JOIN support_case AS elsewhere ON elsewhere.id = other.case_id
    WHERE own.case_id = of_case AND elsewhere.departments <> '{}'
      AND (sees_case_as_officer(of_case) OR acting_person() IS NULL)
    ORDER BY own.id, other.id $$;

-- Other applicants of whom the same was said (telephone, account, address): the number of their last case, no more.
CREATE FUNCTION same_facts(of_case bigint, names text[]) RETURNS TABLE (name text, value jsonb, other_number text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    WITH said AS (
      SELECT DISTINCT ON (fact.subject_id, fact.name) fact.subject_id, fact.name, fact.value
      FROM fact WHERE fact.name = ANY (names) ORDER BY fact.subject_id, fact.name, fact.id DESC)
    SELECT own.name, own.value, max(elsewhere.number)
    FROM support_case AS here JOIN said AS own ON own.subject_id = here.subject_id
      JOIN said AS other ON other.name = own.name AND other.value = own.value AND other.subject_id <> own.subject_id
      JOIN support_case AS elsewhere ON elsewhere.subject_id = other.subject_id AND elsewhere.departments <> '{}'
    WHERE here.id = of_case AND own.value <> 'null' AND (sees_case_as_officer(of_case) OR acting_person() IS NULL)
    GROUP BY own.name, own.value, other.subject_id ORDER BY own.name, 3 $$;

CREATE SEQUENCE publicity_number;
CREATE TABLE publicity (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  number text NOT NULL UNIQUE
    DEFAULT 'GS' || to_char(act_date(), 'YYYY') || lpad(nextval('publicity_number')::text, 6, '0'),
  opened_at timestamptz NOT NULL DEFAULT act_time(),
  working_days int NOT NULL CHECK (working_days > 0),
  -- Its last day.
  closes_on date NOT NULL,
  holidays_known boolean NOT NULL,
  opened_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  closed_at timestamptz,
  -- When an objection was upheld.
  voided_at timestamptz,
  CHECK (closed_at IS NULL OR voided_at IS NULL)
);
COMMENT ON TABLE publicity IS '公示';
CREATE UNIQUE INDEX one_open_publicity ON publicity (case_id) WHERE closed_at IS NULL AND voided_at IS NULL;

CREATE TABLE objection (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  publicity_id bigint NOT NULL REFERENCES publicity,
  -- Given by whoever asks: the same objection sent twice is one.
  request_key text NOT NULL CONSTRAINT objection_once UNIQUE,
  by_name text NOT NULL CHECK (by_name <> ''),
  contact text NOT NULL,
  content text NOT NULL CHECK (content <> ''),
  raised_at timestamptz NOT NULL DEFAULT act_time(),
  settled text CHECK (settled IN ('dismissed', 'upheld')),
  settled_why text,
  settled_by bigint REFERENCES person,
  settled_at timestamptz,
  CHECK ((settled IS NULL) = (settled_at IS NULL))
);
COMMENT ON TABLE objection IS '公示异议；提出人不向申报企业公开';
CREATE INDEX objection_of_case ON objection (case_id);

CREATE TABLE upper_level_arrival (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL REFERENCES support_case,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  arrived_on date NOT NULL,
  document text NOT NULL CHECK (document <> ''),
  recorded_by bigint REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT arrival_once UNIQUE (case_id, document)
);
COMMENT ON TABLE upper_level_arrival IS '上级资金到位记录';

CREATE TABLE escalation (
  case_id bigint NOT NULL REFERENCES support_case,
  -- The act after which it lies where it is late.
  version int NOT NULL,
  level text NOT NULL CHECK (level IN ('desk', 'leader')),
  due_on date NOT NULL,
  working_days_late int NOT NULL CHECK (working_days_late > 0),
  at timestamptz NOT NULL DEFAULT act_time(),
  PRIMARY KEY (case_id, version, level)
);
COMMENT ON TABLE escalation IS '超期督办';

CREATE TRIGGER department_opinion_append_only BEFORE UPDATE OR DELETE ON department_opinion
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_notice_append_only BEFORE UPDATE OR DELETE ON correction_notice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER upper_level_arrival_append_only BEFORE UPDATE OR DELETE ON upper_level_arrival
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER escalation_append_only BEFORE UPDATE OR DELETE ON escalation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — rights —

ALTER TABLE approval_path ENABLE ROW LEVEL SECURITY;
ALTER TABLE item_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE department_opinion ENABLE ROW LEVEL SECURITY;
ALTER TABLE correction_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE publicity ENABLE ROW LEVEL SECURITY;
ALTER TABLE objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE upper_level_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE escalation ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON approval_path TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON item_setting TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON support_case TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON case_act TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON department_opinion TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON correction_notice TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON evidence TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON publicity TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON objection TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON upper_level_arrival TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON escalation TO duixian_job USING (true) WITH CHECK (true);

-- How things are done is no secret. The way is laid by the administrator, its use for an item by the department that leads.
CREATE POLICY seen ON approval_path FOR SELECT TO duixian_app USING (true);
CREATE POLICY saved ON approval_path FOR INSERT TO duixian_app
  WITH CHECK (saved_by = acting_person() AND has_duty(ARRAY['system_admin']));
CREATE POLICY seen ON item_setting FOR SELECT TO duixian_app USING (true);
CREATE POLICY saved ON item_setting FOR INSERT TO duixian_app
  WITH CHECK (saved_by = acting_person() AND has_duty_in(ARRAY['approver', 'leader'], ARRAY[lead_department]));

CREATE POLICY seen ON support_case FOR SELECT TO duixian_app USING (
  departments && (SELECT my_departments())
  OR subject_id = ANY ((SELECT my_subjects())::bigint[])
  OR (departments <> '{}' AND (SELECT my_audited_districts()) && ARRAY['*', district]));
CREATE POLICY opened ON support_case FOR INSERT TO duixian_app WITH CHECK (acts_for(subject_id, 'apply'));

-- As before (0001), and whose case reached one's desk; asked once for a query, not once for a row.
ALTER POLICY seen ON subject USING (
  id = ANY ((SELECT my_subjects())::bigint[])
  OR (SELECT my_districts()) && ARRAY['*', district]
  OR id IN (SELECT subject_id FROM support_case));

CREATE POLICY seen ON case_act FOR SELECT TO duixian_app USING (sees_case_as_officer(case_id));
-- Everything else about who may act is checked by take_act.
CREATE POLICY acted ON case_act FOR INSERT TO duixian_app WITH CHECK (sees_case(case_id) AND party <> 'anyone');

CREATE POLICY seen ON department_opinion FOR SELECT TO duixian_app USING (sees_case_as_officer(case_id));
CREATE POLICY given ON department_opinion FOR INSERT TO duixian_app WITH CHECK (
  given_by = acting_person() AND has_duty_in(ARRAY['handler', 'reviewer', 'approver', 'leader'], ARRAY[department_id])
  AND EXISTS (SELECT 1 FROM support_case WHERE support_case.id = case_id AND department_id = ANY (taking_part)
    AND NOT acts_for(subject_id, 'view') AND NOT EXISTS (SELECT 1 FROM recusal
      WHERE recusal.person_id = acting_person() AND recusal.subject_id = support_case.subject_id)));

CREATE POLICY seen ON correction_notice FOR SELECT TO duixian_app USING (sees_case(case_id));
CREATE POLICY told ON correction_notice FOR INSERT TO duixian_app
  WITH CHECK (told_by = acting_person() AND EXISTS (SELECT 1 FROM support_case WHERE support_case.id = case_id
    AND state = 'correcting' AND has_duty_in(ARRAY['handler'], departments)));

CREATE POLICY seen ON evidence FOR SELECT TO duixian_app USING (sees_case(case_id));
CREATE POLICY put ON evidence FOR INSERT TO duixian_app WITH CHECK (put_by = acting_person() AND EXISTS (
  SELECT 1 FROM support_case WHERE support_case.id = case_id AND (
    (acts_for(subject_id, 'apply') AND state IN ('draft', 'correcting'))
    OR (has_duty_in(ARRAY['handler', 'reviewer'], departments)
      AND state NOT IN ('draft', 'withdrawn', 'declined', 'not_accepted', 'terminated', 'refused')))));

CREATE POLICY seen ON publicity FOR SELECT TO duixian_app USING (sees_case(case_id));
CREATE POLICY opened ON publicity FOR INSERT TO duixian_app
  WITH CHECK (opened_by = acting_person() AND closed_at IS NULL
    -- Never shorter than it was set up.
    AND closes_on >= act_date() + working_days
    AND EXISTS (SELECT 1 FROM support_case JOIN item_setting ON item_setting.id = setting_id
      WHERE support_case.id = case_id AND state = 'in_publicity' AND working_days = publicity_days
        AND has_duty_in(ARRAY['handler'], ARRAY[support_case.lead_department])));
CREATE POLICY voided ON publicity FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['reviewer']) AND sees_case_as_officer(case_id));

CREATE POLICY seen ON objection FOR SELECT TO duixian_app USING (sees_case_as_officer(case_id));
CREATE POLICY settled ON objection FOR UPDATE TO duixian_app
  USING (settled IS NULL AND has_duty(ARRAY['reviewer']) AND sees_case_as_officer(case_id))
  WITH CHECK (settled_by = acting_person());

CREATE POLICY seen ON upper_level_arrival FOR SELECT TO duixian_app USING (sees_case(case_id));
CREATE POLICY recorded ON upper_level_arrival FOR INSERT TO duixian_app
  WITH CHECK (recorded_by = acting_person() AND has_duty(ARRAY['handler', 'payer']) AND sees_case_as_officer(case_id));

CREATE POLICY seen ON escalation FOR SELECT TO duixian_app USING (sees_case_as_officer(case_id));

GRANT SELECT ON approval_path, item_setting, support_case, case_act, department_opinion, correction_notice, evidence,
  publicity, objection, upper_level_arrival, escalation TO duixian_app, duixian_job;
GRANT INSERT ON approval_path, item_setting, support_case, case_act, upper_level_arrival TO duixian_app, duixian_job;
GRANT INSERT ON department_opinion, correction_notice, evidence, publicity TO duixian_app;
GRANT INSERT ON objection, escalation TO duixian_job;
GRANT UPDATE (voided_at) ON publicity TO duixian_app;
GRANT UPDATE (closed_at) ON publicity TO duixian_job;
GRANT UPDATE (settled, settled_why, settled_by, settled_at) ON objection TO duixian_app;
GRANT USAGE ON SEQUENCE publicity_number TO duixian_app;
