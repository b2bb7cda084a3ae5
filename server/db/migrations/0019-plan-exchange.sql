-- The plan for other systems: what more a token says of its department's tasks.

-- — evidence of a system —

ALTER TABLE plan_task_evidence ALTER COLUMN put_by DROP NOT NULL;
-- Which system attached it; NULL where a person did.
ALTER TABLE plan_task_evidence ADD COLUMN token_id bigint REFERENCES api_token DEFAULT acting_token();
-- The request with which a system sent it: sent twice, attached once.
ALTER TABLE plan_task_evidence ADD COLUMN key text;
ALTER TABLE plan_task_evidence ADD CONSTRAINT task_evidence_author CHECK (num_nonnulls(put_by, token_id) = 1);
ALTER TABLE plan_task_evidence ADD CONSTRAINT task_evidence_request UNIQUE (task_id, key);

CREATE POLICY system ON plan_task_evidence FOR SELECT TO duixian_system
  USING (EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
CREATE POLICY attached ON plan_task_evidence FOR INSERT TO duixian_system WITH CHECK (
  token_id = acting_token() AND put_by IS NULL AND key IS NOT NULL
  AND EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id AND step IN ('signed', 'broken_down')
    AND departments && (SELECT token_departments('report_plan'))::text[]));
GRANT SELECT, INSERT ON plan_task_evidence TO duixian_system;

-- — acts of a system —

-- How it goes on, that a node is done, a question. What assigns, breaks down, reviews or closes a task, people do.
DROP POLICY progress ON plan_task_act;
CREATE POLICY said ON plan_task_act FOR INSERT TO duixian_system WITH CHECK (
  act IN ('progress', 'node_done', 'ask') AND token_id = acting_token() AND person_id IS NULL
  AND meeting_id IS NULL AND NOT sample AND department_id = ANY ((SELECT token_departments('report_plan'))::text[])
  AND EXISTS (SELECT 1 FROM plan_task WHERE plan_task.id = task_id));
DROP POLICY progress ON audit;
CREATE POLICY said ON audit FOR INSERT TO duixian_system
  WITH CHECK (act IN ('task.progress', 'task.node_done', 'task.ask', 'task.evidence') AND acting_token() IS NOT NULL);

-- — projects that a token reads —

-- As people of its department see them; a street or a company only its own.
CREATE POLICY system ON plan_project FOR SELECT TO duixian_system USING (
  district = ANY ((SELECT token_districts('read_plan'))::text[])
  OR '*' = ANY ((SELECT token_districts('read_plan'))::text[])
  OR department_id = ANY ((SELECT token_departments('read_plan'))::text[]));
CREATE POLICY system ON plan_project_act FOR SELECT TO duixian_system
  USING (EXISTS (SELECT 1 FROM plan_project WHERE plan_project.id = project_id));
-- The enterprise behind a project, and the meetings in which it was spoken of, are shown with it.
CREATE POLICY system_of_project ON subject FOR SELECT TO duixian_system
  USING (id IN (SELECT subject_id FROM plan_project));
CREATE POLICY system_of_project ON plan_meeting FOR SELECT TO duixian_system
  USING (id IN (SELECT meeting_id FROM plan_project_act));
GRANT SELECT ON plan_project, plan_project_act TO duixian_system;
GRANT SELECT (held_on) ON plan_meeting TO duixian_system;
