-- Which duties of which departments somebody holds today: that is no secret, who holds them is.
CREATE FUNCTION staffed_duties() RETURNS TABLE (department_id text, roles text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT duty.department_id, array_agg(DISTINCT duty.role) FROM duty JOIN person ON person.id = duty.person_id
    WHERE duty.department_id IS NOT NULL AND person.disabled_at IS NULL
      AND (duty.ended_at IS NULL OR duty.ended_at > act_time())
      AND duty.valid_from <= act_date() AND COALESCE(duty.valid_to, 'infinity'::date) >= act_date()
    GROUP BY duty.department_id $$;
