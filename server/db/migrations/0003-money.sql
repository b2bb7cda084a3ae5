-- Money: envelopes and their ledger, awards and their stages, payment orders, batches, what the bank answers, clawback,
-- and commitments of a fund.
--
-- A document (an allotment, an award, a result of the bank …) is a row that a person's act adds; triggers of the
-- document move the money, so that neither can be without the other. Nobody may write to the ledger by hand.
-- What is refused carries the name of the rule as a constraint; server/payments/problem.ts has its words.

CREATE FUNCTION refuse_money(rule text) RETURNS void LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'money: %', rule USING ERRCODE = 'restrict_violation', CONSTRAINT = rule; END $$;

-- Whether the acting person has to do with money of this district.
CREATE FUNCTION money_is_mine(roles text[], place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT has_duty(roles) AND district_is_mine(place) $$;

CREATE FUNCTION is_recused(person bigint, subject bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM recusal WHERE person_id = person AND subject_id = subject) $$;

-- — envelopes and their ledger —

CREATE TABLE envelope (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL,
  programme text NOT NULL,
  -- The document's number, as awards and earlier payments name it.
  policy text NOT NULL,
  year int NOT NULL,
  source text NOT NULL CHECK (source IN ('central', 'municipal', 'district', 'fund')),
  -- NULL: of the whole municipality.
  district text,
  valid_from date NOT NULL,
  expires_on date NOT NULL,
  opened_by bigint REFERENCES person DEFAULT acting_person(),
  opened_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT envelope_once UNIQUE NULLS NOT DISTINCT (programme, policy, year, source, district),
  CONSTRAINT envelope_dates CHECK (expires_on >= valid_from)
);
COMMENT ON TABLE envelope IS '资金盘子：专项、文件、年度、资金来源';

-- The sums of the postings. The line that can never be crossed: allotted ≥ reserved + in transit + paid − recovered.
CREATE TABLE envelope_balance (
  envelope_id bigint PRIMARY KEY REFERENCES envelope,
  allotted_fen bigint NOT NULL DEFAULT 0,
  available_fen bigint NOT NULL DEFAULT 0 CONSTRAINT money_enough CHECK (available_fen >= 0),
  reserved_fen bigint NOT NULL DEFAULT 0 CONSTRAINT reserved_enough CHECK (reserved_fen >= 0),
  in_transit_fen bigint NOT NULL DEFAULT 0 CONSTRAINT in_transit_enough CHECK (in_transit_fen >= 0),
  paid_fen bigint NOT NULL DEFAULT 0 CONSTRAINT paid_enough CHECK (paid_fen >= 0),
  recovered_fen bigint NOT NULL DEFAULT 0 CONSTRAINT recovered_enough CHECK (recovered_fen >= 0),
  CONSTRAINT recovered_within_paid CHECK (recovered_fen <= paid_fen),
  CONSTRAINT balance_adds_up
    CHECK (allotted_fen = available_fen + reserved_fen + in_transit_fen + paid_fen - recovered_fen)
);
COMMENT ON TABLE envelope_balance IS '资金盘子余额，由分录得出';

CREATE TABLE money_transaction (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  envelope_id bigint NOT NULL REFERENCES envelope,
  kind text NOT NULL CHECK (kind IN ('allot', 'reserve', 'release', 'send', 'arrive', 'return', 'recover', 'reverse')),
  at timestamptz NOT NULL DEFAULT act_time(),
  person_id bigint REFERENCES person DEFAULT acting_person(),
  -- 0004 says what a case is.
  case_id bigint,
  award_id bigint,
  order_id bigint,
  clawback_id bigint,
  reverses bigint REFERENCES money_transaction CONSTRAINT reversed_once UNIQUE,
  note text NOT NULL DEFAULT '',
  CONSTRAINT reverse_names_what CHECK ((kind = 'reverse') = (reverses IS NOT NULL))
);
COMMENT ON TABLE money_transaction IS '资金往来，只增不改';
CREATE INDEX money_transaction_of_envelope ON money_transaction (envelope_id);
CREATE INDEX money_transaction_of_order ON money_transaction (order_id);
CREATE INDEX money_transaction_of_award ON money_transaction (award_id);

-- To an account: positive; from it: negative. `source` is whoever gave the money, `recovered` those who gave it back.
CREATE TABLE posting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  transaction_id bigint NOT NULL REFERENCES money_transaction,
  account text NOT NULL CHECK (account IN ('source', 'available', 'reserved', 'in_transit', 'paid', 'recovered')),
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0)
);
COMMENT ON TABLE posting IS '分录，每笔往来合计为零';
CREATE INDEX posting_of_transaction ON posting (transaction_id);

CREATE TRIGGER money_transaction_append_only BEFORE UPDATE OR DELETE ON money_transaction
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE ON posting
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION open_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO envelope_balance (envelope_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER open_balance AFTER INSERT ON envelope FOR EACH ROW EXECUTE FUNCTION open_balance();

-- Only what is within its time may be promised or spent; what comes back may come back later.
CREATE FUNCTION require_spendable(envelope bigint) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM envelope AS each
    WHERE each.id = envelope AND act_date() BETWEEN each.valid_from AND each.expires_on
  ) THEN PERFORM refuse_money('envelope_in_time'); END IF;
END $$;

-- The postings of one transaction come in one statement, so that each statement leaves a balance that adds up.
CREATE FUNCTION keep_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE moved record;
BEGIN
  IF (SELECT count(*) FROM posting WHERE transaction_id IN (SELECT transaction_id FROM added))
     <> (SELECT count(*) FROM added) THEN PERFORM refuse_money('postings_together'); END IF;
  FOR moved IN
    SELECT each.envelope_id, bool_or(each.kind IN ('reserve', 'send')) AS spends,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'source'), 0)::bigint AS source,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'available'), 0)::bigint AS available,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'reserved'), 0)::bigint AS reserved,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'in_transit'), 0)::bigint AS in_transit,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'paid'), 0)::bigint AS paid,
      COALESCE(sum(amount_fen) FILTER (WHERE account = 'recovered'), 0)::bigint AS recovered
    FROM added JOIN money_transaction AS each ON each.id = added.transaction_id
    GROUP BY each.envelope_id ORDER BY each.envelope_id
  LOOP
    IF moved.spends THEN PERFORM require_spendable(moved.envelope_id); END IF;
    UPDATE envelope_balance SET
      allotted_fen = allotted_fen - moved.source, available_fen = available_fen + moved.available,
      reserved_fen = reserved_fen + moved.reserved, in_transit_fen = in_transit_fen + moved.in_transit,
      paid_fen = paid_fen + moved.paid, recovered_fen = recovered_fen - moved.recovered
    WHERE envelope_id = moved.envelope_id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_balance AFTER INSERT ON posting REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION keep_balance();

CREATE FUNCTION check_transaction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE total numeric; parts bigint;
BEGIN
  SELECT count(*), sum(amount_fen) INTO parts, total FROM posting WHERE transaction_id = NEW.id;
  IF parts = 0 THEN PERFORM refuse_money('transaction_has_postings'); END IF;
  IF total <> 0 THEN PERFORM refuse_money('postings_sum_to_zero'); END IF;
  IF NEW.reverses IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM money_transaction AS wrong WHERE wrong.id = NEW.reverses
      AND wrong.envelope_id = NEW.envelope_id AND wrong.kind IN ('allot', 'recover'))
    OR EXISTS (SELECT 1 FROM posting WHERE transaction_id IN (NEW.id, NEW.reverses)
      GROUP BY account HAVING sum(amount_fen) <> 0)
  ) THEN PERFORM refuse_money('reversal_is_the_opposite'); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_transaction AFTER INSERT ON money_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_transaction();

-- The one way into the ledger; only triggers and functions of this file take it.
CREATE FUNCTION post_money(
  envelope bigint, kind text, amount bigint, from_account text, to_account text,
  of_case bigint DEFAULT NULL, award bigint DEFAULT NULL, payment bigint DEFAULT NULL, claw bigint DEFAULT NULL,
  note text DEFAULT ''
) RETURNS bigint LANGUAGE plpgsql SET search_path = public AS $$
DECLARE made bigint;
BEGIN
  INSERT INTO money_transaction (envelope_id, kind, case_id, award_id, order_id, clawback_id, note)
    VALUES (envelope, kind, of_case, award, payment, claw, note) RETURNING id INTO made;
  INSERT INTO posting (transaction_id, account, amount_fen)
    VALUES (made, from_account, -amount), (made, to_account, amount);
  RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION post_money FROM PUBLIC;

CREATE TABLE allotment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  envelope_id bigint NOT NULL REFERENCES envelope,
  -- Below zero where the budget is cut.
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
  document text NOT NULL CHECK (document <> ''),
  allotted_by bigint REFERENCES person DEFAULT acting_person(),
  allotted_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT allotted_once UNIQUE (envelope_id, document)
);
COMMENT ON TABLE allotment IS '资金下达与调减';
CREATE TRIGGER allotment_append_only BEFORE UPDATE OR DELETE ON allotment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION post_allotment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM post_money(NEW.envelope_id, 'allot', NEW.amount_fen, 'source', 'available', note => NEW.document);
  RETURN NULL;
END $$;
CREATE TRIGGER post_allotment AFTER INSERT ON allotment FOR EACH ROW EXECUTE FUNCTION post_allotment();

-- — awards —

CREATE TABLE award (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- 0004 says what a case is.
  case_id bigint NOT NULL,
  subject_id bigint NOT NULL REFERENCES subject,
  envelope_id bigint NOT NULL REFERENCES envelope,
  policy text NOT NULL,
  item text NOT NULL,
  -- The year whose ceilings it counts toward.
  year int NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  handled_by bigint NOT NULL REFERENCES person,
  reviewed_by bigint NOT NULL REFERENCES person,
  approved_by bigint NOT NULL REFERENCES person,
  decided_at timestamptz NOT NULL DEFAULT act_time(),
  -- When the last of its stages was given up.
  closed_at timestamptz,
  CONSTRAINT award_hands CHECK (handled_by <> reviewed_by AND reviewed_by <> approved_by AND handled_by <> approved_by)
);
COMMENT ON TABLE award IS '核定的支持';
CREATE UNIQUE INDEX one_award_of_case ON award (case_id) WHERE closed_at IS NULL;
CREATE INDEX award_of_subject ON award (subject_id);

CREATE TABLE award_stage (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  award_id bigint NOT NULL REFERENCES award,
  number int NOT NULL CHECK (number > 0),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- What must happen before it can be paid; empty: nothing.
  waits_for text NOT NULL DEFAULT '',
  due_on date,
  met_at timestamptz,
  -- In orders that are alive; of these what has arrived; and what will never be paid.
  ordered_fen bigint NOT NULL DEFAULT 0,
  paid_fen bigint NOT NULL DEFAULT 0,
  released_fen bigint NOT NULL DEFAULT 0 CHECK (released_fen >= 0),
  state text NOT NULL GENERATED ALWAYS AS (CASE
    WHEN released_fen = amount_fen THEN 'released'
    WHEN paid_fen + released_fen = amount_fen THEN 'paid'
    WHEN ordered_fen > paid_fen THEN 'ordered'
    WHEN waits_for <> '' AND met_at IS NULL THEN 'waiting'
    ELSE 'due' END) STORED,
  UNIQUE (award_id, number),
  UNIQUE (id, award_id),
  CONSTRAINT stage_paid_within CHECK (paid_fen BETWEEN 0 AND ordered_fen),
  CONSTRAINT stage_within CHECK (ordered_fen + released_fen <= amount_fen)
);
COMMENT ON TABLE award_stage IS '核定的分期';

CREATE FUNCTION enter_award() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF is_recused(NEW.handled_by, NEW.subject_id) OR is_recused(NEW.reviewed_by, NEW.subject_id)
    OR is_recused(NEW.approved_by, NEW.subject_id) THEN PERFORM refuse_money('recused'); END IF;
  NEW.closed_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER enter_award BEFORE INSERT ON award FOR EACH ROW EXECUTE FUNCTION enter_award();

CREATE FUNCTION enter_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.ordered_fen := 0; NEW.paid_fen := 0; NEW.released_fen := 0; NEW.met_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER enter_stage BEFORE INSERT ON award_stage FOR EACH ROW EXECUTE FUNCTION enter_stage();

CREATE FUNCTION reserve_award() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM post_money(NEW.envelope_id, 'reserve', NEW.amount_fen, 'available', 'reserved', NEW.case_id, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER reserve_award AFTER INSERT ON award FOR EACH ROW EXECUTE FUNCTION reserve_award();

CREATE FUNCTION check_stages() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_award bigint := CASE TG_TABLE_NAME WHEN 'award' THEN (to_jsonb(NEW)->>'id')::bigint
                                              ELSE (to_jsonb(NEW)->>'award_id')::bigint END;
BEGIN
  IF (SELECT amount_fen FROM award WHERE id = of_award)
     IS DISTINCT FROM (SELECT sum(amount_fen) FROM award_stage WHERE award_id = of_award)
  THEN PERFORM refuse_money('stages_sum_to_award'); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_stages AFTER INSERT ON award
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_stages();
CREATE CONSTRAINT TRIGGER check_stages AFTER INSERT ON award_stage
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_stages();

-- What was decided stays; only what the rows below it keep may move.
CREATE FUNCTION keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['closed_at', 'met_at', 'ordered_fen', 'paid_fen', 'released_fen', 'recovered_fen', 'state'];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving
  THEN RAISE EXCEPTION '% is decided', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER award_decided BEFORE UPDATE OR DELETE ON award FOR EACH ROW EXECUTE FUNCTION keep_decided();
CREATE TRIGGER award_stage_decided BEFORE UPDATE OR DELETE ON award_stage
  FOR EACH ROW EXECUTE FUNCTION keep_decided();

CREATE TABLE award_release (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stage_id bigint NOT NULL REFERENCES award_stage,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  reason text NOT NULL CHECK (reason <> ''),
  released_by bigint REFERENCES person DEFAULT acting_person(),
  released_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE award_release IS '不再支付而退回盘子的部分';
CREATE TRIGGER award_release_append_only BEFORE UPDATE OR DELETE ON award_release
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION post_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given award;
BEGIN
  UPDATE award_stage SET released_fen = released_fen + NEW.amount_fen WHERE id = NEW.stage_id;
  SELECT award.* INTO given FROM award JOIN award_stage ON award_stage.award_id = award.id
    WHERE award_stage.id = NEW.stage_id FOR NO KEY UPDATE OF award;
  IF NOT EXISTS (SELECT 1 FROM award_stage WHERE award_id = given.id AND released_fen < amount_fen) THEN
    UPDATE award SET closed_at = act_time() WHERE id = given.id;
  END IF;
  PERFORM post_money(given.envelope_id, 'release', NEW.amount_fen, 'reserved', 'available', given.case_id, given.id,
    note => NEW.reason);
  RETURN NULL;
END $$;
CREATE TRIGGER post_release AFTER INSERT ON award_release FOR EACH ROW EXECUTE FUNCTION post_release();

-- — ceilings —

-- What was paid before this system, or under documents that are repealed by now; ceilings count it.
CREATE TABLE earlier_payment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id bigint NOT NULL REFERENCES subject,
  policy text NOT NULL,
  item text NOT NULL,
  year int NOT NULL,
  -- Below zero in a row that takes back an earlier one.
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
  -- The document or file, and the line in it.
  source text NOT NULL CHECK (source <> ''),
  line int NOT NULL,
  reverses bigint REFERENCES earlier_payment UNIQUE,
  stated_by bigint REFERENCES person DEFAULT acting_person(),
  stated_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT earlier_payment_once UNIQUE (source, line),
  CHECK ((amount_fen < 0) = (reverses IS NOT NULL))
);
COMMENT ON TABLE earlier_payment IS '以往拨付，含已废止文件的';
CREATE INDEX earlier_payment_of_subject ON earlier_payment (subject_id);
CREATE TRIGGER earlier_payment_append_only BEFORE UPDATE OR DELETE ON earlier_payment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_earlier_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.reverses IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM earlier_payment AS wrong WHERE wrong.id = NEW.reverses AND wrong.amount_fen = -NEW.amount_fen
      AND (wrong.subject_id, wrong.policy, wrong.item, wrong.year) = (NEW.subject_id, NEW.policy, NEW.item, NEW.year)
  ) THEN PERFORM refuse_money('reversal_is_the_opposite'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_earlier_payment BEFORE INSERT ON earlier_payment
  FOR EACH ROW EXECUTE FUNCTION check_earlier_payment();

-- Decisions for one subject take turns from here to the end of their transactions.
CREATE FUNCTION lock_subject_money(subject bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM 1 FROM subject AS each WHERE each.id = subject FOR NO KEY UPDATE;
  IF NOT FOUND THEN PERFORM refuse_money('subject_known'); END IF;
END $$;

-- What a subject has been granted and has kept, in every department: it counts for ceilings, so no right may hide it.
-- Items are pairs at the same place of both lists; NULL: all. A year of NULL: all.
CREATE FUNCTION granted_fen(subject bigint, policies text[], items text[], of_year int) RETURNS bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF acting_person() IS NOT NULL
    AND NOT (has_duty(ARRAY['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']) OR acts_for(subject, 'view'))
  THEN PERFORM refuse_money('not_yours'); END IF;
  RETURN (
    WITH kept AS (
      SELECT award.policy, award.item, award.year, award.amount_fen
          - (SELECT COALESCE(sum(released_fen), 0) FROM award_stage WHERE award_id = award.id)
          - (SELECT COALESCE(sum(recovered_fen), 0) FROM clawback WHERE award_id = award.id) AS amount_fen
        FROM award WHERE award.subject_id = subject
      UNION ALL
      SELECT policy, item, year, amount_fen FROM earlier_payment WHERE subject_id = subject
    )
    SELECT COALESCE(sum(amount_fen), 0)::bigint FROM kept
    WHERE (of_year IS NULL OR year = of_year)
      AND (items IS NULL OR (policy, item) IN (SELECT * FROM unnest(policies, items)))
  );
END $$;

-- — payment orders —

-- What the case says before money leaves: written by the case's own acts, each time anew.
CREATE TABLE payment_clearance (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- 0004 says what a case is.
  case_id bigint NOT NULL,
  publicity_closed_at timestamptz,
  objections_open int NOT NULL CHECK (objections_open >= 0),
  veto_checked_at timestamptz,
  veto_found boolean NOT NULL,
  stated_by bigint REFERENCES person DEFAULT acting_person(),
  stated_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE payment_clearance IS '支付前核对：公示、异议、否决情形';
CREATE INDEX payment_clearance_of_case ON payment_clearance (case_id);
CREATE TRIGGER payment_clearance_append_only BEFORE UPDATE OR DELETE ON payment_clearance
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The last word on a case is what counts: an objection of today takes back the clearance of yesterday.
CREATE FUNCTION require_clear(of_case bigint) RETURNS payment_clearance
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last payment_clearance;
BEGIN
  SELECT * INTO last FROM payment_clearance WHERE case_id = of_case ORDER BY id DESC LIMIT 1;
  IF last.id IS NULL THEN PERFORM refuse_money('clearance_missing'); END IF;
  IF last.publicity_closed_at IS NULL OR last.publicity_closed_at > act_time()
    THEN PERFORM refuse_money('publicity_closed'); END IF;
  IF last.objections_open > 0 THEN PERFORM refuse_money('objections_settled'); END IF;
  IF last.veto_found THEN PERFORM refuse_money('no_veto'); END IF;
  RETURN last;
END $$;

CREATE SEQUENCE payment_order_number;
CREATE SEQUENCE payment_batch_number;

CREATE TABLE payment_batch (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL UNIQUE
    DEFAULT 'PC' || to_char(act_date(), 'YYYY') || lpad(nextval('payment_batch_number')::text, 8, '0'),
  -- How the bank hears of it: by a file that a person brings, or directly. Never both.
  channel text NOT NULL CHECK (channel IN ('file', 'direct')),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sealed', 'sent', 'dissolved')),
  made_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  made_at timestamptz NOT NULL DEFAULT act_time(),
  order_count int NOT NULL DEFAULT 0,
  total_fen bigint NOT NULL DEFAULT 0,
  sent_by bigint REFERENCES person,
  sent_at timestamptz
);
COMMENT ON TABLE payment_batch IS '支付批次';

CREATE TABLE payment_order (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL UNIQUE
    DEFAULT 'ZF' || to_char(act_date(), 'YYYY') || lpad(nextval('payment_order_number')::text, 8, '0'),
  -- Given by whoever asks: the same question twice is one order.
  key text NOT NULL CONSTRAINT payment_order_key UNIQUE,
  content_hash text NOT NULL,
  stage_id bigint NOT NULL,
  award_id bigint NOT NULL,
  clearance_id bigint NOT NULL REFERENCES payment_clearance,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  payee_name text NOT NULL CHECK (payee_name <> ''),
  payee_bank text NOT NULL,
  payee_account text NOT NULL CHECK (payee_account ~ '^[0-9A-Za-z-]{4,40}$'),
  masked_account text NOT NULL
    GENERATED ALWAYS AS (repeat('*', length(payee_account) - 4) || right(payee_account, 4)) STORED,
  -- The returned order whose place this one takes.
  replaces bigint REFERENCES payment_order CONSTRAINT replaced_once UNIQUE,
  state text NOT NULL DEFAULT 'made'
    CHECK (state IN ('made', 'batched', 'sent', 'paid', 'returned', 'unknown', 'cancelled')),
  batch_id bigint REFERENCES payment_batch,
  made_by bigint NOT NULL REFERENCES person,
  made_at timestamptz NOT NULL DEFAULT act_time(),
  sent_by bigint REFERENCES person,
  sent_at timestamptz,
  -- The last thing that the bank said.
  result_id bigint,
  receipt text,
  FOREIGN KEY (stage_id, award_id) REFERENCES award_stage (id, award_id),
  CONSTRAINT maker_does_not_send CHECK (sent_by <> made_by),
  CHECK ((state IN ('sent', 'paid', 'returned', 'unknown')) = (sent_by IS NOT NULL AND sent_at IS NOT NULL)),
  CHECK ((state IN ('made', 'cancelled')) = (batch_id IS NULL))
);
COMMENT ON TABLE payment_order IS '支付单';
CREATE INDEX payment_order_of_stage ON payment_order (stage_id);
CREATE INDEX payment_order_of_batch ON payment_order (batch_id);

CREATE FUNCTION make_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE stage award_stage; given award; clear payment_clearance;
BEGIN
  NEW.made_by := acting_person();
  NEW.made_at := act_time();
  NEW.state := 'made';
  NEW.batch_id := NULL; NEW.sent_by := NULL; NEW.sent_at := NULL; NEW.result_id := NULL; NEW.receipt := NULL;
  IF NEW.made_by IS NULL THEN PERFORM refuse_money('person_acts'); END IF;
  SELECT * INTO stage FROM award_stage WHERE id = NEW.stage_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN PERFORM refuse_money('stage_known'); END IF;
  -- Asked twice at once: the first one stands, and the caller reads it.
  IF EXISTS (SELECT 1 FROM payment_order WHERE key = NEW.key AND content_hash = NEW.content_hash)
    THEN RETURN NULL; END IF;
  SELECT * INTO given FROM award WHERE id = stage.award_id;
  NEW.award_id := given.id;
  IF NEW.made_by = given.approved_by THEN PERFORM refuse_money('four_hands'); END IF;
  IF is_recused(NEW.made_by, given.subject_id) THEN PERFORM refuse_money('recused'); END IF;
  IF stage.waits_for <> '' AND stage.met_at IS NULL THEN PERFORM refuse_money('stage_met'); END IF;
  PERFORM require_spendable(given.envelope_id);
  clear := require_clear(given.case_id);
  IF clear.id <> NEW.clearance_id THEN PERFORM refuse_money('clearance_last'); END IF;
  IF (clear.veto_checked_at AT TIME ZONE 'Asia/Shanghai')::date IS DISTINCT FROM act_date()
    OR (clear.stated_at AT TIME ZONE 'Asia/Shanghai')::date <> act_date()
    THEN PERFORM refuse_money('clearance_of_today'); END IF;
  IF NEW.replaces IS NULL THEN
    IF EXISTS (SELECT 1 FROM payment_order AS back WHERE back.stage_id = stage.id AND back.state = 'returned'
      AND NOT EXISTS (SELECT 1 FROM payment_order AS later WHERE later.replaces = back.id))
    THEN PERFORM refuse_money('replaces_returned'); END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM payment_order AS back
    WHERE back.id = NEW.replaces AND back.stage_id = stage.id AND back.state = 'returned')
  THEN PERFORM refuse_money('replaces_returned'); END IF;
  UPDATE award_stage SET ordered_fen = ordered_fen + NEW.amount_fen WHERE id = stage.id;
  RETURN NEW;
END $$;
CREATE TRIGGER make_order BEFORE INSERT ON payment_order FOR EACH ROW EXECUTE FUNCTION make_order();

CREATE FUNCTION may_follow(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT after = ANY (CASE before
    WHEN 'made' THEN ARRAY['batched', 'cancelled']
    WHEN 'batched' THEN ARRAY['made', 'cancelled', 'sent']
    WHEN 'sent' THEN ARRAY['paid', 'returned', 'unknown']
    WHEN 'unknown' THEN ARRAY['sent', 'paid', 'returned']
    -- A bank may send back what it had already reported as arrived.
    WHEN 'paid' THEN ARRAY['returned']
    ELSE ARRAY[]::text[] END) $$;

-- What came back of an award is no more than what arrived of it; both sides lock the award before they look.
CREATE FUNCTION require_paid_covers(of_award bigint) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF (SELECT COALESCE(sum(recovered_fen), 0) FROM clawback WHERE award_id = of_award)
     > (SELECT COALESCE(sum(paid_fen), 0) FROM award_stage WHERE award_id = of_award)
  THEN PERFORM refuse_money('recovered_within_paid'); END IF;
END $$;

CREATE FUNCTION move_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given award; batch payment_batch;
BEGIN
  -- A generated column is computed after this.
  IF (to_jsonb(NEW) - ARRAY['state', 'batch_id', 'sent_by', 'sent_at', 'result_id', 'receipt', 'masked_account'])
     <> (to_jsonb(OLD) - ARRAY['state', 'batch_id', 'sent_by', 'sent_at', 'result_id', 'receipt', 'masked_account'])
    THEN PERFORM refuse_money('order_is_fixed'); END IF;
  IF NEW.state = OLD.state THEN
    IF NEW.batch_id IS DISTINCT FROM OLD.batch_id THEN PERFORM refuse_money('order_state'); END IF;
    RETURN NEW;
  END IF;
  IF NOT may_follow(OLD.state, NEW.state) THEN PERFORM refuse_money('order_state'); END IF;
  SELECT * INTO given FROM award WHERE id = NEW.award_id;
  CASE NEW.state
    WHEN 'batched' THEN
      PERFORM 1 FROM payment_batch WHERE id = NEW.batch_id AND payment_batch.state = 'open' FOR SHARE;
      IF NOT FOUND THEN PERFORM refuse_money('batch_open'); END IF;
    WHEN 'made' THEN
      PERFORM 1 FROM payment_batch WHERE id = OLD.batch_id AND payment_batch.state IN ('open', 'dissolved') FOR SHARE;
      IF NOT FOUND THEN PERFORM refuse_money('batch_open'); END IF;
      NEW.batch_id := NULL;
    WHEN 'cancelled' THEN
      IF OLD.batch_id IS NOT NULL THEN
        PERFORM 1 FROM payment_batch WHERE id = OLD.batch_id AND payment_batch.state = 'open' FOR SHARE;
        IF NOT FOUND THEN PERFORM refuse_money('batch_open'); END IF;
      END IF;
      NEW.batch_id := NULL;
      UPDATE award_stage SET ordered_fen = ordered_fen - NEW.amount_fen WHERE id = NEW.stage_id;
    WHEN 'sent' THEN
      IF OLD.state = 'batched' THEN
        SELECT * INTO batch FROM payment_batch WHERE id = NEW.batch_id;
        IF batch.state <> 'sent' THEN PERFORM refuse_money('order_state'); END IF;
        NEW.sent_by := batch.sent_by;
        NEW.sent_at := batch.sent_at;
        IF NEW.sent_by IN (NEW.made_by, given.handled_by, given.reviewed_by, given.approved_by)
          THEN PERFORM refuse_money('four_hands'); END IF;
        IF is_recused(NEW.sent_by, given.subject_id) THEN PERFORM refuse_money('recused'); END IF;
        PERFORM require_clear(given.case_id);
        PERFORM post_money(given.envelope_id, 'send', NEW.amount_fen, 'reserved', 'in_transit',
          given.case_id, given.id, NEW.id);
      END IF;
    WHEN 'paid' THEN
      UPDATE award_stage SET paid_fen = paid_fen + NEW.amount_fen WHERE id = NEW.stage_id;
      PERFORM post_money(given.envelope_id, 'arrive', NEW.amount_fen, 'in_transit', 'paid',
        given.case_id, given.id, NEW.id);
    WHEN 'returned' THEN
      UPDATE award_stage SET ordered_fen = ordered_fen - NEW.amount_fen,
        paid_fen = paid_fen - CASE OLD.state WHEN 'paid' THEN NEW.amount_fen ELSE 0 END WHERE id = NEW.stage_id;
      IF OLD.state = 'paid' THEN
        PERFORM 1 FROM award WHERE id = given.id FOR NO KEY UPDATE;
        PERFORM require_paid_covers(given.id);
      END IF;
      PERFORM post_money(given.envelope_id, 'return', NEW.amount_fen,
        CASE OLD.state WHEN 'paid' THEN 'paid' ELSE 'in_transit' END, 'reserved', given.case_id, given.id, NEW.id);
    ELSE NULL;
  END CASE;
  IF OLD.state IN ('sent', 'unknown', 'paid') AND NOT EXISTS (
    SELECT 1 FROM payment_result AS said WHERE said.id = NEW.result_id AND said.order_id = NEW.id
      AND NEW.result_id IS DISTINCT FROM OLD.result_id
      AND said.result = CASE NEW.state WHEN 'sent' THEN 'accepted' ELSE NEW.state END
  ) THEN PERFORM refuse_money('bank_has_said'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER move_order BEFORE UPDATE ON payment_order FOR EACH ROW EXECUTE FUNCTION move_order();
CREATE TRIGGER payment_order_kept BEFORE DELETE ON payment_order FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE batch_file (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id bigint NOT NULL REFERENCES payment_batch,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  order_count int NOT NULL,
  total_fen bigint NOT NULL,
  exported_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  exported_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE batch_file IS '批次导出的文件';
CREATE TRIGGER batch_file_append_only BEFORE UPDATE OR DELETE ON batch_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION make_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.state := 'open'; NEW.order_count := 0; NEW.total_fen := 0; NEW.sent_by := NULL; NEW.sent_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER make_batch BEFORE INSERT ON payment_batch FOR EACH ROW EXECUTE FUNCTION make_batch();

-- open → sealed (its orders and total are fixed) → sent, once; or dissolved before that.
CREATE FUNCTION move_batch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF (to_jsonb(NEW) - 'state') <> (to_jsonb(OLD) - 'state') THEN PERFORM refuse_money('batch_is_fixed'); END IF;
  IF (OLD.state, NEW.state) NOT IN
    (('open', 'sealed'), ('sealed', 'sent'), ('open', 'dissolved'), ('sealed', 'dissolved'))
    THEN PERFORM refuse_money('batch_state'); END IF;
  IF NEW.state = 'sealed' THEN
    SELECT count(*), COALESCE(sum(amount_fen), 0) INTO NEW.order_count, NEW.total_fen
      FROM payment_order WHERE batch_id = NEW.id;
    IF NEW.order_count = 0 THEN PERFORM refuse_money('batch_not_empty'); END IF;
  END IF;
  IF NEW.state = 'sent' THEN
    NEW.sent_by := acting_person();
    NEW.sent_at := act_time();
    IF NEW.sent_by IS NULL THEN PERFORM refuse_money('person_acts'); END IF;
    IF NEW.channel = 'file' AND NOT EXISTS (SELECT 1 FROM batch_file WHERE batch_id = NEW.id)
      THEN PERFORM refuse_money('batch_exported'); END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER move_batch BEFORE UPDATE ON payment_batch FOR EACH ROW EXECUTE FUNCTION move_batch();
CREATE TRIGGER payment_batch_kept BEFORE DELETE ON payment_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION move_orders_of_batch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.state = 'sent' THEN UPDATE payment_order SET state = 'sent' WHERE batch_id = NEW.id; END IF;
  IF NEW.state = 'dissolved' THEN UPDATE payment_order SET state = 'made' WHERE batch_id = NEW.id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER move_orders_of_batch AFTER UPDATE ON payment_batch
  FOR EACH ROW EXECUTE FUNCTION move_orders_of_batch();

CREATE TABLE result_file (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256 text NOT NULL CONSTRAINT result_file_once UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  row_count int NOT NULL,
  imported_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  imported_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE result_file IS '银行回单文件';
CREATE TRIGGER result_file_append_only BEFORE UPDATE OR DELETE ON result_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the bank said of an order; the order and the ledger follow.
CREATE TABLE payment_result (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES payment_order,
  result text NOT NULL CHECK (result IN ('accepted', 'paid', 'returned', 'unknown')),
  at timestamptz NOT NULL,
  reason text NOT NULL DEFAULT '',
  -- The bank's own number of it.
  receipt text,
  source text NOT NULL CHECK (source IN ('bank', 'file', 'person')),
  file_id bigint REFERENCES result_file,
  line int,
  said_by bigint REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time(),
  CHECK ((source = 'file') = (file_id IS NOT NULL AND line IS NOT NULL)),
  CONSTRAINT result_has_reason CHECK (result IN ('accepted', 'paid') OR reason <> '')
);
COMMENT ON TABLE payment_result IS '到账与退票';
CREATE INDEX payment_result_of_order ON payment_result (order_id);
ALTER TABLE payment_order ADD FOREIGN KEY (result_id) REFERENCES payment_result;
CREATE TRIGGER payment_result_append_only BEFORE UPDATE OR DELETE ON payment_result
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION follow_result() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE payment payment_order;
BEGIN
  -- Not FOR UPDATE: many hold the row by its foreign key already, and would wait for each other.
  SELECT * INTO payment FROM payment_order WHERE id = NEW.order_id FOR NO KEY UPDATE;
  IF payment.state NOT IN ('sent', 'unknown', 'paid') THEN PERFORM refuse_money('order_state'); END IF;
  IF NEW.result = 'accepted' AND payment.state = 'paid' THEN PERFORM refuse_money('order_state'); END IF;
  IF NEW.result = payment.state THEN PERFORM refuse_money('order_state'); END IF;
  UPDATE payment_order SET result_id = NEW.id, receipt = COALESCE(NEW.receipt, receipt),
    state = CASE NEW.result WHEN 'accepted' THEN 'sent' ELSE NEW.result END
  WHERE id = payment.id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_result AFTER INSERT ON payment_result FOR EACH ROW EXECUTE FUNCTION follow_result();

-- The whole number, for those who pay and for the enterprise itself; whoever asks is logged by the caller.
CREATE FUNCTION whole_account(payment bigint) RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE found record;
BEGIN
  SELECT payment_order.payee_account, award.subject_id, envelope.district INTO found
    FROM payment_order JOIN award ON award.id = payment_order.award_id
    JOIN envelope ON envelope.id = award.envelope_id WHERE payment_order.id = payment;
  IF acting_person() IS NOT NULL AND NOT money_is_mine(ARRAY['payer', 'auditor'], found.district)
    AND NOT acts_for(found.subject_id, 'account') THEN PERFORM refuse_money('not_yours'); END IF;
  RETURN found.payee_account;
END $$;

-- — clawback —

CREATE TABLE clawback (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  award_id bigint NOT NULL REFERENCES award,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  reason text NOT NULL CHECK (reason <> ''),
  clause text NOT NULL DEFAULT '',
  due_on date NOT NULL,
  decided_by bigint NOT NULL REFERENCES person,
  decided_at timestamptz NOT NULL DEFAULT act_time(),
  recovered_fen bigint NOT NULL DEFAULT 0,
  CONSTRAINT recovered_within_clawback CHECK (recovered_fen BETWEEN 0 AND amount_fen)
);
COMMENT ON TABLE clawback IS '追回决定';
CREATE INDEX clawback_of_award ON clawback (award_id);
CREATE TRIGGER clawback_decided BEFORE UPDATE OR DELETE ON clawback FOR EACH ROW EXECUTE FUNCTION keep_decided();

CREATE FUNCTION enter_clawback() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given award;
BEGIN
  NEW.decided_by := acting_person();
  NEW.recovered_fen := 0;
  IF NEW.decided_by IS NULL THEN PERFORM refuse_money('person_acts'); END IF;
  SELECT * INTO given FROM award WHERE id = NEW.award_id FOR NO KEY UPDATE;
  IF is_recused(NEW.decided_by, given.subject_id) THEN PERFORM refuse_money('recused'); END IF;
  IF NEW.amount_fen + (SELECT COALESCE(sum(amount_fen), 0) FROM clawback WHERE award_id = given.id)
     > (SELECT COALESCE(sum(paid_fen), 0) FROM award_stage WHERE award_id = given.id)
  THEN PERFORM refuse_money('clawback_within_paid'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enter_clawback BEFORE INSERT ON clawback FOR EACH ROW EXECUTE FUNCTION enter_clawback();

CREATE TABLE recovery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clawback_id bigint NOT NULL REFERENCES clawback,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  received_on date NOT NULL,
  -- The bank's or treasury's own number: the same money is entered once.
  reference text NOT NULL CONSTRAINT recovered_once UNIQUE CHECK (reference <> ''),
  recorded_by bigint NOT NULL REFERENCES person,
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE recovery IS '追回到账';
CREATE TRIGGER recovery_append_only BEFORE UPDATE OR DELETE ON recovery
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION enter_recovery() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE decided clawback; given award;
BEGIN
  NEW.recorded_by := acting_person();
  IF NEW.recorded_by IS NULL THEN PERFORM refuse_money('person_acts'); END IF;
  IF EXISTS (SELECT 1 FROM recovery WHERE reference = NEW.reference) THEN PERFORM refuse_money('recovered_once'); END IF;
  UPDATE clawback SET recovered_fen = recovered_fen + NEW.amount_fen WHERE id = NEW.clawback_id RETURNING * INTO decided;
  IF NOT FOUND THEN PERFORM refuse_money('clawback_known'); END IF;
  IF decided.decided_by = NEW.recorded_by THEN PERFORM refuse_money('four_hands'); END IF;
  SELECT * INTO given FROM award WHERE id = decided.award_id FOR NO KEY UPDATE;
  PERFORM require_paid_covers(given.id);
  PERFORM post_money(given.envelope_id, 'recover', NEW.amount_fen, 'recovered', 'available',
    given.case_id, given.id, claw => decided.id, note => NEW.reference);
  RETURN NEW;
END $$;
CREATE TRIGGER enter_recovery BEFORE INSERT ON recovery FOR EACH ROW EXECUTE FUNCTION enter_recovery();

-- Takes back an allotment or a recovery that was entered wrongly; everything else has its own way back.
CREATE FUNCTION reverse_money(wrong bigint, why text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE entry money_transaction; made bigint;
BEGIN
  SELECT each.* INTO entry FROM money_transaction AS each JOIN envelope ON envelope.id = each.envelope_id
    WHERE each.id = wrong AND money_is_mine(ARRAY['approver', 'leader'], envelope.district);
  IF NOT FOUND THEN PERFORM refuse_money('not_yours'); END IF;
  IF entry.kind NOT IN ('allot', 'recover') THEN PERFORM refuse_money('reversal_is_the_opposite'); END IF;
  IF entry.person_id = acting_person() THEN PERFORM refuse_money('four_hands'); END IF;
  INSERT INTO money_transaction (envelope_id, kind, case_id, award_id, clawback_id, reverses, note)
    VALUES (entry.envelope_id, 'reverse', entry.case_id, entry.award_id, entry.clawback_id, entry.id, why) RETURNING id INTO made;
  INSERT INTO posting (transaction_id, account, amount_fen)
    SELECT made, account, -amount_fen FROM posting WHERE transaction_id = entry.id;
  UPDATE clawback SET recovered_fen = recovered_fen
    - (SELECT amount_fen FROM posting WHERE transaction_id = entry.id AND account = 'available')
    WHERE id = entry.clawback_id;
  RETURN made;
END $$;

-- — commitments of a fund: an investment that can leave again, not a grant —

CREATE TABLE commitment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_id bigint NOT NULL REFERENCES subject,
  fund text NOT NULL CHECK (fund <> ''),
  agreement text NOT NULL CONSTRAINT committed_once UNIQUE CHECK (agreement <> ''),
  policy text NOT NULL,
  district text,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  -- As the rules stated it at the time.
  ceiling_fen bigint NOT NULL,
  invested_on date NOT NULL,
  earliest_exit_on date NOT NULL,
  decided_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  decided_at timestamptz NOT NULL DEFAULT act_time(),
  CONSTRAINT commitment_within CHECK (amount_fen <= ceiling_fen),
  CONSTRAINT commitment_dates CHECK (earliest_exit_on >= invested_on)
);
COMMENT ON TABLE commitment IS '基金股权投资';
CREATE TRIGGER commitment_append_only BEFORE UPDATE OR DELETE ON commitment
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE commitment_exit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  commitment_id bigint NOT NULL REFERENCES commitment,
  -- What of the investment leaves, and what is paid for it.
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  proceeds_fen bigint NOT NULL CHECK (proceeds_fen >= 0),
  exited_on date NOT NULL,
  reference text NOT NULL CONSTRAINT exited_once UNIQUE CHECK (reference <> ''),
  recorded_by bigint NOT NULL REFERENCES person DEFAULT acting_person(),
  recorded_at timestamptz NOT NULL DEFAULT act_time()
);
COMMENT ON TABLE commitment_exit IS '基金退出';
CREATE TRIGGER commitment_exit_append_only BEFORE UPDATE OR DELETE ON commitment_exit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION enter_commitment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF is_recused(NEW.decided_by, NEW.subject_id) THEN PERFORM refuse_money('recused'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enter_commitment BEFORE INSERT ON commitment FOR EACH ROW EXECUTE FUNCTION enter_commitment();

CREATE FUNCTION enter_exit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE invested commitment;
BEGIN
  SELECT * INTO invested FROM commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;
  IF NEW.exited_on < invested.earliest_exit_on THEN PERFORM refuse_money('exit_in_time'); END IF;
  IF NEW.amount_fen + (SELECT COALESCE(sum(amount_fen), 0) FROM commitment_exit WHERE commitment_id = invested.id)
     > invested.amount_fen THEN PERFORM refuse_money('exit_within'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enter_exit BEFORE INSERT ON commitment_exit FOR EACH ROW EXECUTE FUNCTION enter_exit();

-- — rights —

DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['envelope', 'envelope_balance', 'money_transaction', 'posting', 'allotment', 'award',
    'award_stage', 'award_release', 'earlier_payment', 'payment_clearance', 'payment_order', 'payment_batch',
    'batch_file', 'result_file', 'payment_result', 'clawback', 'recovery', 'commitment', 'commitment_exit']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY job ON %I TO duixian_job USING (true) WITH CHECK (true)', each);
    EXECUTE format('CREATE TRIGGER not_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', each);
  END LOOP;
END $$;

-- What an officer of the district sees; `seen` of a row below follows from the row above it.
CREATE FUNCTION sees_money(place text) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT money_is_mine(ARRAY['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader'], place) $$;

CREATE POLICY seen ON envelope FOR SELECT TO duixian_app USING (sees_money(district));
CREATE POLICY opened ON envelope FOR INSERT TO duixian_app
  WITH CHECK (opened_by = acting_person() AND money_is_mine(ARRAY['approver', 'leader'], district));
CREATE POLICY extended ON envelope FOR UPDATE TO duixian_app
  USING (money_is_mine(ARRAY['approver', 'leader'], district));

CREATE POLICY seen ON envelope_balance FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));
CREATE POLICY seen ON money_transaction FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));
CREATE POLICY seen ON posting FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM money_transaction WHERE money_transaction.id = transaction_id));
CREATE POLICY seen ON allotment FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));
CREATE POLICY allotted ON allotment FOR INSERT TO duixian_app
  WITH CHECK (allotted_by = acting_person() AND has_duty(ARRAY['approver', 'leader'])
    AND EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));

CREATE POLICY seen ON award FOR SELECT TO duixian_app
  USING (acts_for(subject_id, 'view') OR EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));
CREATE POLICY decided ON award FOR INSERT TO duixian_app
  WITH CHECK (has_duty(ARRAY['handler', 'reviewer', 'approver', 'leader'])
    AND EXISTS (SELECT 1 FROM envelope WHERE envelope.id = envelope_id));
CREATE POLICY seen ON award_stage FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY decided ON award_stage FOR INSERT TO duixian_app
  WITH CHECK (has_duty(ARRAY['handler', 'reviewer', 'approver', 'leader'])
    AND EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY met ON award_stage FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['handler', 'reviewer']) AND EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY seen ON award_release FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM award_stage WHERE award_stage.id = stage_id));
CREATE POLICY released ON award_release FOR INSERT TO duixian_app
  WITH CHECK (released_by = acting_person() AND has_duty(ARRAY['approver', 'leader'])
    AND EXISTS (SELECT 1 FROM award_stage WHERE award_stage.id = stage_id));

CREATE POLICY seen ON earlier_payment FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM subject WHERE subject.id = subject_id));
CREATE POLICY stated ON earlier_payment FOR INSERT TO duixian_app
  WITH CHECK (stated_by = acting_person() AND has_duty(ARRAY['handler', 'reviewer'])
    AND EXISTS (SELECT 1 FROM subject WHERE subject.id = subject_id));

CREATE POLICY seen ON payment_clearance FOR SELECT TO duixian_app
  USING (has_duty(ARRAY['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']));
CREATE POLICY stated ON payment_clearance FOR INSERT TO duixian_app
  WITH CHECK (stated_by = acting_person() AND has_duty(ARRAY['handler', 'reviewer', 'approver', 'payer']));

CREATE POLICY seen ON payment_order FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY made ON payment_order FOR INSERT TO duixian_app
  WITH CHECK (has_duty(ARRAY['handler', 'payer']) AND EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY moved ON payment_order FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['handler', 'payer']) AND EXISTS (SELECT 1 FROM award WHERE award.id = award_id));

-- A batch may hold orders of several envelopes; a person sees it who made it or sees one of its orders.
CREATE POLICY seen ON payment_batch FOR SELECT TO duixian_app
  USING (has_duty(ARRAY['payer', 'auditor', 'leader'])
    AND (made_by = acting_person() OR EXISTS (SELECT 1 FROM payment_order WHERE batch_id = payment_batch.id)));
CREATE POLICY made ON payment_batch FOR INSERT TO duixian_app
  WITH CHECK (made_by = acting_person() AND has_duty(ARRAY['payer']));
CREATE POLICY moved ON payment_batch FOR UPDATE TO duixian_app
  USING (has_duty(ARRAY['payer'])
    AND (made_by = acting_person() OR EXISTS (SELECT 1 FROM payment_order WHERE batch_id = payment_batch.id)));
CREATE POLICY seen ON batch_file FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM payment_batch WHERE payment_batch.id = batch_id));
CREATE POLICY exported ON batch_file FOR INSERT TO duixian_app
  WITH CHECK (exported_by = acting_person() AND has_duty(ARRAY['payer'])
    AND EXISTS (SELECT 1 FROM payment_batch WHERE payment_batch.id = batch_id));
CREATE POLICY seen ON result_file FOR SELECT TO duixian_app
  USING (has_duty(ARRAY['payer', 'auditor']));
CREATE POLICY imported ON result_file FOR INSERT TO duixian_app
  WITH CHECK (imported_by = acting_person() AND has_duty(ARRAY['payer']));
CREATE POLICY seen ON payment_result FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM payment_order WHERE payment_order.id = order_id));
CREATE POLICY said ON payment_result FOR INSERT TO duixian_app
  WITH CHECK (said_by = acting_person() AND source IN ('file', 'person') AND has_duty(ARRAY['payer'])
    AND EXISTS (SELECT 1 FROM payment_order WHERE payment_order.id = order_id));

CREATE POLICY seen ON clawback FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY decided ON clawback FOR INSERT TO duixian_app
  WITH CHECK (has_duty(ARRAY['approver', 'leader']) AND EXISTS (SELECT 1 FROM award WHERE award.id = award_id));
CREATE POLICY seen ON recovery FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM clawback WHERE clawback.id = clawback_id));
CREATE POLICY recorded ON recovery FOR INSERT TO duixian_app
  WITH CHECK (has_duty(ARRAY['handler', 'payer']) AND EXISTS (SELECT 1 FROM clawback WHERE clawback.id = clawback_id));

CREATE POLICY seen ON commitment FOR SELECT TO duixian_app
  USING (acts_for(subject_id, 'view') OR sees_money(district));
CREATE POLICY decided ON commitment FOR INSERT TO duixian_app
  WITH CHECK (decided_by = acting_person() AND money_is_mine(ARRAY['approver', 'leader'], district));
CREATE POLICY seen ON commitment_exit FOR SELECT TO duixian_app
  USING (EXISTS (SELECT 1 FROM commitment WHERE commitment.id = commitment_id));
CREATE POLICY recorded ON commitment_exit FOR INSERT TO duixian_app
  WITH CHECK (recorded_by = acting_person() AND has_duty(ARRAY['approver', 'leader', 'payer'])
    AND EXISTS (SELECT 1 FROM commitment WHERE commitment.id = commitment_id));

GRANT SELECT ON envelope, envelope_balance, money_transaction, posting, allotment, award, award_stage, award_release,
  earlier_payment, payment_clearance, payment_batch, batch_file, result_file, payment_result, clawback, recovery,
  commitment, commitment_exit TO duixian_app, duixian_job;
-- All of an order but the whole account.
GRANT SELECT (id, number, key, content_hash, stage_id, award_id, clearance_id, amount_fen, payee_name, payee_bank,
  masked_account, replaces, state, batch_id, made_by, made_at, sent_by, sent_at, result_id, receipt)
  ON payment_order TO duixian_app, duixian_job;
GRANT INSERT ON envelope, allotment, award, award_stage, award_release, earlier_payment, payment_clearance,
  payment_order, payment_batch, batch_file, result_file, payment_result, clawback, recovery, commitment,
  commitment_exit TO duixian_app;
GRANT INSERT ON envelope, allotment, award, award_stage, earlier_payment, payment_clearance, payment_result
  TO duixian_job;
GRANT UPDATE (expires_on) ON envelope TO duixian_app;
GRANT UPDATE (met_at) ON award_stage TO duixian_app;
GRANT UPDATE (state, batch_id) ON payment_order TO duixian_app;
GRANT UPDATE (state) ON payment_batch TO duixian_app;
GRANT USAGE ON SEQUENCE payment_order_number, payment_batch_number TO duixian_app;
