-- Departments that administrators keep, and a log that auditors search.

-- — departments —

-- A closed department stays in what was done; nobody acts in it any more.
ALTER TABLE department ADD COLUMN closed_at timestamptz;

-- What still hangs on a department, in the words of the tables: whoever closes it may see none of these rows.
CREATE FUNCTION department_uses(of_department text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT 1 FROM duty WHERE department_id = of_department AND ended_at IS NULL
      AND COALESCE(valid_to, 'infinity'::date) >= act_date()) THEN 'duty' END,
    CASE WHEN EXISTS (SELECT 1 FROM api_token WHERE department_id = of_department AND ended_at IS NULL
      AND expires_at > act_time()) THEN 'api_token' END,
    CASE WHEN EXISTS (SELECT 1 FROM (SELECT DISTINCT ON (policy, item) * FROM item_setting
        WHERE COALESCE(valid_to, 'infinity'::date) >= act_date() ORDER BY policy, item, id DESC) AS latest
      WHERE of_department IN (lead_department, finance_department) OR of_department = ANY (taking_part))
      THEN 'item_setting' END,
    CASE WHEN EXISTS (SELECT 1 FROM support_case
      WHERE of_department IN (lead_department, finance_department, first_department)
        AND state NOT IN ('not_accepted', 'refused', 'declined', 'withdrawn', 'terminated', 'paid', 'recovered'))
      THEN 'support_case' END
  ], NULL) $$;

CREATE FUNCTION keep_department() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  -- Where a department is and what it is decides what its people see: that is never changed under them.
  IF NEW.id <> OLD.id OR NEW.district IS DISTINCT FROM OLD.district OR NEW.kind <> OLD.kind THEN
    RAISE EXCEPTION 'a department stays what it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND department_uses(NEW.id) <> '{}' THEN
    RAISE EXCEPTION 'the department is needed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'department_needed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_department BEFORE UPDATE ON department FOR EACH ROW EXECUTE FUNCTION keep_department();

-- Takes a lock on the row, so that a department is not closed while somebody enters it.
CREATE FUNCTION require_open(of_departments text[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM 1 FROM department WHERE id = ANY (of_departments) ORDER BY id FOR SHARE;
  IF EXISTS (SELECT 1 FROM department WHERE id = ANY (of_departments) AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the department is closed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'department_closed';
  END IF;
END $$;

CREATE FUNCTION keep_out_of_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM require_open(ARRAY[NEW.department_id]);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_out_of_closed BEFORE INSERT ON duty FOR EACH ROW EXECUTE FUNCTION keep_out_of_closed();
CREATE TRIGGER keep_out_of_closed BEFORE INSERT ON api_token FOR EACH ROW EXECUTE FUNCTION keep_out_of_closed();

CREATE FUNCTION keep_settings_open() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM require_open(ARRAY[NEW.lead_department, NEW.finance_department] || NEW.taking_part);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_settings_open BEFORE INSERT ON item_setting FOR EACH ROW EXECUTE FUNCTION keep_settings_open();

CREATE FUNCTION keep_first_open() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  PERFORM require_open(ARRAY[NEW.first_department]);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_first_open BEFORE INSERT ON support_case FOR EACH ROW EXECUTE FUNCTION keep_first_open();

ALTER TABLE department ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON department TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY seen ON department FOR SELECT TO duixian_app USING (true);
CREATE POLICY created ON department FOR INSERT TO duixian_app
  WITH CHECK (closed_at IS NULL AND (SELECT has_duty(ARRAY['system_admin'])));
CREATE POLICY kept ON department FOR UPDATE TO duixian_app
  USING ((SELECT has_duty(ARRAY['system_admin']))) WITH CHECK ((SELECT has_duty(ARRAY['system_admin'])));
GRANT INSERT, UPDATE (name, closed_at) ON department TO duixian_app;

-- — the log —

-- Asked once for a query, not once for a row.
ALTER POLICY read ON audit USING ((SELECT has_duty(ARRAY['auditor', 'audit_admin'])));
CREATE INDEX audit_of_act ON audit (act, number);
CREATE INDEX audit_of_person ON audit (person_id, number);
CREATE INDEX audit_in_time ON audit (at);
