-- People, their departments and duties, the subjects and what is known of them, and the log of every act.
--
-- Two roles do the work. duixian_app is what a request runs as: row-level security decides what it sees, from the
-- person alone. duixian_job is the process itself: sign-in, clocks, imports. Both are taken for one transaction
-- (SET LOCAL ROLE), so a connection never keeps the rights of the request before.

DO $$ BEGIN CREATE ROLE duixian_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE duixian_job NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- Who opens the connection must be able to take the roles; a superuser already is.
DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT duixian_app, duixian_job TO %I', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO duixian_app, duixian_job;

-- — who acts, and when —

-- The person for whom this transaction runs; NULL when there is none.
CREATE FUNCTION acting_person() RETURNS bigint LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(current_setting('duixian.person', true), '')::bigint $$;

-- The moment of this act as the process was told; the clock where it was told none.
CREATE FUNCTION act_time() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('duixian.now', true), '')::timestamptz, clock_timestamp()) $$;

CREATE FUNCTION act_date() RETURNS date LANGUAGE sql STABLE
  AS $$ SELECT (act_time() AT TIME ZONE 'Asia/Shanghai')::date $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;

-- — departments and people —

CREATE TABLE department (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  -- NULL: of the whole municipality.
  district text,
  kind text NOT NULL CHECK (kind IN ('bureau', 'street', 'platform', 'finance', 'government'))
);
COMMENT ON TABLE department IS '部门、镇街、国有平台公司';

CREATE TABLE person (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login text NOT NULL UNIQUE CHECK (login = lower(login) AND login <> ''),
  name text NOT NULL,
  -- Where a district's single sign-on knows this person.
  sso_issuer text,
  sso_subject text,
  created_at timestamptz NOT NULL DEFAULT act_time(),
  disabled_at timestamptz,
  UNIQUE (sso_issuer, sso_subject)
);
COMMENT ON TABLE person IS '用户';

CREATE TABLE duty (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  role text NOT NULL CHECK (role IN (
    'handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader',
    'system_admin', 'security_admin', 'audit_admin')),
  department_id text REFERENCES department,
  valid_from date NOT NULL,
  valid_to date,
  granted_by bigint REFERENCES person,
  -- Administrators have no department: nothing of the business is theirs.
  CHECK ((role IN ('system_admin', 'security_admin', 'audit_admin')) = (department_id IS NULL)),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
COMMENT ON TABLE duty IS '岗位';

-- The three administrators are separated from each other and from every business duty (三员分立).
CREATE FUNCTION keep_duties_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('duty'), NEW.person_id::int);
  IF EXISTS (
    SELECT 1 FROM duty other
    WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
      AND other.valid_from <= COALESCE(NEW.valid_to, 'infinity'::date)
      AND COALESCE(other.valid_to, 'infinity'::date) >= NEW.valid_from
      AND other.role <> NEW.role
      AND (other.department_id IS NULL OR NEW.department_id IS NULL)
  ) THEN
    RAISE EXCEPTION 'administrators are separated' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_duties_apart BEFORE INSERT OR UPDATE ON duty
  FOR EACH ROW EXECUTE FUNCTION keep_duties_apart();

-- — subjects and what is known of them —

CREATE TABLE subject (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  credit_code text UNIQUE,
  district text,
  created_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE subject IS '主体：企业、机构、项目';

CREATE TABLE membership (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  subject_id bigint NOT NULL REFERENCES subject,
  kind text NOT NULL CHECK (kind IN ('owner', 'member', 'agent')),
  scopes text[] NOT NULL CHECK (scopes <@ ARRAY['view', 'apply', 'confirm', 'account', 'grant']),
  valid_from date NOT NULL,
  valid_to date,
  granted_by bigint REFERENCES person,
  -- An agent's authority always ends.
  CHECK (kind <> 'agent' OR valid_to IS NOT NULL),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
COMMENT ON TABLE membership IS '企业成员与代办人的授权';
CREATE INDEX membership_of_person ON membership (person_id);
CREATE INDEX membership_of_subject ON membership (subject_id);

-- Persons who may not act on a subject (回避).
CREATE TABLE recusal (
  person_id bigint NOT NULL REFERENCES person,
  subject_id bigint NOT NULL REFERENCES subject,
  reason text NOT NULL,
  stated_by bigint REFERENCES person,
  stated_at timestamptz NOT NULL DEFAULT act_time(),
  PRIMARY KEY (person_id, subject_id)
);
COMMENT ON TABLE recusal IS '回避';

-- What somebody said of a subject. Nothing is overwritten: a later row takes the place of an earlier one from the
-- moment it was recorded (knowledge time); what it is about has its own time (year, valid_from).
CREATE TABLE fact (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id bigint NOT NULL REFERENCES subject,
  -- The English name in the dictionary; a whole collection is one value.
  name text NOT NULL,
  -- The calendar year of a yearly fact.
  year int,
  -- As in a question to the rules; JSON null: what was said before is taken back.
  value jsonb NOT NULL,
  valid_from date,
  source text NOT NULL CHECK (source IN ('enterprise', 'department', 'register', 'import', 'payment')),
  -- The document, file or register that it comes from.
  source_note text NOT NULL DEFAULT '',
  said_by bigint REFERENCES person,
  department_id text REFERENCES department,
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE fact IS '事实及其来源：谁说的、何时的、何时记下';
CREATE INDEX fact_of_subject ON fact (subject_id, name, recorded_at);
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The rules as they were: decisions point here, so that each can be run again.
CREATE TABLE rule_version (
  hash text PRIMARY KEY,
  program text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE rule_version IS '规则版本';
CREATE TRIGGER rule_version_append_only BEFORE UPDATE OR DELETE ON rule_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- — who may see what —

CREATE FUNCTION has_duty(roles text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty
    WHERE person_id = acting_person() AND role = ANY (roles)
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

CREATE FUNCTION acts_for(subject bigint, scope text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM membership
    WHERE person_id = acting_person() AND subject_id = subject AND scope = ANY (scopes)
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

-- Bureaus see the subjects of their district; streets and platform companies only those whose cases reach them.
CREATE FUNCTION district_is_mine(place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person()
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
      AND department.kind IN ('bureau', 'finance', 'government')
      AND (department.district IS NULL OR department.district = place)) $$;

-- — the log of every act —

-- Each row's hash covers the row and the hash before it, so that nothing can be changed, removed or put between
-- without every later hash being wrong. The text that is hashed is what `audit_text` writes.
CREATE TABLE audit (
  number bigint PRIMARY KEY,
  at text NOT NULL,
  person_id bigint,
  act text NOT NULL,
  object text NOT NULL,
  content text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);
COMMENT ON TABLE audit IS '操作留痕，逐条以散列相连';

CREATE FUNCTION audit_text(number bigint, at text, person_id bigint, act text, object text, content text, previous text)
  RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT json_build_array(number::text, at, COALESCE(person_id::text, ''), act, object, content, previous)::text $$;

CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last audit;
BEGIN
  -- One writer at a time, to the end of its transaction: otherwise two rows would follow the same one.
  PERFORM pg_advisory_xact_lock(hashtext('audit'));
  SELECT * INTO last FROM audit ORDER BY number DESC LIMIT 1;
  NEW.number := COALESCE(last.number, 0) + 1;
  NEW.previous := COALESCE(last.hash, repeat('0', 64));
  NEW.at := to_char(act_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  NEW.person_id := acting_person();
  NEW.hash := encode(sha256(convert_to(audit_text(
    NEW.number, NEW.at, NEW.person_id, NEW.act, NEW.object, NEW.content, NEW.previous), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER chain_audit BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION chain_audit();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX audit_of_object ON audit (object, number);

-- — rights —

ALTER TABLE subject ENABLE ROW LEVEL SECURITY;
ALTER TABLE fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty ENABLE ROW LEVEL SECURITY;
ALTER TABLE recusal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON subject TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON fact TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON membership TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON person TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON duty TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON recusal TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON audit TO duixian_job USING (true) WITH CHECK (true);

CREATE POLICY seen ON subject FOR SELECT TO duixian_app
  USING (acts_for(id, 'view') OR district_is_mine(district));

CREATE POLICY seen ON fact FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM subject WHERE subject.id = fact.subject_id));
CREATE POLICY said_by_enterprise ON fact FOR INSERT TO duixian_app
  WITH CHECK (said_by = acting_person() AND (
    (source = 'enterprise' AND acts_for(subject_id, 'apply'))
    OR (source = 'department' AND has_duty(ARRAY['handler', 'reviewer'])
        AND EXISTS (SELECT 1 FROM subject WHERE subject.id = fact.subject_id))));

CREATE POLICY seen ON membership FOR SELECT TO duixian_app
  USING (person_id = acting_person() OR acts_for(subject_id, 'grant'));
CREATE POLICY granted ON membership FOR INSERT TO duixian_app
  WITH CHECK (granted_by = acting_person() AND kind <> 'owner' AND acts_for(subject_id, 'grant'));
CREATE POLICY ended ON membership FOR UPDATE TO duixian_app
  USING (kind <> 'owner' AND acts_for(subject_id, 'grant')) WITH CHECK (kind <> 'owner');

CREATE POLICY seen ON person FOR SELECT TO duixian_app
  USING (id = acting_person() OR has_duty(ARRAY['system_admin', 'security_admin']));
CREATE POLICY kept ON person FOR ALL TO duixian_app
  USING (has_duty(ARRAY['system_admin'])) WITH CHECK (has_duty(ARRAY['system_admin']));
CREATE POLICY seen ON duty FOR SELECT TO duixian_app
  USING (person_id = acting_person() OR has_duty(ARRAY['system_admin', 'security_admin', 'audit_admin']));
CREATE POLICY kept ON duty FOR ALL TO duixian_app
  USING (has_duty(ARRAY['security_admin'])) WITH CHECK (has_duty(ARRAY['security_admin']));
CREATE POLICY seen ON recusal FOR SELECT TO duixian_app
  USING (person_id = acting_person() OR has_duty(ARRAY['auditor']));
CREATE POLICY stated ON recusal FOR INSERT TO duixian_app
  WITH CHECK (stated_by = acting_person());

-- Anyone's act is logged; reading the log is for those who check.
CREATE POLICY read ON audit FOR SELECT TO duixian_app USING (has_duty(ARRAY['auditor', 'audit_admin']));
CREATE POLICY logged ON audit FOR INSERT TO duixian_app WITH CHECK (true);

GRANT SELECT ON department, person, duty, subject, membership, recusal, fact, rule_version, audit TO duixian_app;
GRANT INSERT, UPDATE ON person, duty, membership TO duixian_app;
GRANT INSERT ON fact, recusal, audit TO duixian_app;
GRANT SELECT, INSERT, UPDATE ON department, person, duty, subject, membership, recusal TO duixian_job;
GRANT SELECT, INSERT ON fact, rule_version, audit TO duixian_job;

-- The names of people stand beside what they did; nothing else of them is shown.
CREATE VIEW person_name AS SELECT id, name FROM person;
GRANT SELECT ON person_name TO duixian_app, duixian_job;
