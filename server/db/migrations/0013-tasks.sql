-- The tasks of the plan on their way: who owns them, which step they are in, their nodes, evidence, meetings, and what
-- the clock said. A task is the document's (policy and task name it); none of its words is written down again.

-- The plan office of a district; that of the municipality for 重庆市.
CREATE FUNCTION plans_tasks_of(place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND duty.role = 'planner'
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
      AND COALESCE(department.district, '重庆市') = place) $$;

-- — who a name in the text is —

-- The last row of a name counts: configuration, said by somebody. No departments: the name is not one of the table.
CREATE TABLE plan_owner_name (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  district text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  departments text[] NOT NULL,
  note text NOT NULL,
  set_by bigint REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE plan_owner_name IS '责任单位称谓与部门的对应（配置，不是文件的话）';
CREATE INDEX plan_owner_name_of_district ON plan_owner_name (district, name, id);
CREATE TRIGGER plan_owner_name_append_only BEFORE UPDATE OR DELETE ON plan_owner_name
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — meetings —

CREATE TABLE plan_meeting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  district text NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  held_on date NOT NULL,
  agenda text NOT NULL,
  sample boolean NOT NULL DEFAULT false,
  called_by bigint REFERENCES person DEFAULT acting_person(),
  called_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE plan_meeting IS '会商';
CREATE TRIGGER plan_meeting_append_only BEFORE UPDATE OR DELETE ON plan_meeting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — tasks —

-- What follows `sample` is as the last act left it; only take_task_act writes it.
CREATE TABLE plan_task (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy text NOT NULL,
  task text NOT NULL,
  district text NOT NULL,
  -- The last day that the document itself gives; NULL: it gives none.
  stated_due date,
  -- Moved on with invented acts, to show how it looks.
  sample boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 0,
  step text NOT NULL DEFAULT 'registered' CHECK (step IN (
    'registered', 'assigned', 'signed', 'broken_down', 'reported', 'reviewed', 'finished', 'struck')),
  lead_department text REFERENCES department,
  departments text[] NOT NULL DEFAULT '{}',
  deadline date,
  -- The earliest day that is open: of a node or of the whole. NULL: no day is known.
  next_on date,
  -- When the department said that it is done, unless that was returned.
  reported_on date,
  open_question int,
  acted_at timestamptz NOT NULL DEFAULT act_time(),
  UNIQUE (policy, task, district)
);
COMMENT ON TABLE plan_task IS '任务';
CREATE INDEX plan_task_due ON plan_task (district, next_on, id);
CREATE INDEX plan_task_departments ON plan_task USING gin (departments);
CREATE INDEX plan_task_lead ON plan_task (district, lead_department);

-- Every act with what it left behind, so that the state as known at a moment is the last row before it.
CREATE TABLE plan_task_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id bigint NOT NULL REFERENCES plan_task,
  number int NOT NULL,
  act text NOT NULL,
  -- Sent twice, done once.
  key text NOT NULL,
  person_id bigint REFERENCES person DEFAULT acting_person(),
  -- For which department the person acts.
  department_id text REFERENCES department,
  text text NOT NULL DEFAULT '',
  -- Nodes that the act plans, moves or completes: [{node, title, department, plannedOn, actualOn}].
  nodes jsonb NOT NULL DEFAULT '[]',
  meeting_id bigint REFERENCES plan_meeting,
  -- Of the clock: whom it tells, and for how many working days the task is late.
  level text CHECK (level IN ('department', 'leader')),
  working_days_late int,
  sample boolean NOT NULL DEFAULT false,
  step text NOT NULL DEFAULT '',
  lead_department text REFERENCES department,
  departments text[] NOT NULL DEFAULT '{}',
  deadline date,
  next_on date,
  reported_on date,
  open_question int,
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT task_version UNIQUE (task_id, number),
  CONSTRAINT task_act_once UNIQUE (task_id, key)
);
COMMENT ON TABLE plan_task_act IS '任务操作';
CREATE INDEX plan_task_act_known ON plan_task_act (task_id, recorded_at);
CREATE UNIQUE INDEX plan_task_told_once ON plan_task_act (task_id, act, next_on, level) WHERE act IN ('remind', 'escalate');
CREATE TRIGGER plan_task_act_append_only BEFORE UPDATE OR DELETE ON plan_task_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_task_act_not_emptied BEFORE TRUNCATE ON plan_task_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Milestones and what meetings decided: the last row of a node counts. Written by take_task_act alone.
CREATE TABLE plan_task_node (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id bigint NOT NULL REFERENCES plan_task,
  node int NOT NULL,
  act_number int NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  department_id text NOT NULL REFERENCES department,
  planned_on date NOT NULL,
  actual_on date,
  meeting_id bigint REFERENCES plan_meeting,
  recorded_at timestamptz NOT NULL,
  UNIQUE (task_id, node, act_number)
);
COMMENT ON TABLE plan_task_node IS '任务节点';
CREATE TRIGGER plan_task_node_append_only BEFORE UPDATE OR DELETE ON plan_task_node
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE plan_task_evidence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id bigint NOT NULL REFERENCES plan_task,
  name text NOT NULL CHECK (name <> '' AND name !~ '[/\\[:cntrl:]]'),
  media_type text NOT NULL,
  size_bytes int NOT NULL CHECK (size_bytes > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  put_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  put_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT task_evidence_once UNIQUE (task_id, sha256)
);
COMMENT ON TABLE plan_task_evidence IS '任务佐证材料';
CREATE TRIGGER plan_task_evidence_append_only BEFORE UPDATE OR DELETE ON plan_task_evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE plan_meeting_record (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  meeting_id bigint NOT NULL REFERENCES plan_meeting,
  minutes text NOT NULL CHECK (minutes <> ''),
  sample boolean NOT NULL DEFAULT false,
  recorded_by bigint REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE plan_meeting_record IS '会商纪要';
CREATE TRIGGER plan_meeting_record_append_only BEFORE UPDATE OR DELETE ON plan_meeting_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — what an act needs, and where it leads —

-- party: office 计划统筹, lead 牵头单位, owner 责任单位, checker 计划统筹或牵头单位的复核岗, clock 时钟.
-- A step NULL: the task stays where it is.
CREATE FUNCTION task_act_rules() RETURNS TABLE (act text, from_steps text[], to_step text, party text, says boolean)
  LANGUAGE sql IMMUTABLE AS $$ VALUES
    ('register', '{}'::text[], 'registered', 'clock', false),
    ('assign', '{registered}', 'assigned', 'office', false),
    ('sign', '{assigned}', 'signed', 'lead', false),
    ('break_down', '{signed}', 'broken_down', 'lead', false),
    ('progress', '{broken_down}', NULL, 'owner', true),
    ('report', '{broken_down}', 'reported', 'lead', true),
    ('review', '{reported}', 'reviewed', 'checker', false),
    ('return', '{reported,reviewed,finished}', 'broken_down', 'checker', true),
    ('finish', '{reviewed}', 'finished', 'lead', false),
    ('strike', '{finished}', 'struck', 'office', false),
    ('own', '{registered,assigned,signed,broken_down,reported}', NULL, 'office', true),
    ('set_deadline', '{registered,assigned,signed,broken_down}', NULL, 'office', true),
    ('node', '{assigned,signed,broken_down}', NULL, 'planning', false),
    ('replan', '{assigned,signed,broken_down}', NULL, 'office', true),
    ('node_done', '{signed,broken_down}', NULL, 'owner', false),
    ('ask', '{assigned,signed,broken_down,reported,reviewed,finished}', NULL, 'owner', true),
    ('answer', '{assigned,signed,broken_down,reported,reviewed,finished}', NULL, 'office', true),
    ('remind', '{registered,assigned,signed,broken_down}', NULL, 'clock', false),
    ('escalate', '{registered,assigned,signed,broken_down}', NULL, 'clock', false) $$;

CREATE FUNCTION refuse_task(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'restrict_violation', CONSTRAINT = rule; END $$;

-- Whether the acting person is of that party for this department.
CREATE FUNCTION task_party(party text, held plan_task, place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT CASE party
    WHEN 'office' THEN plans_tasks_of(held.district)
    WHEN 'lead' THEN COALESCE(place = held.lead_department AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[place]), false)
    WHEN 'owner' THEN COALESCE(place = ANY (held.departments) AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[place]), false)
    WHEN 'checker' THEN plans_tasks_of(held.district)
      OR COALESCE(place = held.lead_department AND has_duty_in(ARRAY['reviewer'], ARRAY[place]), false)
    WHEN 'planning' THEN task_party('office', held, place) OR task_party('lead', held, place)
    ELSE false END $$;

CREATE FUNCTION write_task_nodes(held plan_task, done plan_task_act) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  each jsonb;
  known plan_task_node;
  next int;
BEGIN
  SELECT COALESCE(max(node), 0) INTO next FROM plan_task_node WHERE task_id = held.id;
  FOR each IN SELECT * FROM jsonb_array_elements(done.nodes) LOOP
    SELECT * INTO known FROM plan_task_node
      WHERE task_id = held.id AND node = (each->>'node')::int ORDER BY act_number DESC LIMIT 1;
    IF done.act IN ('node', 'break_down') THEN
      IF each ? 'node' THEN PERFORM refuse_task('task_nodes'); END IF;
      IF NOT (each->>'department' = ANY (held.departments)) THEN PERFORM refuse_task('task_node_owner'); END IF;
      IF (each->>'plannedOn')::date > held.deadline THEN PERFORM refuse_task('task_node_late'); END IF;
      next := next + 1;
      INSERT INTO plan_task_node (task_id, node, act_number, title, department_id, planned_on, meeting_id, recorded_at)
        VALUES (held.id, next, done.number, each->>'title', each->>'department', (each->>'plannedOn')::date, done.meeting_id, done.recorded_at);
    ELSE
      IF known.id IS NULL OR known.actual_on IS NOT NULL THEN PERFORM refuse_task('task_nodes'); END IF;
      IF done.act = 'replan' AND (each->>'plannedOn')::date > held.deadline THEN PERFORM refuse_task('task_node_late'); END IF;
      -- The department of a node completes it, or the lead; what lies ahead is not done.
      IF done.act = 'node_done' AND NOT done.sample AND done.department_id NOT IN (known.department_id, held.lead_department)
        THEN PERFORM refuse_task('task_party'); END IF;
      IF done.act = 'node_done' AND (each->>'actualOn')::date > (done.recorded_at AT TIME ZONE 'Asia/Shanghai')::date
        THEN PERFORM refuse_task('task_ahead'); END IF;
      INSERT INTO plan_task_node (task_id, node, act_number, title, department_id, planned_on, actual_on, meeting_id, recorded_at)
        VALUES (held.id, known.node, done.number, known.title, known.department_id,
          CASE WHEN done.act = 'replan' THEN (each->>'plannedOn')::date ELSE known.planned_on END,
          CASE WHEN done.act = 'node_done' THEN (each->>'actualOn')::date END, known.meeting_id, done.recorded_at);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION open_task_node_on(of_task bigint) RETURNS date
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT min(planned_on) FROM (
    SELECT DISTINCT ON (node) planned_on, actual_on FROM plan_task_node
    WHERE task_id = of_task ORDER BY node, act_number DESC) AS last WHERE actual_on IS NULL $$;

CREATE FUNCTION take_task_act() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  held plan_task;
  rule record;
  given plan_task_act := NEW;
BEGIN
  SELECT * INTO held FROM plan_task WHERE id = NEW.task_id FOR UPDATE;
  IF held.id IS NULL THEN PERFORM refuse_task('task_known'); END IF;
  SELECT * INTO rule FROM task_act_rules() AS each WHERE each.act = NEW.act;
  IF rule.act IS NULL THEN PERFORM refuse_task('task_known'); END IF;
  IF NEW.number <> held.version + 1 THEN PERFORM refuse_task('task_version'); END IF;
  IF (NEW.act = 'register') <> (held.version = 0) THEN PERFORM refuse_task('task_step'); END IF;
  IF NEW.act <> 'register' AND NOT (held.step = ANY (rule.from_steps)) THEN PERFORM refuse_task('task_step'); END IF;
  IF rule.says AND btrim(NEW.text) = '' THEN PERFORM refuse_task('task_reason'); END IF;

  -- Only what is invented may say when it was and leave out who; it goes on a task that says so.
  IF acting_person() IS NOT NULL OR NOT NEW.sample THEN
    NEW.sample := false;
    NEW.recorded_at := act_time();
  ELSIF NOT held.sample THEN PERFORM refuse_task('task_party'); END IF;
  NEW.recorded_at := GREATEST(date_trunc('milliseconds', NEW.recorded_at),
    CASE WHEN held.version > 0 THEN held.acted_at + interval '1 millisecond' END);

  IF rule.party = 'clock' THEN
    IF acting_person() IS NOT NULL THEN PERFORM refuse_task('task_party'); END IF;
  ELSIF NOT NEW.sample THEN
    IF NOT task_party(rule.party, held, NEW.department_id) THEN PERFORM refuse_task('task_party'); END IF;
    -- Who closes is not who did: who reported or finished neither reviews nor strikes, and the other way round.
    IF NEW.act IN ('review', 'return', 'strike') AND EXISTS (SELECT 1 FROM plan_task_act AS other
      WHERE other.task_id = held.id AND other.person_id = NEW.person_id AND other.act IN ('report', 'finish'))
      THEN PERFORM refuse_task('task_other_person'); END IF;
    IF NEW.act IN ('report', 'finish') AND EXISTS (SELECT 1 FROM plan_task_act AS other
      WHERE other.task_id = held.id AND other.person_id = NEW.person_id AND other.act IN ('review', 'return', 'strike'))
      THEN PERFORM refuse_task('task_other_person'); END IF;
    IF NEW.act = 'report' AND NOT EXISTS (SELECT 1 FROM plan_task_evidence WHERE task_id = held.id)
      THEN PERFORM refuse_task('task_evidence'); END IF;
  END IF;

  NEW.step := COALESCE(rule.to_step, held.step);
  NEW.lead_department := held.lead_department;
  NEW.departments := held.departments;
  NEW.deadline := CASE WHEN NEW.act = 'register' THEN held.stated_due ELSE held.deadline END;
  NEW.reported_on := held.reported_on;
  NEW.open_question := held.open_question;
  CASE NEW.act
    WHEN 'register' THEN NEW.departments := given.departments;
    WHEN 'assign' THEN
      IF given.lead_department IS NULL OR NOT (given.lead_department = ANY (held.departments))
        THEN PERFORM refuse_task('task_lead'); END IF;
      NEW.lead_department := given.lead_department;
    WHEN 'own' THEN
      IF cardinality(given.departments) = 0 OR given.departments <@ held.departments THEN PERFORM refuse_task('task_owners'); END IF;
      IF EXISTS (SELECT 1 FROM unnest(given.departments) AS place WHERE NOT EXISTS (SELECT 1 FROM department WHERE id = place))
        THEN PERFORM refuse_task('task_owners'); END IF;
      NEW.departments := ARRAY(SELECT DISTINCT unnest(held.departments || given.departments) ORDER BY 1);
    WHEN 'set_deadline' THEN
      IF given.deadline IS NULL OR given.deadline > held.stated_due OR given.deadline < open_task_node_on(held.id)
        THEN PERFORM refuse_task('task_deadline'); END IF;
      NEW.deadline := given.deadline;
    WHEN 'report' THEN NEW.reported_on := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
    WHEN 'return' THEN NEW.reported_on := NULL;
    WHEN 'ask' THEN NEW.open_question := NEW.number;
    WHEN 'answer' THEN
      IF held.open_question IS NULL THEN PERFORM refuse_task('task_question'); END IF;
      NEW.open_question := NULL;
    ELSE NULL;
  END CASE;
  IF NEW.act NOT IN ('break_down', 'node', 'replan', 'node_done') AND jsonb_array_length(NEW.nodes) > 0
    OR NEW.act IN ('node', 'replan', 'node_done') AND jsonb_array_length(NEW.nodes) = 0
    THEN PERFORM refuse_task('task_nodes'); END IF;
  PERFORM write_task_nodes(held, NEW);
  IF NEW.act = 'break_down' AND NOT EXISTS (SELECT 1 FROM plan_task_node WHERE task_id = held.id)
    THEN PERFORM refuse_task('task_nodes'); END IF;
  IF NEW.act = 'report' AND open_task_node_on(held.id) IS NOT NULL THEN PERFORM refuse_task('task_nodes_open'); END IF;
  NEW.next_on := LEAST(NEW.deadline, open_task_node_on(held.id));

  UPDATE plan_task SET version = NEW.number, step = NEW.step, lead_department = NEW.lead_department,
    departments = NEW.departments, deadline = NEW.deadline, next_on = NEW.next_on, reported_on = NEW.reported_on,
    open_question = NEW.open_question, acted_at = NEW.recorded_at WHERE id = held.id;
  RETURN NEW;
END $$;
CREATE TRIGGER take_task_act BEFORE INSERT ON plan_task_act FOR EACH ROW EXECUTE FUNCTION take_task_act();

-- — rights —

ALTER TABLE plan_owner_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_meeting_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_task_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_task_node ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_task_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON plan_owner_name TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_meeting TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_meeting_record TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_task TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_task_act TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_task_node TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_task_evidence TO duixian_job USING (true) WITH CHECK (true);

-- Bureaus see the tasks of their district and those of the municipality; streets and companies only their own.
CREATE FUNCTION sees_plan_of(place text) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT my_districts() && ARRAY['*', place] OR (place = '重庆市' AND cardinality(my_districts()) > 0) $$;
CREATE POLICY seen ON plan_task FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR (district = '重庆市' AND cardinality((SELECT my_districts())) > 0)
  OR departments && (SELECT my_departments())::text[]);
CREATE POLICY seen ON plan_task_act FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY acted ON plan_task_act FOR INSERT TO duixian_app WITH CHECK (
  person_id = acting_person() AND NOT sample AND EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY seen ON plan_task_node FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY seen ON plan_task_evidence FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
-- Those who do the task attach what proves it, until it is reviewed.
CREATE POLICY put ON plan_task_evidence FOR INSERT TO duixian_app WITH CHECK (
  put_by = acting_person() AND EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id
    AND step IN ('signed', 'broken_down') AND has_duty_in(ARRAY['handler', 'reviewer'], departments)));
CREATE POLICY seen ON plan_meeting FOR SELECT TO duixian_app USING (sees_plan_of(district));
CREATE POLICY called ON plan_meeting FOR INSERT TO duixian_app
  WITH CHECK (called_by = acting_person() AND NOT sample AND plans_tasks_of(district));
CREATE POLICY seen ON plan_meeting_record FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_meeting WHERE plan_meeting.id = meeting_id));
CREATE POLICY written ON plan_meeting_record FOR INSERT TO duixian_app WITH CHECK (
  recorded_by = acting_person() AND NOT sample
  AND EXISTS (SELECT 1 FROM plan_meeting WHERE plan_meeting.id = meeting_id AND plans_tasks_of(district)));
CREATE POLICY seen ON plan_owner_name FOR SELECT TO duixian_app USING (sees_plan_of(district));
CREATE POLICY set ON plan_owner_name FOR INSERT TO duixian_app
  WITH CHECK (set_by = acting_person() AND plans_tasks_of(district));

GRANT SELECT ON plan_owner_name, plan_meeting, plan_meeting_record, plan_task, plan_task_act, plan_task_node,
  plan_task_evidence TO duixian_app, duixian_job;
GRANT INSERT ON plan_owner_name, plan_meeting, plan_meeting_record, plan_task_act TO duixian_app, duixian_job;
GRANT INSERT ON plan_task TO duixian_job;
GRANT INSERT ON plan_task_evidence TO duixian_app;
