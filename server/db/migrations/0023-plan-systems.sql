-- What other systems read and report, held by the database itself: the indicators of the plan, orders that a bank
-- answers, and in which district an enterprise is of which they tell something.

-- — the indicators of the plan —

-- As people of its department see them; of what it is to report it also sees with report_plan what there is already.
CREATE POLICY system ON plan_setting FOR SELECT TO duixian_system USING (
  district = ANY ((SELECT token_districts('read_plan'))::text[])
  OR '*' = ANY ((SELECT token_districts('read_plan'))::text[])
  OR department_id = ANY ((SELECT token_departments('read_plan') || token_departments('report_plan'))::text[]));
CREATE POLICY system ON plan_report FOR SELECT TO duixian_system USING (
  district = ANY ((SELECT token_districts('read_plan'))::text[])
  OR '*' = ANY ((SELECT token_districts('read_plan'))::text[])
  OR department_id = ANY ((SELECT token_departments('read_plan') || token_departments('report_plan'))::text[]));
CREATE POLICY system ON plan_proposal FOR SELECT TO duixian_system USING (
  district = ANY ((SELECT token_districts('read_plan'))::text[])
  OR '*' = ANY ((SELECT token_districts('read_plan'))::text[])
  OR department_id = ANY ((SELECT token_departments('read_plan') || token_departments('report_plan'))::text[]));
-- By which version of the documents the plan stood on an earlier day: the documents are public.
CREATE POLICY system ON rule_adoption FOR SELECT TO duixian_system USING (true);

-- A proposal and nothing else: what becomes official, people of the plan office say.
CREATE POLICY reported ON plan_report FOR INSERT TO duixian_system WITH CHECK (
  kind = 'proposed' AND said_by_token = acting_token() AND said_by IS NULL AND NOT sample
  AND department_id = ANY ((SELECT token_departments('report_plan'))::text[]));

GRANT SELECT ON plan_setting, plan_report, plan_proposal, rule_adoption, rule_version TO duixian_system;
GRANT INSERT ON plan_report TO duixian_system;

-- — what became of payments —

-- An order that the token's department pays. A function, so that a token that tells results sees no case by it.
CREATE FUNCTION token_pays(of_award bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM award JOIN support_case ON support_case.id = award.case_id
    WHERE award.id = of_award AND support_case.finance_department = ANY (token_departments('report_payments'))) $$;
REVOKE ALL ON FUNCTION token_pays FROM PUBLIC;
GRANT EXECUTE ON FUNCTION token_pays TO duixian_system;

CREATE POLICY system ON payment_order FOR SELECT TO duixian_system USING (token_pays(award_id));
CREATE POLICY system ON payment_result FOR SELECT TO duixian_system
  USING (EXISTS (SELECT 1 FROM payment_order WHERE payment_order.id = order_id));
CREATE POLICY reported ON payment_result FOR INSERT TO duixian_system WITH CHECK (
  source = 'bank' AND said_by IS NULL AND EXISTS (SELECT 1 FROM payment_order WHERE payment_order.id = order_id));

GRANT SELECT (id, number, amount_fen, state, sent_at) ON payment_order TO duixian_system;
GRANT SELECT (order_id, result, at) ON payment_result TO duixian_system;
GRANT INSERT ON payment_result TO duixian_system;

-- — enterprises of which a system tells something —

-- Where those are that are registered, and nothing else of them.
CREATE FUNCTION enterprise_districts(codes text[]) RETURNS TABLE (credit_code text, district text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  -- Not an empty answer: it would read as that none of them is registered.
  IF cardinality(token_departments('push_facts')) = 0
    THEN RAISE EXCEPTION 'no scope push_facts' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT subject.credit_code, subject.district FROM subject WHERE subject.credit_code = ANY (codes);
END $$;
REVOKE ALL ON FUNCTION enterprise_districts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enterprise_districts TO duixian_system;

-- — the log —

DROP POLICY said ON audit;
CREATE POLICY said ON audit FOR INSERT TO duixian_system WITH CHECK (acting_token() IS NOT NULL AND act IN (
  'task.progress', 'task.node_done', 'task.ask', 'task.evidence', 'plan.report', 'plan.correct', 'results.report'));

-- — what only people and the process ask —

-- These look past row-level security and take whoever is no person for the process. A system is neither.
REVOKE EXECUTE ON FUNCTION arrived_fen, case_timeline, case_transfers, cases_named, department_uses, earlier_act, evidence_seen_before,
  granted_fen, is_payment_to, is_recused, lock_case, lock_subject_money, payee_of, person_called, places_taken,
  project_moves, require_clear, reverse_money, same_expenditure, same_facts, shared_ties, whole_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION arrived_fen, case_timeline, case_transfers, cases_named, department_uses, earlier_act, evidence_seen_before,
  granted_fen, is_payment_to, is_recused, lock_case, lock_subject_money, payee_of, person_called, places_taken,
  project_moves, require_clear, reverse_money, same_expenditure, same_facts, shared_ties, whole_account
  TO duixian_app, duixian_job;
