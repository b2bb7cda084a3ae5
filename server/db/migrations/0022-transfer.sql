-- Transfer (转办): a running case goes to another department, which leads it from then on.
--
-- A transfer is an act like any other, with a reserved name that no path may use: so the timeline, the versions, the
-- request keys and stale screens work as ever. It leaves step, state and situation as they are.

-- Whether somebody in a department can take a firm's case up.
CREATE FUNCTION on_duty_for(of_subject bigint, of_department text, roles text[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (
    SELECT 1 FROM duty JOIN person ON person.id = duty.person_id
    WHERE duty.department_id = of_department AND duty.role = ANY (roles) AND person.disabled_at IS NULL
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
      AND NOT EXISTS (SELECT 1 FROM recusal WHERE recusal.person_id = person.id AND recusal.subject_id = of_subject)) $$;
REVOKE EXECUTE ON FUNCTION on_duty_for FROM PUBLIC;

-- What stands against handing a case on to anybody, by the name of the rule; NULL: nothing.
CREATE FUNCTION transfer_stopped(held support_case) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE
    WHEN held.departments = '{}' OR held.state IN ('declined', 'withdrawn', 'terminated', 'paid', 'recovered')
      -- Whoever leads answers an appeal, as long as one can be made.
      OR (held.state IN ('not_accepted', 'refused') AND NOT 'applicant' = ANY (held.parties)) THEN 'transfer_not_running'
    WHEN (held.situation->>'reserved')::boolean OR held.situation->>'order' <> 'none' THEN 'transfer_money'
    -- What hangs out names the department, and objections go to it.
    WHEN held.situation->>'publicity' = 'open' THEN 'transfer_publicity' END $$;

-- What stands against this department. Streets and companies check first and never lead; where nobody is on duty, or
-- nobody for whom the step waits, the case would lie where nobody is.
CREATE FUNCTION transfer_refused(held support_case, wanted text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT CASE
    WHEN there.id IS NULL THEN 'transfer_unknown'
    WHEN there.id = held.lead_department THEN 'transfer_same'
    WHEN there.closed_at IS NOT NULL THEN 'department_closed'
    WHEN there.kind IN ('street', 'platform') OR there.district <> held.district THEN 'transfer_elsewhere'
    WHEN NOT on_duty_for(held.subject_id, there.id, ARRAY['handler']) THEN 'transfer_empty'
    WHEN here->>'desk' IN ('lead', 'all') AND roles_in(here) <> '{}'
      AND NOT on_duty_for(held.subject_id, there.id, roles_in(here)) THEN 'transfer_empty' END
    FROM path_step(held.path_id, held.path_version, held.step) AS here LEFT JOIN department AS there ON there.id = wanted $$;

CREATE FUNCTION take_transfer(given case_act, held support_case) RETURNS case_act
  LANGUAGE plpgsql SET search_path = public AS $$
DECLARE here jsonb; broken text; moved support_case := held; wanted text := given.payload->>'department';
BEGIN
  IF given.situation IS DISTINCT FROM held.situation THEN PERFORM refuse_case('situation'); END IF;
  SELECT role INTO given.party FROM unnest(ARRAY['reviewer', 'approver', 'leader']) WITH ORDINALITY AS each (role, place)
    WHERE has_duty_in(ARRAY[role], ARRAY[held.lead_department]) ORDER BY place LIMIT 1;
  IF given.party IS NULL THEN PERFORM refuse_case('wrong_party'); END IF;
  IF acts_for(held.subject_id, 'view') OR EXISTS (SELECT 1 FROM recusal
    WHERE person_id = acting_person() AND subject_id = held.subject_id) THEN PERFORM refuse_case('recused'); END IF;
  IF given.reason_code IS DISTINCT FROM 'transferred' OR btrim(COALESCE(given.reason, '')) = ''
    THEN PERFORM refuse_case('no_reason'); END IF;
  -- Held, so that it is not closed meanwhile.
  PERFORM require_open(ARRAY[wanted]);
  broken := COALESCE(transfer_stopped(held), transfer_refused(held, wanted));
  IF broken IS NOT NULL THEN PERFORM refuse_case(broken); END IF;

  given.hand := NULL;
  given.from_step := held.step;
  given.from_state := held.state;
  given.to_step := held.step;
  given.to_state := held.state;
  given.person_id := acting_person();
  given.department_id := held.lead_department;
  given.payload := jsonb_build_object('department', wanted);
  given.due_on := held.due_on;
  given.holidays_known := held.holidays_known;
  given.at := act_time();

  here := path_step(held.path_id, held.path_version, held.step);
  moved.lead_department := wanted;
  -- As it was set up, but nobody is asked for an opinion on what they lead themselves.
  SELECT array_remove(taking_part, wanted) INTO moved.taking_part FROM item_setting WHERE id = held.setting_id;
  moved.desk := desk_of(here->>'desk', moved);
  UPDATE support_case SET version = given.number, lead_department = moved.lead_department,
    taking_part = moved.taking_part, desk = moved.desk,
    departments = with_departments(departments || moved.taking_part, ARRAY[wanted]),
    desk_since = CASE WHEN moved.desk = desk THEN desk_since ELSE act_time() END
  WHERE id = held.id;
  RETURN given;
END $$;
REVOKE EXECUTE ON FUNCTION take_transfer FROM PUBLIC;

-- As in 0004, with a way out for a transfer.
CREATE OR REPLACE FUNCTION take_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE now_case support_case; here jsonb; taken jsonb; there jsonb; places text[];
BEGIN
  SELECT * INTO now_case FROM support_case WHERE id = NEW.case_id FOR UPDATE;
  IF NOT FOUND THEN PERFORM refuse_case('case_known'); END IF;
  IF NEW.number <> now_case.version + 1 THEN PERFORM refuse_case('stale'); END IF;
  IF NEW.act = 'transfer' THEN RETURN take_transfer(NEW, now_case); END IF;
  here := path_step(now_case.path_id, now_case.path_version, now_case.step);
  SELECT each INTO taken FROM jsonb_array_elements(here->'acts') AS each WHERE each->>'id' = NEW.act;
  IF NOT FOUND THEN PERFORM refuse_case('not_here'); END IF;
  there := path_step(now_case.path_id, now_case.path_version, taken->>'to');
  NEW.party := taken->>'by';
  NEW.hand := taken->>'hand';
  NEW.from_step := now_case.step;
  NEW.from_state := now_case.state;
  NEW.to_step := there->>'id';
  NEW.to_state := there->>'state';
  NEW.person_id := acting_person();
  NEW.at := act_time();
  IF NEW.situation->>'step' IS DISTINCT FROM NEW.to_step THEN PERFORM refuse_case('situation'); END IF;

  CASE NEW.party
    WHEN 'applicant' THEN
      IF NOT acts_for(now_case.subject_id, applicant_scope(now_case.state)) THEN PERFORM refuse_case('wrong_party'); END IF;
      NEW.department_id := NULL;
    WHEN 'clock' THEN
      IF acting_person() IS NOT NULL THEN PERFORM refuse_case('wrong_party'); END IF;
    WHEN 'bank' THEN
      IF acting_person() IS NOT NULL AND NOT has_duty_in(ARRAY['payer'], now_case.departments)
        THEN PERFORM refuse_case('wrong_party'); END IF;
    WHEN 'anyone' THEN NULL;
    ELSE
      places := CASE WHEN now_case.desk = '{}' THEN ARRAY[now_case.lead_department] ELSE now_case.desk END;
      IF NEW.department_id IS NULL OR NEW.department_id <> ALL (places)
        OR NOT has_duty_in(ARRAY[NEW.party], ARRAY[NEW.department_id]) THEN PERFORM refuse_case('wrong_party'); END IF;
      IF EXISTS (SELECT 1 FROM recusal WHERE person_id = NEW.person_id AND subject_id = now_case.subject_id)
        THEN PERFORM refuse_case('recused'); END IF;
      -- Nobody who acts for a subject decides on it.
      IF acts_for(now_case.subject_id, 'view') THEN PERFORM refuse_case('recused'); END IF;
      IF NEW.hand IS NOT NULL AND EXISTS (SELECT 1 FROM case_act AS other WHERE other.case_id = NEW.case_id
        AND other.person_id = NEW.person_id AND other.hand <> NEW.hand) THEN PERFORM refuse_case('same_person'); END IF;
      IF (taken->>'reason')::boolean AND NEW.reason_code IS NULL THEN PERFORM refuse_case('no_reason'); END IF;
  END CASE;

  UPDATE support_case SET
    version = NEW.number, situation = NEW.situation, step = NEW.to_step, state = NEW.to_state,
    parties = parties_of(there), desk = desk_of(there->>'desk', now_case),
    departments = CASE WHEN there->>'desk' = 'applicant' OR (there->>'desk' = 'none' AND departments = '{}') THEN departments
      ELSE with_departments(departments || desk_of(there->>'desk', now_case),
        ARRAY[lead_department, finance_department] || taking_part) END,
    -- An act that leaves it where it is does not give more time.
    due_on = CASE WHEN NEW.to_step = NEW.from_step THEN due_on ELSE NEW.due_on END,
    holidays_known = CASE WHEN NEW.to_step = NEW.from_step THEN holidays_known ELSE NEW.holidays_known END,
    desk_since = CASE WHEN NEW.to_step = NEW.from_step THEN desk_since ELSE act_time() END,
    submitted_at = COALESCE(submitted_at, CASE WHEN NEW.from_state = 'draft' AND NEW.party = 'applicant'
      AND NEW.to_state NOT IN ('declined', 'withdrawn') THEN act_time() END)
  WHERE id = NEW.case_id;
  RETURN NEW;
END $$;

-- What the clock ends rests on a due day, and a transfer on who is to lead: neither on words of a document.
ALTER TABLE case_act DROP CONSTRAINT case_act_check;
ALTER TABLE case_act ADD CONSTRAINT case_act_check CHECK ((reason_code IS NULL) = (reason IS NULL)
  AND ((clause IS NULL) = (reason_code IS NULL OR reason_code IN ('lapsed', 'transferred')))
  AND (act = 'transfer') = (reason_code IS NOT DISTINCT FROM 'transferred'));

-- — who led when —

-- The transfers of a case, for whoever may read its timeline.
CREATE FUNCTION case_transfers(of_case bigint) RETURNS TABLE (number int, from_department text, to_department text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT each.number, each.department_id, each.payload->>'department' FROM case_act AS each
    WHERE each.case_id = of_case AND each.act = 'transfer'
      AND (sees_case(of_case) OR oversees_case(of_case) OR acting_person() IS NULL) ORDER BY each.number $$;

-- What was published or issued keeps the name of the department that led at that moment.
CREATE FUNCTION lead_at(of_case bigint, moment timestamptz) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT COALESCE(
    (SELECT department_id FROM case_act WHERE case_id = of_case AND act = 'transfer' AND at > moment ORDER BY number LIMIT 1),
    (SELECT lead_department FROM support_case WHERE id = of_case)) $$;

-- The next stage of an award that was handed on opens where it lies now, as long as the item itself is set up as before.
CREATE FUNCTION follow_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE led text;
BEGIN
  SELECT before.lead_department INTO led FROM support_case AS before
    JOIN item_setting AS setting ON setting.id = before.setting_id
    JOIN department AS lead ON lead.id = before.lead_department
    WHERE before.id = NEW.previous_case AND before.lead_department <> setting.lead_department
      AND setting.lead_department = NEW.lead_department AND lead.closed_at IS NULL;
  IF NOT FOUND THEN RETURN NEW; END IF;
  NEW.lead_department := led;
  NEW.taking_part := array_remove(NEW.taking_part, led);
  NEW.desk := desk_of(path_step(NEW.path_id, NEW.path_version, NEW.step)->>'desk', NEW);
  IF NEW.departments <> '{}' THEN
    NEW.departments := with_departments(NEW.desk, ARRAY[led, NEW.finance_department] || NEW.taking_part);
  END IF;
  RETURN NEW;
END $$;
-- After open_case: triggers run by name.
CREATE TRIGGER open_case_follows_transfer BEFORE INSERT ON support_case
  FOR EACH ROW WHEN (NEW.previous_case IS NOT NULL) EXECUTE FUNCTION follow_transfer();

-- — who is told —

-- The new department has work, the applicant is told who has it now; who led before is asked for an opinion, where the
-- item is set up so. The names are those of that day.
CREATE FUNCTION message_of_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_case support_case; here jsonb; words jsonb; roles text[] := ARRAY['handler']; once text := 'transfer ' || NEW.id;
BEGIN
  SELECT * INTO of_case FROM support_case WHERE id = NEW.case_id;
  here := path_step(of_case.path_id, of_case.path_version, of_case.step);
  words := jsonb_build_object('act', NEW.act, 'step', here->>'name', 'reason', NEW.reason, 'reasonCode', NEW.reason_code,
    'from', (SELECT name FROM department WHERE id = NEW.department_id),
    'to', (SELECT name FROM department WHERE id = of_case.lead_department));
  IF of_case.lead_department = ANY (of_case.desk) AND roles_in(here) <> '{}' THEN roles := roles_in(here); END IF;
  PERFORM tell_desks('assigned', once, desks_of(ARRAY[of_case.lead_department], roles), of_case.id, words, of_case.due_on);
  PERFORM tell_subject('case', once || ' applicant', of_case.subject_id, of_case.id,
    words || jsonb_build_object('by', NEW.party, 'state', NEW.to_state));
  IF NEW.department_id = ANY (of_case.taking_part)
    AND jsonb_path_exists(here, '$.acts[*].needs[*] ? (@ == "opinions_complete")') THEN
    PERFORM tell_desks('opinion_asked', once || ' opinion', desks_of(ARRAY[NEW.department_id], ARRAY['handler', 'reviewer']),
      of_case.id, words, of_case.due_on);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER message_of_transfer AFTER INSERT ON case_act
  FOR EACH ROW WHEN (NEW.act = 'transfer') EXECUTE FUNCTION message_of_transfer();
