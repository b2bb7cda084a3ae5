-- Projects (四张清单): on which list each stands, what its gate still needs, when it is to begin and to be completed, the
-- municipal library, the green channel, and what was said of it in meetings.
--
-- A project changes in one way: a row of plan_project_act. Each act has the day on which it took place (valid time) and
-- the moment at which it became known (recorded_at); acts of one subject (topic) come in order of their days, so that the
-- project as of any day, as known at any moment, is the last act of each topic.
-- What is refused carries the name of the rule as a constraint; server/plan/projects/problem.ts has its words.

CREATE FUNCTION refuse_project(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused: %', rule USING ERRCODE = 'restrict_violation', CONSTRAINT = rule; END $$;

-- What follows `sample` is as the last acts left it; only take_project_act writes it.
CREATE TABLE plan_project (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  district text NOT NULL,
  department_id text NOT NULL REFERENCES department,
  -- Invented, to show how it looks.
  sample boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 0,
  -- about
  name text NOT NULL DEFAULT '',
  investor text NOT NULL DEFAULT '',
  industry text NOT NULL DEFAULT '',
  place text NOT NULL DEFAULT '',
  invested_fen bigint,
  subject_id bigint REFERENCES subject,
  targets text[] NOT NULL DEFAULT '{}',
  -- stage
  stage text NOT NULL DEFAULT 'to_attract' CHECK (stage IN (
    'to_attract', 'in_talks', 'preparing', 'building', 'completed', 'dropped')),
  entered_on date,
  drop_reason text CHECK (drop_reason IN (
    'investor_withdrew', 'moved_elsewhere', 'site', 'funds', 'approval', 'market', 'policy', 'merged', 'other')),
  -- plan
  planned_start date,
  planned_completion date,
  slips int NOT NULL DEFAULT 0,
  -- pool
  pool text NOT NULL DEFAULT 'not_applied' CHECK (pool IN ('not_applied', 'applied', 'admitted', 'refused', 'removed')),
  -- green
  green boolean NOT NULL DEFAULT false,
  -- facts: NULL is not known
  total_fen bigint CHECK (total_fen >= 0),
  approved_fen bigint CHECK (approved_fen >= 0),
  progress_qualifies boolean,
  exceptional boolean,
  consent boolean,
  acted_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE plan_project IS '项目';
CREATE INDEX plan_project_stage ON plan_project (district, stage, id);
CREATE INDEX plan_project_department ON plan_project (department_id, stage);

CREATE TABLE plan_project_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id bigint NOT NULL REFERENCES plan_project,
  number int NOT NULL,
  act text NOT NULL,
  topic text NOT NULL DEFAULT '',
  -- Sent twice, done once.
  key text NOT NULL,
  person_id bigint REFERENCES person DEFAULT acting_person(),
  happened_on date NOT NULL DEFAULT act_date(),
  text text NOT NULL DEFAULT '',
  -- The paper that shows it: its number or title.
  source text NOT NULL DEFAULT '',
  gate text,
  meeting_id bigint REFERENCES plan_meeting,
  name text, investor text, industry text, place text, invested_fen bigint CHECK (invested_fen >= 0),
  subject_id bigint REFERENCES subject,
  targets text[],
  from_stage text,
  stage text,
  entered_on date,
  drop_reason text,
  planned_start date,
  planned_completion date,
  slipped_days int,
  pool text,
  green boolean,
  total_fen bigint,
  approved_fen bigint,
  progress_qualifies boolean,
  exceptional boolean,
  consent boolean,
  sample boolean NOT NULL DEFAULT false,
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT project_version UNIQUE (project_id, number),
  CONSTRAINT project_act_once UNIQUE (project_id, key)
);
COMMENT ON TABLE plan_project_act IS '项目操作';
CREATE INDEX plan_project_act_known ON plan_project_act (project_id, topic, number);
CREATE TRIGGER plan_project_act_append_only BEFORE UPDATE OR DELETE ON plan_project_act
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_project_act_not_emptied BEFORE TRUNCATE ON plan_project_act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- — what a list leads to, what its gate needs, what an act needs —

CREATE FUNCTION project_stages() RETURNS TABLE (stage text, next text, before text)
  LANGUAGE sql IMMUTABLE AS $$ VALUES
    ('to_attract', 'in_talks', NULL), ('in_talks', 'preparing', 'to_attract'),
    ('preparing', 'building', 'in_talks'), ('building', 'completed', 'preparing') $$;

-- Kept by this system: no document says what leads from one list to the next.
CREATE FUNCTION project_gates() RETURNS TABLE (stage text, gate text)
  LANGUAGE sql IMMUTABLE AS $$ VALUES
    ('to_attract', 'contact'), ('to_attract', 'fit'),
    ('in_talks', 'agreement'), ('in_talks', 'site'),
    ('preparing', 'approval'), ('preparing', 'land'), ('preparing', 'funds'), ('preparing', 'permit'),
    ('building', 'acceptance'), ('building', 'operation') $$;

-- A stage NULL: the project stays on its list. `says`: something must be said; `proves`: a paper must be named.
CREATE FUNCTION project_act_rules() RETURNS TABLE (act text, topic text, from_stages text[], says boolean, proves boolean)
  LANGUAGE sql IMMUTABLE AS $$ VALUES
    ('register', 'stage', '{}'::text[], false, false),
    ('gate', 'gate', '{to_attract,in_talks,preparing,building}', false, true),
    ('advance', 'stage', '{to_attract,in_talks,preparing,building}', false, false),
    ('put_back', 'stage', '{in_talks,preparing,building}', true, false),
    ('drop', 'stage', '{to_attract,in_talks,preparing,building}', true, false),
    ('revive', 'stage', '{dropped}', true, false),
    ('replan', 'plan', '{to_attract,in_talks,preparing,building}', true, false),
    ('revise', 'about', '{to_attract,in_talks,preparing,building,completed,dropped}', true, false),
    ('pool', 'pool', '{to_attract,in_talks,preparing,building,completed}', false, true),
    ('green', 'green', '{to_attract,in_talks,preparing,building}', true, true),
    ('verify', 'facts', '{preparing,building,completed}', false, true),
    ('meet', 'meeting', '{to_attract,in_talks,preparing,building}', true, false),
    ('note', 'note', '{to_attract,in_talks,preparing,building,completed,dropped}', true, false) $$;

CREATE FUNCTION keeps_projects(of_department text, of_district text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[of_department]) OR plans_for(of_district) $$;

CREATE FUNCTION take_project_act() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  held plan_project;
  rule record;
  way record;
  today date;
  latest date;
BEGIN
  SELECT * INTO held FROM plan_project WHERE id = NEW.project_id FOR UPDATE;
  IF held.id IS NULL THEN PERFORM refuse_project('project_known'); END IF;
  SELECT * INTO rule FROM project_act_rules() AS each WHERE each.act = NEW.act;
  IF rule.act IS NULL THEN PERFORM refuse_project('project_known'); END IF;
  IF NEW.number <> held.version + 1 THEN PERFORM refuse_project('project_version'); END IF;
  IF (NEW.act = 'register') <> (held.version = 0) THEN PERFORM refuse_project('project_stage'); END IF;
  IF NEW.act <> 'register' AND NOT (held.stage = ANY (rule.from_stages)) THEN PERFORM refuse_project('project_stage'); END IF;
  IF rule.says AND btrim(NEW.text) = '' THEN PERFORM refuse_project('project_reason'); END IF;
  IF rule.proves AND btrim(NEW.source) = '' THEN PERFORM refuse_project('project_source'); END IF;
  NEW.topic := rule.topic;

  -- Only what is invented may say when it became known and leave out who; it goes on a project that says so.
  IF acting_person() IS NOT NULL OR NOT NEW.sample THEN
    NEW.sample := false;
    NEW.recorded_at := act_time();
  ELSIF NOT held.sample THEN PERFORM refuse_project('project_party'); END IF;
  NEW.recorded_at := GREATEST(date_trunc('milliseconds', NEW.recorded_at),
    CASE WHEN held.version > 0 THEN held.acted_at + interval '1 millisecond' END);
  IF acting_person() IS NOT NULL AND NOT keeps_projects(held.department_id, held.district)
    THEN PERFORM refuse_project('project_party'); END IF;

  -- What lies ahead has not happened; what a topic already knows is not overtaken from behind.
  today := (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date;
  IF NEW.happened_on > today THEN PERFORM refuse_project('project_ahead'); END IF;
  SELECT max(happened_on) INTO latest FROM plan_project_act WHERE project_id = held.id
    AND (number = 1 OR topic = NEW.topic AND topic IN ('stage', 'about', 'plan', 'pool', 'green', 'facts'));
  IF NEW.happened_on < latest THEN PERFORM refuse_project('project_before'); END IF;

  -- Where something is not part of the topic, it is not said.
  IF NEW.act NOT IN ('register', 'revise') THEN
    NEW.name := NULL; NEW.investor := NULL; NEW.industry := NULL; NEW.place := NULL; NEW.invested_fen := NULL;
    NEW.subject_id := NULL; NEW.targets := NULL;
  ELSE
    NEW.name := COALESCE(NEW.name, held.name); NEW.investor := COALESCE(NEW.investor, held.investor);
    NEW.industry := COALESCE(NEW.industry, held.industry); NEW.place := COALESCE(NEW.place, held.place);
    NEW.invested_fen := COALESCE(NEW.invested_fen, held.invested_fen);
    NEW.subject_id := COALESCE(NEW.subject_id, held.subject_id); NEW.targets := COALESCE(NEW.targets, held.targets);
    IF btrim(NEW.name) = '' OR btrim(NEW.industry) = '' THEN PERFORM refuse_project('project_about'); END IF;
  END IF;
  IF NEW.act NOT IN ('register', 'replan') THEN NEW.planned_start := NULL; NEW.planned_completion := NULL; END IF;
  IF NEW.act <> 'gate' THEN NEW.gate := NULL; END IF;
  IF NEW.act <> 'pool' THEN NEW.pool := NULL; END IF;
  IF NEW.act <> 'green' THEN NEW.green := NULL; END IF;
  IF NEW.act <> 'drop' THEN NEW.drop_reason := NULL; END IF;
  IF NEW.act <> 'meet' THEN NEW.meeting_id := NULL; END IF;
  IF NEW.act <> 'verify' THEN
    NEW.total_fen := NULL; NEW.approved_fen := NULL; NEW.progress_qualifies := NULL; NEW.exceptional := NULL; NEW.consent := NULL;
  END IF;
  NEW.slipped_days := NULL;
  SELECT * INTO way FROM project_stages() AS each WHERE each.stage = held.stage;

  CASE NEW.act
    WHEN 'register' THEN
      IF NOT EXISTS (SELECT 1 FROM project_stages() AS each WHERE each.stage = NEW.stage) THEN PERFORM refuse_project('project_stage'); END IF;
    WHEN 'gate' THEN
      IF NOT EXISTS (SELECT 1 FROM project_gates() AS each WHERE each.stage = held.stage AND each.gate = NEW.gate)
        THEN PERFORM refuse_project('project_gate'); END IF;
      -- Before the project came to its list nothing of that list's gate was done.
      IF NEW.happened_on < held.entered_on THEN PERFORM refuse_project('project_before'); END IF;
    WHEN 'advance' THEN
      NEW.stage := way.next;
      IF EXISTS (SELECT 1 FROM project_gates() AS each WHERE each.stage = held.stage AND NOT EXISTS (
        SELECT 1 FROM plan_project_act AS done WHERE done.project_id = held.id AND done.act = 'gate' AND done.gate = each.gate
          AND done.happened_on BETWEEN held.entered_on AND NEW.happened_on
          AND done.number > COALESCE((SELECT max(number) FROM plan_project_act WHERE project_id = held.id AND topic = 'stage'), 0)))
        THEN PERFORM refuse_project('project_gate_open'); END IF;
    WHEN 'put_back' THEN NEW.stage := way.before;
    WHEN 'drop' THEN
      IF NEW.drop_reason IS NULL THEN PERFORM refuse_project('project_drop_reason'); END IF;
      NEW.stage := 'dropped';
    WHEN 'revive' THEN
      SELECT from_stage INTO NEW.stage FROM plan_project_act
        WHERE project_id = held.id AND act = 'drop' ORDER BY number DESC LIMIT 1;
    WHEN 'replan' THEN
      NEW.planned_start := COALESCE(NEW.planned_start, held.planned_start);
      NEW.planned_completion := COALESCE(NEW.planned_completion, held.planned_completion);
      IF NEW.planned_start IS NOT DISTINCT FROM held.planned_start AND NEW.planned_completion IS NOT DISTINCT FROM held.planned_completion
        THEN PERFORM refuse_project('project_same_plan'); END IF;
      -- A start that has taken place is no longer planned.
      IF held.stage = 'building' AND NEW.planned_start IS DISTINCT FROM held.planned_start THEN PERFORM refuse_project('project_started'); END IF;
      -- Later by so many days: of the start while it is ahead, else of the completion. Earlier is no slip.
      NEW.slipped_days := GREATEST(
        COALESCE(NEW.planned_start - held.planned_start, 0), COALESCE(NEW.planned_completion - held.planned_completion, 0), 0);
    WHEN 'pool' THEN
      IF NEW.pool IS NULL OR NEW.pool = held.pool THEN PERFORM refuse_project('project_pool'); END IF;
    WHEN 'green' THEN
      IF NEW.green IS NULL OR NEW.green = held.green THEN PERFORM refuse_project('project_green'); END IF;
    WHEN 'verify' THEN
      IF num_nonnulls(NEW.total_fen, NEW.approved_fen, NEW.progress_qualifies, NEW.exceptional, NEW.consent) = 0
        THEN PERFORM refuse_project('project_facts'); END IF;
      NEW.total_fen := COALESCE(NEW.total_fen, held.total_fen); NEW.approved_fen := COALESCE(NEW.approved_fen, held.approved_fen);
      NEW.progress_qualifies := COALESCE(NEW.progress_qualifies, held.progress_qualifies);
      NEW.exceptional := COALESCE(NEW.exceptional, held.exceptional); NEW.consent := COALESCE(NEW.consent, held.consent);
    WHEN 'meet' THEN
      IF NOT EXISTS (SELECT 1 FROM plan_meeting WHERE id = NEW.meeting_id AND district = held.district)
        THEN PERFORM refuse_project('project_meeting'); END IF;
    ELSE NULL;
  END CASE;
  IF NEW.act IN ('register', 'replan') AND NEW.planned_completion < NEW.planned_start THEN PERFORM refuse_project('project_plan'); END IF;

  IF NEW.topic = 'stage' THEN
    NEW.from_stage := CASE WHEN NEW.act = 'register' THEN NULL ELSE held.stage END;
    NEW.entered_on := NEW.happened_on;
  ELSE
    NEW.stage := NULL; NEW.from_stage := NULL; NEW.entered_on := NULL;
  END IF;

  UPDATE plan_project SET version = NEW.number, acted_at = NEW.recorded_at,
    name = COALESCE(NEW.name, name), investor = COALESCE(NEW.investor, investor), industry = COALESCE(NEW.industry, industry),
    place = COALESCE(NEW.place, place), invested_fen = COALESCE(NEW.invested_fen, invested_fen),
    subject_id = COALESCE(NEW.subject_id, subject_id), targets = COALESCE(NEW.targets, targets),
    stage = COALESCE(NEW.stage, stage), entered_on = COALESCE(NEW.entered_on, entered_on),
    drop_reason = CASE WHEN NEW.topic = 'stage' THEN NEW.drop_reason ELSE drop_reason END,
    planned_start = COALESCE(NEW.planned_start, planned_start),
    planned_completion = COALESCE(NEW.planned_completion, planned_completion),
    slips = slips + CASE WHEN NEW.slipped_days > 0 THEN 1 ELSE 0 END,
    pool = COALESCE(NEW.pool, pool), green = COALESCE(NEW.green, green),
    total_fen = COALESCE(NEW.total_fen, total_fen), approved_fen = COALESCE(NEW.approved_fen, approved_fen),
    progress_qualifies = COALESCE(NEW.progress_qualifies, progress_qualifies),
    exceptional = COALESCE(NEW.exceptional, exceptional), consent = COALESCE(NEW.consent, consent)
    WHERE id = held.id;
  RETURN NEW;
END $$;
CREATE TRIGGER take_project_act BEFORE INSERT ON plan_project_act FOR EACH ROW EXECUTE FUNCTION take_project_act();

-- — a project as of a day, as known before a moment —

-- SECURITY INVOKER: whoever asks sees what the policies let through.
CREATE FUNCTION projects_as_of(on_day date, before timestamptz) RETURNS SETOF plan_project
  LANGUAGE sql STABLE AS $$
  SELECT project.id, project.district, project.department_id, project.sample,
    (SELECT max(number) FROM plan_project_act AS act WHERE act.project_id = project.id AND act.recorded_at < before AND act.happened_on <= on_day),
    about.name, about.investor, about.industry, about.place, about.invested_fen, about.subject_id, about.targets,
    at.stage, at.entered_on, at.drop_reason, plan.planned_start, plan.planned_completion,
    (SELECT count(*)::int FROM plan_project_act AS act WHERE act.project_id = project.id AND act.slipped_days > 0
      AND act.recorded_at < before AND act.happened_on <= on_day),
    COALESCE(library.pool, 'not_applied'), COALESCE(channel.green, false),
    facts.total_fen, facts.approved_fen, facts.progress_qualifies, facts.exceptional, facts.consent,
    (SELECT max(recorded_at) FROM plan_project_act AS act WHERE act.project_id = project.id AND act.recorded_at < before AND act.happened_on <= on_day)
  FROM plan_project AS project
  JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.topic = 'stage'
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS at ON true
  JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.name IS NOT NULL
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS about ON true
  LEFT JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.act IN ('register', 'replan')
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS plan ON true
  LEFT JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.topic = 'pool'
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS library ON true
  LEFT JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.topic = 'green'
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS channel ON true
  LEFT JOIN LATERAL (SELECT * FROM plan_project_act AS act WHERE act.project_id = project.id AND act.topic = 'facts'
    AND act.recorded_at < before AND act.happened_on <= on_day ORDER BY number DESC LIMIT 1) AS facts ON true $$;

-- How long projects of a district stood on each list and where they went, without saying whose they are: the same
-- forecast for everybody who sees a project.
CREATE FUNCTION project_moves(of_district text, on_day date, before timestamptz)
  RETURNS TABLE (project_id bigint, number int, stage text, entered_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT act.project_id, act.number, act.stage, act.entered_on
    FROM plan_project_act AS act JOIN plan_project AS project ON project.id = act.project_id
    WHERE act.topic = 'stage' AND project.district = of_district AND act.happened_on <= on_day AND act.recorded_at < before
      AND (acting_person() IS NULL OR EXISTS (SELECT 1 FROM duty WHERE person_id = acting_person()))
    ORDER BY act.project_id, act.number $$;

-- — rights —

ALTER TABLE plan_project ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_project_act ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON plan_project TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_project_act TO duixian_job USING (true) WITH CHECK (true);

-- Bureaus see the projects of their district; streets and companies only their own.
CREATE POLICY seen ON plan_project FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR department_id = ANY ((SELECT my_departments())::text[]));
CREATE POLICY registered ON plan_project FOR INSERT TO duixian_app WITH CHECK (
  NOT sample AND version = 0 AND keeps_projects(department_id, district)
  AND EXISTS (SELECT 1 FROM department WHERE department.id = department_id AND department.district = plan_project.district));
CREATE POLICY seen ON plan_project_act FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM plan_project WHERE plan_project.id = project_id));
CREATE POLICY acted ON plan_project_act FOR INSERT TO duixian_app WITH CHECK (
  person_id = acting_person() AND NOT sample AND EXISTS (SELECT 1 FROM plan_project WHERE plan_project.id = project_id));

GRANT SELECT ON plan_project, plan_project_act TO duixian_app, duixian_job;
GRANT INSERT ON plan_project_act TO duixian_app, duixian_job;
GRANT INSERT (district, department_id) ON plan_project TO duixian_app;
GRANT INSERT ON plan_project TO duixian_job;
