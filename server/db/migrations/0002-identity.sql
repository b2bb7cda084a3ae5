-- How people prove who they are, what they may do for others, and which systems may call.
--
-- Secrets (passwords, sessions, second factors) are read by duixian_job alone: a query of a request cannot reach a hash,
-- whatever is wrong with it.

-- — people, duties, authorities —

ALTER TABLE person ADD COLUMN phone text;

-- Dates end at midnight; what is taken away ends at once.
ALTER TABLE duty ADD COLUMN ended_at timestamptz;
ALTER TABLE membership ADD COLUMN ended_at timestamptz;
-- An agent acts for others and cannot pass that on.
ALTER TABLE membership ADD CONSTRAINT agent_passes_nothing_on
  CHECK (kind <> 'agent' OR NOT 'grant' = ANY (scopes));

CREATE OR REPLACE FUNCTION has_duty(roles text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty
    WHERE person_id = acting_person() AND role = ANY (roles) AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

CREATE OR REPLACE FUNCTION acts_for(subject bigint, scope text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM membership
    WHERE person_id = acting_person() AND subject_id = subject AND scope = ANY (scopes)
      AND (ended_at IS NULL OR ended_at > act_time())
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

CREATE OR REPLACE FUNCTION district_is_mine(place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty JOIN department ON department.id = duty.department_id
    WHERE duty.person_id = acting_person() AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
      AND department.kind IN ('bureau', 'finance', 'government')
      AND (department.district IS NULL OR department.district = place)) $$;

-- Whom an enterprise means by a login and a name; both must fit, so that logins cannot be tried out.
CREATE FUNCTION person_called(wanted_login text, wanted_name text) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM person WHERE login = lower(wanted_login) AND name = wanted_name AND disabled_at IS NULL $$;

-- Nobody grants to themselves, nobody grants more than they have, and what was granted can only be ended.
CREATE POLICY not_to_oneself ON duty AS RESTRICTIVE FOR INSERT TO duixian_app
  WITH CHECK (person_id <> acting_person() AND granted_by = acting_person());
CREATE POLICY only_ended ON duty AS RESTRICTIVE FOR UPDATE TO duixian_app
  USING (person_id <> acting_person()) WITH CHECK (ended_at <= act_time());
CREATE POLICY only_ended ON membership AS RESTRICTIVE FOR UPDATE TO duixian_app
  USING (true) WITH CHECK (ended_at <= act_time());
CREATE POLICY not_to_oneself ON membership AS RESTRICTIVE FOR INSERT TO duixian_app
  WITH CHECK (person_id <> acting_person()
    AND NOT EXISTS (SELECT 1 FROM unnest(scopes) AS each(scope) WHERE NOT acts_for(subject_id, each.scope)));
REVOKE UPDATE ON duty, membership, person FROM duixian_app;
GRANT UPDATE (valid_to, ended_at) ON duty, membership TO duixian_app;
GRANT UPDATE (name, phone, sso_issuer, sso_subject, disabled_at) ON person TO duixian_app;

-- Administrators act for no enterprise either. These look at rows that whoever grants may not see.
CREATE FUNCTION keep_administrators_out() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('duty'), NEW.person_id::int);
  IF EXISTS (
    SELECT 1 FROM duty
    WHERE person_id = NEW.person_id AND department_id IS NULL AND ended_at IS NULL
      AND COALESCE(valid_to, 'infinity'::date) >= NEW.valid_from
  ) THEN
    RAISE EXCEPTION 'administrators act for nobody' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_administrators_out BEFORE INSERT ON membership
  FOR EACH ROW EXECUTE FUNCTION keep_administrators_out();

CREATE FUNCTION keep_members_out() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('duty'), NEW.person_id::int);
  IF NEW.department_id IS NULL AND EXISTS (
    SELECT 1 FROM membership
    WHERE person_id = NEW.person_id AND ended_at IS NULL
      AND COALESCE(valid_to, 'infinity'::date) >= NEW.valid_from
  ) THEN
    RAISE EXCEPTION 'administrators act for nobody' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_members_out BEFORE INSERT ON duty FOR EACH ROW EXECUTE FUNCTION keep_members_out();

-- — passwords —

CREATE TABLE password (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES person,
  -- Argon2id with its parameters, as a PHC string.
  hash text NOT NULL,
  -- Somebody else knows it: nothing can be done before it is changed.
  must_change boolean NOT NULL,
  set_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE password IS '密码（只存散列）；最后一行有效，先前的不得再用';
CREATE INDEX password_of_person ON password (person_id, id);
CREATE TRIGGER password_append_only BEFORE UPDATE OR DELETE ON password
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Failures in a row of one login, one address or one person's codes. Keys are hashed: people type passwords into the
-- wrong field.
CREATE TABLE attempt (
  key text PRIMARY KEY,
  failures int NOT NULL DEFAULT 0,
  -- How often it was locked; each time lasts twice as long.
  rounds int NOT NULL DEFAULT 0,
  locked_until timestamptz,
  changed_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE attempt IS '登录失败次数与锁定';

-- — sessions —

CREATE TABLE session (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- SHA-256 of the token, which only the browser has.
  token_hash text NOT NULL UNIQUE,
  person_id bigint NOT NULL REFERENCES person,
  begun_by text NOT NULL CHECK (begun_by IN ('password', 'single-sign-on')),
  address text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT act_time(),
  seen_at timestamptz NOT NULL DEFAULT act_time(),
  -- When the second factor was given in this session.
  second_factor_at timestamptz,
  ended_at timestamptz
);
COMMENT ON TABLE session IS '会话';
CREATE INDEX session_of_person ON session (person_id);

CREATE TABLE second_factor (
  person_id bigint PRIMARY KEY REFERENCES person,
  -- Encrypted with the key of the installation, which is not in the database.
  secret text NOT NULL,
  confirmed_at timestamptz,
  -- The last time step of which a code was taken: that one and earlier ones are used up.
  last_step bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE second_factor IS '第二因素（动态口令）';

CREATE TABLE recovery_code (
  person_id bigint NOT NULL REFERENCES person,
  hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (person_id, hash)
);
COMMENT ON TABLE recovery_code IS '动态口令丢失时的备用码（只存散列，各用一次）';

-- Between the way to a district's single sign-on and the way back.
CREATE TABLE sso_attempt (
  -- SHA-256 of a token in a cookie: only the browser that began can end it.
  token_hash text PRIMARY KEY,
  state text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  return_to text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE sso_attempt IS '进行中的统一身份认证';

-- — other systems —

CREATE TABLE api_token (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  name text NOT NULL,
  department_id text NOT NULL REFERENCES department,
  scopes text[] NOT NULL CHECK (scopes <@ ARRAY['evaluate', 'push_facts', 'read_cases', 'report_payments']),
  granted_by bigint NOT NULL REFERENCES person,
  granted_at timestamptz NOT NULL DEFAULT act_time(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  used_at timestamptz,
  CHECK (expires_at > granted_at)
);
COMMENT ON TABLE api_token IS '其他系统的接口令牌（只存散列）';

-- — rights —

ALTER TABLE password ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE sso_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON password TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON attempt TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON session TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON second_factor TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON recovery_code TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON sso_attempt TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON api_token TO duixian_job USING (true) WITH CHECK (true);

-- The system administrator hands out first passwords, the security administrator takes away lost second factors: to get
-- into somebody else's account both would have to agree.
CREATE POLICY first ON password FOR INSERT TO duixian_app
  WITH CHECK (must_change AND person_id <> acting_person() AND has_duty(ARRAY['system_admin']));
CREATE POLICY lost ON second_factor TO duixian_app
  USING (person_id <> acting_person() AND has_duty(ARRAY['security_admin'])) WITH CHECK (false);
CREATE POLICY lost ON recovery_code TO duixian_app
  USING (person_id <> acting_person() AND has_duty(ARRAY['security_admin'])) WITH CHECK (false);
-- Whoever loses a password, a second factor or the account itself is signed out everywhere.
CREATE POLICY ended ON session TO duixian_app
  USING (has_duty(ARRAY['system_admin', 'security_admin'])) WITH CHECK (ended_at <= act_time());
CREATE POLICY seen ON api_token FOR SELECT TO duixian_app USING (has_duty(ARRAY['security_admin']));
CREATE POLICY granted ON api_token FOR INSERT TO duixian_app
  WITH CHECK (granted_by = acting_person() AND has_duty(ARRAY['security_admin']));
CREATE POLICY ended ON api_token FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['security_admin'])) WITH CHECK (ended_at <= act_time());

GRANT INSERT ON password TO duixian_app;
GRANT SELECT (person_id, confirmed_at), DELETE ON second_factor TO duixian_app;
GRANT SELECT (person_id), DELETE ON recovery_code TO duixian_app;
GRANT SELECT (id, person_id, ended_at), UPDATE (ended_at) ON session TO duixian_app;
GRANT SELECT (id, name, department_id, scopes, granted_by, granted_at, expires_at, ended_at, used_at), INSERT,
  UPDATE (ended_at) ON api_token TO duixian_app;
GRANT SELECT, INSERT ON password TO duixian_job;
GRANT SELECT, INSERT, UPDATE, DELETE ON attempt, session, second_factor, recovery_code, sso_attempt TO duixian_job;
GRANT SELECT, INSERT, UPDATE ON api_token TO duixian_job;
