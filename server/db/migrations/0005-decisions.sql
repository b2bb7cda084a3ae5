-- What is known of a subject in order, which rules held when, decisions with everything they rest on, and the heads of
-- the log that are published.

-- — knowledge in order —

-- One transaction at a time says something of a subject, or decides on what was said.
CREATE FUNCTION lock_subject(subject bigint) RETURNS void LANGUAGE sql
  AS $$ SELECT pg_advisory_xact_lock(hashtext('subject'), (subject % 2147483647)::int) $$;

CREATE FUNCTION acts_in_department(department text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty
    WHERE person_id = acting_person() AND department_id = department
      AND valid_from <= act_date() AND COALESCE(valid_to, 'infinity'::date) >= act_date()) $$;

-- Nobody speaks for a department that is not theirs.
CREATE POLICY own_department ON fact AS RESTRICTIVE FOR INSERT TO duixian_app
  WITH CHECK (source <> 'department' OR acts_in_department(department_id));

-- — rules over time —

-- Which version was taken into use when; a version may come back.
CREATE TABLE rule_adoption (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule_hash text NOT NULL REFERENCES rule_version,
  adopted_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE rule_adoption IS '规则版本的启用记录';

-- — decisions —

CREATE TABLE decision (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id bigint NOT NULL,
  subject_id bigint NOT NULL REFERENCES subject,
  policy text NOT NULL,
  item text NOT NULL,
  -- The day for which the law was asked, and the moment up to which facts count as known.
  evaluated_on date NOT NULL,
  known_at timestamptz NOT NULL,
  rule_hash text NOT NULL REFERENCES rule_version,
  outcome text NOT NULL CHECK (outcome IN ('eligible', 'not_eligible', 'not_applicable', 'not_in_force')),
  award_fen bigint NOT NULL CHECK (award_fen >= 0),
  award_basis text NOT NULL,
  -- Canonical JSON, as it was hashed.
  facts text NOT NULL,
  readings text NOT NULL,
  finding text NOT NULL,
  package text,
  evidence text NOT NULL,
  fact_ids bigint[] NOT NULL,
  -- SHA-256 of everything above; it stands in the log too.
  hash text NOT NULL,
  decided_by bigint REFERENCES person,
  decided_at timestamptz NOT NULL DEFAULT act_time(),
  CHECK (outcome = 'eligible' OR award_fen = 0)
);
COMMENT ON TABLE decision IS '核定：固定的事实、规则、口径、计算过程和金额';
CREATE INDEX decision_of_case ON decision (case_id);
CREATE INDEX decision_of_subject ON decision (subject_id, known_at);

-- An objection that was upheld takes the decision's effect away; the decision itself stays as it was.
CREATE TABLE decision_undone (
  decision_id bigint PRIMARY KEY REFERENCES decision,
  reason text NOT NULL CHECK (reason <> ''),
  objection text NOT NULL CHECK (objection <> ''),
  undone_by bigint REFERENCES person,
  undone_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE decision_undone IS '异议成立，核定作废';

CREATE FUNCTION one_standing_decision() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('decision'), (NEW.case_id % 2147483647)::int);
  IF EXISTS (
    SELECT 1 FROM decision LEFT JOIN decision_undone ON decision_id = id
    WHERE case_id = NEW.case_id AND decision_id IS NULL
  ) THEN
    RAISE EXCEPTION 'the case is decided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER one_standing_decision BEFORE INSERT ON decision
  FOR EACH ROW EXECUTE FUNCTION one_standing_decision();

-- The moment at which a fact became known is the database's to say: after everything that was known before, and after
-- every decision on the subject. So what was known at a moment never changes, whatever clock the process was told.
CREATE FUNCTION keep_knowledge_in_order() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  last record;
  decided timestamptz;
  step CONSTANT interval := '1 millisecond';
BEGIN
  PERFORM lock_subject(NEW.subject_id);
  SELECT recorded_at, xmin = pg_current_xact_id()::xid AS own INTO last
    FROM fact WHERE subject_id = NEW.subject_id ORDER BY recorded_at DESC, id DESC LIMIT 1;
  SELECT max(known_at) INTO decided FROM decision WHERE subject_id = NEW.subject_id;
  NEW.recorded_at := GREATEST(
    date_trunc('milliseconds', act_time()),
    CASE WHEN last.own THEN last.recorded_at ELSE last.recorded_at + step END,
    decided + step);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_knowledge_in_order BEFORE INSERT ON fact
  FOR EACH ROW EXECUTE FUNCTION keep_knowledge_in_order();
CREATE INDEX fact_in_order ON fact (subject_id, recorded_at, id);

-- — files of profiles —

-- Files that were read, by what is in them, so that none is read twice.
CREATE TABLE import_file (
  hash text PRIMARY KEY,
  source text NOT NULL,
  name text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('read', 'refused')),
  accepted int NOT NULL CHECK (accepted >= 0),
  refused int NOT NULL CHECK (refused >= 0),
  message text NOT NULL,
  read_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE import_file IS '已读入的企业信息文件';

-- — published heads of the log —

-- Each head covers the rows since the one before: `root` is the Merkle root of their hashes. Whoever has a published
-- head can be shown single rows without seeing the others.
CREATE TABLE audit_head (
  number bigint PRIMARY KEY,
  at text NOT NULL,
  first_row bigint NOT NULL,
  last_row bigint NOT NULL,
  last_hash text NOT NULL,
  root text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  CHECK (last_row >= first_row)
);
COMMENT ON TABLE audit_head IS '已公布的留痕头';

-- — nothing is changed —

CREATE TRIGGER rule_adoption_append_only BEFORE UPDATE OR DELETE ON rule_adoption
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_undone_append_only BEFORE UPDATE OR DELETE ON decision_undone
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_file_append_only BEFORE UPDATE OR DELETE ON import_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_append_only BEFORE UPDATE OR DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_not_emptied BEFORE TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_version_not_emptied BEFORE TRUNCATE ON rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_adoption_not_emptied BEFORE TRUNCATE ON rule_adoption
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_not_emptied BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_undone_not_emptied BEFORE TRUNCATE ON decision_undone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER import_file_not_emptied BEFORE TRUNCATE ON import_file
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_not_emptied BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- — who may see what —

ALTER TABLE rule_adoption ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_undone ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;

CREATE POLICY job ON rule_adoption TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON decision TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON decision_undone TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON import_file TO duixian_job USING (true) WITH CHECK (true);
CREATE POLICY job ON audit_head TO duixian_job USING (true) WITH CHECK (true);

-- The rules and the heads are public.
CREATE POLICY seen ON rule_adoption FOR SELECT TO duixian_app USING (true);
CREATE POLICY seen ON audit_head FOR SELECT TO duixian_app USING (true);
CREATE POLICY seen ON import_file FOR SELECT TO duixian_app
  USING (has_duty(ARRAY['system_admin', 'auditor', 'audit_admin']));

CREATE POLICY seen ON decision FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM subject WHERE subject.id = decision.subject_id));
CREATE POLICY decided ON decision FOR INSERT TO duixian_app
  WITH CHECK (decided_by = acting_person() AND has_duty(ARRAY['handler', 'reviewer', 'approver'])
    AND NOT acts_for(subject_id, 'view')
    AND EXISTS (SELECT 1 FROM subject WHERE subject.id = decision.subject_id)
    AND NOT EXISTS (
      SELECT 1 FROM recusal WHERE recusal.person_id = acting_person() AND recusal.subject_id = decision.subject_id));
CREATE POLICY seen ON decision_undone FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM decision WHERE decision.id = decision_undone.decision_id));
CREATE POLICY undone ON decision_undone FOR INSERT TO duixian_app
  WITH CHECK (undone_by = acting_person() AND has_duty(ARRAY['reviewer', 'approver'])
    AND EXISTS (
      SELECT 1 FROM decision WHERE decision.id = decision_undone.decision_id
        AND NOT acts_for(decision.subject_id, 'view')
        AND NOT EXISTS (
          SELECT 1 FROM recusal
          WHERE recusal.person_id = acting_person() AND recusal.subject_id = decision.subject_id)));

GRANT SELECT ON rule_adoption, decision, decision_undone, import_file, audit_head TO duixian_app, duixian_job;
GRANT INSERT ON decision, decision_undone TO duixian_app, duixian_job;
GRANT INSERT ON rule_adoption, import_file, audit_head TO duixian_job;
