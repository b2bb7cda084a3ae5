-- Tasks of the plan for other systems: what a token lets them read, and the progress that they report for its department.

-- Which system said it; NULL where a person or the clock did.
ALTER TABLE plan_task_act ADD COLUMN token_id bigint REFERENCES api_token DEFAULT acting_token();
ALTER TABLE plan_task_act ADD CONSTRAINT task_act_author CHECK (num_nonnulls(person_id, token_id) <= 1);

-- — what a token sees —

-- As people of its department see them (my_districts); a street or a company only its own tasks.
CREATE FUNCTION token_districts(scope text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(DISTINCT COALESCE(district, '*')), '{}') FROM department
    WHERE id = ANY (token_departments(scope)) AND kind IN ('bureau', 'finance', 'government') $$;

CREATE POLICY system ON plan_task FOR SELECT TO duixian_system USING (
  district = ANY ((SELECT token_districts('read_plan'))::text[])
  OR '*' = ANY ((SELECT token_districts('read_plan'))::text[])
  OR (district = '重庆市' AND cardinality((SELECT token_districts('read_plan'))) > 0)
  OR departments && (SELECT token_departments('read_plan') || token_departments('report_plan'))::text[]);
CREATE POLICY system ON plan_task_act FOR SELECT TO duixian_system
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY system ON plan_task_node FOR SELECT TO duixian_system
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY system ON plan_meeting FOR SELECT TO duixian_system
  USING (id IN (SELECT meeting_id FROM plan_task_node));
CREATE POLICY system ON department FOR SELECT TO duixian_system USING (true);

-- Which system said something: its name, and nothing else of the token.
CREATE FUNCTION token_name(of_token bigint) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT name FROM api_token WHERE id = of_token $$;

-- — what a token reports —

CREATE OR REPLACE FUNCTION task_party(party text, held plan_task, place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT CASE party
    WHEN 'office' THEN plans_tasks_of(held.district)
    WHEN 'lead' THEN COALESCE(place = held.lead_department AND has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[place]), false)
    WHEN 'owner' THEN COALESCE(place = ANY (held.departments) AND (has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[place])
      OR place = ANY (token_departments('report_plan'))), false)
    WHEN 'checker' THEN plans_tasks_of(held.district)
      OR COALESCE(place = held.lead_department AND has_duty_in(ARRAY['reviewer'], ARRAY[place]), false)
    WHEN 'planning' THEN task_party('office', held, place) OR task_party('lead', held, place)
    ELSE false END $$;

-- Progress and nothing else: that a task is done, a person says with evidence.
CREATE POLICY progress ON plan_task_act FOR INSERT TO duixian_system WITH CHECK (
  act = 'progress' AND token_id = acting_token() AND person_id IS NULL AND meeting_id IS NULL AND NOT sample
  AND department_id = ANY ((SELECT token_departments('report_plan'))::text[])
  AND EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY progress ON audit FOR INSERT TO duixian_system
  WITH CHECK (act = 'task.progress' AND acting_token() IS NOT NULL);

GRANT SELECT ON plan_task, plan_task_act, plan_task_node TO duixian_system;
GRANT SELECT (id, title) ON plan_meeting TO duixian_system;
GRANT SELECT (id, name, district, kind) ON department TO duixian_system;
GRANT INSERT ON plan_task_act TO duixian_system;
GRANT INSERT (act, object, content) ON audit TO duixian_system;
