-- What the plan's pages are asked for, in the order in which they are asked, with hundreds of thousands of reports and a
-- hundred thousand tasks (bench/PLAN.md).

-- A page of tasks, those that are due first first.
CREATE INDEX plan_task_page ON plan_task (COALESCE(next_on, 'infinity'::date), id);
CREATE INDEX plan_task_page_of_lead ON plan_task (lead_department, COALESCE(next_on, 'infinity'::date), id);

-- The last official value of an indicator that was known at a moment.
CREATE INDEX plan_report_known ON plan_report (district, policy, target, recorded_at) INCLUDE (period_end, id)
  WHERE kind = 'official';

-- The tasks that the person sees because a department of theirs owns them, and not by their district. The questions of
-- the lists name these beside the districts: what a policy holds back is then not even looked at. A policy's own words
-- would not do: an index serves only what cannot tell anything of the rows that it passes over.
CREATE FUNCTION my_tasks_elsewhere() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(array_agg(id), '{}') FROM plan_task
    WHERE departments && (SELECT my_departments())
      AND (cardinality((SELECT my_districts())) = 0 OR district <> ALL ((SELECT my_districts() || ARRAY['重庆市'])::text[])) $$;
