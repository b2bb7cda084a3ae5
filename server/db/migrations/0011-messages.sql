-- What people have to know of what happened, and what an enterprise holds to be wrong of what government knows of it.
--
-- A message is written by a trigger of the row that it tells of, in the same transaction: neither can be without the
-- other. What only time brings is told by the clock (server/messages/tellDates.ts). No message leaves this system.

-- — messages —

CREATE TABLE message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN (
    'case', 'publicity', 'paid', 'returned', 'next_stage', 'due_soon', 'date', 'rectification_answered',
    'assigned', 'opinion_asked', 'due_today', 'overdue', 'escalated', 'rectification_asked')),
  -- What is told: the same thing is told once.
  key text NOT NULL CONSTRAINT message_once UNIQUE,
  -- For those who act for a subject; NULL: for officers.
  subject_id bigint REFERENCES subject,
  -- For officers: a department and a duty in it, "yubei-jxw handler".
  desks text[] NOT NULL DEFAULT '{}',
  case_id bigint REFERENCES support_case,
  rectification_id bigint,
  -- The words as they were then: names of acts and steps, reasons.
  said jsonb NOT NULL DEFAULT '{}',
  -- Until when something has to be done, or the day that is told of.
  due_on date,
  -- Whoever caused it need not be told.
  caused_by bigint REFERENCES person DEFAULT acting_person(),
  at timestamptz NOT NULL DEFAULT act_time(),
  CHECK ((subject_id IS NULL) = (desks <> '{}'))
);
COMMENT ON TABLE message IS '站内消息';
CREATE INDEX message_of_subject ON message (subject_id, id);
CREATE INDEX message_of_desks ON message USING gin (desks);

CREATE TABLE message_read (
  message_id bigint NOT NULL REFERENCES message,
  person_id bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  read_at timestamptz NOT NULL DEFAULT act_time(),
  PRIMARY KEY (person_id, message_id)
);
COMMENT ON TABLE message_read IS '消息已读';

-- Until which day the clock has looked at a subject's dates.
CREATE TABLE dates_told (
  subject_id bigint PRIMARY KEY REFERENCES subject,
  told_on date NOT NULL
);
COMMENT ON TABLE dates_told IS '日期提醒算到哪一天';

CREATE TRIGGER message_append_only BEFORE UPDATE OR DELETE ON message
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER message_not_emptied BEFORE TRUNCATE ON message FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER message_read_append_only BEFORE UPDATE OR DELETE ON message_read
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The acting person's departments and duties, as messages to officers name them.
CREATE FUNCTION my_desks() RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT department_id || ' ' || role), '{}') FROM duty
    WHERE person_id = acting_person() AND department_id IS NOT NULL
      AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date() $$;

CREATE FUNCTION desks_of(departments text[], roles text[]) RETURNS text[] LANGUAGE sql IMMUTABLE
  AS $$ SELECT COALESCE(array_agg(place || ' ' || role), '{}') FROM unnest(departments) AS place, unnest(roles) AS role $$;

-- Who has work in a step: those who can take it on; whoever can only end it is not called.
CREATE FUNCTION roles_in(step jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(array_agg(DISTINCT act->>'by') FILTER (WHERE NOT COALESCE((act->>'reason')::boolean, false)),
    array_agg(DISTINCT act->>'by'), '{}')
  FROM jsonb_array_elements(step->'acts') AS act
  WHERE act->>'by' IN ('handler', 'reviewer', 'approver', 'payer') $$;

CREATE FUNCTION tell_subject(
  of_kind text, once text, of_subject bigint, of_case bigint, words jsonb, day date DEFAULT NULL
) RETURNS void LANGUAGE sql SET search_path = public
  AS $$ INSERT INTO message (kind, key, subject_id, case_id, said, due_on)
    VALUES (of_kind, once, of_subject, of_case, jsonb_strip_nulls(words), day)
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING $$;

CREATE FUNCTION tell_desks(
  of_kind text, once text, places text[], of_case bigint, words jsonb, day date DEFAULT NULL
) RETURNS void LANGUAGE sql SET search_path = public
  AS $$ INSERT INTO message (kind, key, desks, case_id, said, due_on)
    SELECT of_kind, once, places, of_case, jsonb_strip_nulls(words), day WHERE places <> '{}'
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING $$;
REVOKE EXECUTE ON FUNCTION tell_subject, tell_desks FROM PUBLIC;

-- A step is entered: whose desk it lies on is told, and who is asked for an opinion there.
CREATE FUNCTION message_of_step(of_case support_case, step jsonb, once text) RETURNS void
  LANGUAGE plpgsql SET search_path = public AS $$
DECLARE words jsonb := jsonb_build_object('step', step->>'name');
BEGIN
  PERFORM tell_desks('assigned', 'assigned ' || once, desks_of(of_case.desk, roles_in(step)), of_case.id, words,
    of_case.due_on);
  IF jsonb_path_exists(step, '$.acts[*].needs[*] ? (@ == "opinions_complete")') THEN
    PERFORM tell_desks('opinion_asked', 'opinion ' || once,
      desks_of(of_case.taking_part, ARRAY['handler', 'reviewer']), of_case.id, words, of_case.due_on);
  END IF;
END $$;

CREATE FUNCTION message_of_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_case support_case; taken jsonb; there jsonb;
BEGIN
  SELECT * INTO of_case FROM support_case WHERE id = NEW.case_id;
  there := path_step(of_case.path_id, of_case.path_version, NEW.to_step);
  SELECT each INTO taken FROM jsonb_array_elements(
    path_step(of_case.path_id, of_case.path_version, NEW.from_step)->'acts') AS each WHERE each->>'id' = NEW.act;
  -- What the publicity and the bank's answer bring is told with their own numbers.
  IF NEW.to_state <> NEW.from_state
    AND NOT COALESCE(taken->'does', '[]') ?| ARRAY['open_publicity', 'order_paid', 'order_returned'] THEN
    PERFORM tell_subject('case', 'act ' || NEW.id, of_case.subject_id, NEW.case_id, jsonb_build_object(
        'act', taken->>'name', 'by', NEW.party, 'step', there->>'name', 'state', NEW.to_state,
        'reasonCode', NEW.reason_code, 'reason', NEW.reason),
      CASE there->>'desk' WHEN 'applicant' THEN NEW.due_on END);
  END IF;
  IF NEW.to_step <> NEW.from_step THEN PERFORM message_of_step(of_case, there, 'act ' || NEW.id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_act AFTER INSERT ON case_act FOR EACH ROW EXECUTE FUNCTION message_of_act();

CREATE FUNCTION message_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.previous_case IS NOT NULL THEN
    PERFORM tell_subject('next_stage', 'case ' || NEW.id, NEW.subject_id, NEW.id,
      jsonb_build_object('stage', NEW.stage), NEW.due_on);
  END IF;
  PERFORM message_of_step(NEW, path_step(NEW.path_id, NEW.path_version, NEW.step), 'case ' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_case AFTER INSERT ON support_case FOR EACH ROW EXECUTE FUNCTION message_of_case();

CREATE FUNCTION message_of_publicity() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM tell_subject('publicity', 'publicity ' || NEW.id,
    (SELECT subject_id FROM support_case WHERE id = NEW.case_id), NEW.case_id,
    jsonb_build_object('number', NEW.number), NEW.closes_on);
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_publicity AFTER INSERT ON publicity FOR EACH ROW EXECUTE FUNCTION message_of_publicity();

CREATE FUNCTION message_of_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given award;
BEGIN
  SELECT * INTO given FROM award WHERE id = NEW.award_id;
  PERFORM tell_subject(NEW.state, 'order ' || NEW.id || ' ' || NEW.state, given.subject_id, given.case_id,
    jsonb_build_object('number', NEW.number, 'fen', NEW.amount_fen::text));
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_payment AFTER UPDATE OF state ON payment_order FOR EACH ROW
  WHEN (NEW.state <> OLD.state AND NEW.state IN ('paid', 'returned')) EXECUTE FUNCTION message_of_payment();

CREATE FUNCTION message_of_escalation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_case support_case; here jsonb;
BEGIN
  SELECT * INTO of_case FROM support_case WHERE id = NEW.case_id;
  here := path_step(of_case.path_id, of_case.path_version, of_case.step);
  PERFORM tell_desks(CASE NEW.level WHEN 'desk' THEN 'overdue' ELSE 'escalated' END,
    concat_ws(' ', 'late', NEW.case_id, NEW.version, NEW.level),
    CASE NEW.level WHEN 'desk' THEN desks_of(of_case.desk, roles_in(here))
      ELSE desks_of(with_departments(of_case.desk, ARRAY[of_case.lead_department]), ARRAY['leader', 'approver']) END,
    NEW.case_id, jsonb_build_object('step', here->>'name', 'days', NEW.working_days_late), NEW.due_on);
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_escalation AFTER INSERT ON escalation FOR EACH ROW EXECUTE FUNCTION message_of_escalation();

-- — what an enterprise holds to be wrong —

CREATE TABLE rectification (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id bigint NOT NULL REFERENCES subject,
  -- The English name in the dictionary, and the year of a yearly fact.
  name text NOT NULL,
  year int,
  -- What was said and counted when it was asked; NULL: nothing.
  disputed bigint REFERENCES fact,
  claim text NOT NULL CHECK (claim <> ''),
  ground text NOT NULL CHECK (ground <> ''),
  -- NULL: any bureau that sees the subject.
  department_id text REFERENCES department,
  asked_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  asked_at timestamptz NOT NULL DEFAULT act_time(),
  outcome text CHECK (outcome IN ('rectified', 'kept')),
  answer text,
  answered_by bigint REFERENCES person,
  answered_for text REFERENCES department,
  answered_at timestamptz,
  CHECK ((outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (answer IS NULL)
    AND (outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_for IS NULL))
);
COMMENT ON TABLE rectification IS '更正申请：企业认为部门掌握的数据有误';
CREATE INDEX rectification_of_subject ON rectification (subject_id);
-- While one is open the same is not asked again.
CREATE UNIQUE INDEX one_open_rectification ON rectification (subject_id, name, COALESCE(year, 0))
  WHERE outcome IS NULL;
ALTER TABLE message ADD CONSTRAINT message_names_rectification
  FOREIGN KEY (rectification_id) REFERENCES rectification;
CREATE TRIGGER rectification_kept BEFORE DELETE ON rectification FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rectification_not_emptied BEFORE TRUNCATE ON rectification
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION message_of_rectification() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE words jsonb := jsonb_strip_nulls(jsonb_build_object(
  'name', NEW.name, 'year', NEW.year, 'outcome', NEW.outcome, 'answer', NEW.answer));
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO message (kind, key, desks, rectification_id, said)
      SELECT 'rectification_asked', 'rectification ' || NEW.id, places, NEW.id, words
      FROM (SELECT desks_of(array_agg(department.id), ARRAY['handler', 'reviewer']) AS places
        FROM department, subject
        WHERE subject.id = NEW.subject_id AND (department.id = NEW.department_id OR (NEW.department_id IS NULL
          AND department.kind = 'bureau' AND department.district IS NOT DISTINCT FROM subject.district))) AS told
      WHERE places <> '{}';
  ELSE
    INSERT INTO message (kind, key, subject_id, rectification_id, said)
      VALUES ('rectification_answered', 'rectified ' || NEW.id, NEW.subject_id, NEW.id, words);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_rectification AFTER INSERT OR UPDATE ON rectification
  FOR EACH ROW EXECUTE FUNCTION message_of_rectification();

-- — rights —

ALTER TABLE message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_read ENABLE ROW LEVEL SECURITY;
ALTER TABLE dates_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE rectification ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON message TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON message_read TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON dates_told TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON rectification TO duixian_job USING (true) WITH CHECK (true);

-- Lists rather than yes or no per row, so that a query computes them once.
CREATE POLICY seen ON message FOR SELECT TO duixian_app USING (
  subject_id = ANY ((SELECT my_subjects())::bigint[]) OR desks && (SELECT my_desks()));
CREATE POLICY seen ON message_read FOR SELECT TO duixian_app USING (person_id = acting_person());
CREATE POLICY read ON message_read FOR INSERT TO duixian_app
  WITH CHECK (person_id = acting_person() AND EXISTS (SELECT 1 FROM message WHERE message.id = message_id));

-- The subject's own, and those of subjects that a handler, reviewer or auditor sees.
CREATE POLICY seen ON rectification FOR SELECT TO duixian_app USING (
  subject_id = ANY ((SELECT my_subjects())::bigint[])
  OR (has_duty(ARRAY['handler', 'reviewer', 'auditor'])
    AND EXISTS (SELECT 1 FROM subject WHERE subject.id = subject_id)));
CREATE POLICY asked ON rectification FOR INSERT TO duixian_app
  WITH CHECK (asked_by = acting_person() AND outcome IS NULL AND acts_for(subject_id, 'apply'));
CREATE POLICY answered ON rectification FOR UPDATE TO duixian_app
  USING (outcome IS NULL AND EXISTS (SELECT 1 FROM subject WHERE subject.id = subject_id)
    AND NOT acts_for(subject_id, 'view') AND NOT is_recused(acting_person(), subject_id))
  WITH CHECK (outcome IS NOT NULL AND answered_by = acting_person()
    AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[answered_for])
    AND COALESCE(department_id, answered_for) = answered_for);

GRANT SELECT ON message, message_read, rectification TO duixian_app, duixian_job;
GRANT INSERT ON message TO duixian_job;
GRANT INSERT ON message_read, rectification TO duixian_app;
GRANT UPDATE (outcome, answer, answered_by, answered_for, answered_at) ON rectification TO duixian_app;
GRANT SELECT, INSERT, UPDATE ON dates_told TO duixian_job;
