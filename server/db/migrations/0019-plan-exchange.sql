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

-- — what a system is told of the plan —

ALTER TABLE webhook DROP CONSTRAINT webhook_events_check;
ALTER TABLE webhook ADD CONSTRAINT webhook_events_check CHECK (cardinality(events) > 0 AND events <@ ARRAY[
  'case.moved', 'payment.result', 'task.moved', 'project.moved', 'indicator.official']);
ALTER TABLE webhook_delivery DROP CONSTRAINT webhook_delivery_event_check;
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_event_check CHECK (event IN (
  'case.moved', 'payment.result', 'task.moved', 'project.moved', 'indicator.official', 'ping'));

-- As people of a webhook's department see the plan: a bureau what is of its district (or of everybody), a street or a
-- company only what is its own.
CREATE FUNCTION tell_webhooks_of_plan(wanted text, place text, everybody boolean, own text[], content jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public
  AS $$ INSERT INTO webhook_delivery (webhook_id, event, content)
    SELECT webhook.id, wanted, content FROM webhook JOIN department ON department.id = webhook.department_id
    WHERE webhook.ended_at IS NULL AND wanted = ANY (webhook.events) AND (department.id = ANY (own)
      OR department.kind IN ('bureau', 'finance', 'government')
        AND (everybody OR department.district IS NULL OR department.district = place))
    ORDER BY webhook.id $$;
REVOKE ALL ON FUNCTION tell_webhooks_of_plan FROM PUBLIC;

CREATE FUNCTION somebody_is_told(wanted text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM webhook WHERE ended_at IS NULL AND wanted = ANY (events)) $$;
REVOKE ALL ON FUNCTION somebody_is_told FROM PUBLIC;

CREATE FUNCTION webhooks_of_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved plan_task; before text;
BEGIN
  IF NOT somebody_is_told('task.moved') THEN RETURN NULL; END IF;
  SELECT * INTO moved FROM plan_task WHERE id = NEW.task_id;
  SELECT step INTO before FROM plan_task_act WHERE task_id = NEW.task_id AND number = NEW.number - 1;
  -- What was said with it is read with a token; whom it concerns is told that there is something.
  PERFORM tell_webhooks_of_plan('task.moved', moved.district, moved.district = '重庆市', moved.departments,
    jsonb_build_object('task', jsonb_build_object('id', moved.id, 'policy', moved.policy, 'task', moved.task,
      'district', moved.district), 'version', NEW.number, 'act', NEW.act, 'from', before, 'to', NEW.step,
      'lead', NEW.lead_department, 'department', NEW.department_id, 'deadline', NEW.deadline, 'nextOn', NEW.next_on,
      'at', NEW.recorded_at));
  RETURN NULL;
END $$;
CREATE TRIGGER webhooks_of_task AFTER INSERT ON plan_task_act FOR EACH ROW EXECUTE FUNCTION webhooks_of_task();

CREATE FUNCTION webhooks_of_project() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved plan_project;
BEGIN
  IF NOT somebody_is_told('project.moved') THEN RETURN NULL; END IF;
  SELECT * INTO moved FROM plan_project WHERE id = NEW.project_id;
  PERFORM tell_webhooks_of_plan('project.moved', moved.district, false, ARRAY[moved.department_id],
    jsonb_build_object('project', jsonb_build_object('id', moved.id, 'name', moved.name, 'district', moved.district,
      'department', moved.department_id), 'version', NEW.number, 'act', NEW.act, 'from', NEW.from_stage, 'to', NEW.stage,
      'on', NEW.happened_on, 'dropReason', NEW.drop_reason, 'at', NEW.recorded_at));
  RETURN NULL;
END $$;
CREATE TRIGGER webhooks_of_project AFTER INSERT ON plan_project_act FOR EACH ROW
  WHEN (NEW.topic = 'stage') EXECUTE FUNCTION webhooks_of_project();

CREATE FUNCTION webhooks_of_indicator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT somebody_is_told('indicator.official') THEN RETURN NULL; END IF;
  -- The value as text: it is exact, and a number of JSON need not be.
  PERFORM tell_webhooks_of_plan('indicator.official', NEW.district, false, ARRAY[NEW.department_id],
    jsonb_build_object('indicator', jsonb_build_object('policy', NEW.policy, 'target', NEW.target,
      'district', NEW.district, 'department', NEW.department_id), 'period', NEW.period, 'value', NEW.value::text,
      'unit', NEW.unit, 'corrects', (SELECT proposal.follows IS NOT NULL FROM plan_report AS proposal
        WHERE proposal.id = NEW.follows), 'at', NEW.recorded_at));
  RETURN NULL;
END $$;
CREATE TRIGGER webhooks_of_indicator AFTER INSERT ON plan_report FOR EACH ROW
  WHEN (NEW.kind = 'official') EXECUTE FUNCTION webhooks_of_indicator();
