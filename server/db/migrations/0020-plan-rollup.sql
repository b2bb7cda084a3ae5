-- What the plan's pages would otherwise work out for every reader anew: which proposals still wait, and whether anything
-- of a district has changed since it was last worked out (docs/decisions/0018-what-the-plan-keeps.md).

-- — proposals, and when each was settled —

-- Settled by the next row of its period: an official value, a return, another proposal. Written by a trigger alone; what
-- waited at a moment is what was recorded until then and settled later.
CREATE TABLE plan_proposal (
  report_id bigint PRIMARY KEY REFERENCES plan_report,
  policy text NOT NULL,
  target text NOT NULL,
  district text NOT NULL,
  department_id text NOT NULL REFERENCES department,
  period text NOT NULL,
  settled_at timestamptz NOT NULL DEFAULT 'infinity'
);
COMMENT ON TABLE plan_proposal IS '指标报送何时有了结果';
CREATE INDEX plan_proposal_of_indicator ON plan_proposal (district, policy, target, settled_at);

CREATE FUNCTION settle_proposals() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE plan_proposal AS earlier SET settled_at = NEW.recorded_at
    WHERE earlier.district = NEW.district AND earlier.policy = NEW.policy AND earlier.target = NEW.target
      AND earlier.settled_at = 'infinity' AND earlier.period = NEW.period AND earlier.report_id < NEW.id;
  IF NEW.kind = 'proposed' THEN
    -- Of two that came at once the one that was numbered later counts, whichever of them waited for the other.
    INSERT INTO plan_proposal (report_id, policy, target, district, department_id, period, settled_at)
    VALUES (NEW.id, NEW.policy, NEW.target, NEW.district, NEW.department_id, NEW.period,
      CASE WHEN EXISTS (SELECT 1 FROM plan_report AS later WHERE later.district = NEW.district AND later.policy = NEW.policy
        AND later.target = NEW.target AND later.period_end = NEW.period_end AND later.period = NEW.period AND later.id > NEW.id)
        THEN NEW.recorded_at ELSE 'infinity' END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER settle_proposals AFTER INSERT ON plan_report FOR EACH ROW EXECUTE FUNCTION settle_proposals();

INSERT INTO plan_proposal (report_id, policy, target, district, department_id, period, settled_at)
  SELECT id, policy, target, district, department_id, period,
    CASE WHEN next IS NULL THEN 'infinity' ELSE GREATEST(next, recorded_at) END
  FROM (SELECT *, min(recorded_at) OVER (PARTITION BY district, policy, target, period ORDER BY id
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next FROM plan_report) AS report
  WHERE kind = 'proposed';

-- — how often the plan of a district has changed —

-- Counted in the transaction of the change: whoever sees the same number sees the same rows. Written by triggers alone.
CREATE TABLE plan_change (
  district text NOT NULL,
  -- Settings and reports, tasks, or projects.
  part text NOT NULL CHECK (part IN ('targets', 'tasks', 'projects')),
  number bigint NOT NULL,
  -- The last moment at which anything of it became known.
  last_at timestamptz NOT NULL,
  PRIMARY KEY (district, part)
);
COMMENT ON TABLE plan_change IS '计划各区县数据的变动次数';

-- Who changes a district waits here, before anything else is locked: in another order two could wait for each other.
CREATE FUNCTION await_plan_turn() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE place text;
BEGIN
  IF TG_TABLE_NAME = 'plan_task_act' THEN SELECT district INTO place FROM plan_task WHERE id = NEW.task_id;
  ELSIF TG_TABLE_NAME = 'plan_project_act' THEN SELECT district INTO place FROM plan_project WHERE id = NEW.project_id;
  ELSE place := NEW.district; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('plan ' || TG_ARGV[0]), hashtext(COALESCE(place, '')));
  RETURN NEW;
END $$;

CREATE FUNCTION count_plan_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE known timestamptz;
BEGIN
  IF TG_TABLE_NAME IN ('plan_task', 'plan_project') THEN known := NEW.acted_at; ELSE known := NEW.recorded_at; END IF;
  INSERT INTO plan_change AS change (district, part, number, last_at) VALUES (NEW.district, TG_ARGV[0], 1, known)
    ON CONFLICT (district, part) DO UPDATE
    SET number = change.number + 1, last_at = GREATEST(change.last_at, EXCLUDED.last_at);
  RETURN NULL;
END $$;

-- Triggers of one kind fire in the order of their names: this one before keep_reports_in_order, take_task_act and
-- take_project_act.
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_setting FOR EACH ROW EXECUTE FUNCTION await_plan_turn('targets');
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_report FOR EACH ROW EXECUTE FUNCTION await_plan_turn('targets');
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_task FOR EACH ROW EXECUTE FUNCTION await_plan_turn('tasks');
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_task_act FOR EACH ROW EXECUTE FUNCTION await_plan_turn('tasks');
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_project FOR EACH ROW EXECUTE FUNCTION await_plan_turn('projects');
CREATE TRIGGER await_plan_turn BEFORE INSERT ON plan_project_act FOR EACH ROW EXECUTE FUNCTION await_plan_turn('projects');
CREATE TRIGGER count_plan_change AFTER INSERT ON plan_setting FOR EACH ROW EXECUTE FUNCTION count_plan_change('targets');
CREATE TRIGGER count_plan_change AFTER INSERT ON plan_report FOR EACH ROW EXECUTE FUNCTION count_plan_change('targets');
CREATE TRIGGER count_plan_change AFTER INSERT OR UPDATE ON plan_task FOR EACH ROW EXECUTE FUNCTION count_plan_change('tasks');
CREATE TRIGGER count_plan_change AFTER INSERT OR UPDATE ON plan_project FOR EACH ROW EXECUTE FUNCTION count_plan_change('projects');

INSERT INTO plan_change (district, part, number, last_at)
  SELECT district, 'targets', 1, max(recorded_at) FROM (
    SELECT district, recorded_at FROM plan_setting UNION ALL SELECT district, recorded_at FROM plan_report) AS said
  GROUP BY district
  UNION ALL SELECT district, 'tasks', 1, max(acted_at) FROM plan_task GROUP BY district
  UNION ALL SELECT district, 'projects', 1, max(acted_at) FROM plan_project GROUP BY district;

-- — rights —

ALTER TABLE plan_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON plan_proposal TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON plan_change TO duixian_job USING (true) WITH CHECK (true);
-- As their reports are seen.
CREATE POLICY seen ON plan_proposal FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR department_id = ANY ((SELECT my_departments())::text[]));
-- Only by who sees everything of that part of the district: to them alone what is kept of it is shown.
CREATE POLICY seen ON plan_change FOR SELECT TO duixian_app USING (
  district = ANY ((SELECT my_districts())::text[]) OR '*' = ANY ((SELECT my_districts())::text[])
  OR (part = 'tasks' AND district = '重庆市' AND cardinality((SELECT my_districts())) > 0));
GRANT SELECT ON plan_proposal, plan_change TO duixian_app, duixian_job;

-- A department's own indicators, wherever they are.
CREATE INDEX plan_setting_of_department ON plan_setting (department_id);

-- — projects as of a day, as known before a moment —

-- As before (0015-projects.sql), but looks at the acts of a project once, not once for each topic.
CREATE OR REPLACE FUNCTION projects_as_of(on_day date, before timestamptz) RETURNS SETOF plan_project
  LANGUAGE sql STABLE AS $$
  SELECT project.id, project.district, project.department_id, project.sample, known.number,
    (about).name, (about).investor, (about).industry, (about).place, (about).invested_fen, (about).subject_id, (about).targets,
    (at).stage, (at).entered_on, (at).drop_reason, (plan).planned_start, (plan).planned_completion, known.slips,
    COALESCE((library).pool, 'not_applied'), COALESCE((channel).green, false),
    (facts).total_fen, (facts).approved_fen, (facts).progress_qualifies, (facts).exceptional, (facts).consent, known.acted_at
  FROM plan_project AS project
  CROSS JOIN LATERAL (SELECT max(number) AS number, max(recorded_at) AS acted_at,
      (count(*) FILTER (WHERE slipped_days > 0))::int AS slips,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE topic = 'stage'))[1] AS at,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE name IS NOT NULL))[1] AS about,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE act IN ('register', 'replan')))[1] AS plan,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE topic = 'pool'))[1] AS library,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE topic = 'green'))[1] AS channel,
      (array_agg(one ORDER BY number DESC) FILTER (WHERE topic = 'facts'))[1] AS facts
    FROM plan_project_act AS one WHERE one.project_id = project.id AND one.recorded_at < before AND one.happened_on <= on_day) AS known
  WHERE (at).id IS NOT NULL AND (about).id IS NOT NULL $$;
