-- Lists of cases, with millions of them: an index serves a question only where it cannot tell anything of rows that the
-- asker may not see, so what lists are asked by stands in columns of its own.

-- — which departments a case concerns, and who of them can do something now —

CREATE TABLE case_of_department (
  department_id text NOT NULL REFERENCES department,
  -- infinity where there is no due day: these come last.
  due date NOT NULL,
  case_id bigint NOT NULL REFERENCES support_case,
  subject_id bigint NOT NULL REFERENCES subject,
  -- Who can act where it lies on this department's desk; empty where it does not.
  parties text[] NOT NULL,
  PRIMARY KEY (department_id, due, case_id)
);
COMMENT ON TABLE case_of_department IS '办件涉及的部门（由办件自动维护）';
CREATE INDEX case_of_department_desk ON case_of_department (department_id, due, case_id) WHERE parties <> '{}';
CREATE INDEX case_of_department_case ON case_of_department (case_id);

CREATE FUNCTION place_case(placed support_case) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public
  AS $$
    INSERT INTO case_of_department (department_id, due, case_id, subject_id, parties)
    SELECT DISTINCT each, COALESCE(placed.due_on, 'infinity'::date), placed.id, placed.subject_id,
      CASE WHEN each = ANY (placed.desk) THEN placed.parties ELSE '{}'::text[] END
    FROM unnest(placed.departments) AS each $$;

CREATE FUNCTION keep_case_of_department() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.departments, NEW.desk, NEW.parties, NEW.due_on)
    IS NOT DISTINCT FROM (OLD.departments, OLD.desk, OLD.parties, OLD.due_on) THEN RETURN NULL; END IF;
  DELETE FROM case_of_department WHERE case_id = NEW.id;
  PERFORM place_case(NEW);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_case_of_department AFTER INSERT OR UPDATE ON support_case
  FOR EACH ROW EXECUTE FUNCTION keep_case_of_department();

SELECT place_case(support_case) FROM support_case;

ALTER TABLE case_of_department ENABLE ROW LEVEL SECURITY;
CREATE POLICY job ON case_of_department TO duixian_job USING (true);
CREATE POLICY seen ON case_of_department FOR SELECT TO duixian_app
  USING (department_id = ANY ((SELECT my_departments())::text[]));
GRANT SELECT ON case_of_department TO duixian_app, duixian_job;
REVOKE EXECUTE ON FUNCTION place_case(support_case) FROM PUBLIC;

-- — what somebody typed —

-- A number is typed from its beginning, from its year (2026-000123), or as its last digits.
CREATE INDEX support_case_number_begins ON support_case (number text_pattern_ops);
CREATE INDEX support_case_number_from_year ON support_case (substr(number, strpos(number, '-') + 1) text_pattern_ops);
CREATE INDEX support_case_number_ends ON support_case (reverse(number) text_pattern_ops);

CREATE FUNCTION number_has(number text, wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS $$ SELECT starts_with(number, wanted) OR starts_with(substr(number, strpos(number, '-') + 1), wanted)
    OR starts_with(reverse(number), reverse(wanted)) $$;

-- The cases that a text can mean, by number, or by the name or credit code of the subject; null where they are more than
-- `most`. Whoever asks looks at them with their own rights.
CREATE FUNCTION cases_named(wanted text, most int) RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$
    SELECT CASE WHEN count(*) <= most THEN COALESCE(array_agg(id), '{}') END FROM (
      SELECT id FROM support_case WHERE number ~>=~ wanted AND number ~<~ (wanted || chr(1114111))
      UNION
      SELECT id FROM support_case WHERE substr(number, strpos(number, '-') + 1) ~>=~ wanted
        AND substr(number, strpos(number, '-') + 1) ~<~ (wanted || chr(1114111))
      UNION
      SELECT id FROM support_case WHERE reverse(number) ~>=~ reverse(wanted)
        AND reverse(number) ~<~ (reverse(wanted) || chr(1114111))
      UNION
      SELECT support_case.id FROM subject JOIN support_case ON subject_id = subject.id
        WHERE strpos(lower(name), lower(wanted)) > 0 OR credit_code = upper(wanted)
      LIMIT most + 1) AS named $$;
